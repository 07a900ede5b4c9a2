//! A stand-in Mion: the documented payment API over real HTTP, with real signed invoices and no
//! money. It is written from Mion's documentation alone and imports nothing of the kiosk, so a
//! misreading of that documentation cannot pass on both sides.
//!
//! | Where | What |
//! | --- | --- |
//! | `server` | starts and stops one sandbox; [`Sandbox`] is the handle |
//! | `options` | [`Options`]: address, key, network, test rate |
//! | `api/` | Mion's five routes, one handler a file, behind one gate (key, log, script) |
//! | `control/` | [`Control`]: pay, set a status, script the next answers; in process and over HTTP |
//! | `wallet/` | the page at `/` on which a person pays |
//! | `ledger/` | sessions, attempts and what was paid, in memory; time is passed in |
//! | `script` | the queue of scripted answers; `chaos`: random ones |
//! | `invoice` | mints BOLT 11 invoices with a public test key; `address`: addresses without any |
//! | `journal` | every API request that came in, for tests to count |
//! | `webhook` | tells a listener on this machine about a changed status |
//! | `clock` | the sandbox's own time, which control can move forward |
//! | `line` | connections that can be cut without an answer |
//! | `shared`, `reply` | what all handlers hold, and how they answer |
//!
//! ```no_run
//! # async fn sell() -> Result<(), Box<dyn std::error::Error>> {
//! use sandbox::{Answer, Options, Route, Sandbox};
//!
//! let sandbox = Sandbox::start(Options::default()).await?;
//! sandbox.control().script(Route::Status, 2, Answer::Malformed { body: None })?;
//! println!("a stand-in Mion listens at {}", sandbox.base_url());
//! sandbox.stop().await;
//! # Ok(())
//! # }
//! ```

mod address;
mod api;
mod chaos;
mod clock;
mod control;
mod invoice;
mod journal;
mod ledger;
mod line;
mod options;
mod reply;
mod script;
mod server;
mod shared;
mod wallet;
mod webhook;

pub use clock::{Clock, TooFar};
pub use control::{
    AttemptReport, AttemptState, Control, ControlError, PaymentMeans, PaymentReport, SessionReport, StatusChange,
};
pub use journal::RequestRecord;
pub use options::{Network, Options, StartError, UnknownNetwork};
pub use script::{Answer, Route};
pub use server::Sandbox;

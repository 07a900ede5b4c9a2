//! What stands between a browser and the till: every route, and everything that guards them.
//!
//! - `router`: the map of all routes and the order of the guards
//! - `declared`: what is said of a route before there can be one: who may call it
//! - `admission`: the one place through which every request goes; `refusal`: how it is turned away
//! - `cookies`, `meters`: by what a browser is known, and how often it may ask
//! - `entry`: coming in and going out: pairing, set-up, password, PIN
//! - `asked`: the questions of every minute
//! - `pages`: the rendered kiosk, its server functions and its files; `picture`: the kiosk as small as it can be sent
//! - `look`: the shop's own colour
//! - `receipt`: one receipt, for whoever has its address
//! - `tablet`: how a tablet says that it is
//! - `webhook`: the address Mion calls on status updates
//! - `install`: what makes the kiosk an app that a tablet can install
//! - `health`: `/healthz` and `/readyz`
//! - `guards`: what is asked of a request, whoever it comes from
//! - `headers`: what every answer says to the browser
//! - `peer`, `proxy`: who asks, and whose word is believed about that
//! - `serve`, `limits`: takes connections, and gives up on those that take too long or are too many
//! - `plain`, `trust`: what a kiosk with TLS says to whoever comes without, and how to trust a local CA

mod admission;
mod asked;
mod cookies;
mod declared;
mod entry;
mod guards;
mod headers;
mod health;
mod install;
mod limits;
mod look;
mod meters;
mod pages;
mod peer;
mod picture;
mod plain;
mod proxy;
mod receipt;
mod refusal;
mod router;
mod serve;
mod tablet;
mod trust;
mod webhook;

pub(crate) use cookies::{Cookie, presented};
pub(crate) use declared::Routes;
pub use declared::{Declaration, Kind};
pub(crate) use entry::words;
pub(crate) use install::Install;
pub(crate) use limits::{Door, allowed};
pub(crate) use look::Look;
pub(crate) use meters::Meters;
pub(crate) use peer::Peer;
pub(crate) use plain::{alone, beside_tls};
pub(crate) use receipt::Paper;
pub use router::declarations;
pub(crate) use router::{AllServed, Served, router};
pub(crate) use serve::{Service, serve};
pub(crate) use trust::Trust;
pub(crate) use webhook::Webhook;

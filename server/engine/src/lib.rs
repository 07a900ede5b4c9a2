//! The checkout engine without its hands: what to do next for every sale, decided by pure functions
//! over what is stored, what Mion said, and a passed-in time. The server does what is decided here
//! over HTTP and a database; the simulation does it a hundred thousand times over make-believe ones.
//!
//! - [`plan`]: a stored checkout, circumstances and time to its next step
//! - [`pace`]: how often Mion is asked about one checkout, and how soon again when it does not answer
//! - [`follower`]: carries one checkout through, one effect at a time
//! - [`governor`]: how often Mion is asked in all, who goes first, and when it is left alone
//! - [`membership`]: which servers are alive, and whether this one may still speak for its checkouts
//! - [`reply`]: an answer of Mion's and what it says about the way there
#![cfg_attr(not(test), warn(clippy::arithmetic_side_effects))]

pub mod follower;
pub mod governor;
pub mod membership;
pub mod pace;
pub mod plan;
pub mod reply;

pub use follower::{Effect, Follower, Outcome};
pub use governor::{Class, Governor, Next};
pub use membership::{Beat, Membership};
pub use reply::Reply;

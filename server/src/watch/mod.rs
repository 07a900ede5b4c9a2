//! What carries every checkout through: a pure plan of what to do next, and a thin shell that does it.
//! The server asks Mion for every checkout that is not over, whether or not a tablet looks.
//!
//! - [`plan`]: stored state, circumstances and time to the next step; pure
//! - [`pace`]: how often and how soon again; pure
//! - [`Watcher`]: one task a checkout that follows the plan
//! - `bell`: wakes the browsers that wait, and tells whether any do
//! - `link`: whether Mion answers

mod bell;
mod link;
pub mod pace;
pub mod plan;
mod watcher;

pub use bell::Waiting;
pub use watcher::Watcher;

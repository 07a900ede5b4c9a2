//! Carries every checkout through: does what the [`engine`] decides. The server asks Mion for every
//! checkout that is not over, whether or not a tablet looks, and shares the work with the other
//! servers on the same records.
//!
//! - [`Watcher`]: the door to all of it
//! - `follow`: one task a checkout, which does the engine's effects
//! - `gate`: lets questions to Mion through, within the budget and the breaker
//! - `members`: this server among the others: its beat, and taking over from the dead
//! - `calls`: what the servers tell each other
//! - `bell`: wakes the browsers that wait for a checkout, and tells whether any do
//! - `news`: what every tablet is told of the shop
//!
//! **Where a faster source of status would go.** Polling is the source of truth; anything faster only
//! says "look now". A webhook does so through [`Watcher::hint`], and a WebSocket to Mion would: a task
//! that calls it, or [`Watcher::hint_at`] where it can name the checkout. Nothing else would change.

mod bell;
mod calls;
mod follow;
mod gate;
mod members;
mod news;
mod watcher;

pub use bell::Waiting;
pub use watcher::{ChangeError, Watcher};

//! The back office: for managers and owners, signed in with a password.
//!
//! - [`overview`]: `/office`: today, and what waits; [`takings`]: what came in, as bars
//! - [`books`]: every sale; [`search`]: how one is found, [`timeline`]: what happened to it, [`export`]: all of them
//!   for a spreadsheet, `sheet`: how its lines are written
//! - [`closing`]: the day is counted and closed
//! - [`terminals`], [`people`], [`settings`]: who and what works here, and how
//! - [`handlers`], [`managing`]: what each address answers
//! - [`account`]: one's own password and PIN; [`passkeys`]: and passkeys
//! - [`audit`]: who did what; `deeds`: what an entry of it says

pub(super) mod account;
pub(super) mod audit;
pub(super) mod books;
pub(super) mod closing;
mod deeds;
mod export;
pub(super) mod handlers;
pub(crate) mod logo;
pub(super) mod managing;
mod overview;
pub(super) mod passkeys;
pub(super) mod people;
mod search;
pub(super) mod settings;
mod sheet;
mod takings;
pub(super) mod terminals;
#[cfg(test)]
mod tests;
mod timeline;

/// The first page.
pub(super) const OVERVIEW: &str = "/office";
/// The payments to decide.
pub(super) const ALARMS: &str = "/office/alarms";

/// As many as can be counted in words.
fn count(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}

//! What stands between a browser and the till: every route, and everything that guards them.
//!
//! - [`router`]: the map of all routes and the order of the guards
//! - `pages`: the rendered kiosk and its assets
//! - `webhook`: the address Mion calls on status updates
//! - `health`: `/healthz` and `/readyz`
//! - `guards`: which requests reach a server function at all
//! - `headers`: what every answer says to the browser

mod guards;
mod headers;
mod health;
mod pages;
mod router;
mod webhook;

pub(crate) use router::{Served, router};
pub(crate) use webhook::Webhook;

//! What stands between a browser and the till: every route, and everything that guards them.
//!
//! - [`router`]: the map of all routes and the order of the guards
//! - `pages`: the rendered kiosk and its assets
//! - `webhook`: the address Mion calls on status updates
//! - `health`: `/healthz` and `/readyz`
//! - `guards`: which requests reach a server function at all
//! - `headers`: what every answer says to the browser
//! - `peer`, `proxy`: who asks, and whose word is believed about that
//! - `serve`, `limits`: takes connections, and gives up on those that take too long or are too many
//! - `plain`, `trust`: what a kiosk with TLS says to whoever comes without, and how to trust a local CA

mod guards;
mod headers;
mod health;
mod limits;
mod pages;
mod peer;
mod plain;
mod proxy;
mod router;
mod serve;
mod trust;
mod webhook;

pub(crate) use limits::{Door, allowed};
pub(crate) use plain::{alone, beside_tls};
pub(crate) use router::{Served, router};
pub(crate) use serve::{Service, serve};
pub(crate) use trust::Trust;
pub(crate) use webhook::Webhook;

//! What stands between a browser and the till: every route, and everything that guards them.
//!
//! - [`router`]: the map of all routes and the order of the guards
//! - `pages`: the rendered kiosk and its assets
//! - `look`: the shop's own colour
//! - `receipt`: one receipt, for whoever has its address
//! - `webhook`: the address Mion calls on status updates
//! - `install`: what makes the kiosk an app that a tablet can install
//! - `health`: `/healthz` and `/readyz`
//! - `guards`: which requests reach a server function at all
//! - `headers`: what every answer says to the browser
//! - `peer`, `proxy`: who asks, and whose word is believed about that
//! - `serve`, `limits`: takes connections, and gives up on those that take too long or are too many
//! - `plain`, `trust`: what a kiosk with TLS says to whoever comes without, and how to trust a local CA

mod guards;
mod headers;
mod health;
mod install;
mod limits;
mod look;
mod pages;
mod peer;
mod plain;
mod proxy;
mod receipt;
mod router;
mod serve;
mod trust;
mod webhook;

pub(crate) use install::Install;
pub(crate) use limits::{Door, allowed};
pub(crate) use look::Look;
pub(crate) use plain::{alone, beside_tls};
pub(crate) use receipt::Paper;
pub(crate) use router::{Served, router};
pub(crate) use serve::{Service, serve};
pub(crate) use trust::Trust;
pub(crate) use webhook::Webhook;

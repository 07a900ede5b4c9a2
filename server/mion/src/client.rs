//! The client: cheap to clone, one connection pool behind all clones.
//! The questions themselves stand in `sessions`, `attempts`, `status` and `reach`.

use crate::exchange::Exchange;
use crate::settings::{Settings, SettingsError};
use core::fmt;
use std::sync::Arc;

/// Asks Mion. Clones share connections.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    settings: Settings,
    exchange: Exchange,
}

impl Client {
    /// A client for the Mion that `settings` describe. Nothing is sent yet.
    ///
    /// # Errors
    /// [`SettingsError`], saying what was expected of the piece that cannot be used.
    pub fn new(settings: Settings) -> Result<Self, SettingsError> {
        let exchange = Exchange::new(&settings)?;
        Ok(Self(Arc::new(Inner { settings, exchange })))
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(crate) fn exchange(&self) -> &Exchange {
        &self.0.exchange
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Client({})", self.0.settings.base_url)
    }
}

//! Every setting: where it comes from, its name, its default, and what is wrong with it. The
//! environment wins over the settings file; a wrong or unknown setting is an error that names it.
//!
//! - [`kiosk`]: the `[kiosk]` section, `KIOSK_…`
//! - [`wall`], [`tls`]: those of the `[kiosk]` section that stand between it and the network
//! - [`rates`]: how often who may ask
//! - [`mion`]: the `[mion]` section, `MION_…`
//! - [`source`]: reading a value by either name

pub mod kiosk;
pub mod mion;
pub mod rates;
pub mod source;
pub mod tls;
pub mod wall;

pub use kiosk::KioskConfig;
pub use mion::MionConfig;
pub use source::{ConfigError, Source};

use std::path::Path;

/// Everything `serve` needs.
#[derive(Debug)]
pub struct Config {
    /// The kiosk's own settings.
    pub kiosk: KioskConfig,
    /// How to reach Mion, and what it gives us.
    pub mion: MionConfig,
}

impl Config {
    /// Reads `file`, if one is named, and `environment` over it.
    ///
    /// # Errors
    /// [`ConfigError`] names the setting and says what is expected.
    pub fn read(file: Option<&Path>, environment: impl Iterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        let mut source = Source::read(file, environment)?;
        let config = Self { kiosk: KioskConfig::take(&mut source)?, mion: MionConfig::take(&mut source)? };
        source.nothing_left()?;
        Ok(config)
    }
}

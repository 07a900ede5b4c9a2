//! `serve`: the kiosk against the real Mion.

use crate::clock::SystemClock;
use crate::config::Config;
use crate::site::site_dir;
use crate::startup::{Application, Parts, shop};
use crate::store::SqliteStore;
use crate::till::invoice::Network;
use crate::till::provider::Mion;
use anyhow::Context as _;
use std::sync::Arc;

pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    let Config { kiosk, mion } = config;
    let client = mion::Client::new(mion.client?).context("the settings of Mion's API cannot be used")?;
    let network = mion.network.unwrap_or(Network::Bitcoin);
    let store = SqliteStore::open(&kiosk.database)
        .await
        .with_context(|| format!("the database {} (KIOSK_DATABASE) cannot be used", kiosk.database.display()))?;
    let parts = Parts {
        store: Arc::new(store),
        mion: Arc::new(Mion::new(client, network)),
        clock: Arc::new(SystemClock),
        shop: shop(&kiosk, mion.currency, None)?,
        session_life: mion.session_life,
        site_dir: site_dir(kiosk.site_dir.as_deref()),
    };
    let application = Application::build(kiosk.addr, parts).await?;
    tracing::info!(addr = %application.addr(), "the kiosk listens");
    application.run_until(super::asked_to_stop()).await;
    Ok(())
}

//! `serve`: the kiosk against the real Mion.

use crate::access::Access;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::config::kiosk::DatabaseConfig;
use crate::site::site_dir;
use crate::startup::{Application, Parts, open_records, shop};
use crate::till::invoice::Network;
use crate::till::provider::Mion;
use anyhow::{Context as _, ensure};
use app::i18n::Language;
use std::sync::Arc;

pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    let Config { kiosk, mion } = config;
    // Nobody could read it: it is there to see what is not translated.
    ensure!(
        kiosk.language != Some(Language::PSEUDO),
        "KIOSK_LANGUAGE={} is for the demo alone",
        Language::PSEUDO.code()
    );
    let client = mion::Client::new(mion.client?).context("the settings of Mion's API cannot be used")?;
    let network = mion.network.unwrap_or(Network::Bitcoin);
    let store = open_records(&kiosk.database).await.with_context(|| cannot_use(&kiosk.database))?;
    let clock = Arc::new(SystemClock);
    let access = Access::new(store.clone(), clock.clone(), false);
    let parts = Parts {
        store,
        access: access.clone(),
        mion: Arc::new(Mion::new(client, network, mion.on_chain)),
        clock,
        shop: shop(&kiosk, mion.currency, None)?,
        session_life: mion.session_life,
        qr_case: kiosk.qr_case,
        requests_per_second: mion.requests_per_second,
        language: kiosk.language,
        webhook_token: kiosk.webhook_token,
        time_zone: kiosk.time_zone,
        site_dir: site_dir(kiosk.site_dir.as_deref()),
        accent: kiosk.accent,
    };
    let application = Application::build_behind(&kiosk.wall, kiosk.addr, parts).await?;
    tracing::info!(url = application.url(), "the kiosk listens");
    super::owner::tell_first(&access, &application.url()).await?;
    if let Some(addr) = application.trust_addr() {
        tracing::info!("how tablets come to trust it: http://{addr}/trust");
    }
    application.run_until(super::asked_to_stop()).await;
    Ok(())
}

/// What is said of records that cannot be used; never the address, which holds a password.
fn cannot_use(database: &DatabaseConfig) -> String {
    match database {
        DatabaseConfig::File(path) => format!("the database {} (KIOSK_DATABASE) cannot be used", path.display()),
        DatabaseConfig::Server(_) => "the database (KIOSK_DATABASE_URL) cannot be used".to_owned(),
    }
}

//! `demo`: the kiosk against a stand-in Mion inside the same program. Loopback only, a throw-away
//! database, and every screen says that no real money moves.

use crate::access::Access;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::config::tls::TlsConfig;
use crate::site::site_dir;
use crate::startup::{Application, Parts, shop};
use crate::store::SqliteStore;
use crate::till::invoice::Network;
use crate::till::provider::Mion;
use anyhow::{Context as _, ensure};
use app::view::DemoView;
use sandbox::{Options, Sandbox};
use std::sync::Arc;
use uuid::Uuid;

#[expect(clippy::print_stdout, reason = "this is what a person who tries the demo reads")]
pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    let Config { kiosk, mion } = config;
    // A demo pays anybody's invoice: it must never be reachable from outside, nor mistaken for the real thing.
    ensure!(kiosk.addr.ip().is_loopback(), "the demo listens on this machine only; KIOSK_ADDR is {}", kiosk.addr);
    ensure!(
        matches!(kiosk.wall.tls, TlsConfig::Off),
        "the demo is plain HTTP, which browsers trust on this machine: unset KIOSK_TLS and KIOSK_TLS_CERT_FILE"
    );
    ensure!(
        mion.client.is_err(),
        "the demo brings its own Mion: unset MION_BASE_URL or MION_API_KEY, or run `mion-kiosk serve`"
    );
    let folder = tempfile::tempdir().context("no temporary folder for the demo's database")?;
    let api_key = kiosk.sandbox_key.clone().unwrap_or_else(|| format!("demo-{}", Uuid::new_v4()));
    let options = Options {
        addr: kiosk.sandbox_addr,
        api_key: api_key.clone(),
        kiosk_url: Some(format!("http://{}", kiosk.addr)),
        ..Options::default()
    };
    let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    let webhook_token = token.parse().map_err(|problem: &str| anyhow::anyhow!(problem))?;
    let sandbox = Sandbox::start(options).await.context("the stand-in Mion (KIOSK_SANDBOX_ADDR) did not start")?;
    let wallet_url = format!("{}/", sandbox.base_url());
    let client = mion::Client::new(mion.standing_in(&sandbox.base_url(), api_key)?)?;
    let clock = Arc::new(SystemClock);
    let store = Arc::new(SqliteStore::open(&folder.path().join("demo.sqlite")).await?);
    let access = Access::new(store.clone(), clock.clone(), true);
    super::demo_people::invent(&access, kiosk.demo_pins).await.context("the demo's people could not be made")?;
    let parts = Parts {
        store,
        access,
        mion: Arc::new(Mion::new(client, mion.network.unwrap_or(Network::Regtest), mion.on_chain)),
        clock,
        shop: shop(&kiosk, mion.currency, Some(DemoView { wallet_url: wallet_url.clone() }))?,
        session_life: mion.session_life,
        qr_case: kiosk.qr_case,
        requests_per_second: mion.requests_per_second,
        language: kiosk.language,
        webhook_token: Some(webhook_token),
        time_zone: kiosk.time_zone,
        site_dir: site_dir(kiosk.site_dir.as_deref()),
        accent: kiosk.accent,
    };
    let application = Application::build_behind(&kiosk.wall, kiosk.addr, parts).await?;
    sandbox.control().webhook(Some(&format!("http://{}/hooks/mion/{token}", application.addr())))?;
    println!("TEST – no real money. Nothing is kept when this stops (Ctrl-C).");
    println!("  Kiosk:        http://{}", application.addr());
    println!("  Test wallet:  {wallet_url}");
    super::demo_people::introduce(&application.url());
    application.run_until(super::asked_to_stop()).await;
    sandbox.stop().await;
    Ok(())
}

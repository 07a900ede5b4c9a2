//! Puts the parts together, runs them, and takes them apart without dropping what is in flight.

use crate::clock::Clock;
use crate::config::KioskConfig;
use crate::config::kiosk::{DatabaseConfig, WebhookToken};
use crate::http::{Served, Webhook, router};
use crate::site::{SiteError, read_assets};
use crate::store::{PostgresStore, SqliteStore, Store, StoreError};
use crate::till::ShopTill;
use crate::till::provider::Provider;
use crate::watch::Watcher;
use app::view::{DemoView, ShopView};
use axum::serve::ListenerExt as _;
use core::time::Duration;
use domain::Currency;
use domain::limits::{ImpossibleLimits, Limits};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How long a stop waits for what is in flight: longer than one question to Mion may take.
const PARTING: Duration = Duration::from_secs(15);

/// Connections to a database server. PostgreSQL allows a hundred in all unless told otherwise.
const DATABASE_CONNECTIONS: u32 = 16;

/// Why the kiosk did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The records cannot be used.
    #[error("the records cannot be used")]
    Store(#[from] StoreError),
    /// The bundle is missing.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The amount limits contradict each other.
    #[error("KIOSK_MIN_AMOUNT_MINOR and KIOSK_MAX_AMOUNT_MINOR do not fit together: {0}")]
    Limits(#[from] ImpossibleLimits),
    /// The address cannot be listened on.
    #[error("cannot listen on {addr} (KIOSK_ADDR): {source}")]
    Listen {
        /// Which.
        addr: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
}

/// What the kiosk is made of.
pub struct Parts {
    /// The records.
    pub store: Arc<dyn Store>,
    /// Mion, or whoever stands in.
    pub mion: Arc<dyn Provider>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// What the tablets must know of the shop.
    pub shop: ShopView,
    /// How long payment sessions are asked to live.
    pub session_life: Duration,
    /// Most questions to Mion in any second, all servers together.
    pub requests_per_second: u32,
    /// The unguessable end of the address Mion calls, if it may call.
    pub webhook_token: Option<WebhookToken>,
    /// The folder with the bundle.
    pub site_dir: PathBuf,
}

/// Opens the records where `config` says, and brings them up to date.
///
/// # Errors
/// [`StoreError`] where they cannot be used.
pub async fn open_records(config: &DatabaseConfig) -> Result<Arc<dyn Store>, StoreError> {
    Ok(match config {
        DatabaseConfig::File(path) => Arc::new(SqliteStore::open(path).await?),
        DatabaseConfig::Server(url) => Arc::new(PostgresStore::open(url, DATABASE_CONNECTIONS).await?),
    })
}

/// A kiosk that listens and is ready to run.
pub struct Application {
    listener: TcpListener,
    addr: SocketAddr,
    router: axum::Router,
    store: Arc<dyn Store>,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Application {
    /// Takes up what was not finished, and listens on `addr`.
    ///
    /// # Errors
    /// [`StartError`] says what is missing.
    pub async fn build(addr: SocketAddr, parts: Parts) -> Result<Self, StartError> {
        // Rendering spawns on it. It is set once a process; every later time it is there already.
        let _ = any_spawner::Executor::init_tokio();
        let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
        let Parts { store, mion, clock, shop, session_life, requests_per_second, webhook_token, site_dir } = parts;
        let assets = read_assets(&site_dir)?;
        let failed = |source| StartError::Listen { addr, source };
        let listener = TcpListener::bind(addr).await.map_err(failed)?;
        let addr = listener.local_addr().map_err(failed)?;
        let watcher =
            Watcher::start(store.clone(), mion, clock.clone(), requests_per_second, tasks.clone(), stop.clone())
                .await?;
        let till = ShopTill {
            store: store.clone(),
            clock,
            watcher: watcher.clone(),
            tasks: tasks.clone(),
            shop,
            session_life,
        };
        let webhook = webhook_token.map(|token| Webhook { token, watcher });
        let router = router(Served { till: Arc::new(till), store: store.clone(), webhook, assets, site_dir });
        Ok(Self { listener, addr, router, store, tasks, stop })
    }

    /// Where it listens, with the port that was taken.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Serves until `stopping`, then answers what is in flight, lets every checkout store what it has
    /// just learnt, and closes the records.
    pub async fn run_until(self, stopping: impl Future<Output = ()> + Send + 'static) {
        let Self { listener, router, store, tasks, stop, .. } = self;
        // Without this a small answer waits for the acknowledgement of the one before it.
        let listener = listener.tap_io(|stream| {
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "TCP_NODELAY could not be set");
            }
        });
        let told = stop.clone();
        let stopped = async move {
            stopping.await;
            told.cancel();
        };
        // Accepting is retried for ever, so serving ends by the stop alone.
        let serving = axum::serve(listener, router).with_graceful_shutdown(stopped);
        let serving = tokio::spawn(serving.into_future());
        stop.cancelled().await;
        tasks.close();
        let finished = async {
            let _ = serving.await;
            tasks.wait().await;
        };
        if tokio::time::timeout(PARTING, finished).await.is_err() {
            tracing::warn!("stopped with work in flight; it is stored and will be taken up at the next start");
        }
        store.close().await;
        tracing::info!("stopped");
    }
}

/// What the tablets must know of the shop.
///
/// # Errors
/// [`ImpossibleLimits`] where the amount limits contradict each other.
pub fn shop(config: &KioskConfig, currency: Currency, demo: Option<DemoView>) -> Result<ShopView, ImpossibleLimits> {
    let limits = Limits::new(config.min_amount_minor, config.max_amount_minor, currency)?;
    Ok(ShopView { name: config.shop_name.clone(), limits, unit: config.bitcoin_unit, demo })
}

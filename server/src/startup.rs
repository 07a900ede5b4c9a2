//! Puts the parts together, runs them, and takes them apart without dropping what is in flight.

use crate::access::Access;
use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::config::KioskConfig;
use crate::config::kiosk::{DatabaseConfig, WebhookToken};
use crate::config::tls::{TlsConfig, TlsName};
use crate::config::wall::WallConfig;
use crate::http::{
    AllServed, Door, Install, Look, Meters, Paper, Service, Trust, Webhook, allowed, alone, beside_tls, router, serve,
};
use crate::office::{Frame, Office};
use crate::receipts::Receipts;
use crate::site::{SiteError, read_assets};
use crate::store::{AccessStore, PostgresStore, ShopStore, SqliteStore, StoreError};
use crate::till::provider::Provider;
use crate::till::usual::Usual;
use crate::till::{AllTills, QrCase, ShopTill, Tills};
use crate::tls::{Tls, TlsError};
use crate::watch::Watcher;
use app::i18n::Language;
use app::view::{DemoView, ShopView};
use core::time::Duration;
use domain::Currency;
use domain::colour::Colour;
use domain::limits::{ImpossibleLimits, Limits};
use domain::mode::Selling;
use jiff::tz::TimeZone;
use std::net::{IpAddr, SocketAddr};
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
    /// There is no certificate to show.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The address cannot be listened on.
    #[error("cannot listen on {addr} ({setting}): {source}")]
    Listen {
        /// Which.
        addr: SocketAddr,
        /// The setting it is from.
        setting: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
}

/// What the kiosk is made of.
pub struct Parts {
    /// The records.
    pub store: Arc<dyn ShopStore>,
    /// Who may do what, by the same records.
    pub access: Access,
    /// Mion, or whoever stands in.
    pub mion: Arc<dyn Provider>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// What the tablets must know of the shop.
    pub shop: ShopView,
    /// Its language; each tablet's own where it is not set.
    pub language: Option<Language>,
    /// How long payment sessions are asked to live.
    pub session_life: Duration,
    /// How an invoice stands in the code on the screen.
    pub qr_case: QrCase,
    /// Most questions to Mion in any second, all servers together.
    pub requests_per_second: u32,
    /// The unguessable end of the address Mion calls, if it may call.
    pub webhook_token: Option<WebhookToken>,
    /// Where the shop's days begin, and in which its times are written.
    pub time_zone: TimeZone,
    /// The folder with the bundle.
    pub site_dir: PathBuf,
    /// The shop's own colour, where it has one.
    pub accent: Option<Colour>,
}

/// Opens the records where `config` says, and brings them up to date.
///
/// # Errors
/// [`StoreError`] where they cannot be used.
pub async fn open_records(config: &DatabaseConfig) -> Result<Arc<dyn ShopStore>, StoreError> {
    Ok(match config {
        DatabaseConfig::File(path) => Arc::new(SqliteStore::open(path).await?),
        DatabaseConfig::Server(url) => Arc::new(PostgresStore::open(url, DATABASE_CONNECTIONS).await?),
    })
}

/// Opens the records beside a server that may be running, for a command that does one thing.
///
/// # Errors
/// [`StoreError`] where they cannot be used, or no server of this version has used them yet.
pub async fn open_records_beside(config: &DatabaseConfig) -> Result<Arc<dyn AccessStore>, StoreError> {
    Ok(match config {
        DatabaseConfig::File(path) => Arc::new(SqliteStore::open_beside(path).await?),
        DatabaseConfig::Server(url) => Arc::new(PostgresStore::open(url, 1).await?),
    })
}

/// A kiosk that listens and is ready to run.
pub struct Application {
    addr: SocketAddr,
    trust_addr: Option<SocketAddr>,
    is_https: bool,
    listening: Vec<(TcpListener, Service)>,
    store: Arc<dyn ShopStore>,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Application {
    /// As [`Application::build_behind`], over plain HTTP and with all defaults.
    ///
    /// # Errors
    /// [`StartError`] says what is missing.
    pub async fn build(addr: SocketAddr, parts: Parts) -> Result<Self, StartError> {
        Self::build_behind(&WallConfig::default(), addr, parts).await
    }

    /// Takes up what was not finished, and listens on `addr` behind `wall`.
    ///
    /// # Errors
    /// [`StartError`] says what is missing.
    pub async fn build_behind(wall: &WallConfig, addr: SocketAddr, parts: Parts) -> Result<Self, StartError> {
        // Rendering spawns on it. It is set once a process; every later time it is there already.
        let _ = any_spawner::Executor::init_tokio();
        let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
        let Parts { store, access, mion, clock, shop, language, session_life, qr_case, .. } = parts;
        let Parts { requests_per_second, webhook_token, time_zone, site_dir, accent, .. } = parts;
        let mut assets = read_assets(&site_dir)?;
        let look = accent.map(|accent| Look::new(accent, &mut assets));
        let (listener, addr) = listen("KIOSK_ADDR", addr).await?;
        let tls = Tls::open(&wall.tls, addr, clock.now())?;
        let trust = tls.as_ref().and_then(Tls::local_ca).map(|ca| {
            let addresses = addresses(ca.names(), addr);
            Trust::new(ca.authority(), &shop.name, language, addresses, &assets.css, &site_dir)
        });
        let door = Door::new(allowed(wall.max_connections), clock.clone());
        let service = |router, tls| Service { router, tls, door: door.clone(), patience: wall.patience };
        let secure = tls.as_ref().map(Tls::acceptor).transpose()?;
        let secure = secure.map(|acceptor| (acceptor, beside_tls(trust.clone())));
        let is_https = secure.is_some();
        let (mut listening, mut trust_addr) = (Vec::new(), None);
        if let (TlsConfig::LocalCa(local_ca), Some(trust)) = (&wall.tls, trust.clone())
            && let Some(addr) = local_ca.trust_addr
        {
            let (listener, addr) = listen("KIOSK_TLS_TRUST_ADDR", addr).await?;
            listening.push((listener, service(alone(trust), None)));
            trust_addr = Some(addr);
        }
        let watcher =
            Watcher::start(store.clone(), mion, clock.clone(), requests_per_second, tasks.clone(), stop.clone())
                .await?;
        let install = Install::new(&shop.name, shop.demo.is_some(), &mut assets);
        let receipts = Receipts::open(store.as_ref()).await?;
        let paper = Paper {
            receipts: receipts.clone(),
            store: store.clone(),
            shop: shop.name.clone(),
            unit: shop.unit,
            zone: time_zone.clone(),
            accent,
            is_demo: shop.demo.is_some(),
        };
        let usual = Usual::new(shop.ask_from_minor);
        let catalogue = Catalogue::new(store.clone(), clock.clone(), shop.limits.currency());
        let till = ShopTill {
            store: store.clone(),
            catalogue,
            clock: clock.clone(),
            watcher: watcher.clone(),
            tasks: tasks.clone(),
            receipts: receipts.clone(),
            usual: usual.clone(),
            shop: shop.clone(),
            session_life,
            qr_case,
            here: None,
        };
        tasks.spawn(access.clone().keep_fresh(watcher.access_called(), stop.clone()));
        let meters = Arc::new(Meters::new(&wall.rates));
        let tills = Tills::new(AllTills { till, access: access.clone(), meters: meters.clone() });
        let office = Office {
            till: tills.of_nobody(),
            tills: tills.clone(),
            access: access.clone(),
            store: store.clone(),
            clock: clock.clone(),
            zone: time_zone,
            receipts: receipts.clone(),
            self_test: assets.self_test.as_str().into(),
            counter: assets.counter.as_str().into(),
            version: assets.version.as_str().into(),
            frame: Frame {
                css: assets.office_css.as_str().into(),
                look: assets.look.as_deref().map(Into::into),
                shop: Arc::new(shop),
                language,
            },
        };
        let served = AllServed {
            tills,
            access,
            meters,
            clock: clock.clone(),
            office,
            store: store.clone(),
            language,
            webhook: webhook_token.map(|token| Webhook { token, watcher }),
            assets: Arc::new(assets),
            install,
            paper,
            look,
            usual,
            site_dir,
            proxies: Arc::new(wall.proxies.clone()),
            patience: wall.patience,
            trust,
        };
        listening.push((listener, service(router(served.into()), secure)));
        if let Some(tls) = tls {
            tasks.spawn(tls.keep_fresh(clock, stop.clone()));
        }
        Ok(Self { addr, trust_addr, is_https, listening, store, tasks, stop })
    }

    /// Where it listens, with the port that was taken.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Where else it explains how to trust its local CA, with the port that was taken.
    pub fn trust_addr(&self) -> Option<SocketAddr> {
        self.trust_addr
    }

    /// What a browser on this machine opens.
    pub fn url(&self) -> String {
        format!("{}://{}", if self.is_https { "https" } else { "http" }, self.addr)
    }

    /// Serves until `stopping`, then answers what is in flight, lets every checkout store what it has
    /// just learnt, and closes the records.
    pub async fn run_until(self, stopping: impl Future<Output = ()> + Send + 'static) {
        let Self { listening, store, tasks, stop, .. } = self;
        for (listener, service) in listening {
            tasks.spawn(serve(listener, service, stop.clone()));
        }
        stopping.await;
        stop.cancel();
        tasks.close();
        let finished = tasks.wait();
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
    Ok(ShopView {
        name: config.shop_name.clone(),
        limits,
        unit: config.bitcoin_unit,
        terminal: None,
        logo: None,
        ask_from_minor: config.ask_above_minor,
        demo,
        selling: Selling::default(),
    })
}

async fn listen(setting: &'static str, addr: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |source| StartError::Listen { addr, setting, source };
    let listener = TcpListener::bind(addr).await.map_err(failed)?;
    let addr = listener.local_addr().map_err(failed)?;
    Ok((listener, addr))
}

/// What a tablet can open, of a kiosk that is called `names` and listens on `addr`.
fn addresses(names: &[TlsName], addr: SocketAddr) -> Vec<String> {
    let port = if addr.port() == 443 { String::new() } else { format!(":{}", addr.port()) };
    let host = |name: &TlsName| match name {
        TlsName::Dns(name) if name == "localhost" => None,
        TlsName::Dns(name) => Some(name.clone()),
        TlsName::Ip(ip) if ip.is_loopback() => None,
        TlsName::Ip(IpAddr::V4(ip)) => Some(ip.to_string()),
        TlsName::Ip(IpAddr::V6(ip)) => Some(format!("[{ip}]")),
    };
    names.iter().filter_map(host).map(|host| format!("https://{host}{port}/")).collect()
}

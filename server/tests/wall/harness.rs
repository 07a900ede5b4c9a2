//! A kiosk behind a wall of the test's own, a stand-in Mion, and a browser so simple that it sends exactly
//! what it is told.

use crate::paired;
use core::time::Duration;
use domain::Currency;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use sandbox::{Options, Sandbox};
use server::access::Access;
use server::clock::{Clock, SystemClock};
use server::config::wall::WallConfig;
use server::startup::{Application, Parts, StartError};
use server::store::{ShopStore, SqliteStore};
use server::till::invoice::Network;
use server::till::provider::Mion;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

const KEY: &str = "key-of-the-wall";

/// A running kiosk.
pub(crate) struct Kiosk {
    pub(crate) addr: SocketAddr,
    pub(crate) trust_addr: Option<SocketAddr>,
    pub(crate) sandbox: Sandbox,
    pub(crate) store: Arc<dyn ShopStore>,
    /// What a browser sends that is a terminal, whether or not over TLS.
    pub(crate) cookie: String,
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
}

/// A folder of its own for every test, with a site in it. In memory where there is such a folder: a busy
/// disk can keep a write for seconds.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    std::fs::create_dir_all(folder.path().join("site/pkg")).unwrap();
    let assets = r#"{"js":"/pkg/kiosk.0.js","wasm":"/pkg/kiosk.0.wasm","css":"/pkg/kiosk.0.css",
            "tablet":"/pkg/tablet.0.js","self_test":"/pkg/self-test.0.js","office_css":"/pkg/office.0.css"}"#;
    std::fs::write(folder.path().join("site/assets.json"), assets).unwrap();
    std::fs::write(folder.path().join("site/pkg/kiosk.0.css"), ":root { --ink: #000 }").unwrap();
    folder
}

impl Kiosk {
    /// With the machine's time.
    pub(crate) async fn start(folder: &Path, wall: &WallConfig) -> Self {
        Self::try_start(folder, wall, Arc::new(SystemClock)).await.unwrap()
    }

    /// With `fuse` for the time of whoever asks, and the machine's for everything else.
    pub(crate) async fn start_with_fuse(folder: &Path, wall: &WallConfig, fuse: Arc<dyn Clock>) -> Self {
        Self::open(folder, wall, Arc::new(SystemClock), fuse).await.unwrap()
    }

    pub(crate) async fn try_start(folder: &Path, wall: &WallConfig, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        Self::open(folder, wall, clock.clone(), clock).await
    }

    async fn open(
        folder: &Path,
        wall: &WallConfig,
        clock: Arc<dyn Clock>,
        of_access: Arc<dyn Clock>,
    ) -> Result<Self, StartError> {
        let options = Options { api_key: KEY.to_owned(), ..Options::default() };
        let sandbox = Sandbox::start(options).await.unwrap();
        let settings = mion::Settings::new(sandbox.base_url().parse().unwrap(), KEY.into());
        let store = Arc::new(SqliteStore::open(&folder.join("kiosk.sqlite")).await.unwrap());
        let (_, cookie) = paired::terminal(&*store, clock.now()).await;
        let cookie = either_way(&cookie);
        let parts = Parts {
            store: store.clone(),
            access: Access::new(store.clone(), of_access, false),
            mion: Arc::new(Mion::new(mion::Client::new(settings).unwrap(), Network::Regtest, false)),
            clock,
            shop: app::view::ShopView {
                name: "Bakery <Müller> & \"Co\"".to_owned(),
                limits: domain::limits::Limits::new(1, 100_000, Currency::EUR).unwrap(),
                unit: domain::money::BitcoinUnit::Sat,
                terminal: None,
                logo: None,
                ask_from_minor: None,
                demo: None,
                selling: Default::default(),
            },
            session_life: Duration::from_secs(600),
            qr_case: server::till::QrCase::Upper,
            requests_per_second: 1_000,
            language: None,
            webhook_token: None,
            time_zone: jiff::tz::TimeZone::UTC,
            site_dir: folder.join("site"),
            accent: None,
        };
        let application = Application::build_behind(wall, ([127, 0, 0, 1], 0).into(), parts).await?;
        let (addr, trust_addr) = (application.addr(), application.trust_addr());
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(application.run_until(async {
            let _ = stopped.await;
        }));
        Ok(Self { addr, trust_addr, sandbox, store, cookie, stop, running })
    }

    pub(crate) async fn stop(self) {
        let _ = self.stop.send(());
        self.running.await.unwrap();
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.addr).await.unwrap()
    }

    /// A connection as `name` with a browser that trusts `root` alone and whose clock is `clock`.
    pub(crate) async fn connect_tls(
        &self,
        name: &str,
        root: &[u8],
        clock: Arc<dyn Clock>,
    ) -> std::io::Result<TlsStream<TcpStream>> {
        let mut roots = RootCertStore::empty();
        roots.add(root.to_vec().into()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ClientConfig::builder_with_details(provider, Arc::new(At(clock)))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let name = ServerName::try_from(name.to_owned()).unwrap();
        TlsConnector::from(Arc::new(config)).connect(name, self.connect().await).await
    }

    /// What the kiosk's terminal is answered to a plain GET of `path`.
    pub(crate) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let headers = [headers, &[("Cookie", &*self.cookie)]].concat();
        exchange(self.connect().await, "GET", path, &headers, "").await
    }

    pub(crate) async fn post(&self, path: &str, headers: &[(&str, &str)], json: &str) -> Answer {
        let headers = [headers, &[("Content-Type", "application/json"), ("Cookie", &*self.cookie)]].concat();
        exchange(self.connect().await, "POST", path, &headers, json).await
    }
}

/// A cookie under the name that it has without TLS, and under that which it has with TLS.
pub(crate) fn either_way(cookie: &str) -> String {
    format!("{cookie}; __Host-{cookie}")
}

/// The time of a browser.
#[derive(Clone)]
struct At(Arc<dyn Clock>);

impl std::fmt::Debug for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0.now())
    }
}

impl rustls::time_provider::TimeProvider for At {
    fn current_time(&self) -> Option<rustls::pki_types::UnixTime> {
        let ms = u64::try_from(self.0.now().as_unix_ms()).ok()?;
        Some(rustls::pki_types::UnixTime::since_unix_epoch(Duration::from_millis(ms)))
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// One request, with a `Host` unless `headers` bring one, and its answer.
pub(crate) async fn exchange(
    io: impl AsyncRead + AsyncWrite + Unpin,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        request.push_str("Host: kiosk.local\r\n");
    }
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    request.push_str(body);
    raw(io, request.as_bytes()).await
}

/// Sends `request`, reads what comes until the end.
pub(crate) async fn raw(mut io: impl AsyncRead + AsyncWrite + Unpin, request: &[u8]) -> Answer {
    io.write_all(request).await.unwrap();
    let mut bytes = Vec::new();
    io.read_to_end(&mut bytes).await.unwrap();
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers =
        lines.map(|line| line.split_once(": ").unwrap()).map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    Answer { status, headers: headers.collect(), body: bytes[end + 4..].to_vec() }
}

/// Whether the other side closes the connection: waits until it does, half a minute at most.
pub(crate) async fn closes(io: &mut (impl AsyncRead + Unpin)) -> bool {
    let mut rest = Vec::new();
    // A reset is an end too.
    tokio::time::timeout(Duration::from_secs(30), io.read_to_end(&mut rest)).await.is_ok()
}

/// Whether a connection over which nothing has been answered is still there.
pub(crate) fn is_open(stream: &TcpStream) -> bool {
    let nothing_yet = |error: &std::io::Error| error.kind() == std::io::ErrorKind::WouldBlock;
    stream.try_read(&mut [0]).as_ref().is_err_and(nothing_yet)
}

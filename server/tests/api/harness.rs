//! A kiosk, its database and a sandbox, all its own for every test, and a clock that the test moves.

use crate::paired;
use app::api::ApiError;
use app::view::{CheckoutView, Seen, StateView};
use core::time::Duration;
use domain::access::TerminalId;
use domain::settings::PinFor;
use domain::{CheckoutId, Currency, Timestamp};
use engine::membership::BEAT_EVERY;
use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap};
use reqwest::{Client, RequestBuilder, Response};
use sandbox::{Clock as SandboxClock, Control, Options, Sandbox};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use server::access::Access;
use server::clock::{Clock as _, ManualClock};
use server::startup::{Application, Parts};
use server::store::{PostgresStore, ServerId, ShopStore, SqliteStore};
use server::till::invoice::Network;
use server::till::provider::{Mion, from_instant};
use sqlx::Connection as _;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tokio::sync::{OnceCell, oneshot};
use tokio::task::JoinHandle;

/// The key nobody may ever see.
pub(crate) const KEY: &str = "marked-key-7f3a9";
/// The unguessable end of the address Mion calls.
pub(crate) const TOKEN: &str = "marked-token-0123456789abcdef0123456789";
pub(crate) const LIFE: Duration = Duration::from_secs(600);

tokio::task_local! {
    static ON_POSTGRES: bool;
}

/// Runs each of these functions on both databases.
macro_rules! on_both_databases {
    ($($case:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test] async fn $case() { crate::harness::on(false, super::$case()).await; })*
        }
        mod on_postgres {
            $(#[tokio::test] async fn $case() { crate::harness::on(true, super::$case()).await; })*
        }
    };
}
pub(crate) use on_both_databases;

/// Does `test` with worlds whose records are on PostgreSQL, or in SQLite files.
pub(crate) async fn on(postgres: bool, test: impl Future<Output = ()>) {
    ON_POSTGRES.scope(postgres, test).await;
}

/// Makes a database of its own in the cluster that `cargo xtask postgres` has started; returns its address.
async fn new_postgres() -> String {
    let set = std::env::var("KIOSK_TEST_POSTGRES");
    let url = set.expect("KIOSK_TEST_POSTGRES is not set: run this as `cargo xtask postgres -- cargo test -p server`");
    let name = format!("api_{}", uuid::Uuid::from_u128(rand::random()).simple());
    let mut connection = sqlx::postgres::PgConnection::connect(&url).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let (server, _) = url.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

/// A stand-in Mion and the time both live in. Outlives the kiosk, as the real one does.
pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: ManualClock,
    pub(crate) folder: TempDir,
    pub(crate) takes_on_chain: bool,
    postgres: Option<String>,
    beats: Beats,
    /// The shop's terminal, whichever of its servers it asks.
    terminal: OnceCell<(TerminalId, String)>,
}

/// The beat of every kiosk that runs: the last that was seen, and when.
type Beats = Arc<Mutex<HashMap<ServerId, (u64, Timestamp)>>>;

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(Options::default()).await
    }

    pub(crate) async fn with(options: Options) -> Self {
        let start: jiff::Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        let options = Options { api_key: KEY.to_owned(), clock: SandboxClock::stopped_at(start), ..options };
        // In memory where there is such a folder: a busy disk can keep a write for seconds.
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
        std::fs::create_dir_all(folder.path().join("site/pkg")).unwrap();
        let assets = r#"{"js":"/pkg/kiosk.0.js","wasm":"/pkg/kiosk.0.wasm","css":"/pkg/kiosk.0.css",
            "tablet":"/pkg/tablet.0.js","self_test":"/pkg/self-test.0.js","office_css":"/pkg/office.0.css"}"#;
        std::fs::write(folder.path().join("site/assets.json"), assets).unwrap();
        std::fs::write(folder.path().join("site/pkg/kiosk.0.js"), "export default 1").unwrap();
        std::fs::write(folder.path().join("site/pkg/kiosk.0.js.br"), "compressed").unwrap();
        Self {
            sandbox: Sandbox::start(options).await.unwrap(),
            clock: ManualClock::at(from_instant(start)),
            folder,
            takes_on_chain: false,
            postgres: if ON_POSTGRES.try_with(|on| *on).unwrap_or(false) { Some(new_postgres().await) } else { None },
            beats: Beats::default(),
            terminal: OnceCell::new(),
        }
    }

    pub(crate) fn mion(&self) -> Control {
        self.sandbox.control()
    }

    /// Moves both clocks.
    pub(crate) fn advance(&self, by: Duration) {
        self.mion().advance(by.as_secs()).unwrap();
        self.clock.advance(by);
    }

    async fn store(&self) -> Arc<dyn ShopStore> {
        if let Some(url) = &self.postgres {
            return Arc::new(PostgresStore::open(&url.clone().into(), 5).await.unwrap());
        }
        Arc::new(SqliteStore::open(&self.folder.path().join("kiosk.sqlite")).await.unwrap())
    }

    pub(crate) async fn kiosk(&self) -> Kiosk {
        let mut settings = mion::Settings::new(self.sandbox.base_url().parse().unwrap(), KEY.into());
        settings.timeouts.request = Duration::from_millis(400);
        let store = self.store().await;
        let access = Access::new(store.clone(), Arc::new(self.clock.clone()), false);
        let (terminal, cookie) = self.terminal.get_or_init(|| self.new_terminal(store.clone())).await.clone();
        let limits = domain::limits::Limits::new(1, 100_000, Currency::EUR).unwrap();
        let parts = Parts {
            store: store.clone(),
            access: access.clone(),
            mion: Arc::new(Mion::new(mion::Client::new(settings).unwrap(), Network::Regtest, self.takes_on_chain)),
            clock: Arc::new(self.clock.clone()),
            shop: app::view::ShopView {
                name: "Test shop".to_owned(),
                limits,
                unit: domain::money::BitcoinUnit::Sat,
                terminal: None,
                logo: None,
                ask_from_minor: None,
                demo: None,
                selling: Default::default(),
            },
            session_life: LIFE,
            qr_case: server::till::QrCase::Upper,
            requests_per_second: 1_000,
            language: None,
            webhook_token: Some(TOKEN.parse().unwrap()),
            time_zone: jiff::tz::TimeZone::UTC,
            site_dir: self.folder.path().join("site"),
            accent: None,
        };
        let before = store.members().await.unwrap();
        let application = Application::build(([127, 0, 0, 1], 0).into(), parts).await.unwrap();
        let base = format!("http://{}", application.addr());
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(application.run_until(async {
            let _ = stopped.await;
        }));
        let mut members = store.members().await.unwrap().into_iter().map(|member| member.id);
        let me = members.find(|id| before.iter().all(|member| member.id != *id)).unwrap();
        self.beats.lock().unwrap().insert(me, (0, self.clock.now()));
        let (clock, beats) = (self.clock.clone(), self.beats.clone());
        let (http, running) = (browser(&cookie), Arc::new(Mutex::new(Some((stop, running)))));
        Kiosk { base, http, store, access, terminal, me, beats, clock, cookie, running }
    }

    /// A shop's first terminal; it asks for no PIN.
    async fn new_terminal(&self, store: Arc<dyn ShopStore>) -> (TerminalId, String) {
        paired::ask_for_pins(&*store, PinFor::NEVER).await;
        paired::terminal(&*store, self.clock.now()).await
    }
}

/// A running kiosk, as a tablet sees it. It runs as long as anybody has it.
#[derive(Clone)]
pub(crate) struct Kiosk {
    pub(crate) base: String,
    pub(crate) http: Client,
    pub(crate) store: Arc<dyn ShopStore>,
    pub(crate) access: Access,
    /// The terminal that [`Kiosk::http`] is.
    pub(crate) terminal: TerminalId,
    pub(crate) me: ServerId,
    beats: Beats,
    clock: ManualClock,
    cookie: String,
    running: Arc<Mutex<Option<Running>>>,
}

type Running = (oneshot::Sender<()>, JoinHandle<()>);

/// A browser that sends `cookie` with everything.
pub(crate) fn browser(cookie: &str) -> Client {
    let headers = HeaderMap::from_iter([(COOKIE, cookie.parse().unwrap())]);
    Client::builder().default_headers(headers).redirect(reqwest::redirect::Policy::none()).build().unwrap()
}

pub(crate) fn new_id() -> CheckoutId {
    CheckoutId::try_from(uuid::Builder::from_random_bytes(rand::random()).into_uuid()).unwrap()
}

pub(crate) fn is_awaiting(view: &CheckoutView) -> bool {
    matches!(view.state, StateView::AwaitingPayment(_))
}

pub(crate) fn invoice(view: &CheckoutView) -> String {
    match &view.state {
        StateView::AwaitingPayment(invoice) => invoice.bolt11.clone(),
        other => panic!("no invoice in {other:?}"),
    }
}

impl Kiosk {
    /// The same kiosk, as a new terminal sees it.
    pub(crate) async fn another_terminal(&self) -> Self {
        let (terminal, cookie) = paired::terminal(&*self.store, self.clock.now()).await;
        Self { http: browser(&cookie), terminal, cookie, ..self.clone() }
    }

    /// The same kiosk, as this terminal sees it with one more cookie.
    pub(crate) fn with_cookie(&self, cookie: &str) -> Self {
        self.with_only(&format!("{}; {cookie}", self.cookie))
    }

    /// The same kiosk, as a browser sees it that sends these cookies.
    pub(crate) fn with_only(&self, cookies: &str) -> Self {
        Self { http: browser(cookies), ..self.clone() }
    }

    /// What this terminal sends.
    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }

    pub(crate) async fn post(&self, function: &str, body: Value) -> Response {
        self.http.post(format!("{}/api/{function}", self.base)).json(&body).send().await.unwrap()
    }

    /// What a page's form would send, its fields as they are sent.
    pub(crate) fn form(&self, path: &str, fields: &str) -> RequestBuilder {
        let request = self.http.post(format!("{}{path}", self.base));
        request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(fields.to_owned())
    }

    /// The answer of a server function.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, function: &str, body: Value) -> Result<T, ApiError> {
        let response = self.post(function, body).await;
        let (status, text) = (response.status().as_u16(), response.text().await.unwrap());
        if status == 200 {
            return Ok(serde_json::from_str(&text).unwrap());
        }
        let error: ApiError = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{status}: {text}"));
        assert_eq!(error.http_status(), status, "{text}");
        Err(error)
    }

    pub(crate) async fn open(&self, id: CheckoutId, total_minor: u64) -> Result<CheckoutView, ApiError> {
        self.ask("open_checkout", json!({ "id": id, "total_minor": total_minor })).await
    }

    pub(crate) async fn read(&self, id: CheckoutId) -> Result<CheckoutView, ApiError> {
        self.ask("read_checkout", json!({ "id": id })).await
    }

    pub(crate) async fn update(&self, id: CheckoutId, seen: Seen) -> Result<CheckoutView, ApiError> {
        self.ask("checkout_update", json!({ "id": id, "seen": seen })).await
    }

    pub(crate) async fn cancel(&self, id: CheckoutId) -> Result<CheckoutView, ApiError> {
        // The last look keeps its distance from the one before it.
        self.while_time_goes_on(self.ask("cancel_checkout", json!({ "id": id }))).await
    }

    /// A sale of 12.50 euro with its invoice on the screen.
    pub(crate) async fn awaiting(&self) -> CheckoutView {
        let view = self.open(new_id(), 1250).await.unwrap();
        assert!(is_awaiting(&view), "{view:?}");
        view
    }

    /// Does `work` while time goes on. A request of its own between two moves gives the kiosk its turn.
    pub(crate) async fn while_time_goes_on<T>(&self, work: impl Future<Output = T>) -> T {
        let moves = async {
            loop {
                self.later(Duration::from_millis(50)).await;
            }
        };
        tokio::select! {
            biased;
            done = work => done,
            () = moves => unreachable!("time goes on for ever"),
        }
    }

    /// Lets `time` go by, at most a second. A question that goes through to the
    /// records gives the kiosk its turn. Time that a test moves must not outrun the kiosks' beats, which
    /// a busy machine can hold up: a server that does not beat falls silent, as it should.
    pub(crate) async fn later(&self, time: Duration) {
        self.http.get(format!("{}/readyz", self.base)).send().await.unwrap();
        self.clock.advance(time);
        let late = self.clock.now().minus(BEAT_EVERY * 3 / 2);
        for _ in 0..100_000 {
            let is_late = self.beats.lock().unwrap().values().any(|(_, at)| *at <= late);
            if !is_late {
                return;
            }
            for member in self.store.members().await.unwrap() {
                if let Some(last) = self.beats.lock().unwrap().get_mut(&member.id)
                    && last.0 != member.beat
                {
                    *last = (member.beat, self.clock.now());
                }
            }
            tokio::task::yield_now().await;
        }
        panic!("a kiosk does not beat");
    }

    /// Looks again and again while time goes on, until `enough`; for at most 500 of its seconds.
    pub(crate) async fn until(&self, id: CheckoutId, enough: impl Fn(&CheckoutView) -> bool) -> CheckoutView {
        for _ in 0..5000 {
            let view = self.read(id).await.unwrap();
            if enough(&view) {
                return view;
            }
            self.later(Duration::from_millis(100)).await;
        }
        panic!("it never came to that: {:?}", self.read(id).await);
    }

    pub(crate) async fn stop(self) {
        self.beats.lock().unwrap().remove(&self.me);
        let (stop, running) = self.running.lock().unwrap().take().unwrap();
        let _ = stop.send(());
        running.await.unwrap();
    }
}

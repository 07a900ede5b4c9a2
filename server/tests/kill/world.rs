//! A stand-in Mion that outlives every server, a database, and servers to start on both.

use crate::database::Database;
use crate::paired;
use crate::sale::Sale;
use crate::server::{Recipe, Server, free_addr};
use crate::tablet::client;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;
use domain::CheckoutId;
use domain::settings::PinFor;
use engine::membership::{BEAT_EVERY, DEAD_AFTER};
use sandbox::{Control, Options, Sandbox};
use server::clock::{Clock as _, SystemClock};
use std::fs;
use std::process::ExitStatus;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::time::{sleep, timeout};

const KEY: &str = "key-of-the-kill-test";
const TOKEN: &str = "token-of-the-kill-test-0123456789abcdef";

/// Terminals that are paired before the first server starts.
const TERMINALS: usize = 40;

/// Between two looks at something that is waited for.
const LOOK: Duration = Duration::from_millis(20);
/// How long a server may take to start, or to stop when told to.
const CHANGE_OF_LIFE: Duration = Duration::from_secs(30);

/// How long sales and their invoices can be paid, in seconds.
#[derive(Clone, Copy)]
pub(crate) struct Lives {
    session: u64,
    invoice: Option<u64>,
}

impl Lives {
    /// As in a shop.
    pub(crate) const USUAL: Self = Self { session: 600, invoice: None };
    /// A sale that is not paid soon gets another invoice, and another, and is over after 24 seconds: the
    /// fourth would be good for less than 20.
    pub(crate) const SHORT: Self = Self { session: 40, invoice: Some(8) };
}

pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) folder: TempDir,
    pub(crate) database: Database,
    /// One for each server.
    pub(crate) recipes: Vec<Recipe>,
    /// Of the shop's terminals, and how many of them are in use.
    cookies: Vec<String>,
    used: AtomicUsize,
}

impl World {
    /// With the records in a file. In memory where there is such a folder: a busy disk can keep a write for seconds.
    pub(crate) async fn on_sqlite(lives: Lives) -> Self {
        let folder = folder();
        let database = Database::sqlite(folder.path());
        Self::new(folder, database, 1, lives).await
    }

    /// With the records in PostgreSQL, and so many servers on it.
    pub(crate) async fn on_postgres(servers: usize, lives: Lives) -> Self {
        Self::new(folder(), Database::postgres().await, servers, lives).await
    }

    pub(crate) async fn new(folder: TempDir, database: Database, servers: usize, lives: Lives) -> Self {
        fs::create_dir(folder.path().join("site")).unwrap();
        let assets = r#"{"js":"/pkg/kiosk.0.js","wasm":"/pkg/kiosk.0.wasm","css":"/pkg/kiosk.0.css",
            "office_css":"/pkg/office.0.css"}"#;
        fs::write(folder.path().join("site/assets.json"), assets).unwrap();
        let options = Options { api_key: KEY.to_owned(), invoice_seconds: lives.invoice, ..Options::default() };
        let sandbox = Sandbox::start(options).await.unwrap();
        let settings = vec![
            database.setting(),
            ("KIOSK_SITE_DIR", folder.path().join("site").display().to_string()),
            ("KIOSK_WEBHOOK_TOKEN", TOKEN.to_owned()),
            ("KIOSK_MAX_AMOUNT_MINOR", "100000".to_owned()),
            ("MION_BASE_URL", sandbox.base_url()),
            ("MION_API_KEY", KEY.to_owned()),
            ("MION_LIGHTNING_NETWORK", "regtest".to_owned()),
            ("MION_SESSION_SECONDS", lives.session.to_string()),
            ("MION_REQUESTS_PER_SECOND", "400".to_owned()),
        ];
        let recipe = |number: usize| Recipe {
            addr: free_addr(),
            settings: settings.clone(),
            log: folder.path().join(format!("server-{number}.log")),
        };
        let recipes: Vec<_> = (0..servers).map(recipe).collect();
        sandbox.control().webhook(Some(&hook(&recipes[0]))).unwrap();
        let cookies = new_terminals(&database).await;
        Self { sandbox, folder, database, recipes, cookies, used: AtomicUsize::new(0) }
    }

    /// What the next terminal sends that is switched on.
    pub(crate) fn next_cookie(&self) -> &str {
        &self.cookies[self.used.fetch_add(1, Ordering::Relaxed) % TERMINALS]
    }

    pub(crate) fn mion(&self) -> Control {
        self.sandbox.control()
    }

    pub(crate) fn bases(&self) -> Vec<String> {
        self.recipes.iter().map(Recipe::base).collect()
    }

    /// Starts server `number` and returns once it is ready.
    pub(crate) async fn start(&self, number: usize) -> Server {
        let mut server = self.recipes[number].start();
        self.ready(number, &mut server).await;
        server
    }

    /// Starts all servers.
    pub(crate) async fn start_all(&self) -> Vec<Server> {
        let mut servers = Vec::new();
        for number in 0..self.recipes.len() {
            servers.push(self.start(number).await);
        }
        servers
    }

    /// Returns once a server that was started answers.
    pub(crate) async fn ready(&self, number: usize, server: &mut Server) {
        let http = client(None);
        let address = format!("{}/readyz", self.recipes[number].base());
        let answers = async {
            while !http.get(&address).send().await.is_ok_and(|answer| answer.status() == 200) {
                assert!(server.ended().is_none(), "server {number} ended: {}", self.last_words(number));
                sleep(LOOK).await;
            }
        };
        timeout(CHANGE_OF_LIFE, answers).await.expect("a server must be ready in half a minute");
    }

    /// Asks a server to stop, and returns once it has; it must end well.
    pub(crate) async fn stop(&self, mut server: Server) {
        server.signal("TERM");
        let status = self.end_of(&mut server).await;
        assert!(status.success(), "{status}");
    }

    /// Waits for the end of a server.
    pub(crate) async fn end_of(&self, server: &mut Server) -> ExitStatus {
        let ends = async {
            loop {
                match server.ended() {
                    Some(status) => return status,
                    None => sleep(LOOK).await,
                }
            }
        };
        timeout(CHANGE_OF_LIFE, ends).await.expect("a server must end in half a minute")
    }

    /// How long a server needs to notice that another is gone, and to take over. A file has one server alone,
    /// which needs to notice nothing.
    pub(crate) fn takes_over_within(&self) -> Duration {
        match self.database {
            Database::Sqlite(_) => Duration::ZERO,
            Database::Postgres(_) => DEAD_AFTER + BEAT_EVERY * 2,
        }
    }

    /// Calls the webhook of every server, as Mion would.
    pub(crate) async fn call_webhooks(&self) {
        let http = client(None);
        for recipe in &self.recipes {
            assert_eq!(http.post(hook(recipe)).send().await.unwrap().status(), 204);
        }
    }

    /// What server `number` has logged last.
    pub(crate) fn last_words(&self, number: usize) -> String {
        let log = self.log(number);
        let lines: Vec<_> = log.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }

    /// All that server `number` has logged.
    pub(crate) fn log(&self, number: usize) -> String {
        let bytes = fs::read(&self.recipes[number].log).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// What the servers have logged about a checkout.
    pub(crate) fn log_of(&self, id: CheckoutId) -> String {
        let mut lines = Vec::new();
        for number in 0..self.recipes.len() {
            let log = self.log(number);
            let about = log.lines().filter(|line| line.contains(&id.to_string()));
            lines.extend(about.map(|line| format!("    server {number}: {line}")));
        }
        lines.join("\n")
    }
}

/// Waits until something `is_so`, which is `what`.
pub(crate) async fn until(what: &str, is_so: impl Fn() -> bool) {
    let becomes_so = async {
        while !is_so() {
            sleep(LOOK).await;
        }
    };
    timeout(CHANGE_OF_LIFE, becomes_so).await.unwrap_or_else(|_| panic!("half a minute, and not yet: {what}"));
}

/// Pairs the shop's terminals, which ask for no PIN.
async fn new_terminals(database: &Database) -> Vec<String> {
    let store = database.open().await;
    paired::ask_for_pins(&*store, PinFor::NEVER).await;
    let mut cookies = Vec::new();
    for _ in 0..TERMINALS {
        cookies.push(paired::terminal(&*store, SystemClock.now()).await.1);
    }
    store.close().await;
    cookies
}

pub(crate) fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

fn hook(recipe: &Recipe) -> String {
    format!("{}/hooks/mion/{TOKEN}", recipe.base())
}

/// A sale of 12.50 euro that nobody has heard of yet.
pub(crate) fn new_sale() -> Arc<Sale> {
    let id = CheckoutId::try_from(uuid::Builder::from_random_bytes(rand::random()).into_uuid()).unwrap();
    Arc::new(Sale::new(id, 1_250))
}

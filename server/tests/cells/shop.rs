//! A kiosk whose every browser is somebody new.

use crate::browser::Browser;
use crate::paired;
use core::time::Duration;
use domain::Currency;
use domain::access::Role;
use domain::settings::PinFor;
use jiff::tz::TimeZone;
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, Method, redirect};
use sandbox::{Options, Sandbox};
use server::access::Access;
use server::clock::{Clock as _, SystemClock};
use server::config::rates::{Rate, Rates};
use server::config::wall::WallConfig;
use server::http::{Declaration, Kind};
use server::startup::{Application, Parts};
use server::store::{ShopStore, SqliteStore};
use server::till::invoice::Network;
use server::till::provider::Mion;
use std::sync::Arc;
use tempfile::TempDir;

const KEY: &str = "key-of-the-cells";

pub(crate) struct Shop {
    pub(crate) pin_for: PinFor,
    base: String,
    http: Client,
    store: Arc<dyn ShopStore>,
    _sandbox: Sandbox,
    _folder: TempDir,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    location: Option<String>,
    gives_cookies: bool,
    body: String,
}

/// So that a thousand questions a second are not too many.
fn endless() -> Rates {
    let rate = Rate { burst: 1_000_000, every: Duration::from_micros(1) };
    Rates { known: rate, stranger: rate, sign_in: rate, pairing: rate, all_pairing: rate, all_pins: rate }
}

impl Shop {
    pub(crate) async fn open(pin_for: PinFor) -> Self {
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
        std::fs::create_dir_all(folder.path().join("site")).unwrap();
        let assets = r#"{"js":"/pkg/k.0.js","wasm":"/pkg/k.0.wasm","css":"/pkg/k.0.css","tablet":"/pkg/t.0.js",
            "self_test":"/pkg/s.0.js","office_css":"/pkg/o.0.css"}"#;
        std::fs::write(folder.path().join("site/assets.json"), assets).unwrap();
        let sandbox = Sandbox::start(Options { api_key: KEY.to_owned(), ..Options::default() }).await.unwrap();
        let settings = mion::Settings::new(sandbox.base_url().parse().unwrap(), KEY.into());
        let store = Arc::new(SqliteStore::open(&folder.path().join("kiosk.sqlite")).await.unwrap());
        paired::ask_for_pins(&*store, pin_for).await;
        let parts = Parts {
            store: store.clone(),
            access: Access::new(store.clone(), Arc::new(SystemClock), false),
            mion: Arc::new(Mion::new(mion::Client::new(settings).unwrap(), Network::Regtest, false)),
            clock: Arc::new(SystemClock),
            shop: app::view::ShopView {
                name: "Test shop".to_owned(),
                limits: domain::limits::Limits::new(1, 100_000, Currency::EUR).unwrap(),
                unit: domain::money::BitcoinUnit::Sat,
                terminal: None,
                logo: None,
                ask_from_minor: None,
                demo: None,
                selling: Default::default(),
            },
            language: None,
            session_life: Duration::from_secs(600),
            qr_case: server::till::QrCase::Upper,
            requests_per_second: 1_000,
            webhook_token: None,
            time_zone: TimeZone::UTC,
            site_dir: folder.path().join("site"),
            accent: None,
        };
        let wall = WallConfig { rates: endless(), ..WallConfig::default() };
        let application = Application::build_behind(&wall, ([127, 0, 0, 1], 0).into(), parts).await.unwrap();
        let base = format!("http://{}", application.addr());
        tokio::spawn(application.run_until(core::future::pending()));
        let http = Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        Self { pin_for, base, http, store, _sandbox: sandbox, _folder: folder }
    }

    /// What a browser sends that is that, and nobody was before.
    pub(crate) async fn cookies(&self, browser: Browser) -> String {
        let (store, now) = (&*self.store, SystemClock.now());
        let signed_in = async |role| paired::signed_in(store, paired::person(store, role, now).await, now).await;
        if browser == Browser::Nobody {
            return String::new();
        }
        if browser == Browser::Unpaired {
            return format!("kiosk-terminal=kt-{}", "0123456789abcdef".repeat(4));
        }
        if browser == Browser::ManagerElsewhere {
            return signed_in(Role::Manager).await;
        }
        if browser == Browser::OwnerElsewhere {
            return signed_in(Role::Owner).await;
        }
        let (id, terminal) = paired::terminal(store, now).await;
        let person = match browser {
            Browser::Cashier => {
                let cashier = paired::person(store, Role::Cashier, now).await;
                Some(paired::pass(store, cashier, id, now).await)
            }
            Browser::Manager => Some(signed_in(Role::Manager).await),
            Browser::Owner | Browser::OwnerAtALocked => Some(signed_in(Role::Owner).await),
            _ => None,
        };
        if matches!(browser, Browser::Locked | Browser::OwnerAtALocked) {
            paired::lock(store, id, true).await;
        }
        if browser == Browser::Revoked {
            paired::revoke(store, id, now).await;
        }
        [Some(terminal), person].into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    /// Asks for what is declared, in a way that does no harm where it is let in: about what does not exist, and
    /// with nothing filled in.
    pub(crate) async fn ask(&self, declared: Declaration, browser: Browser) -> Answer {
        let cookies = self.cookies(browser).await;
        let id = uuid::Builder::from_random_bytes(rand::random()).into_uuid().to_string();
        let path = declared.path.replace("{id}", &id).replace("{kind}", "late").replace("{way}", "none");
        let path = path
            .replace("{token}", "none")
            .replace("{number}", "1")
            .replace("{file}", "none")
            .replace("{name}", "none");
        assert!(!path.contains('{'), "{path}: say here what may stand there");
        let (kind, body) = match declared.kind {
            Kind::Call => ("application/json", "{}"),
            Kind::Upload => ("multipart/form-data; boundary=x", ""),
            _ => ("application/x-www-form-urlencoded", ""),
        };
        self.send(declared.kind.method().as_str(), &path, kind, body, &cookies).await
    }

    pub(crate) async fn send(&self, method: &str, path: &str, kind: &str, body: &str, cookies: &str) -> Answer {
        let request = self.http.request(Method::from_bytes(method.as_bytes()).unwrap(), format!("{}{path}", self.base));
        let request = request.header(CONTENT_TYPE, kind).header(COOKIE, cookies);
        // What is read of a page is nothing.
        let request = if method == "GET" { request } else { request.body(body.to_owned()) };
        let answer = request.send().await.unwrap();
        Answer {
            status: answer.status().as_u16(),
            location: answer.headers().get(LOCATION).map(|to| to.to_str().unwrap().to_owned()),
            gives_cookies: answer.headers().contains_key(SET_COOKIE),
            body: answer.text().await.unwrap(),
        }
    }
}

impl Answer {
    /// Whether it says that whoever asked may not.
    pub(crate) fn is_turned_away(&self, kind: Kind) -> bool {
        let leads_to = |doors: &[&str]| {
            let location = self.location.as_deref().unwrap_or_default();
            self.status == 303 && !self.gives_cookies && doors.iter().any(|door| location.starts_with(door))
        };
        match kind {
            Kind::Call => {
                let error = serde_json::from_str::<String>(&self.body).ok();
                let error = error.as_deref();
                let is_refused = matches!(error, Some("not-paired" | "locked" | "pin-needed" | "forbidden"));
                is_refused && matches!(self.status, 403 | 423)
            }
            Kind::Page | Kind::Form | Kind::Upload => {
                matches!(self.status, 403 | 423) || leads_to(&["/pair", "/sign-in", "/pin"])
            }
            Kind::File | Kind::Hint => matches!(self.status, 401 | 403 | 423) || self.status == 303,
        }
    }
}

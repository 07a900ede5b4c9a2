//! Every route of the kiosk with who may take it, and the guards in the order in which a request meets them.

use super::declared::{Declaration, Routes, Table};
use super::meters::Meters;
use super::{
    Install, Look, Paper, Trust, Webhook, admission, entry, guards, headers, health, install, look, pages, proxy,
    receipt, tablet, trust, webhook,
};
use crate::access::Access;
use crate::clock::Clock;
use crate::config::wall::{Patience, TrustedProxies};
use crate::office::{self, Office};
use crate::store::Store;
use crate::till::Tills;
use crate::till::usual::Usual;
use app::Assets;
use app::i18n::Language;
use axum::Router;
use axum::extract::{FromRef, Request, State};
use axum::http::HeaderValue;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use core::ops::Deref;
use core::panic::AssertUnwindSafe;
use domain::access::Action;
use futures::FutureExt as _;
use std::path::PathBuf;
use std::sync::Arc;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::SizeAbove;
use tracing::Instrument as _;

/// Below this, compressing costs more than it saves.
const COMPRESS_ABOVE_BYTES: u16 = 512;
/// How hard the pages are packed: each is drawn once a visit, and read over slow networks.
const PACKED: CompressionLevel = CompressionLevel::Precise(9);

/// What the routes need; every request has a handle to it.
#[derive(Clone)]
pub(crate) struct Served(Arc<AllServed>);

impl Deref for Served {
    type Target = AllServed;
    fn deref(&self) -> &AllServed {
        &self.0
    }
}

impl From<AllServed> for Served {
    fn from(all: AllServed) -> Self {
        Self(Arc::new(all))
    }
}

/// What they need, by name.
pub(crate) struct AllServed {
    /// The use cases of a terminal, for whoever asks.
    pub(crate) tills: Tills,
    /// The pages for the staff and the back office.
    pub(crate) office: Office,
    /// Who may do what.
    pub(crate) access: Access,
    /// How often who has asked.
    pub(crate) meters: Arc<Meters>,
    /// The time.
    pub(crate) clock: Arc<dyn Clock>,
    /// For readiness.
    pub(crate) store: Arc<dyn Store>,
    /// What Mion may call, if anything.
    pub(crate) webhook: Option<Webhook>,
    /// The shop's language; each tablet's own where it is not set.
    pub(crate) language: Option<Language>,
    /// The names of the page's assets.
    pub(crate) assets: Arc<Assets>,
    /// What makes an app of it.
    pub(crate) install: Install,
    /// What is usual here.
    pub(crate) usual: Usual,
    /// The shop's own colour.
    pub(crate) look: Option<Look>,
    /// What receipts are made of.
    pub(crate) paper: Paper,
    /// Where they lie.
    pub(crate) site_dir: PathBuf,
    /// Whose word is believed about who asks.
    pub(crate) proxies: Arc<TrustedProxies>,
    /// How long a body is waited for.
    pub(crate) patience: Patience,
    /// How to trust the local CA, where there is one.
    pub(crate) trust: Option<Trust>,
}

impl FromRef<Served> for Office {
    fn from_ref(served: &Served) -> Self {
        served.office.clone()
    }
}

/// What is declared of the kiosk's routes and server functions: who may call what.
pub fn declarations() -> Vec<Declaration> {
    routes().apart().2
}

fn routes() -> Routes {
    let routes = Routes::none()
        .page("/", Action::Sell, pages::render)
        .page("/checkout/{id}", Action::Sell, pages::render)
        .server_functions(pages::call)
        .file(install::MANIFEST_PATH, install::manifest)
        .file(install::WORKER_PATH, install::worker)
        .file(install::OFFLINE_PATH, install::offline)
        .file(install::OFFLINE_SCRIPT_PATH, install::offline_script)
        .file(look::PATH, look::show)
        // Anybody's, but counted: nobody tries one address after the other.
        .page("/receipt/{token}", Action::UsePublic, receipt::show)
        .page("/receipt/{token}/code.svg", Action::UsePublic, receipt::code)
        .file(receipt::STYLE_PATH, receipt::style)
        .file(receipt::PRINT_PATH, receipt::print)
        .page(receipt::SAMPLE_PATH, Action::UsePublic, receipt::sample)
        .call("/tablet/heartbeat", Action::Sell, tablet::heartbeat)
        .call("/tablet/self-test", Action::ChangeTablet, tablet::self_test)
        .file("/healthz", health::alive)
        .file("/readyz", health::ready)
        .hint("/hooks/mion/{token}", webhook::called);
    office::routes::routes(trust::declared(entry::routes(routes)))
}

/// The kiosk.
pub(crate) fn router(served: Served) -> Router {
    let (routes, calls, declared) = routes().apart();
    // An answer to a call is shorter than what compressing it would cost either side.
    let compression = CompressionLayer::new().quality(PACKED).compress_when(SizeAbove::new(COMPRESS_ABOVE_BYTES));
    let gate = Arc::new(Gate { served: served.clone(), table: Table::new(declared) });
    routes
        .fallback_service(pages::files(&served))
        .layer(compression)
        .merge(calls)
        .layer(from_fn_with_state(gate, through))
        .with_state(served)
}

/// What every request goes through.
struct Gate {
    served: Served,
    table: Table,
}

/// The way of a request, and back: who asks is learnt, it is given a name in the log, and admitted; what is answered is
/// logged, and says what every answer says. One layer, because each is cloned and boxed for every request.
async fn through(State(gate): State<Arc<Gate>>, mut request: Request, next: Next) -> Response {
    let Gate { served, table } = &*gate;
    proxy::learn(&served.proxies, &mut request);
    let said = headers::Said::to(&request);
    let id = format!("{:032x}", rand::random::<u128>());
    let header = HeaderValue::from_str(&id).ok();
    // In the place of any name given by the outside, by which a stranger would write into our log.
    match &header {
        Some(id) => request.headers_mut().insert(headers::REQUEST_ID, id.clone()),
        None => request.headers_mut().remove(headers::REQUEST_ID),
    };
    let span = guards::request_span(&request, &id);
    let began = served.clock.now();
    let answered = async {
        let admitted = AssertUnwindSafe(admission::admit(served, table, &id, request, next)).catch_unwind().await;
        let answer = admitted.unwrap_or_else(|_| guards::after_panic());
        guards::log_answer(answer.status(), served.clock.now().since(began));
        answer
    };
    let mut answer = answered.instrument(span).await;
    said.add(&mut answer, header);
    answer
}

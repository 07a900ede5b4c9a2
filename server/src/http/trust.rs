//! `/trust`: offers the certificate of the shop's own CA and explains how to trust it. A page without script,
//! which has to work on a tablet that does not trust us yet, over plain HTTP.
//!
//! - `page`: the page; `page.css`: what it adds to the kiosk's style sheet

mod page;

use super::Served;
use super::declared::Routes;
use crate::tls::authority::Authority;
use crate::words;
use app::i18n::Language;
use axum::Router;
use axum::extract::State;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use bytes::Bytes;
use page::Shown;
use std::path::Path;
use std::sync::Arc;
use tower_http::services::ServeFile;

const STYLE: &str = include_str!("trust/page.css");
const PAGE_PATH: &str = "/trust";
const STYLE_PATH: &str = "/trust/page.css";
const CERTIFICATE_PATH: &str = "/trust/mion-kiosk-ca.crt";
/// What makes a tablet offer to install it.
const CERTIFICATE: &str = "application/x-x509-ca-cert";
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
                      object-src 'none'; frame-ancestors 'none'";

/// The page and what it offers.
#[derive(Clone)]
pub(crate) struct Trust {
    about: Arc<About>,
    certificate: Bytes,
    style_file: ServeFile,
}

/// What the page says.
struct About {
    shop: String,
    /// The shop's language, if it has one.
    language: Option<Language>,
    name: String,
    fingerprint: String,
    addresses: Vec<String>,
    /// The kiosk's style sheet, where a tablet asks for it: its colours and sizes are ours.
    style_path: String,
}

impl Trust {
    /// About `authority`, for a shop that speaks `language`, whose kiosk is at `addresses` and whose style sheet is
    /// `style_path` in `site_dir`.
    pub(crate) fn new(
        authority: &Authority,
        shop: &str,
        language: Option<Language>,
        addresses: Vec<String>,
        style_path: &str,
        site_dir: &Path,
    ) -> Self {
        let about = About {
            shop: shop.to_owned(),
            language,
            name: authority.name().to_owned(),
            fingerprint: authority.fingerprint(),
            addresses,
            style_path: style_path.to_owned(),
        };
        Self {
            about: Arc::new(about),
            certificate: Bytes::copy_from_slice(authority.certificate()),
            style_file: ServeFile::new(site_dir.join(style_path.trim_start_matches('/'))),
        }
    }

    /// The page, the certificate, the page's own style, and the kiosk's: all that whoever comes without TLS gets.
    pub(crate) fn routes(self) -> Router {
        let (page, certificate, style) = (self.clone(), self.clone(), self.clone());
        Router::new()
            .route(PAGE_PATH, get(move |headers: HeaderMap| async move { page.page(&headers) }))
            .route(CERTIFICATE_PATH, get(move || async move { certificate.certificate() }))
            .route(STYLE_PATH, get(move || async move { style.style() }))
            .route_service(&self.about.style_path, self.style_file)
    }

    fn page(self, headers: &HeaderMap) -> Response {
        let About { shop, language, name, fingerprint, addresses, style_path } = self.about.as_ref();
        let shown = Shown { shop, name, fingerprint, addresses, sheet: style_path };
        let page = page::draw(&shown, words::of_device(*language, headers));
        ([(CONTENT_TYPE, "text/html; charset=utf-8"), (CONTENT_SECURITY_POLICY, POLICY)], page).into_response()
    }

    fn certificate(self) -> Response {
        ([(CONTENT_TYPE, CERTIFICATE)], self.certificate).into_response()
    }

    fn style(self) -> Response {
        ([(CONTENT_TYPE, "text/css")], STYLE).into_response()
    }
}

/// The same on the kiosk's own address, for anybody; not there where there is no local CA.
pub(super) fn declared(routes: Routes) -> Routes {
    async fn answered(served: Served, answer: impl FnOnce(Trust) -> Response) -> Response {
        served.trust.clone().map_or_else(|| StatusCode::NOT_FOUND.into_response(), answer)
    }
    routes
        .file(PAGE_PATH, |State(served): State<Served>, headers: HeaderMap| {
            answered(served, move |trust| trust.page(&headers))
        })
        .file(CERTIFICATE_PATH, |State(served): State<Served>| answered(served, Trust::certificate))
        .file(STYLE_PATH, |State(served): State<Served>| answered(served, Trust::style))
}

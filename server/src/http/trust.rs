//! `/trust`: offers the certificate of the shop's own CA and explains how to trust it. A page without script,
//! which has to work on a tablet that does not trust us yet, over plain HTTP.

use super::Served;
use super::declared::Routes;
use crate::tls::authority::Authority;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use bytes::Bytes;
use std::path::Path;
use tower_http::services::ServeFile;

const PAGE: &str = include_str!("trust/page.html");
const STYLE: &str = include_str!("trust/page.css");
const PAGE_PATH: &str = "/trust";
const STYLE_PATH: &str = "/trust/page.css";
const PATH: &str = "/trust/mion-kiosk-ca.crt";
/// What makes a tablet offer to install it.
const CERTIFICATE: &str = "application/x-x509-ca-cert";
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
                      object-src 'none'; frame-ancestors 'none'";

/// The page and what it offers.
#[derive(Clone)]
pub(crate) struct Trust {
    page: Bytes,
    certificate: Bytes,
    /// The kiosk's style sheet, where a tablet asks for it and where it lies: its colours and sizes are ours.
    style_path: String,
    style_file: ServeFile,
}

impl Trust {
    /// About `authority`, for a shop whose kiosk is at `addresses` and whose style sheet is `style_path` in
    /// `site_dir`.
    pub(crate) fn new(
        authority: &Authority,
        shop: &str,
        addresses: &[String],
        style_path: &str,
        site_dir: &Path,
    ) -> Self {
        let links: String = addresses.iter().map(|at| format!("<li><a href=\"{at}\">{at}</a></li>")).collect();
        let page = PAGE
            .replace("{style}", &escaped(style_path))
            .replace("{certificate}", PATH)
            .replace("{fingerprint}", &in_groups(&authority.fingerprint()))
            .replace("{addresses}", &links)
            .replace("{name}", &escaped(authority.name()))
            // The last: whatever the owner calls the shop is not looked through for more of these.
            .replace("{shop}", &escaped(shop));
        Self {
            page: page.into(),
            certificate: Bytes::copy_from_slice(authority.certificate()),
            style_path: style_path.to_owned(),
            style_file: ServeFile::new(site_dir.join(style_path.trim_start_matches('/'))),
        }
    }

    /// The page, the certificate, the page's own style, and the kiosk's: all that whoever comes without TLS gets.
    pub(crate) fn routes(self) -> Router {
        let Self { style_path, style_file, .. } = self.clone();
        let (page, certificate, style) = (self.clone(), self.clone(), self);
        Router::new()
            .route(PAGE_PATH, get(move || async move { page.page() }))
            .route(PATH, get(move || async move { certificate.certificate() }))
            .route(STYLE_PATH, get(move || async move { style.style() }))
            .route_service(&style_path, style_file)
    }

    fn page(self) -> Response {
        let headers = [(CONTENT_TYPE, "text/html; charset=utf-8"), (CONTENT_SECURITY_POLICY, POLICY)];
        (headers, self.page).into_response()
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
    async fn answered(State(served): State<Served>, answer: fn(Trust) -> Response) -> Response {
        served.trust.clone().map_or_else(|| StatusCode::NOT_FOUND.into_response(), answer)
    }
    routes
        .file(PAGE_PATH, |served| answered(served, Trust::page))
        .file(PATH, |served| answered(served, Trust::certificate))
        .file(STYLE_PATH, |served| answered(served, Trust::style))
}

/// A fingerprint that a person can compare: four lines of eight pairs.
fn in_groups(fingerprint: &str) -> String {
    let pairs: Vec<&str> = fingerprint.split(':').collect();
    let lines = pairs.chunks(8).map(|line| format!("<span>{}</span>", line.join(":")));
    lines.collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

//! What makes the kiosk an app that a tablet can install: the manifest with the shop's name, the service worker, and
//! the page it shows where the server is out of reach. They are the same for everybody, and hold nothing of any sale.

use super::{Served, pages};
use crate::words::Words;
use app::Assets;
use app::i18n::Language;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

const WORKER: &str = include_str!("install/worker.js");
const OFFLINE: &str = include_str!("install/offline.html");
const OFFLINE_SCRIPT: &str = include_str!("install/offline.js");

/// Where the manifest is.
pub(super) const MANIFEST_PATH: &str = "/manifest.webmanifest";
/// Where the worker is: at the top, because it serves what is beneath it.
pub(super) const WORKER_PATH: &str = "/sw.js";
/// Where the page for a server out of reach is.
pub(super) const OFFLINE_PATH: &str = "/offline";
/// Where that page's script is.
pub(super) const OFFLINE_SCRIPT_PATH: &str = "/offline.js";

/// A worker is held to the policy of its own file: it fetches from here, and runs nothing else.
const WORKER_POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'";
const OFFLINE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                              connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const NO_PAGE: &str = "default-src 'none'; frame-ancestors 'none'";

/// The same colours as in `style/_tokens.scss`, for what the system draws around the kiosk.
const GROUND: &str = "#f4f5f7";

/// The files of an app.
#[derive(Clone)]
pub(crate) struct Install {
    manifest: Bytes,
    worker: Bytes,
    /// The page, with places for its words.
    offline: Arc<str>,
    shop: Arc<str>,
    is_demo: bool,
}

impl Install {
    /// For `shop`, whose kiosk loads `assets`, in which the version of all that is noted.
    pub(crate) fn new(shop: &str, is_demo: bool, assets: &mut Assets) -> Self {
        let offline = OFFLINE
            .replace(
                "{styles}",
                &[Some(&assets.css), assets.look.as_ref()]
                    .into_iter()
                    .flatten()
                    .map(|sheet| link(sheet))
                    .collect::<String>(),
            )
            .replace("{script}", OFFLINE_SCRIPT_PATH);
        assets.version = version(&offline, shop, assets);
        let worker = told(&assets.version, assets);
        let (manifest, offline, shop) = (described(shop).into(), offline.into(), shop.into());
        Self { manifest, worker: worker.into(), offline, shop, is_demo }
    }
}

/// The manifest.
pub(super) async fn manifest(State(served): State<Served>) -> Response {
    file("application/manifest+json", NO_PAGE, served.install.manifest.clone())
}

/// The service worker.
pub(super) async fn worker(State(served): State<Served>) -> Response {
    file("text/javascript", WORKER_POLICY, served.install.worker.clone())
}

/// What the worker shows where the server is out of reach, in the language of the tablet that keeps it.
pub(super) async fn offline(State(served): State<Served>, headers: HeaderMap) -> Response {
    let language = served.language.unwrap_or_else(|| pages::tablets(&headers));
    let page = spoken(&served.install, language);
    file("text/html; charset=utf-8", OFFLINE_POLICY, page.into())
}

fn spoken(install: &Install, language: Language) -> String {
    let words = language.offline();
    let demo = install.is_demo.then(|| Words::of(language).test_money());
    let demo = demo.map(|demo| format!("<aside class=\"demo\" data-demo><strong>{}</strong></aside>", escaped(demo)));
    install
        .offline
        .replace("{lang}", language.tag())
        .replace("{demo}", &demo.unwrap_or_default())
        .replace("{dir}", language.direction())
        .replace("{headline}", &escaped(words.headline))
        .replace("{meaning}", &escaped(words.meaning))
        .replace("{look}", &escaped(words.look))
        .replace("{again}", &escaped(words.again))
        // The last: whatever the owner calls the shop is not looked through for more of these.
        .replace("{shop}", &escaped(&install.shop))
}

/// That page's script.
pub(super) async fn offline_script() -> Response {
    file("text/javascript", NO_PAGE, Bytes::from_static(OFFLINE_SCRIPT.as_bytes()))
}

fn file(kind: &'static str, policy: &'static str, body: Bytes) -> Response {
    ([(CONTENT_TYPE, kind), (CONTENT_SECURITY_POLICY, policy)], body).into_response()
}

/// What the system shows of the installed kiosk, and how.
fn described(shop: &str) -> String {
    let icon = |src: &str, kind: &str, sizes: &str, purpose: &str| json!({ "src": src, "sizes": sizes, "type": kind, "purpose": purpose });
    json!({
        "id": "/",
        "name": shop,
        "short_name": shop,
        "start_url": "/",
        "scope": "/",
        "display": "fullscreen",
        "display_override": ["fullscreen", "standalone"],
        "orientation": "any",
        "background_color": GROUND,
        "theme_color": GROUND,
        "icons": [
            // As large as anybody wants it, and for whoever reads no SVG.
            icon("/favicon.svg", "image/svg+xml", "any", "any"),
            icon("/icon-192.png", "image/png", "192x192", "any"),
            icon("/icon-maskable.png", "image/png", "512x512", "maskable"),
        ],
    })
    .to_string()
}

/// Changes with everything that the worker keeps, with what else a tablet loads, and with the worker itself. Another version makes another file of
/// the worker, which is how a browser learns that there is something new.
fn version(offline: &str, shop: &str, assets: &Assets) -> String {
    let mut hasher = Sha256::new();
    let others = [assets.alone.as_str(), &assets.counter, &assets.office_css, offline, shop, OFFLINE_SCRIPT, WORKER];
    for part in kept(assets).into_iter().chain(others) {
        hasher.update(part.len().to_le_bytes());
        hasher.update(part);
    }
    let mut version = format!("{:x}", hasher.finalize());
    version.truncate(16);
    version
}

/// The worker, with what it keeps.
fn told(version: &str, assets: &Assets) -> String {
    format!("const SITE = {};\n{WORKER}", json!({ "version": version, "offline": OFFLINE_PATH, "files": kept(assets) }))
}

fn kept(assets: &Assets) -> Vec<&str> {
    let Assets { js, wasm, css, tablet, look, .. } = assets;
    let mut kept = vec![js.as_str(), wasm, css, tablet, OFFLINE_PATH, OFFLINE_SCRIPT_PATH];
    kept.extend(look.as_deref());
    kept
}

fn link(sheet: &str) -> String {
    format!("<link rel=\"stylesheet\" href=\"{}\" />", escaped(sheet))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assets(css: &str) -> Assets {
        let at = |name: &str| format!("/pkg/kiosk.0.{name}");
        Assets {
            js: at("js"),
            wasm: at("wasm"),
            css: css.to_owned(),
            tablet: "/pkg/tablet.0.js".to_owned(),
            ..Assets::default()
        }
    }

    #[test]
    fn the_worker_changes_with_what_it_keeps() {
        let worker = |shop: &str, css: &str| Install::new(shop, false, &mut assets(css)).worker;
        let one = worker("Shop", "/pkg/kiosk.1.css");
        assert_eq!(one, worker("Shop", "/pkg/kiosk.1.css"));
        assert_ne!(one, worker("Shop", "/pkg/kiosk.2.css"));
        assert_ne!(one, worker("Another shop", "/pkg/kiosk.1.css"), "it keeps a page with the shop's name");
        assert!(String::from_utf8_lossy(&one).contains("/pkg/kiosk.1.css"));
    }

    #[test]
    fn a_shop_may_be_called_anything() {
        let name = "Müller & \"Sons\" <script>{lang}";
        let install = Install::new(name, false, &mut assets("/pkg/kiosk.1.css"));
        let manifest: serde_json::Value = serde_json::from_slice(&install.manifest).unwrap();
        assert_eq!(manifest["name"], name);
        let page = spoken(&install, Language::ENGLISH);
        assert!(page.contains("<html lang=\"en-GB\" dir=\"ltr\">"), "{page}");
        assert!(page.contains("Müller &amp; &quot;Sons&quot; &lt;script&gt;{lang}"), "{page}");
    }

    #[test]
    fn training_says_so_even_without_its_server() {
        let page = |is_demo| spoken(&Install::new("Shop", is_demo, &mut assets("/pkg/kiosk.1.css")), Language::ENGLISH);
        assert!(page(true).contains("TEST – no real money"));
        assert!(!page(false).contains("data-demo"));
    }
}

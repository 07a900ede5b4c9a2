//! `/receipt/{token}`: one receipt, for whoever has its address, and nothing else of the shop. A page without script
//! and without cookies, for a customer's telephone or for paper, in the language of whoever reads it.

use super::peer::Peer;
use super::{Served, pages};
use crate::office::back::logo;
use crate::office::sold::{self, Line};
use crate::receipts::Receipts;
use crate::store::ShopStore;
use crate::words::Words;
use app::i18n::Language;
use axum::extract::{Path, Query, Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, REFERRER_POLICY, X_FRAME_OPTIONS};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::cart::Sold;
use domain::checkout::state::State as SaleState;
use domain::colour::{Colour, TEXT_CONTRAST};
use domain::money::BitcoinUnit;
use domain::{Checkout, Currency, Timestamp};
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::sync::Arc;

const PAGE: &str = include_str!("receipt/page.html");
const STYLE: &str = include_str!("receipt/page.css");

/// Where its own style sheet is.
pub(super) const STYLE_PATH: &str = "/receipt/page.css";

/// The kiosk itself may show it in a frame, which is how staff print it; nobody else may.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'self'";

/// What the page needs.
#[derive(Clone)]
pub(crate) struct Paper {
    /// Knows the addresses.
    pub(crate) receipts: Receipts,
    /// The records.
    pub(crate) store: Arc<dyn ShopStore>,
    /// Whose receipts they are.
    pub(crate) shop: String,
    /// How bitcoin is written.
    pub(crate) unit: BitcoinUnit,
    /// Where the shop is.
    pub(crate) zone: TimeZone,
    /// The shop's own colour.
    pub(crate) accent: Option<Colour>,
}

/// How a receipt is to be printed.
#[derive(Deserialize)]
pub(super) struct Printed {
    #[serde(default)]
    paper: PaperSize,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
enum PaperSize {
    #[serde(rename = "58")]
    Narrow,
    #[serde(rename = "80")]
    Wide,
    #[default]
    #[serde(other)]
    A4,
}

impl PaperSize {
    fn class(self) -> &'static str {
        match self {
            Self::Narrow => "paper-58",
            Self::Wide => "paper-80",
            Self::A4 => "paper-a4",
        }
    }
}

/// The receipt at this address. An address that was never made, and one of a sale that is not paid, are answered
/// alike.
pub(super) async fn show(
    State(served): State<Served>,
    Path(token): Path<String>,
    Query(Printed { paper }): Query<Printed>,
    headers: HeaderMap,
) -> Response {
    let language = pages::tablets(&headers);
    let written = &served.paper;
    let Some(id) = written.receipts.sale(&token) else {
        return nothing_here();
    };
    // A receipt without its picture is a receipt.
    let logo = served.access.settings().await.ok().and_then(|settings| logo::path(&settings));
    let ids = [id];
    let (sale, sold) = futures::join!(written.store.get(id), written.store.sold(&ids));
    match sale.and_then(|sale| Ok((sale, sold?.remove(&id)))) {
        Ok((Some(sale), sold)) => {
            receipt(&sale, sold.as_ref(), written, logo.as_deref(), paper, language).map_or_else(nothing_here, page)
        }
        Ok((None, _)) => nothing_here(),
        Err(error) => {
            tracing::error!(%error, checkout = %id, "a receipt could not be read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// The address of the receipt as a code, under the name by which the tablet reaches the kiosk.
pub(super) async fn code(State(served): State<Served>, Path(token): Path<String>, request: Request) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let (Some(_), Some(host)) = (served.paper.receipts.sale(&token), host) else {
        return nothing_here();
    };
    let scheme = if Peer::of(request.extensions()).is_https { "https" } else { "http" };
    match app::picture(&format!("{scheme}://{host}/receipt/{token}")) {
        Ok(picture) => ([(CONTENT_TYPE, "image/svg+xml")], picture).into_response(),
        // A host's name that no code can hold is none.
        Err(_) => nothing_here(),
    }
}

/// The page's own style sheet.
pub(super) async fn style(State(served): State<Served>) -> Response {
    ([(CONTENT_TYPE, "text/css")], coloured(served.paper.accent)).into_response()
}

/// The sheet with the shop's colour, as near to it as can be read on white.
fn coloured(accent: Option<Colour>) -> String {
    let accent = accent.map(|accent| accent.readable_on(Colour::WHITE, TEXT_CONTRAST));
    accent.map_or_else(|| STYLE.to_owned(), |accent| format!("{STYLE}:root {{ --accent: {accent}; }}\n"))
}

fn nothing_here() -> Response {
    (StatusCode::NOT_FOUND, [(CONTENT_TYPE, "text/plain; charset=utf-8")], "There is no such receipt.\n")
        .into_response()
}

fn page(html: String) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_FRAME_OPTIONS, "SAMEORIGIN"),
        // Its address is all that keeps it from others.
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
    ];
    (headers, html).into_response()
}

/// The page of a sale that is paid.
fn receipt(
    sale: &Checkout,
    sold: Option<&Sold>,
    written: &Paper,
    logo: Option<&str>,
    paper: PaperSize,
    language: Language,
) -> Option<String> {
    let words = language.receipt();
    let SaleState::Paid(settlement) = sale.state() else {
        return None;
    };
    let bitcoin = sale.invoice().map(|invoice| language.bitcoin(written.unit, invoice.amount)).unwrap_or_default();
    let html = PAGE
        .replace("{style}", STYLE_PATH)
        .replace("{lang}", language.tag())
        .replace("{dir}", language.direction())
        .replace("{paper}", paper.class())
        .replace(
            "{logo}",
            &logo.map(|path| format!("<img class=\"logo\" src=\"{path}\" alt=\"\" />")).unwrap_or_default(),
        )
        .replace("{receipt}", &escaped(words.receipt))
        .replace("{paid}", &escaped(words.paid))
        .replace("{time-label}", &escaped(words.time))
        .replace("{code-label}", &escaped(words.code))
        .replace("{total}", &escaped(&language.money(sale.record().total)))
        .replace("{bitcoin}", &escaped(&bitcoin))
        .replace("{time}", &time(settlement.paid_at, &written.zone))
        .replace("{code}", &sale.id().short_code());
    // What the shop is called, and what it calls its items, is not looked through for more of these.
    let (before, after) = html.split_once("{shop}")?;
    let (between, after) = after.split_once("{sold}")?;
    let sold = sold.map(|sold| list(sold, sale.record().total.currency(), language)).unwrap_or_default();
    Some(format!("{before}{}{between}{sold}{after}", escaped(&written.shop)))
}

/// What was sold, as a list.
fn list(sold: &Sold, currency: Currency, language: Language) -> String {
    let words = Words::of(language);
    let mut html = format!("<ul class=\"sold\" aria-label=\"{}\">", escaped(words.sold_title()));
    for Line { what, detail, amount, is_within } in sold::lines(sold, currency, words, false) {
        let class = if is_within { " class=\"within\"" } else { "" };
        let detail = if detail.is_empty() { detail } else { format!("<small>{}</small>", escaped(&detail)) };
        let (what, amount) = (escaped(&what), escaped(&amount));
        html.push_str(&format!("<li{class}><span><bdi>{what}</bdi>{detail}</span><b>{amount}</b></li>"));
    }
    html.push_str("</ul>");
    html
}

/// Day and time at the shop, in a way that every language reads alike.
fn time(at: Timestamp, zone: &TimeZone) -> String {
    let at = jiff::Timestamp::from_millisecond(at.as_unix_ms()).unwrap_or_default();
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M %Z").to_string()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_the_shops_and_says_so() {
        let at = Timestamp::from_unix_ms(1_796_000_000_000);
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        assert_eq!(time(at, &zone), "2026-11-30 02:53 +02");
        assert_eq!(time(at, &TimeZone::UTC), "2026-11-30 00:53 UTC");
    }

    #[test]
    fn the_shops_colour_can_be_read_on_white() {
        assert_eq!(coloured(None), STYLE);
        let style = coloured(Some("#ffd84d".parse().unwrap()));
        let (_, accent) = style.split_once(":root { --accent: ").unwrap();
        let accent: Colour = accent.split(';').next().unwrap().parse().unwrap();
        assert!(accent.contrast(Colour::WHITE) >= TEXT_CONTRAST, "{accent}");
    }

    #[test]
    fn any_other_paper_is_a_sheet() {
        for (paper, class) in [("58", "paper-58"), ("80", "paper-80"), ("a4", "paper-a4"), ("<b>", "paper-a4")] {
            let printed: Printed = serde_json::from_value(serde_json::json!({ "paper": paper })).unwrap();
            assert_eq!(printed.paper.class(), class);
        }
    }
}

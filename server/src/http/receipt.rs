//! `/receipt/{token}`: one receipt, for whoever has its address, and nothing else of the shop. For a customer's
//! telephone, a page without script and without cookies, in the language of whoever reads it. For paper, in the language
//! it is asked for, with a script that makes the page as long as what stands on it.

use super::Served;
use super::peer::Peer;
use crate::office::back::logo;
use crate::office::sold::{self, Line};
use crate::receipts::Receipts;
use crate::store::ShopStore;
use crate::words::{self, Words};
use app::i18n::{Language, filled};
use axum::extract::{Path, Query, Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, REFERRER_POLICY, X_FRAME_OPTIONS};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::cart::Sold;
use domain::checkout::state::State as SaleState;
use domain::colour::{Colour, TEXT_CONTRAST};
use domain::money::BitcoinUnit;
use domain::{Checkout, Currency, Money, Msat, Timestamp};
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::sync::Arc;

const PAGE: &str = include_str!("receipt/page.html");
const STYLE: &str = include_str!("receipt/page.css");
const PRINT: &str = include_str!("receipt/print.js");

/// Where its own style sheet is.
pub(super) const STYLE_PATH: &str = "/receipt/page.css";
/// Where the script of a receipt on paper is.
pub(super) const PRINT_PATH: &str = "/receipt/print.js";
/// Where a receipt of nothing is, to try a printer with.
pub(super) const SAMPLE_PATH: &str = "/receipt/sample";

/// The kiosk itself may show it in a frame, which is how staff print it; nobody else may.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'self'";
/// The same for paper, with our own script.
const POLICY_ON_PAPER: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                               base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

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
    /// Whether no money here is real.
    pub(crate) is_demo: bool,
}

/// How a receipt is to be shown.
#[derive(Default, Deserialize)]
pub(super) struct Printed {
    /// On which paper; on none where it is not said.
    paper: Option<PaperSize>,
    /// In which language; in the reader's where it is not said.
    lang: Option<String>,
}

impl Printed {
    /// The language it is asked for in, else that of the device, else the shop's.
    fn language(&self, shop: Option<Language>, headers: &HeaderMap) -> Language {
        let asked_for = self.lang.as_deref().and_then(|lang| lang.parse().ok().or_else(|| Language::asked_for(lang)));
        asked_for.unwrap_or_else(|| words::of_device(shop, headers).language())
    }
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
    Query(printed): Query<Printed>,
    headers: HeaderMap,
) -> Response {
    let language = printed.language(served.language, &headers);
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
            let receipt = Receipt::of(&sale, sold.as_ref(), language, written);
            receipt.map_or_else(nothing_here, |receipt| receipt.on(printed.paper, logo.as_deref(), language, written))
        }
        Ok((None, _)) => nothing_here(),
        Err(error) => {
            tracing::error!(%error, checkout = %id, "a receipt could not be read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// A receipt of nothing, to try a printer with: the shop's name and logo, and that it is none.
pub(super) async fn sample(
    State(served): State<Served>,
    Query(printed): Query<Printed>,
    headers: HeaderMap,
) -> Response {
    let language = printed.language(served.language, &headers);
    let logo = served.access.settings().await.ok().and_then(|settings| logo::path(&settings));
    let zero = Money::from_minor(0, served.office.frame.shop.limits.currency());
    let receipt = Receipt {
        marks: vec![Words::of(language).receipt_sample()],
        paid: language.receipt().paid,
        total: language.money(zero),
        bitcoin: language.bitcoin(served.paper.unit, Msat::from_msat(0)),
        sold: String::new(),
        at: served.clock.now(),
        code: "······".to_owned(),
    };
    receipt.on(printed.paper, logo.as_deref(), language, &served.paper)
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

/// The script of a receipt on paper.
pub(super) async fn print() -> Response {
    ([(CONTENT_TYPE, "text/javascript")], PRINT).into_response()
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

/// What stands on a receipt, as it is written there.
struct Receipt {
    /// What nobody must overlook.
    marks: Vec<&'static str>,
    paid: &'static str,
    total: String,
    bitcoin: String,
    /// What was sold, as markup.
    sold: String,
    at: Timestamp,
    code: String,
}

impl Receipt {
    /// The receipt of `sale`, if it has one.
    fn of(sale: &Checkout, sold: Option<&Sold>, language: Language, written: &Paper) -> Option<Self> {
        written.receipts.of(sale)?;
        let total = sale.record().total;
        let amount = sale.invoice().map(|invoice| invoice.amount);
        let is_late = matches!(sale.state(), SaleState::PaidLate { .. });
        Some(Self {
            marks: is_late.then(|| Words::of(language).receipt_late()).into_iter().collect(),
            paid: language.receipt().paid,
            total: language.money(total),
            bitcoin: amount.map(|amount| language.bitcoin(written.unit, amount)).unwrap_or_default(),
            sold: sold.map(|sold| list(sold, total.currency(), language)).unwrap_or_default(),
            at: sale.state().settlement()?.paid_at,
            code: sale.id().short_code(),
        })
    }

    /// The page, for `paper` where it is to be printed.
    fn on(self, paper: Option<PaperSize>, logo: Option<&str>, language: Language, written: &Paper) -> Response {
        let policy = if paper.is_some() { POLICY_ON_PAPER } else { POLICY };
        let headers = [
            (CONTENT_TYPE, "text/html; charset=utf-8"),
            (CONTENT_SECURITY_POLICY, policy),
            (X_FRAME_OPTIONS, "SAMEORIGIN"),
            // Its address is all that keeps it from others.
            (REFERRER_POLICY, "no-referrer"),
            (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
        ];
        (headers, self.html(paper, logo, language, written)).into_response()
    }

    fn html(self, paper: Option<PaperSize>, logo: Option<&str>, language: Language, written: &Paper) -> String {
        let words = language.receipt();
        let demo = written.is_demo.then(|| Words::of(language).test_money());
        let mark = |text: &&str| format!("<p class=\"mark\">{}</p>", escaped(text));
        let [above, beneath] = [
            demo.iter().chain(&self.marks).map(mark).collect::<String>(),
            // Torn off at the top, it still says so.
            demo.iter().map(mark).collect(),
        ];
        let time = time(self.at, &written.zone);
        let script = format!("<script type=\"module\" src=\"{PRINT_PATH}\"></script>");
        let logo = logo.map(|path| format!("<img class=\"logo\" src=\"{path}\" alt=\"\" />")).unwrap_or_default();
        filled(
            PAGE,
            &[
                ("style", STYLE_PATH),
                ("script", if paper.is_some() { &script } else { "" }),
                ("lang", language.tag()),
                ("dir", language.direction()),
                ("paper", paper.unwrap_or_default().class()),
                ("above", &above),
                ("beneath", &beneath),
                ("logo", &logo),
                ("shop", &escaped(&written.shop)),
                ("receipt", &escaped(words.receipt)),
                ("total", &escaped(&self.total)),
                ("paid", &escaped(self.paid)),
                ("sold", &self.sold),
                ("bitcoin", &escaped(&self.bitcoin)),
                ("time-label", &escaped(words.time)),
                ("time", &time),
                ("code-label", &escaped(words.code)),
                ("code", &self.code),
            ],
        )
    }
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
            assert_eq!(printed.paper.unwrap().class(), class);
        }
    }

    #[test]
    fn it_speaks_as_asked_else_as_the_device_else_as_the_shop() {
        let headers: HeaderMap =
            [(axum::http::header::ACCEPT_LANGUAGE, "de-AT".parse().unwrap())].into_iter().collect();
        let code = |lang: Option<&str>, shop: Option<&str>, headers: &HeaderMap| {
            let printed = Printed { lang: lang.map(str::to_owned), ..Printed::default() };
            printed.language(shop.map(|code| code.parse().unwrap()), headers).code()
        };
        assert_eq!(code(Some("pt-PT"), Some("fi"), &headers), "pt");
        assert_eq!(code(Some("ar-XB"), None, &headers), "ar-XB");
        assert_eq!(code(Some("<b>"), Some("fi"), &headers), "de");
        assert_eq!(code(None, Some("fi"), &HeaderMap::new()), "fi");
        assert_eq!(code(None, None, &HeaderMap::new()), "en");
    }
}

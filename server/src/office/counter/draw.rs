//! The document around the counter's screens. They are seen by customers, so nothing of the staff's is on one that
//! customers use on their own.

use super::super::here::Here;
use super::alone;
use super::switch::{self, Switch};
use crate::tablets::page_version;
use crate::words::Words;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::response::{IntoResponse as _, Response};
use domain::mode::Selling;
use leptos::prelude::*;

/// Our own style, pictures and script; forms that are sent back here.
const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; \
                      manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
                      frame-ancestors 'none'";

/// What a terminal shows that customers use on their own, while nobody does.
pub(super) const ATTRACT: &str = "attract";

/// What is said above the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Notice {
    /// Why something was not done.
    pub(super) refusal: Option<String>,
    /// How many payments wait for a person.
    pub(super) alarms: u32,
    /// Whether Mion answers, without which nothing can be paid.
    pub(super) mion_answers: bool,
    /// The languages to choose from, on a customer's screen.
    pub(super) switch: Option<Switch>,
    /// Whether a sale begins here, and nothing of it is there yet.
    pub(super) begins: bool,
}

/// The shop's logo, where it has one. Its name stands beside it.
pub(super) fn logo(here: &Here) -> Option<AnyView> {
    let path = here.logo.clone()?;
    Some(view! { <img class="logo" src=path alt="" /> }.into_any())
}

/// The shop's name where customers stand alone: the staff's way in. Our script opens it to whoever holds it; without one,
/// a tap does. There is a PIN behind it either way.
fn door(shop: &str, words: Words) -> AnyView {
    view! {
        <form method="get" action="/pin" class="counter-shop" lang=words.tag() dir=words.direction()>
            <input r#type="hidden" name="next" value="/staff" />
            <button class="button is-quiet" data-door>
                <bdi>{shop.to_owned()}</bdi>
                <span class="unseen">{format!(" – {}", words.staff_door())}</span>
            </button>
        </form>
    }
    .into_any()
}

/// The two connections. That the page came says that the server answers; our script says it when that changes.
fn lights(mion_answers: bool, words: Words) -> AnyView {
    let said = words.language().lights();
    let (link, mion) = if mion_answers { ("up", said.up) } else { ("down", said.down) };
    view! {
        <ul class="lights" aria-label=said.connections>
            <li class="light" data-light="server" data-link="up" data-up=said.up data-down=said.down>
                {said.server} <span class="unseen">{format!(": {}", said.up)}</span>
            </li>
            <li data-part="mion">
                <div class="light" data-light="mion" data-link=link>"Mion" <span class="unseen">{format!(": {mion}")}</span></div>
            </li>
        </ul>
    }
    .into_any()
}

/// A screen called `name`, for a reader of `words`.
pub(super) fn screen(
    here: &Here,
    selling: Selling,
    words: Words,
    name: &'static str,
    title: &str,
    notice: &Notice,
    body: AnyView,
) -> Response {
    let shop = here.office.frame.shop.clone();
    let is_attended = selling.mode.is_attended();
    let demo = shop.demo.as_ref().map(|demo| {
        view! {
            <aside class="demo" data-demo>
                <strong>{words.test_money()}</strong>
                <a href=demo.wallet_url.clone() target="_blank" rel="noopener">{words.test_wallet()}</a>
            </aside>
        }
    });
    let is_customers = notice.switch.is_some();
    let staff = (is_attended && !is_customers).then(|| {
        view! {
            <nav class="counter-ways" aria-label=words.staff()>
                <a class="button is-quiet" href="/catalogue/held" data-held>{words.held_carts()}</a>
                <a class="button is-quiet" href="/staff/sales">{words.sales()}</a>
            </nav>
        }
    });
    let shops = here.words;
    // Said to the staff, in theirs, whoever reads the rest; and where customers stand alone, between two of them.
    let alarms = (notice.alarms > 0 && (is_attended || name == ATTRACT)).then(|| {
        view! {
            <a class="counter-alarm" href="/staff/alarms" lang=shops.tag() dir=shops.direction() data-alarms>
                {shops.to_decide(notice.alarms)}
            </a>
        }
    });
    let languages = notice.switch.as_ref().map(|one| switch::list(one, shops.language(), words));
    let silent = (!notice.mion_answers).then(|| {
        view! { <p class="counter-notice" data-silent data-say>{words.no_mion()}</p> }
    });
    let refusal = notice.refusal.clone().map(|why| {
        view! { <p class="counter-refusal" role="alert" data-refusal>{why}</p> }
    });
    let whose = if is_attended {
        view! { <p class="counter-shop"><bdi>{shop.name.clone()}</bdi></p> }.into_any()
    } else {
        door(&shop.name, shops)
    };
    let version = page_version(&here.office.version, selling, here.logo.as_deref(), here.caller.name());
    let document = view! {
        <!DOCTYPE html>
        <html
            lang=words.tag()
            dir=words.direction()
            data-shop-language=shops.tag()
            data-version=version
            data-words=words.language().of_the_tablet()
            data-alone=(!is_attended).then(|| alone::words_of(&[words]))
        >
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="robots" content="noindex" />
                <title>{format!("{title} · {}", shop.name)}</title>
                {here.office.frame.sheets()}
                <link rel="icon" r#type="image/svg+xml" href="/favicon.svg" />
                <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <script r#type="module" src=here.office.counter.to_string()></script>
            </head>
            <body class="counter-body">
                {demo}
                <p class="counter-offline" role="alert" data-offline hidden>
                    {words.server_silent()}
                </p>
                <div role="status" data-part="alarms">{alarms}</div>
                <header class="counter-head">
                    {logo(here)}
                    {whose}
                    <div class="counter-part" data-part="ways">{staff} {languages}</div>
                    {lights(notice.mion_answers, words)}
                    <div class="tablet-state"></div>
                </header>
                <p class="unseen" role="status" data-voice></p>
                <main class="counter" data-screen=name data-mode=selling.mode.name() data-begins=notice.begins data-swap>
                    <h1 class="unseen">{title.to_owned()}</h1>
                    {silent}
                    {refusal}
                    {body}
                </main>
            </body>
        </html>
    };
    let status = if notice.refusal.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "same-origin"),
    ];
    (status, headers, document.to_html()).into_response()
}

//! The document around the counter's screens. They are seen by customers, so nothing of the staff's is on one that
//! customers use on their own.

use super::super::here::Here;
use super::switch::{self, Switch};
use crate::words::Words;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::response::{IntoResponse as _, Response};
use domain::mode::Selling;
use leptos::prelude::*;

/// Our own style, pictures and script; forms that are sent back here.
const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; \
                      form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

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
    // Said to the staff, in theirs, whoever reads the rest.
    let alarms = (is_attended && notice.alarms > 0).then(|| {
        view! {
            <a class="counter-alarm" href="/staff/alarms" lang=shops.tag() dir=shops.direction() data-alarms>
                {shops.to_decide(notice.alarms)}
            </a>
        }
    });
    let languages = notice.switch.as_ref().map(|one| switch::list(one, shops.language(), words));
    let silent = (!notice.mion_answers).then(|| {
        view! { <p class="counter-notice" role="status" data-silent>{words.no_mion()}</p> }
    });
    let refusal = notice.refusal.clone().map(|why| {
        view! { <p class="counter-refusal" role="alert" data-refusal>{why}</p> }
    });
    let document = view! {
        <!DOCTYPE html>
        <html lang=words.tag() dir=words.direction() data-shop-language=shops.tag()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="robots" content="noindex" />
                <title>{format!("{title} · {}", shop.name)}</title>
                <link rel="stylesheet" href=here.office.frame.css.to_string() />
                <link rel="icon" r#type="image/svg+xml" href="/favicon.svg" />
                <script r#type="module" src="/counter.js"></script>
            </head>
            <body class="counter-body">
                {demo}
                <p class="counter-offline" role="alert" data-offline hidden>
                    {words.server_silent()}
                </p>
                <main class="counter" data-screen=name data-mode=selling.mode.name() data-swap>
                    {alarms}
                    <header class="counter-head">
                        <p class="counter-shop"><bdi>{shop.name.clone()}</bdi></p>
                        {staff}
                        {languages}
                    </header>
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

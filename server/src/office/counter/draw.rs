//! The document around the counter's screens. They are seen by customers, so nothing of the staff's is on one that
//! customers use on their own.

use super::super::here::Here;
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
}

/// The shop's logo, where it has one. Its name stands beside it.
pub(super) fn logo(here: &Here) -> Option<AnyView> {
    let path = here.logo.clone()?;
    Some(view! { <img class="logo" src=path alt="" /> }.into_any())
}

/// A screen called `name`.
pub(super) fn screen(
    here: &Here,
    selling: Selling,
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
                <strong>"TEST – no real money"</strong>
                <a href=demo.wallet_url.clone() target="_blank" rel="noopener">"Open the test wallet"</a>
            </aside>
        }
    });
    let staff = is_attended.then(|| {
        view! {
            <nav class="counter-ways" aria-label="Staff">
                <a class="button is-quiet" href="/catalogue/held" data-held>"Held carts"</a>
                <a class="button is-quiet" href="/staff/sales">"Sales"</a>
            </nav>
        }
    });
    let alarms = (is_attended && notice.alarms > 0).then(|| {
        view! {
            <a class="counter-alarm" href="/staff/alarms" data-alarms>
                {format!("Payments to decide: {}", notice.alarms)}
            </a>
        }
    });
    let silent = (!notice.mion_answers).then(|| {
        view! { <p class="counter-notice" role="status" data-silent>"Mion does not answer the server. Waiting…"</p> }
    });
    let refusal = notice.refusal.clone().map(|words| {
        view! { <p class="counter-refusal" role="alert" data-refusal>{words}</p> }
    });
    let document = view! {
        <!DOCTYPE html>
        <html lang="en" dir="ltr">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="robots" content="noindex" />
                <title>{format!("{title} · {}", shop.name)}</title>
                {here.office.frame.sheets()}
                <link rel="icon" r#type="image/svg+xml" href="/favicon.svg" />
                <script r#type="module" src="/counter.js"></script>
            </head>
            <body class="counter-body">
                {demo}
                <p class="counter-offline" role="alert" data-offline hidden>
                    "The server does not answer. Trying again…"
                </p>
                <main class="counter" data-screen=name data-mode=selling.mode.name() data-swap>
                    {alarms}
                    <header class="counter-head">
                        {logo(here)}
                        <p class="counter-shop"><bdi>{shop.name.clone()}</bdi></p>
                        {staff}
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

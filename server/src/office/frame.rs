//! The document around every page: the shop's name, who is signed in, the ways from here, and what the page
//! says. Plain HTML with a style sheet of its own; a script only where the browser has to be asked for something (a
//! passkey, the tablet's self-test, the way back to the kiosk), so that the content policy can forbid all others.

use super::parts::icon::{Symbol, icon};
use crate::words::Words;
use app::i18n::Language;
use app::view::ShopView;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::*;
use std::sync::Arc;

/// What an office page may do in the browser: be styled, be filled in, be sent back here. Nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
                      object-src 'none'; frame-ancestors 'none'";
/// The same for a page with one of our own script files, which may ask us.
const POLICY_WITH_SCRIPT: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; \
                                  img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; \
                                  object-src 'none'; frame-ancestors 'none'";
/// The script of the staff's pages (`public/staff.js`).
const STAFF_SCRIPT: &str = "/staff.js";

/// What is the same on every page.
#[derive(Clone)]
pub(crate) struct Frame {
    /// The style sheet's address.
    pub(crate) css: Arc<str>,
    /// The sheet over it with the shop's own colour, if it has one.
    pub(crate) look: Option<Arc<str>>,
    /// Whose pages these are.
    pub(crate) shop: Arc<ShopView>,
    /// The shop's language; each browser's own where it is not set.
    pub(crate) language: Option<Language>,
}

impl Frame {
    /// The style sheets, the shop's own colour over the other.
    pub(crate) fn sheets(&self) -> impl IntoView + use<> {
        let sheet = |path: &Arc<str>| view! { <link rel="stylesheet" href=path.to_string() /> };
        (sheet(&self.css), self.look.as_ref().map(sheet))
    }
}

/// A way to another page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way {
    /// Where to.
    pub(crate) path: &'static str,
    /// What it is called.
    pub(crate) label: fn(Words) -> &'static str,
    /// Its drawing.
    pub(crate) symbol: Symbol,
}

/// One page, before it stands in its frame.
pub(crate) struct Page {
    /// What the browser's tab and the heading say.
    pub(crate) title: String,
    /// What the answer says.
    pub(crate) status: StatusCode,
    /// The ways from here; none on the pages for whoever is not let in yet.
    pub(crate) ways: Vec<Way>,
    /// Which of them this is.
    pub(crate) here: &'static str,
    /// Who is signed in, and may sign out.
    pub(crate) who: Option<String>,
    /// Where *Sign out* is sent to.
    pub(crate) sign_out: Option<&'static str>,
    /// A script of our own, where the browser has to be asked for something.
    pub(crate) script: Option<String>,
    /// Whether the staff's own script is loaded, too.
    pub(crate) is_staffs: bool,
    /// Whether it goes back to the kiosk when nobody has touched it for a while: at a terminal, which stands among
    /// customers.
    pub(crate) idles: bool,
    /// What it is about.
    pub(crate) body: AnyView,
}

impl Page {
    /// A page that leads nowhere: a heading and what it is about.
    pub(crate) fn new(title: impl Into<String>, body: impl IntoView + 'static) -> Self {
        Self {
            title: title.into(),
            status: StatusCode::OK,
            ways: Vec::new(),
            here: "",
            who: None,
            sign_out: None,
            script: None,
            is_staffs: false,
            idles: false,
            body: body.into_any(),
        }
    }

    /// The same, answered with `status`.
    pub(crate) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The same at a terminal, where nobody stays who is not there.
    pub(crate) fn at_terminal(self) -> Self {
        Self { is_staffs: true, idles: true, ..self }
    }

    /// The same with receipts that can be printed.
    pub(crate) fn with_receipts(self) -> Self {
        Self { is_staffs: true, ..self }
    }

    /// The page as it is sent to a reader of `words`.
    pub(crate) fn in_frame(self, frame: &Frame, words: Words) -> Response {
        let status = self.status;
        let policy = if self.script.is_some() || self.is_staffs { POLICY_WITH_SCRIPT } else { POLICY };
        let headers = [
            (CONTENT_TYPE, "text/html; charset=utf-8"),
            (CONTENT_SECURITY_POLICY, policy),
            // With `no-referrer` a browser says `Origin: null` when it sends a form, even to us.
            (REFERRER_POLICY, "same-origin"),
        ];
        (status, headers, self.html(frame, words)).into_response()
    }

    /// The page's markup.
    pub(crate) fn html(self, frame: &Frame, words: Words) -> String {
        let Self { title, ways, here, who, sign_out, script, is_staffs, idles, body, .. } = self;
        let shop = &frame.shop;
        let head_title = format!("{title} · {}", shop.name);
        let has_ways = !ways.is_empty();
        let staffs = is_staffs.then(|| STAFF_SCRIPT.to_owned());
        let scripts: Vec<_> =
            script.into_iter().chain(staffs).map(|path| view! { <script r#type="module" src=path></script> }).collect();
        let demo = shop.demo.as_ref().map(|demo| {
            view! {
                <aside class="demo" data-demo>
                    <strong>{words.test_money()}</strong>
                    <a href=demo.wallet_url.clone() target="_blank" rel="noopener">
                        {words.test_wallet()}
                    </a>
                </aside>
            }
        });
        let document = view! {
            <!DOCTYPE html>
            <html lang=words.tag() dir=words.direction()>
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                    <meta name="color-scheme" content="light dark" />
                    <meta name="robots" content="noindex" />
                    <title>{head_title}</title>
                    {frame.sheets()}
                    <link rel="icon" r#type="image/svg+xml" href="/favicon.svg" />
                    {scripts}
                </head>
                <body class=if has_ways { "office has-ways" } else { "office" }>
                    <a class="skip" href="#content">{words.skip()}</a>
                    {demo}
                    <header class="bar">
                        <p class="bar-shop"><bdi>{shop.name.clone()}</bdi></p>
                        {who.map(|who| view! { <p class="bar-who"><bdi>{who}</bdi></p> })}
                        {sign_out.map(|action| view! {
                            <form method="post" action=action class="bar-out">
                                <button class="button is-quiet" data-sign-out>{words.sign_out()}</button>
                            </form>
                        })}
                    </header>
                    {has_ways.then(|| menu(&ways, here, words))}
                    <main id="content" class="page" tabindex="-1">
                        <h1>{title}</h1>
                        {body}
                    </main>
                    {idles.then(|| is_anybody_there(words))}
                </body>
            </html>
        };
        // Marks for a script that finds the views again; there is none. No text holds one: `<` is written as `&lt;`.
        document.to_html().replace("<!>", "")
    }
}

/// The question before a page goes back to the kiosk.
fn is_anybody_there(words: Words) -> impl IntoView {
    view! {
        <dialog class="dialog" data-idle aria-labelledby="idle" aria-describedby="idle-meaning">
            <h2 id="idle">{words.idle_title()}</h2>
            <p id="idle-meaning">{words.idle_meaning()}</p>
            <progress max="30" value="30" aria-label=words.idle_left()></progress>
            <div class="form-ends">
                <button type="button" class="button is-main">{words.idle_stay()}</button>
                <a class="button" href="/">{words.back_to_kiosk()}</a>
            </div>
        </dialog>
    }
}

/// What was just done, read out as soon as the page is there.
pub(crate) fn said(what: &'static str) -> AnyView {
    view! { <p class="said" role="status" data-said>{icon(Symbol::Check)} <span>{what}</span></p> }.into_any()
}

/// The ways, twice: beside the page where there is room, and behind one button where there is none. Only one of
/// the two is ever there for anybody, eyes or ears.
fn menu(ways: &[Way], here: &str, words: Words) -> impl IntoView + use<> {
    let name = ways.iter().find(|way| way.path == here).map_or_else(|| words.menu(), |way| (way.label)(words));
    let (side, fold) = (links(ways, here, words), links(ways, here, words));
    view! {
        <nav class="side" aria-label=words.pages()>{side}</nav>
        <details class="fold">
            <summary class="button">{icon(Symbol::Menu)} {name}</summary>
            <nav aria-label=words.pages()>{fold}</nav>
        </details>
    }
}

fn links(ways: &[Way], here: &str, words: Words) -> AnyView {
    let link = |way: &Way| {
        let current = (way.path == here).then_some("page");
        view! {
            <li>
                <a class="way" href=way.path aria-current=current>
                    {icon(way.symbol)}
                    <span>{(way.label)(words)}</span>
                </a>
            </li>
        }
    };
    view! { <ul class="ways">{ways.iter().map(link).collect::<Vec<_>>()}</ul> }.into_any()
}

//! What runs in the tablet's browser, and renders on the server: the same components on both sides, so
//! that a page is whole before a byte of WebAssembly has arrived. When it has, it draws the same page from the
//! same values and takes the server's picture of it away (`docs/adr/0009`).
//!
//! - `shell`, `page`: the document and what is in it (server only)
//! - `wake`: the picture becomes a kiosk (browser only)
//! - [`api`]: the server functions, the only way from the browser to the server
//! - [`mod@view`]: what the server tells the browser
//! - `ports`: what the interface needs of the server (server only)
//! - `screen`: the routes: `/` and `/checkout/{id}`
//! - [`i18n`]: the words in the language of whoever reads them
//! - `kiosk`: what outlives a screen: the amount keyed, the sale being opened, the two connections
//! - `live`: follows one checkout until it is over
//! - `news`: follows the news of the shop while no checkout is followed
//! - `calls`: patience, pauses, and one run at a time
//! - `pages`: one file per screen and per state of a checkout
//! - `carried`: what travels inside the page
//! - `components`: what the pages are made of
//! - `erased`: one type where there would be many
//! - `browser`: the few things asked of the browser itself

// The views of a page are one type, and a deep one.
#![recursion_limit = "256"]

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("`ssr` is for the server and `hydrate` for the browser: they never go together");

#[cfg_attr(
    feature = "ssr",
    expect(missing_docs, unreachable_pub, reason = "the server macro's own functions are public, and their fields")
)]
pub mod api;
mod browser;
mod calls;
mod carried;
#[expect(unreachable_pub, reason = "the component macro's own functions are public")]
mod components;
mod erased;
pub mod i18n;
mod kiosk;
mod live;
mod news;
#[cfg(feature = "ssr")]
#[expect(unreachable_pub, reason = "the component macro's own functions are public")]
mod page;
#[expect(unreachable_pub, reason = "the component macro's own functions are public")]
mod pages;
#[cfg(feature = "ssr")]
pub mod ports;
mod screen;
#[cfg(feature = "ssr")]
mod shell;
pub mod view;
#[cfg(not(feature = "ssr"))]
mod wake;

#[cfg(feature = "ssr")]
pub use components::picture;
#[cfg(feature = "ssr")]
pub use page::Ready;
#[cfg(feature = "ssr")]
pub use shell::{Assets, shell};
#[cfg(not(feature = "ssr"))]
pub use wake::wake;

use crate::carried::Carried;
use crate::components::{AlarmBanner, DemoBanner, Header, PinDialog};
use crate::i18n::{Choice, Words};
use crate::kiosk::Kiosk;
use crate::pages::{CheckoutPage, KeypadPage, NotFoundPage};
use crate::screen::Screen;
use leptos::prelude::*;

/// The kiosk, as it stands in the document's body: the route table.
#[component]
fn App(
    /// What the page is about.
    screen: Screen,
    /// What was read for it.
    carried: Carried,
    /// The words of the shop.
    words: Words,
    /// What a customer can choose from.
    choices: Vec<Choice>,
) -> impl IntoView {
    let kiosk = Kiosk::new(screen, carried, words, choices);
    provide_context(kiosk);
    kiosk.wake();
    news::follow(kiosk);
    view! {
        <div class="kiosk" data-awake=move || kiosk.awake.get().to_string()>
            <DemoBanner />
            {kiosk.selling().mode.is_attended().then(|| view! { <AlarmBanner /> })}
            <Header />
            {move || match kiosk.screen.get() {
                Screen::Keypad => view! { <KeypadPage /> }.into_any(),
                Screen::Checkout(id) => view! { <CheckoutPage id /> }.into_any(),
                Screen::NotFound => view! { <NotFoundPage /> }.into_any(),
            }}
            {move || kiosk.pin.was_asked.get().then(|| view! { <PinDialog /> })}
        </div>
    }
}

//! What runs in the tablet's browser, and renders on the server: the same components on both sides, so
//! that a page is whole before a byte of WebAssembly has arrived.
//!
//! - [`shell()`], [`App`]: the document and what is in it
//! - [`api`]: the server functions, the only way from the browser to the server
//! - [`mod@view`]: what the server tells the browser
//! - `ports`: what the interface needs of the server (server only)
//! - `screen`: the routes: `/` and `/checkout/{id}`
//! - `kiosk`: what outlives a screen: the amount keyed, the sale being opened, the two connections
//! - `live`: follows one checkout until it is over
//! - `pages`: one file per screen and per state of a checkout
//! - `carried`: values that travel inside the page
//! - `components`: what the pages are made of
//! - `browser`: the few things asked of the browser itself

// The views of a page are one type, and a deep one.
#![recursion_limit = "256"]

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("`ssr` is for the server and `hydrate` for the browser: they never go together");

#[expect(missing_docs, reason = "the server macro turns arguments into fields without docs")]
#[cfg_attr(feature = "ssr", expect(unreachable_pub, reason = "the server macro's own functions are public"))]
pub mod api;
mod browser;
mod carried;
#[expect(unreachable_pub, reason = "the component macro's own functions are public")]
mod components;
mod kiosk;
mod live;
#[expect(unreachable_pub, reason = "the component macro's own functions are public")]
mod pages;
#[cfg(feature = "ssr")]
pub mod ports;
mod screen;
mod shell;
pub mod view;

pub use browser::path as browser_path;
pub use shell::{Assets, shell};

use crate::api::{ApiError, read_checkout};
use crate::components::{DemoBanner, Header};
use crate::kiosk::Kiosk;
use crate::pages::{CheckoutPage, KeypadPage, NotFoundPage, UnloadedPage};
use crate::screen::Screen;
use crate::view::{CheckoutView, ShopView};
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;

/// The kiosk, as it stands in the document's body.
#[component]
pub fn App(
    /// The path that was asked for: of the request on the server, of the location in the browser.
    path: String,
) -> impl IntoView {
    let screen = Screen::parse(&path);
    let Some(shop) = carried::unpack(&SharedValue::new_str(|| carried::pack(&shop_here())).into_inner()).flatten()
    else {
        return Either::Left(view! { <UnloadedPage /> });
    };
    let kiosk = Kiosk::new(shop, screen);
    provide_context(kiosk);
    kiosk.wake();

    // Read once, before the page is sent: after that the checkout's own screen asks.
    let first = Resource::new_str_blocking(|| (), move |()| async move { carried::pack(&first_look(screen).await) });
    Either::Right(view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                kiosk.begin_with(screen, carried::unpack(&first.await).flatten());
                view! { <Screens /> }
            })}
        </Suspense>
    })
}

/// The route table.
#[component]
fn Screens() -> impl IntoView {
    let kiosk = Kiosk::here();
    view! {
        <div class="kiosk" data-awake=move || kiosk.awake.get()>
            <DemoBanner />
            <Header />
            {move || match kiosk.screen.get() {
                Screen::Keypad => EitherOf3::A(view! { <KeypadPage /> }),
                Screen::Checkout(id) => EitherOf3::B(view! { <CheckoutPage id /> }),
                Screen::NotFound => EitherOf3::C(view! { <NotFoundPage /> }),
            }}
        </div>
    }
}

/// The checkout the page is about, if it is about one.
async fn first_look(screen: Screen) -> Option<Result<CheckoutView, ApiError>> {
    match screen {
        Screen::Checkout(id) => Some(read_checkout(id).await),
        Screen::Keypad | Screen::NotFound => None,
    }
}

/// The shop, which only the server knows; in the browser it comes with the page.
#[cfg(feature = "ssr")]
fn shop_here() -> Option<ShopView> {
    ports::till().ok().map(|till| till.shop())
}

/// The shop, which only the server knows; in the browser it comes with the page.
#[cfg(not(feature = "ssr"))]
fn shop_here() -> Option<ShopView> {
    None
}

//! What runs in the tablet's browser, and renders on the server: the same components on both sides, so
//! that a page is whole before a byte of WebAssembly has arrived.
//!
//! - [`shell()`], [`App`]: the document and what is in it
//! - [`api`]: the server functions, the only way from the browser to the server
//! - [`mod@view`]: what the server tells the browser
//! - `ports`: what the interface needs of the server (server only)
//! - `screen`: the routes: `/`, `/checkout/{id}`, `/sales` and `/alarms`
//! - `kiosk`: what outlives a screen: the amount keyed, the sale being opened, the two connections
//! - `live`: follows one checkout until it is over
//! - `news`: follows the news of the shop while no checkout is followed
//! - `listing`: a list of the server's, as a page shows it
//! - `calls`: patience, pauses, and one run at a time
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
mod calls;
mod carried;
#[expect(unreachable_pub, reason = "the component macro's own functions are public")]
mod components;
mod kiosk;
mod listing;
mod live;
mod news;
#[expect(unreachable_pub, reason = "the component macro's own functions are public")]
mod pages;
#[cfg(feature = "ssr")]
pub mod ports;
mod screen;
mod shell;
pub mod view;

pub use browser::path as browser_path;
pub use shell::{Assets, shell};

use crate::api::{read_checkout, shop_update};
use crate::components::{AlarmBanner, DemoBanner, Header};
use crate::kiosk::{FirstLook, Kiosk};
use crate::pages::{AlarmsPage, CheckoutPage, KeypadPage, NotFoundPage, SalesPage, UnloadedPage};
use crate::screen::Screen;
use crate::view::{ShopNews, ShopView};
use leptos::either::{Either, EitherOf5};
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
    news::follow(kiosk);

    // Read once, before the page is sent: after that the screens ask.
    let first = Resource::new_str_blocking(|| (), move |()| async move { carried::pack(&first_look(screen).await) });
    Either::Right(view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                kiosk.begin_with(screen, carried::unpack(&first.await).unwrap_or_default());
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
            <AlarmBanner />
            <Header />
            {move || match kiosk.screen.get() {
                Screen::Keypad => EitherOf5::A(view! { <KeypadPage /> }),
                Screen::Checkout(id) => EitherOf5::B(view! { <CheckoutPage id /> }),
                Screen::Sales => EitherOf5::C(view! { <SalesPage /> }),
                Screen::Alarms => EitherOf5::D(view! { <AlarmsPage /> }),
                Screen::NotFound => EitherOf5::E(view! { <NotFoundPage /> }),
            }}
        </div>
    }
}

/// What the page is about: a checkout, which brings the news of the shop, or the news alone.
async fn first_look(screen: Screen) -> FirstLook {
    match screen {
        Screen::Checkout(id) => (Some(read_checkout(id).await), None),
        Screen::Keypad | Screen::Sales | Screen::Alarms => (None, shop_update(ShopNews::UNSEEN).await.ok()),
        Screen::NotFound => FirstLook::default(),
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

//! The top of every screen: whose shop this is, how the two connections are, how the tablet is, on the keypad the
//! way to the sales, and on a customer's screen, which leads nowhere, the languages. `.tablet-state` is filled by the
//! tablet's own script (`public/tablet/`).

use super::lights::Lights;
use super::{LanguageSwitch, Place, ToStaff};
use crate::kiosk::Kiosk;
use crate::screen::Screen;
use leptos::prelude::*;

/// Shop name, ways and connections.
#[component]
pub(crate) fn Header() -> impl IntoView {
    let kiosk = Kiosk::here();
    let (shop, logo) = kiosk.shop.with_value(|shop| (shop.name.clone(), shop.logo.clone()));
    view! {
        <header class="header">
            {logo.map(|path| view! { <img class="logo" src=path alt="" /> })}
            <p class="header-shop">{shop}</p>
            {move || (kiosk.screen.get() == Screen::Keypad).then(|| view! {
                <nav class="ways" aria-label=kiosk.staff.screens()>
                    <ToStaff to=Place::Sales says=kiosk.staff.open_sales().to_owned() />
                </nav>
            })}
            {move || matches!(kiosk.screen.get(), Screen::Checkout(_)).then(|| view! { <LanguageSwitch /> })}
            <Lights />
            <div class="tablet-state"></div>
        </header>
    }
}

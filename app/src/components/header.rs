//! The top of every screen: whose shop this is, how the two connections are, and on the keypad the way to the
//! sales. A customer's screen leads nowhere.

use super::lights::Lights;
use super::{Place, ToStaff};
use crate::kiosk::Kiosk;
use crate::screen::Screen;
use leptos::prelude::*;

/// Shop name, ways and connections.
#[component]
pub(crate) fn Header() -> impl IntoView {
    let kiosk = Kiosk::here();
    let shop = kiosk.shop.with_value(|shop| shop.name.clone());
    view! {
        <header class="header">
            <p class="header-shop">{shop}</p>
            {move || (kiosk.screen.get() == Screen::Keypad).then(|| view! {
                <nav class="ways" aria-label=kiosk.staff.screens()>
                    <ToStaff to=Place::Sales says=kiosk.staff.open_sales().to_owned() />
                </nav>
            })}
            <Lights />
        </header>
    }
}

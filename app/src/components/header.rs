//! The top of every screen: whose shop this is, how the two connections are, how the tablet is, and on the
//! staff's screens the way to the others. A customer's screen leads nowhere. `.tablet-state` is filled by the
//! tablet's own script (`public/tablet/`).

use super::go_to::GoTo;
use super::lights::Lights;
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
            {move || Some(ways(kiosk.screen.get())).filter(|ways| !ways.is_empty()).map(|ways| view! {
                <nav class="ways" aria-label="Screens">
                    {ways.iter().map(|(to, name)| view! { <GoTo to=*to says=*name /> }).collect::<Vec<_>>()}
                </nav>
            })}
            <Lights />
            <div class="tablet-state"></div>
        </header>
    }
}

/// Where a screen of the staff's leads.
fn ways(screen: Screen) -> &'static [(Screen, &'static str)] {
    const KEYPAD: (Screen, &str) = (Screen::Keypad, "Keypad");
    const SALES: (Screen, &str) = (Screen::Sales, "Open sales");
    match screen {
        Screen::Keypad => &[SALES],
        Screen::Sales => &[KEYPAD],
        Screen::Alarms => &[KEYPAD, SALES],
        Screen::Checkout(_) | Screen::NotFound => &[],
    }
}

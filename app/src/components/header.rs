//! The top of every screen: whose shop this is, how the two connections are, and on the staff's screens
//! the way to the others. A customer's screen leads nowhere.

use super::go_to::GoTo;
use super::lights::Lights;
use crate::i18n::Words;
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
                <nav class="ways" aria-label=kiosk.staff.screens()>
                    {ways.iter().map(|&(to, name)| view! { <GoTo to says=name(kiosk.staff) /> }).collect::<Vec<_>>()}
                </nav>
            })}
            <Lights />
        </header>
    }
}

/// What a screen is called.
type Name = fn(Words) -> &'static str;

/// Where a screen of the staff's leads.
fn ways(screen: Screen) -> &'static [(Screen, Name)] {
    const KEYPAD: (Screen, Name) = (Screen::Keypad, Words::keypad);
    const SALES: (Screen, Name) = (Screen::Sales, Words::open_sales);
    match screen {
        Screen::Keypad => &[SALES],
        Screen::Sales => &[KEYPAD],
        Screen::Alarms => &[KEYPAD, SALES],
        Screen::Checkout(_) | Screen::NotFound => &[],
    }
}

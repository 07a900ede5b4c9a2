//! A link to the staff's pages, which are the server's and load anew. Whoever follows it has turned from the sale on
//! the screen, so that sale is put aside first: a payment that nobody sees come is brought to the staff's eyes.

use crate::kiosk::Kiosk;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The open sales, and the last ones.
    Sales,
    /// The payments to decide about.
    Alarms,
}

impl Place {
    fn path(self) -> &'static str {
        match self {
            Self::Sales => "/staff/sales",
            Self::Alarms => "/staff/alarms",
        }
    }
}

/// The link, dressed as a button, in the shop's language.
#[component]
pub(crate) fn ToStaff(
    /// Where to.
    to: Place,
    /// What it says.
    says: String,
) -> impl IntoView {
    let kiosk = Kiosk::here();
    let path = to.path();
    let go = move |event: MouseEvent| {
        // With a key held it is the browser's: another tab, another window.
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if is_plain && kiosk.leave_for(path) {
            event.prevent_default();
        }
    };
    view! {
        <a class="button" href=path lang=kiosk.staff.tag() dir=kiosk.staff.direction() on:click=go>
            {says}
        </a>
    }
}

//! Two small lights: tablet to server, and server to Mion, as the last call told them. Shape and words say
//! the same as the colour, and green is left to *paid*.

use crate::kiosk::Kiosk;
use crate::kiosk::links::Link;
use leptos::prelude::*;

/// Both lights.
#[component]
pub(crate) fn Lights() -> impl IntoView {
    let links = Kiosk::here().links;
    view! {
        <ul class="lights" aria-label="Connections">
            <Light name="Server" link=links.server />
            <Light name="Mion" link=Signal::derive(move || links.mion()) />
        </ul>
    }
}

#[component]
fn Light(name: &'static str, #[prop(into)] link: Signal<Link>) -> impl IntoView {
    view! {
        <li class="light" data-link=move || state(link.get())>
            {name} <span class="unseen">{move || words(link.get())}</span>
        </li>
    }
}

fn state(link: Link) -> &'static str {
    match link {
        Link::Unknown => "unknown",
        Link::Up => "up",
        Link::Down => "down",
    }
}

fn words(link: Link) -> &'static str {
    match link {
        Link::Unknown => ": not asked yet",
        Link::Up => ": connected",
        Link::Down => ": does not answer",
    }
}

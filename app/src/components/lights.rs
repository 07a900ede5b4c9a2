//! Two small lights: tablet to server, and server to Mion, as the last call told them. Shape and words say
//! the same as the colour, and green is left to *paid*.

use crate::i18n::Words;
use crate::kiosk::Kiosk;
use crate::kiosk::links::Link;
use leptos::prelude::*;

/// Both lights.
#[component]
pub(crate) fn Lights() -> impl IntoView {
    let kiosk = Kiosk::here();
    let words = kiosk.words;
    view! {
        <ul class="lights" aria-label=move || words.get().connections()>
            <Light id="server" name=Signal::derive(move || words.get().server()) link=kiosk.links.server />
            <Light id="mion" name="Mion" link=Signal::derive(move || kiosk.links.mion()) />
        </ul>
    }
}

#[component]
fn Light(
    id: &'static str,
    #[prop(into)] name: Signal<&'static str>,
    #[prop(into)] link: Signal<Link>,
) -> impl IntoView {
    let words = Kiosk::here().words;
    view! {
        <li class="light" data-light=id data-link=move || state(link.get())>
            {move || name.get()} <span class="unseen">{move || said(words.get(), link.get())}</span>
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

fn said(words: Words, link: Link) -> String {
    let said = match link {
        Link::Unknown => words.lights_unknown(),
        Link::Up => words.lights_up(),
        Link::Down => words.lights_down(),
    };
    format!(": {said}")
}

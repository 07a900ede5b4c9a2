//! Asks whoever stands at the tablet who they are: a name to choose and the PIN's digits, by touch or on a
//! keyboard. Only how many digits there are is shown.

use super::icon::{Icon, Symbol};
use crate::api::ApiError;
use crate::erased::effect;
use crate::kiosk::Kiosk;
use crate::kiosk::pin::Pin;
use crate::view::StaffName;
use domain::entry::Key;
use leptos::either::Either;
use leptos::ev::KeyboardEvent;
use leptos::html::Dialog;
use leptos::prelude::*;

/// In reading order of a grid of three columns.
const KEYS: [Key; 11] = [
    Key::Digit(1),
    Key::Digit(2),
    Key::Digit(3),
    Key::Digit(4),
    Key::Digit(5),
    Key::Digit(6),
    Key::Digit(7),
    Key::Digit(8),
    Key::Digit(9),
    Key::Back,
    Key::Digit(0),
];

/// The question, on whatever screen it comes up.
#[component]
pub(crate) fn PinDialog() -> impl IntoView {
    let pin = Kiosk::here().pin;
    let dialog = NodeRef::<Dialog>::new();
    effect(move || {
        if let Some(dialog) = dialog.get() {
            if !pin.is_asked.get() {
                dialog.close();
            } else if !dialog.open() {
                // Fails only for an element that is not on the page.
                let _ = dialog.show_modal();
            }
        }
    });
    let keys = KEYS.map(|key| {
        let (name, face) = match key {
            Key::Digit(digit) => (digit.to_string(), Either::Left(digit)),
            _ => ("back".to_owned(), Either::Right(view! { <Icon symbol=Symbol::Backspace /> })),
        };
        let label = (key == Key::Back).then_some("Delete the last digit");
        view! {
            <button type="button" class="key" data-pin-key=name aria-label=label on:click=move |_| pin.press(key)>
                {face}
            </button>
        }
    });
    view! {
        <dialog
            class="dialog pin"
            node_ref=dialog
            aria-labelledby="pin-question"
            data-pin
            on:close=move |_| pin.give_up()
            on:keydown=move |event| heed(pin, &event)
        >
            <h2 id="pin-question">"Who is it?"</h2>
            {move || pin.people.get().map(|people| names(pin, people))}
            <p class="pin-digits" role="status" aria-label=move || format!("{} digits", pin.length())>
                {move || "•".repeat(pin.length())}
            </p>
            <p class="not-done" role="alert">{move || words(pin)}</p>
            <div class="pin-keys" role="group" aria-label="PIN" dir="ltr">
                {keys.into_iter().collect_view()}
                <button type="button" class="key is-main" data-pin-enter disabled=move || !pin.is_ready() on:click=move |_| pin.enter()>
                    "OK"
                </button>
            </div>
            <button type="button" class="button" data-pin-give-up on:click=move |_| pin.give_up()>
                "Back"
            </button>
        </dialog>
    }
}

fn names(pin: Pin, people: Vec<StaffName>) -> impl IntoView {
    let name = |StaffName { id, name }: StaffName| {
        let is_chosen = move || pin.person.get() == Some(id);
        view! {
            <button type="button" class="button" aria-pressed=move || is_chosen().to_string() on:click=move |_| pin.person.set(Some(id))>
                {name}
            </button>
        }
    };
    view! {
        <div class="pin-names" role="group" aria-labelledby="pin-question">
            {people.into_iter().map(name).collect::<Vec<_>>()}
        </div>
    }
}

fn heed(pin: Pin, event: &KeyboardEvent) {
    let name = event.key();
    if event.ctrl_key() || event.alt_key() || event.meta_key() || name == "Escape" {
        return;
    }
    if let Some(key) = Key::from_keyboard(&name) {
        event.prevent_default();
        pin.press(key);
    } else if name == "Enter" && !event.repeat() && untrack(|| pin.is_ready()) {
        event.prevent_default();
        pin.enter();
    }
}

/// Why the last PIN was not taken, or that none can be.
fn words(pin: Pin) -> Option<String> {
    let wait_s = pin.wait_s.get();
    let wait = if wait_s > 0 { format!(" Wait {wait_s} s.") } else { String::new() };
    let what = match pin.error.get() {
        Some(ApiError::WrongPin { .. }) => "Wrong PIN.",
        Some(ApiError::TooOften { .. }) => "Too many tries.",
        Some(ApiError::Unreachable) => "The server does not answer. Try again.",
        Some(_) => "That did not work. Try again.",
        None if pin.people.with(|people| people.as_ref().is_some_and(Vec::is_empty)) => {
            "Nobody has a PIN yet. PINs are set in the back office."
        }
        None => return None,
    };
    Some(format!("{what}{wait}"))
}

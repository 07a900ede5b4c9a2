//! The keys, on the glass and on a keyboard. Keys on the glass never take the focus, so that *Enter* on a
//! keyboard always charges and never repeats the digit tapped last.

use super::icon::{Icon, Symbol};
use crate::browser;
use crate::erased::effect;
use crate::i18n::Words;
use crate::kiosk::Kiosk;
use core::cell::RefCell;
use domain::entry::Key;
use domain::scanner::Burst;
use leptos::either::Either;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// In reading order of a grid of four columns; the last digit is three wide, *add* two high.
const KEYS: [Key; 13] = [
    Key::Digit(1),
    Key::Digit(2),
    Key::Digit(3),
    Key::Back,
    Key::Digit(4),
    Key::Digit(5),
    Key::Digit(6),
    Key::Clear,
    Key::Digit(7),
    Key::Digit(8),
    Key::Digit(9),
    Key::Add,
    Key::Digit(0),
];

/// The keypad.
#[component]
pub(crate) fn Keypad() -> impl IntoView {
    let kiosk = Kiosk::here();
    let words = kiosk.words();
    effect(move || {
        let burst = RefCell::default();
        let keyboard = window_event_listener(leptos::ev::keydown, move |event| heed(kiosk, &event, &burst));
        on_cleanup(move || keyboard.remove());
    });
    let keys = KEYS.map(|key| {
        view! {
            <button
                type="button"
                class="key"
                data-key=name(key)
                aria-label=label(words, key)
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| kiosk.press(key)
            >
                {face(key)}
            </button>
        }
    });
    view! {
        <div class="keypad" role="group" aria-label=words.keypad() dir="ltr">
            {keys.into_iter().collect_view()}
        </div>
    }
}

fn heed(kiosk: Kiosk, event: &KeyboardEvent, burst: &RefCell<Burst>) {
    let is_elsewhere = browser::dialog_is_open() || browser::is_typed_into(event);
    if event.ctrl_key() || event.alt_key() || event.meta_key() || is_elsewhere {
        return;
    }
    let name = event.key();
    // What is no character, and not *Enter*, no scanner types; a key that is held down is nobody's twice.
    let is_typed = name.len() == 1 || name == "Enter";
    if is_typed && !event.repeat() {
        let next = burst.take().key(&kiosk.entry.get_untracked(), browser::happened_ms(event));
        if let Some(before) = next.before_scanner() {
            event.prevent_default();
            kiosk.undo_scan(before);
        }
        let is_scanner = next.before_scanner().is_some();
        burst.replace(next);
        if is_scanner {
            return;
        }
    }
    if name == "Enter" {
        if !event.repeat() && !browser::is_on_control(event) {
            event.prevent_default();
            kiosk.charge();
        }
        return;
    }
    match Key::from_keyboard(&name) {
        // A digit held down is a finger that forgot to lift, not an amount.
        Some(key) if key == Key::Back || !event.repeat() => {
            event.prevent_default();
            kiosk.press(key);
        }
        _ => {}
    }
}

fn name(key: Key) -> String {
    match key {
        Key::Digit(digit) => digit.to_string(),
        Key::Back => "back".to_owned(),
        Key::Clear => "clear".to_owned(),
        Key::Add => "add".to_owned(),
    }
}

fn label(words: Words, key: Key) -> Option<&'static str> {
    match key {
        Key::Digit(_) => None,
        Key::Back => Some(words.backspace()),
        Key::Clear => Some(words.clear()),
        Key::Add => Some(words.add_amount()),
    }
}

fn face(key: Key) -> impl IntoView {
    match key {
        Key::Digit(digit) => Either::Left(digit.to_string()),
        Key::Back => Either::Right(view! { <Icon symbol=Symbol::Backspace /> }),
        Key::Clear => Either::Left("C".to_owned()),
        Key::Add => Either::Left("+".to_owned()),
    }
}

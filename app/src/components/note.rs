//! What the staff want to know a sale by, such as a table: one line beside the amount, or nothing.

use crate::kiosk::Kiosk;
use leptos::prelude::*;

/// The line.
#[component]
pub(crate) fn Note() -> impl IntoView {
    let kiosk = Kiosk::here();
    let name = kiosk.words().note();
    view! {
        <input
            class="note"
            dir="auto"
            maxlength="60"
            aria-label=name
            placeholder=name
            data-note
            prop:value=move || kiosk.note.get()
            on:input=move |event| kiosk.write_note(event_target_value(&event))
        />
    }
}

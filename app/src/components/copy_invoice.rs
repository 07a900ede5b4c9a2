//! Copies what the code says for a wallet on this or another device; where the browser forbids it, shows the text
//! to be copied by hand.

use crate::browser;
use crate::erased::begin;
use crate::kiosk::Kiosk;
use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

/// The button, and the text where it is needed.
#[component]
pub(crate) fn CopyInvoice(
    /// An invoice or a payment URI, as the server gave it.
    text: String,
    /// What it is called.
    name: &'static str,
) -> impl IntoView {
    let words = Kiosk::here().words();
    // None: not tried yet.
    let copied = RwSignal::new(None::<bool>);
    let text = StoredValue::new(text);
    let copy = move |_| {
        let text = text.get_value();
        begin(async move {
            let done = browser::copy(&text).await;
            // The screen may have changed in the meantime.
            let _ = copied.try_set(Some(done));
        });
    };
    view! {
        <div class="copy">
            <button type="button" class="button" data-copy on:click=copy>
                {move || if copied.get() == Some(true) { words.copied() } else { name }}
            </button>
            {move || (copied.get() == Some(false)).then(|| {
                view! {
                    <input
                        class="copy-text"
                        type="text"
                        readonly
                        aria-label=words.copy_by_hand()
                        prop:value=text.get_value()
                        on:focus=|event| select(&event)
                    />
                }
            })}
        </div>
    }
}

fn select(event: &leptos::web_sys::Event) {
    if let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
        field.select();
    }
}

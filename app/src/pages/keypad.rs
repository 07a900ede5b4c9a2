//! Keying an amount.

use crate::components::{AmountDisplay, ChargeButton, Keypad, Really};
use crate::erased::effect;
use crate::kiosk::Kiosk;
use leptos::prelude::*;

/// The keypad's screen.
#[component]
pub(crate) fn KeypadPage() -> impl IntoView {
    let kiosk = Kiosk::here();
    let words = kiosk.words();
    // Drawn when it is asked for the first time.
    let was_doubted = RwSignal::new(false);
    effect(move || {
        if kiosk.doubt.get() && !was_doubted.get_untracked() {
            was_doubted.set(true);
        }
    });
    view! {
        <main class="entry" data-screen="keypad">
            <h1 class="unseen">{words.new_sale()}</h1>
            <AmountDisplay />
            <p class="refusal" role="alert" data-refusal>
                {move || kiosk.refusal.get()}
            </p>
            <Keypad />
            <ChargeButton />
            {move || was_doubted.get().then(|| view! { <Really /> })}
        </main>
    }
}

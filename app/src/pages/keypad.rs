//! Keying an amount.

use crate::api::ApiError;
use crate::components::{AmountDisplay, ChargeButton, Keypad, Really, amount_reason};
use crate::erased::effect;
use crate::i18n::Words;
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
                {move || kiosk.refusal.with(|refusal| refusal.as_ref().map(|refusal| said(words, refusal)))}
            </p>
            <Keypad />
            <ChargeButton />
            {move || was_doubted.get().then(|| view! { <Really /> })}
        </main>
    }
}

/// Why the server would not open the sale.
fn said(words: Words, refusal: &ApiError) -> String {
    match refusal {
        ApiError::Amount { reason } => words.not_charged(&amount_reason(words, *reason)),
        ApiError::AlreadyOpen => words.already_open().to_owned(),
        ApiError::OtherOrigin => words.other_origin().to_owned(),
        _ => words.not_accepted().to_owned(),
    }
}

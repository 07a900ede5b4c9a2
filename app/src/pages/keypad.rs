//! Keying an amount.

use crate::api::ApiError;
use crate::components::{AmountDisplay, ChargeButton, Keypad};
use crate::kiosk::Kiosk;
use leptos::prelude::*;

/// The keypad's screen.
#[component]
pub(crate) fn KeypadPage() -> impl IntoView {
    let kiosk = Kiosk::here();
    view! {
        <main class="entry" data-screen="keypad">
            <h1 class="unseen">"New sale"</h1>
            <AmountDisplay />
            <p class="refusal" role="alert" data-refusal>
                {move || kiosk.refusal.with(|refusal| refusal.as_ref().map(words))}
            </p>
            <Keypad />
            <ChargeButton />
        </main>
    }
}

/// Why the server would not open the sale.
fn words(refusal: &ApiError) -> String {
    match refusal {
        ApiError::Amount { reason } => format!("Not charged: {reason}."),
        ApiError::AlreadyOpen => "Not charged: this sale is already open with another amount.".to_owned(),
        ApiError::OtherOrigin => {
            "Not charged: this page was opened under an address the server does not accept.".to_owned()
        }
        _ => "Not charged: the server did not accept the request.".to_owned(),
    }
}

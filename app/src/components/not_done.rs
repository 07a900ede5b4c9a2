//! Why what staff wanted of an open sale was not done.

use crate::api::ApiError;
use crate::i18n::Words;
use crate::live::{Live, Wish};
use leptos::prelude::*;

/// One line, read out at once; empty while there is nothing to say.
#[component]
pub(crate) fn NotDone(
    /// The checkout.
    live: Live,
) -> impl IntoView {
    let words = live.kiosk.words();
    view! {
        <p class="not-done" role="alert">
            {move || live.not_done.get().map(|(wish, error)| said(words, wish, &error))}
        </p>
    }
}

fn said(words: Words, wish: Wish, error: &ApiError) -> &'static str {
    match (wish, error) {
        (Wish::Cancel, ApiError::NotCancellable) => words.not_cancellable(),
        (Wish::Cancel, ApiError::Unreachable) => words.not_cancelled_silent(),
        (Wish::Cancel, _) => words.not_cancelled(),
        (Wish::PutAside, ApiError::Unreachable) => words.not_aside_silent(),
        (Wish::PutAside, _) => words.not_aside(),
        (Wish::TakeOver, ApiError::Unreachable) => words.try_again_silent(),
        (Wish::TakeOver, _) => words.not_taken_over(),
    }
}

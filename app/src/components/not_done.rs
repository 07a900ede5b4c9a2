//! Why what staff wanted of an open sale was not done.

use crate::api::ApiError;
use crate::live::{Live, Wish};
use leptos::prelude::*;

/// One line, read out at once; empty while there is nothing to say.
#[component]
pub(crate) fn NotDone(
    /// The checkout.
    live: Live,
) -> impl IntoView {
    view! {
        <p class="not-done" role="alert">
            {move || live.not_done.get().map(|(wish, error)| words(wish, &error))}
        </p>
    }
}

fn words(wish: Wish, error: &ApiError) -> &'static str {
    match (wish, error) {
        (Wish::Cancel, ApiError::NotCancellable) => "This sale cannot be cancelled any more.",
        (Wish::Cancel, ApiError::Unreachable) => {
            "The server does not answer: the sale was perhaps not cancelled. Try again."
        }
        (Wish::Cancel, _) => "The sale was not cancelled. Try again.",
        (Wish::PutAside, ApiError::Unreachable) => "The server does not answer: the sale stays here. Try again.",
        (Wish::TakeOver, ApiError::Unreachable) => "The server does not answer. Try again.",
        (Wish::TakeOver, _) => "The sale was not taken over.",
        (Wish::PutAside, _) => "The sale was not put aside.",
    }
}

//! Cancels the sale, once somebody has confirmed it: a stray finger must not take the code from under a
//! customer's camera.

use crate::live::{Live, Wish};
use leptos::html::Dialog;
use leptos::prelude::*;

/// The button and its question.
#[component]
pub(crate) fn CancelSale(
    /// The checkout.
    live: Live,
) -> impl IntoView {
    let words = live.kiosk.words();
    let dialog = NodeRef::<Dialog>::new();
    let ask = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            // Fails only where it is open already.
            let _ = dialog.show_modal();
        }
    };
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let confirm = move |_| {
        close();
        live.cancel();
    };
    view! {
        <div class="cancel">
            <button type="button" class="button is-quiet" data-cancel disabled=move || live.wish.get().is_some() on:click=ask>
                {move || if live.wish.get() == Some(Wish::Cancel) { words.cancelling() } else { words.cancel() }}
            </button>
            <dialog class="dialog" node_ref=dialog aria-labelledby="cancel-question">
                <h2 id="cancel-question">{words.cancel_question()}</h2>
                <p>{words.cancel_meaning()}</p>
                <div class="dialog-choices">
                    <button type="button" class="button is-main" data-keep autofocus on:click=move |_| close()>
                        {words.keep_sale()}
                    </button>
                    <button type="button" class="button" data-confirm-cancel on:click=confirm>
                        {words.cancel()}
                    </button>
                </div>
            </dialog>
        </div>
    }
}

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
                {move || if live.wish.get() == Some(Wish::Cancel) { "Cancelling…" } else { "Cancel sale" }}
            </button>
            <dialog class="dialog" node_ref=dialog aria-labelledby="cancel-question">
                <h2 id="cancel-question">"Cancel this sale?"</h2>
                <p>"Nobody may pay the code on the screen after that."</p>
                <div class="dialog-choices">
                    <button type="button" class="button is-main" data-keep autofocus on:click=move |_| close()>
                        "Keep"
                    </button>
                    <button type="button" class="button" data-confirm-cancel on:click=confirm>
                        "Cancel sale"
                    </button>
                </div>
            </dialog>
        </div>
    }
}

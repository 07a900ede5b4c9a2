//! *Really?*: before an amount is charged that is unusual in this shop. The safe answer has the focus, so that
//! whatever a hand or a scanner does next charges nothing.

use crate::erased::effect;
use crate::kiosk::Kiosk;
use leptos::html::Dialog;
use leptos::prelude::*;

/// The question.
#[component]
pub(crate) fn Really() -> impl IntoView {
    let kiosk = Kiosk::here();
    let words = kiosk.words();
    let dialog = NodeRef::<Dialog>::new();
    effect(move || {
        if let Some(dialog) = dialog.get() {
            if kiosk.doubt.get() {
                // Fails only where it is open already.
                let _ = dialog.show_modal();
            } else {
                dialog.close();
            }
        }
    });
    let total = move || kiosk.chargeable().map(|total| words.money(total)).unwrap_or_default();
    let question = move || words.really_question(&total());
    view! {
        <dialog class="dialog" node_ref=dialog aria-labelledby="really-question" data-really on:close=move |_| kiosk.doubt.set(false)>
            <h2 id="really-question">{question}</h2>
            <p>{words.really_meaning()}</p>
            <div class="dialog-choices">
                <button type="button" class="button is-main" autofocus on:click=move |_| kiosk.doubt.set(false)>
                    {words.really_back()}
                </button>
                <button type="button" class="button" data-charge-really on:click=move |_| kiosk.charge_really()>
                    {move || words.charge_total(&total())}
                </button>
            </div>
        </dialog>
    }
}

//! The customer's language, for this sale alone. A list of the browser's own: large on every tablet, and known to
//! every keyboard and screen reader. It stands outside of what is drawn anew, so that it keeps the focus.

use super::icon::{Icon, Symbol};
use crate::erased::effect;
use crate::i18n::Choice;
use crate::kiosk::Kiosk;
use leptos::html::Select;
use leptos::prelude::*;

/// The list; nothing where there is nothing to choose.
#[component]
pub(crate) fn LanguageSwitch() -> impl IntoView {
    let kiosk = Kiosk::here();
    let list = NodeRef::<Select>::new();
    let choices = kiosk.choices.get_value();
    effect(move || {
        // Also when a language could not be loaded: the list then shows the one that is spoken again.
        let tag = kiosk.words.get().tag();
        if let Some(list) = list.get() {
            list.set_value(tag);
        }
    });
    (!choices.is_empty()).then(|| {
        let option = |Choice { tag, name, .. }: Choice| {
            let is_spoken = tag == kiosk.words().tag();
            view! {
                <option value=tag.clone() lang=tag selected=is_spoken>
                    {name}
                </option>
            }
        };
        view! {
            <label class="language">
                <Icon symbol=Symbol::Globe />
                <select
                    data-language
                    aria-label=move || kiosk.words.get().language()
                    node_ref=list
                    on:change=move |event| kiosk.speak(&event_target_value(&event))
                >
                    {choices.into_iter().map(option).collect::<Vec<_>>()}
                </select>
            </label>
        }
    })
}

//! The languages of the counter's customers: a list in the head of their screens, and on the screen that waits for the
//! next one all of them at once, so that everybody finds their own without knowing the word for it.

use super::LANGUAGE_PATH;
use crate::words::Words;
use app::i18n::Language;
use leptos::prelude::*;

/// The switch in the head of a customer's screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Switch {
    /// Where one is, and is again afterwards.
    pub(super) back: String,
}

/// What a customer of a shop that speaks `shop` can choose, by what it is called.
pub(super) fn choices(shop: Language) -> Vec<Language> {
    // The pseudo-locale only where the shop speaks it: nobody else does.
    let pseudo = Some(Language::PSEUDO).filter(|pseudo| *pseudo == shop);
    let mut all: Vec<_> = Language::all().chain(pseudo).collect();
    all.sort_by_key(|language| language.name());
    all
}

/// The list, in which `words` are spoken now.
pub(super) fn list(switch: &Switch, shop: Language, words: Words) -> AnyView {
    let option = |language: Language| {
        let is_spoken = language == words.language();
        view! { <option value=language.code() lang=language.tag() selected=is_spoken>{language.name()}</option> }
    };
    let options: Vec<_> = choices(shop).into_iter().map(option).collect();
    view! {
        <form method="post" action=LANGUAGE_PATH class="counter-language" data-language-form>
            <input r#type="hidden" name="back" value=switch.back.clone() />
            <label class="language">
                <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <path d="M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M3 12h18M12 3c3 3 4 6 4 9s-1 6-4 9c-3-3-4-6-4-9s1-6 4-9" />
                </svg>
                <select name="language" id="language" aria-label=words.language_list() data-language>{options}</select>
            </label>
            <noscript><button class="button is-quiet">{words.enter()}</button></noscript>
        </form>
    }
    .into_any()
}

/// All at once: whichever is tapped, the order begins in it.
pub(super) fn all(words: Words) -> AnyView {
    let one = |language: Language| {
        view! {
            <button class="button is-quiet" name="language" value=language.code() lang=language.tag() dir=language.direction()>
                {language.name()}
            </button>
        }
    };
    let all: Vec<_> = choices(words.language()).into_iter().map(one).collect();
    view! {
        <form method="post" action=LANGUAGE_PATH class="attract-languages" aria-label=words.language_list() data-languages>
            <input r#type="hidden" name="back" value="/catalogue?start=1" />
            {all}
        </form>
    }
    .into_any()
}

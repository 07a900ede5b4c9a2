//! `/staff/leave`: the tablet is to be used for something else. A page cannot hold anybody: what it can do is fill the
//! glass again at every tap, and that ends here.

use crate::words::Words;
use leptos::prelude::*;

/// The question.
pub(super) fn ask(words: Words) -> AnyView {
    view! {
        <p>{words.leave_kiosk_meaning()}</p>
        <form method="post" action=super::LEAVE class="form-ends" data-leave>
            <a class="button" href=super::MENU>{words.back()}</a>
            <button class="button is-main">{words.leave_kiosk()}</button>
        </form>
    }
    .into_any()
}

/// That it was left, and how it goes on. The page's script (`public/left.js`) lets go of the glass.
pub(super) fn done(words: Words) -> AnyView {
    view! {
        <p data-left>{words.kiosk_left_meaning()}</p>
        <a class="button is-main is-wide" href="/">{words.back_to_kiosk()}</a>
    }
    .into_any()
}

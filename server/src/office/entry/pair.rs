//! `/pair`: this browser becomes a terminal of the shop, with a code that a manager has made. Opening the page does
//! nothing by itself: a preview that fetches the address in a QR code would use the code up.

use super::super::frame::Page;
use super::super::parts::field::{Field, Kind, Refusals};
use crate::words::Words;
use leptos::prelude::*;

/// The form, with `code` in it and what was wrong with it.
pub(crate) fn page(code: &str, refusals: &Refusals, words: Words) -> Page {
    let field = Field {
        hint: words.pair_code_hint(),
        value: code,
        maxlength: Some(20),
        first: code.is_empty(),
        ..Field::new("code", words.pair_code(), Kind::Code)
    };
    let body = view! {
        {refusals.summary(words)}
        <form method="post" action="/pair" class="form is-narrow" novalidate data-screen="pair">
            <p class="lead">{words.pair_lead()}</p>
            {field.show(refusals, words)}
            <div class="form-ends">
                <button class="button is-main" autofocus=!code.is_empty() && refusals.is_empty()>{words.pair_title()}</button>
            </div>
        </form>
        <details class="more">
            <summary>{words.pair_where()}</summary>
            <p>{words.pair_where_answer()}</p>
            <a class="button" href="/sign-in">{words.to_office()}</a>
        </details>
    };
    Page::new(words.pair_title(), body)
}

//! `/pair`: this browser becomes a terminal of the shop, with a code that a manager has made. Opening the page does
//! nothing by itself: a preview that fetches the address in a QR code would use the code up.

use super::super::frame::Page;
use super::super::parts::field::{Field, Kind, Refusals};
use leptos::prelude::*;

/// The form, with `code` in it and what was wrong with it.
pub(crate) fn page(code: &str, refusals: &Refusals) -> Page {
    let field = Field {
        hint: "Eight letters and digits, from the back office of the shop. They are good for ten minutes, once.",
        value: code,
        maxlength: Some(20),
        first: code.is_empty(),
        ..Field::new("code", "Pairing code", Kind::Code)
    };
    let body = view! {
        {refusals.summary()}
        <form method="post" action="/pair" class="form is-narrow" novalidate data-screen="pair">
            <p class="lead">"It becomes a terminal of this shop, and stays one until it is revoked."</p>
            {field.show(refusals)}
            <div class="form-ends">
                <button class="button is-main" autofocus=!code.is_empty() && refusals.is_empty()>"Pair this tablet"</button>
            </div>
        </form>
        <details class="more">
            <summary>"Where do I get a code?"</summary>
            <p>"On any other device, a manager or the owner signs in to the back office, opens “Terminals” and adds this one."</p>
            <a class="button" href="/sign-in">"Sign in to the back office"</a>
        </details>
    };
    Page::new("Pair this tablet", body)
}

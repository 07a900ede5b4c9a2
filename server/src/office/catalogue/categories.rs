//! The categories, all on one page.

use super::super::english;
use super::super::form::Typed;
use super::super::frame::said;
use super::super::parts::field::{Field, Kind, Refusals};
use super::{CATEGORIES, PATH};
use crate::catalogue::Shelf;
use domain::catalogue::Category;
use leptos::prelude::*;

/// The page.
pub(super) fn list(shelf: &Shelf, typed: &Typed, refusals: &Refusals, done: Option<&'static str>) -> AnyView {
    let rows: Vec<_> = shelf.categories().iter().map(row).collect();
    let none =
        rows.is_empty().then(|| view! { <p class="none" data-empty>"No category yet. A small shop needs none."</p> });
    let name = Field { value: typed.text("name"), ..Field::new("name", "Name", Kind::Text) };
    let place = Field {
        value: typed.text("place"),
        hint: "Smaller numbers come first.",
        optional: true,
        ..Field::new("place", "Place", Kind::Number)
    };
    view! {
        {done.map(said)}
        {refusals.summary(english())}
        <ul class="rows" data-list="categories">{rows}</ul>
        {none}
        <section class="form is-panel" aria-labelledby="add">
            <h2 id="add">"Add a category"</h2>
            <form method="post" action=CATEGORIES class="form" novalidate data-add>
                {name.show(refusals, english())}
                {place.show(refusals, english())}
                <div class="form-ends"><button class="button is-main">"Add"</button></div>
            </form>
        </section>
        <p><a class="button is-quiet" href=PATH>"All items"</a></p>
    }
    .into_any()
}

fn row(category: &Category) -> impl IntoView + use<> {
    let path = format!("{CATEGORIES}/{}", category.id);
    let name = category.name.to_string();
    view! {
        <li class="category-row" data-category=category.id.to_string()>
            <form method="post" action=format!("{path}/change") class="category-form">
                <input name="name" value=name.clone() required aria-label=format!("Name of {name}") dir="auto" autocomplete="off" />
                <input name="place" value=category.place.to_string() inputmode="numeric" aria-label=format!("Place of {name}") autocomplete="off" />
                <button class="button">"Save"</button>
            </form>
            <form method="post" action=format!("{path}/remove")>
                <button class="button is-quiet" aria-label=format!("Remove {name}")>"Remove"</button>
            </form>
        </li>
    }
}

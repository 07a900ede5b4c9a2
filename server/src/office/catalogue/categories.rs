//! The categories, all on one page.

use super::super::form::Typed;
use super::super::frame::said;
use super::super::parts::field::{Field, Kind, Refusals};
use super::{CATEGORIES, PATH};
use crate::catalogue::Shelf;
use crate::words::Words;
use domain::catalogue::Category;
use leptos::prelude::*;

/// The page.
pub(super) fn list(
    shelf: &Shelf,
    typed: &Typed,
    refusals: &Refusals,
    done: Option<&'static str>,
    words: Words,
) -> AnyView {
    let rows: Vec<_> = shelf.categories().iter().map(|category| row(category, words)).collect();
    let none = rows.is_empty().then(|| view! { <p class="none" data-empty>{words.no_category()}</p> });
    let name = Field { value: typed.text("name"), ..Field::new("name", words.name(), Kind::Text) };
    let place = Field {
        value: typed.text("place"),
        hint: words.category_place_hint(),
        optional: true,
        ..Field::new("place", words.place(), Kind::Number)
    };
    view! {
        {done.map(said)}
        {refusals.summary(words)}
        <ul class="rows" data-list="categories">{rows}</ul>
        {none}
        <section class="form is-panel" aria-labelledby="add">
            <h2 id="add">{words.add_category()}</h2>
            <form method="post" action=CATEGORIES class="form" novalidate data-add>
                {name.show(refusals, words)}
                {place.show(refusals, words)}
                <div class="form-ends"><button class="button is-main">{words.add()}</button></div>
            </form>
        </section>
        <p><a class="button is-quiet" href=PATH>{words.all_items()}</a></p>
    }
    .into_any()
}

fn row(category: &Category, words: Words) -> impl IntoView + use<> {
    let path = format!("{CATEGORIES}/{}", category.id);
    let name = category.name.to_string();
    let (name_of, place_of, remove) = (words.name_of(&name), words.place_of(&name), words.remove_named(&name));
    view! {
        <li class="category-row" data-category=category.id.to_string()>
            <form method="post" action=format!("{path}/change") class="category-form">
                <input name="name" value=name required aria-label=name_of dir="auto" autocomplete="off" />
                <input name="place" value=category.place.to_string() inputmode="numeric" aria-label=place_of autocomplete="off" />
                <button class="button">{words.save()}</button>
            </form>
            <form method="post" action=format!("{path}/remove")>
                <button class="button is-quiet" aria-label=remove>{words.remove()}</button>
            </form>
        </li>
    }
}

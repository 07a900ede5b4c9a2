//! The list of items, and one of them.

use super::super::english;
use super::super::form::Typed;
use super::super::frame::said;
use super::super::parts::field::{Choice, Field, Kind, Refusals, choices};
use super::{CATEGORIES, PATH, SELLING};
use crate::catalogue::Shelf;
use crate::catalogue::shelf::Wanted;
use domain::catalogue::vat::percent_text;
use domain::catalogue::{Item, Offer};
use domain::{Currency, Money};
use leptos::prelude::*;

/// Rows on one page.
const ROWS: usize = 100;

fn offer_words(offer: Offer) -> &'static str {
    match offer {
        Offer::Offered => "For sale",
        Offer::SoldOut => "Sold out",
        Offer::Withdrawn => "Withdrawn",
    }
}

/// The list, with what was just done and what is wrong with a file that was read in.
pub(super) fn list(
    shelf: &Shelf,
    wanted: &Wanted,
    page: usize,
    currency: Currency,
    done: Option<AnyView>,
    refusals: &Refusals,
) -> AnyView {
    let (items, all) = shelf.listed(wanted, page.saturating_mul(ROWS), ROWS);
    let rows: Vec<_> = items.into_iter().map(|item| row(shelf, item, currency)).collect();
    let none =
        (all == 0).then(|| view! { <p class="none" data-empty>"Nothing is called so, or there is nothing yet."</p> });
    let to = |page: usize, words: &'static str| {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("q", &wanted.search)
            .append_pair("page", &page.to_string())
            .finish();
        view! { <a class="button" href=format!("{PATH}?{query}")>{words}</a> }
    };
    let count = all.div_ceil(ROWS);
    let pages = (count > 1).then(|| {
        let before = page.checked_sub(1).map(|page| to(page, "Back"));
        let next = (page + 1 < count).then(|| to(page + 1, "More"));
        view! { <nav class="card-ways" aria-label="Pages">{before}<span>{format!("Page {} of {count}", page + 1)}</span>{next}</nav> }
    });
    let search = wanted.search.clone();
    view! {
        {done}
        {refusals.summary(english())}
        <div class="card-ways">
            <a class="button is-main" href=format!("{PATH}/items/new") data-new>"Add an item"</a>
            <a class="button" href=CATEGORIES>"Categories"</a>
            <a class="button" href=SELLING>"How terminals sell"</a>
        </div>
        <form method="get" action=PATH class="form is-narrow" role="search">
            <div class="field">
                <label for="field-q">"Search by name or code"</label>
                <input id="field-q" name="q" value=search maxlength="200" autocomplete="off" spellcheck="false" />
            </div>
            <div class="form-ends"><button class="button">"Search"</button></div>
        </form>
        <ul class="rows" data-list="items">{rows}</ul>
        {none}
        {pages}
        <section class="form is-panel" aria-labelledby="file">
            <h2 id="file">"As a file"</h2>
            <p>"A table for any spreadsheet. Change it and read it in again: items keep their id, rows without one are new, and nothing is ever deleted."</p>
            <p><a class="button" href="/office/catalogue.csv" data-export>"Download all items"</a></p>
            <form method="post" action=format!("{PATH}/import") enctype="multipart/form-data" class="form" data-import>
                <div class="field">
                    <label for="field-file">"CSV file (UTF-8, at most 4 MB)"</label>
                    <input id="field-file" r#type="file" name="file" accept=".csv,text/csv" required />
                </div>
                <div class="form-ends"><button class="button">"Read it in"</button></div>
            </form>
        </section>
    }
    .into_any()
}

fn row(shelf: &Shelf, item: &Item, currency: Currency) -> impl IntoView + use<> {
    let category = item.category.and_then(|id| shelf.category(id)).map(|category| category.name.to_string());
    let chip = match item.offer {
        Offer::Offered => "chip is-open",
        Offer::SoldOut => "chip is-warning",
        Offer::Withdrawn => "chip is-unpaid",
    };
    view! {
        <li>
            <a class="row" href=format!("{PATH}/items/{}", item.id) data-item=item.id.to_string()>
                <span class="row-main"><bdi class="row-total">{item.name.to_string()}</bdi></span>
                <span class="row-chips"><span class=chip>{offer_words(item.offer)}</span> <bdi>{category}</bdi></span>
                <span class="row-when">{format!("{} · {}", Money::from_minor(item.price_minor, currency), item.vat)}</span>
            </a>
        </li>
    }
}

/// One item, or the form for a new one.
pub(super) fn one(
    shelf: &Shelf,
    item: Option<&Item>,
    typed: Option<&Typed>,
    refusals: &Refusals,
    done: Option<&'static str>,
    currency: Currency,
) -> AnyView {
    let or = |name: &str, stored: String| typed.map_or(stored, |typed| typed.text(name).to_owned());
    let known = |of: fn(&Item, Currency) -> String| item.map(|item| of(item, currency)).unwrap_or_default();
    let name = or("name", known(|item, _| item.name.to_string()));
    let price =
        or("price", known(|item, currency| Money::from_minor(item.price_minor, currency).digits().replace(',', "")));
    let vat = or("vat", known(|item, _| percent_text(item.vat.basis_points())));
    let code = or("code", known(|item, _| item.code.as_ref().map(ToString::to_string).unwrap_or_default()));
    let place = or("place", item.map_or_else(|| "0".to_owned(), |item| item.place.to_string()));
    let category = or("category", known(|item, _| item.category.map(|id| id.to_string()).unwrap_or_default()));
    let offer = or("offer", item.map_or(Offer::Offered, |item| item.offer).name().to_owned());
    let field = |name: &'static str, label: &'static str, hint: &'static str, value: &str| {
        Field { hint, value, ..Field::new(name, label, Kind::Text) }.show(refusals, english())
    };
    let optional = |name: &'static str, label: &'static str, hint: &'static str, value: &str| {
        Field { hint, value, optional: true, ..Field::new(name, label, Kind::Text) }.show(refusals, english())
    };
    let categories: Vec<_> = shelf
        .categories()
        .iter()
        .map(|one| {
            let id = one.id.to_string();
            let selected = id == category;
            view! { <option value=id selected=selected>{one.name.to_string()}</option> }
        })
        .collect();
    let offers = Offer::ALL.map(|offer| Choice {
        value: offer.name().to_owned(),
        label: offer_words(offer),
        hint: match offer {
            Offer::Offered => "",
            Offer::SoldOut => "It is shown, and cannot be bought.",
            Offer::Withdrawn => "It is not shown. What was sold stays in the books.",
        },
    });
    let path = item.map_or_else(|| format!("{PATH}/items/new"), |item| format!("{PATH}/items/{}", item.id));
    let revision = item.map_or(0, |item| item.revision);
    let price_label = format!("Price in {}, VAT included", currency.code());
    let picture = item.map(|item| {
        let now = item.picture.as_ref().map(|id| {
            view! {
                <img class="item-picture" src=format!("/pictures/{id}.jpg") alt="How it looks now" width="240" height="240" data-picture />
                <form method="post" action=format!("{path}/picture/remove")>
                    <button class="button">"Take the picture away"</button>
                </form>
            }
        });
        view! {
            <section class="form is-panel" aria-labelledby="picture">
                <h2 id="picture">"Picture"</h2>
                {now}
                <form method="post" action=format!("{path}/picture") enctype="multipart/form-data" class="form" data-picture-form>
                    <div class="field">
                        <label for="field-file">"JPEG, PNG or WebP, at most 8 MB"</label>
                        <input id="field-file" r#type="file" name="file" accept="image/jpeg,image/png,image/webp" required />
                    </div>
                    <div class="form-ends"><button class="button">"Use this picture"</button></div>
                </form>
            </section>
        }
    });
    view! {
        {done.map(said)}
        {refusals.summary(english())}
        <form method="post" action=path.clone() class="form" novalidate data-item-form>
            <input r#type="hidden" name="revision" value=revision.to_string() />
            {field("name", "Name", "In any language, at most 500 characters.", &name)}
            {Field { value: &price, hint: "Such as 3.50.", ..Field::new("price", &price_label, Kind::Text) }.show(refusals, english())}
            {field("vat", "VAT in per cent", "Such as 19 or 5.5; 0 for none.", &vat)}
            <div class="field">
                <label for="field-category">"Category"</label>
                <select id="field-category" name="category">
                    <option value="">"None"</option>
                    {categories}
                </select>
            </div>
            {choices("offer", "Is it for sale?", &offers, &offer, refusals)}
            {optional("code", "Code for a scanner", "What is printed under its bars.", &code)}
            {optional("place", "Place", "Items with smaller numbers come first in their category.", &place)}
            <div class="form-ends"><button class="button is-main">"Save"</button></div>
        </form>
        {picture}
        <p><a class="button is-quiet" href=PATH>"All items"</a></p>
    }
    .into_any()
}

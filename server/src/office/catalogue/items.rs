//! The list of items, and one of them.

use super::super::form::Typed;
use super::super::frame::said;
use super::super::parts::field::{Choice, Field, Kind, Refusals, choices};
use super::{CATEGORIES, PATH, SELLING, why};
use crate::catalogue::Shelf;
use crate::catalogue::shelf::Wanted;
use crate::words::Words;
use domain::catalogue::vat::percent_text;
use domain::catalogue::{Item, Offer};
use domain::{Currency, Money};
use leptos::prelude::*;

/// Rows on one page.
const ROWS: usize = 100;

/// What an offer is called, and what it means.
fn named(offer: Offer, words: Words) -> (&'static str, &'static str) {
    match offer {
        Offer::Offered => (words.for_sale(), ""),
        Offer::SoldOut => (words.sold_out(), words.sold_out_hint()),
        Offer::Withdrawn => (words.withdrawn(), words.withdrawn_hint()),
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
    words: Words,
) -> AnyView {
    let (items, all) = shelf.listed(wanted, page.saturating_mul(ROWS), ROWS);
    let rows: Vec<_> = items.into_iter().map(|item| row(shelf, item, currency, words)).collect();
    let none = (all == 0).then(|| view! { <p class="none" data-empty>{words.no_such_item()}</p> });
    let to = |page: usize, label: &'static str| {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("q", &wanted.search)
            .append_pair("page", &page.to_string())
            .finish();
        view! { <a class="button" href=format!("{PATH}?{query}")>{label}</a> }
    };
    let count = all.div_ceil(ROWS);
    let pages = (count > 1).then(|| {
        let before = page.checked_sub(1).map(|page| to(page, words.back()));
        let next = (page + 1 < count).then(|| to(page + 1, words.more()));
        let at = words.page_of(&words.number(&(page + 1).to_string()), &words.number(&count.to_string()));
        view! { <nav class="card-ways" aria-label=words.pages_of_items()>{before}<span>{at}</span>{next}</nav> }
    });
    let search = wanted.search.clone();
    view! {
        {done}
        {refusals.summary(words)}
        <div class="card-ways">
            <a class="button is-main" href=format!("{PATH}/items/new") data-new>{words.add_item()}</a>
            <a class="button" href=CATEGORIES>{words.categories()}</a>
            <a class="button" href=SELLING>{words.how_terminals_sell()}</a>
        </div>
        <form method="get" action=PATH class="form is-narrow" role="search">
            <div class="field">
                <label for="field-q">{words.search_items()}</label>
                <input id="field-q" name="q" value=search maxlength="200" autocomplete="off" spellcheck="false" />
            </div>
            <div class="form-ends"><button class="button">{words.search()}</button></div>
        </form>
        <ul class="rows" data-list="items">{rows}</ul>
        {none}
        {pages}
        <section class="form is-panel" aria-labelledby="file">
            <h2 id="file">{words.sheet()}</h2>
            <p>{words.sheet_lead()}</p>
            <p><a class="button" href="/office/catalogue.csv" data-export>{words.sheet_download()}</a></p>
            <form method="post" action=format!("{PATH}/import") enctype="multipart/form-data" class="form" data-import>
                <div class="field">
                    <label for="field-file">{words.sheet_file()}</label>
                    <input id="field-file" r#type="file" name="file" accept=".csv,text/csv" required />
                </div>
                <div class="form-ends"><button class="button">{words.sheet_read()}</button></div>
            </form>
        </section>
    }
    .into_any()
}

fn row(shelf: &Shelf, item: &Item, currency: Currency, words: Words) -> impl IntoView + use<> {
    let category = item.category.and_then(|id| shelf.category(id)).map(|category| category.name.to_string());
    let chip = match item.offer {
        Offer::Offered => "chip is-open",
        Offer::SoldOut => "chip is-warning",
        Offer::Withdrawn => "chip is-unpaid",
    };
    let price = words.money(Money::from_minor(item.price_minor, currency));
    let price = format!("{price} · {}", words.percent(item.vat.basis_points()));
    view! {
        <li>
            <a class="row" href=format!("{PATH}/items/{}", item.id) data-item=item.id.to_string()>
                <span class="row-main"><bdi class="row-total">{item.name.to_string()}</bdi></span>
                <span class="row-chips"><span class=chip>{named(item.offer, words).0}</span> <bdi>{category}</bdi></span>
                <span class="row-when">{price}</span>
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
    words: Words,
) -> AnyView {
    let path = item.map_or_else(|| format!("{PATH}/items/new"), |item| format!("{PATH}/items/{}", item.id));
    view! {
        {done.map(said)}
        {refusals.summary(words)}
        {form(&path, shelf, item, typed, refusals, currency, words)}
        {item.map(|item| picture(&path, item, words))}
        <p><a class="button is-quiet" href=PATH>{words.all_items()}</a></p>
    }
    .into_any()
}

fn form(
    path: &str,
    shelf: &Shelf,
    item: Option<&Item>,
    typed: Option<&Typed>,
    refusals: &Refusals,
    currency: Currency,
    words: Words,
) -> AnyView {
    let or = |name: &str, stored: String| typed.map_or(stored, |typed| typed.text(name).to_owned());
    let known = |of: &dyn Fn(&Item) -> String| item.map(of).unwrap_or_default();
    let name = or("name", known(&|item| item.name.to_string()));
    let price = known(&|item| words.typed(&Money::from_minor(item.price_minor, currency).decimal()));
    let vat = known(&|item| words.typed(&percent_text(item.vat.basis_points())));
    let code = or("code", known(&|item| item.code.as_ref().map(ToString::to_string).unwrap_or_default()));
    let place = or("place", item.map_or_else(|| "0".to_owned(), |item| item.place.to_string()));
    let category = or("category", known(&|item| item.category.map(|id| id.to_string()).unwrap_or_default()));
    let offer = or("offer", item.map_or(Offer::Offered, |item| item.offer).name().to_owned());
    let field = |name: &'static str, label: &str, hint: &str, value: &str, optional: bool| {
        Field { hint, value, optional, ..Field::new(name, label, Kind::Text) }.show(refusals, words)
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
    let offers = Offer::ALL.map(|offer| {
        let (label, hint) = named(offer, words);
        Choice { value: offer.name().to_owned(), label, hint }
    });
    let revision = item.map_or(0, |item| item.revision);
    let (in_currency, such_as) = (words.price_in(currency.code()), words.such_as(&why::example(currency, words)));
    view! {
        <form method="post" action=path.to_owned() class="form" novalidate data-item-form>
            <input r#type="hidden" name="revision" value=revision.to_string() />
            {field("name", words.name(), words.item_name_hint(), &name, false)}
            {field("price", &in_currency, &such_as, &or("price", price), false)}
            {field("vat", words.vat_rate(), words.vat_rate_hint(), &or("vat", vat), false)}
            <div class="field">
                <label for="field-category">{words.category()}</label>
                <select id="field-category" name="category">
                    <option value="">{words.without_category()}</option>
                    {categories}
                </select>
            </div>
            {choices("offer", words.is_it_for_sale(), &offers, &offer, refusals)}
            {field("code", words.scanner_code(), words.scanner_code_hint(), &code, true)}
            {field("place", words.place(), words.item_place_hint(), &place, true)}
            <div class="form-ends"><button class="button is-main">{words.save()}</button></div>
        </form>
    }
    .into_any()
}

fn picture(path: &str, item: &Item, words: Words) -> AnyView {
    let now = item.picture.as_ref().map(|id| {
        view! {
            <img class="item-picture" src=format!("/pictures/{id}.jpg") alt=words.picture_now() width="240" height="240" data-picture />
            <form method="post" action=format!("{path}/picture/remove")>
                <button class="button">{words.take_picture()}</button>
            </form>
        }
    });
    view! {
        <section class="form is-panel" aria-labelledby="picture">
            <h2 id="picture">{words.picture()}</h2>
            {now}
            <form method="post" action=format!("{path}/picture") enctype="multipart/form-data" class="form" data-picture-form>
                <div class="field">
                    <label for="field-file">{words.picture_file()}</label>
                    <input id="field-file" r#type="file" name="file" accept="image/jpeg,image/png,image/webp" required />
                </div>
                <div class="form-ends"><button class="button">{words.use_picture()}</button></div>
            </form>
        </section>
    }
    .into_any()
}

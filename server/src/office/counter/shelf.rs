//! The shelf: categories, a search, and one page of tiles. However much there is for sale, no more than one page of
//! it is ever sent to a tablet.

use super::PATH;
use crate::catalogue::Shelf;
use crate::catalogue::shelf::Wanted;
use crate::words::Words;
use domain::catalogue::{Item, Offer};
use domain::{Currency, Money};
use leptos::prelude::*;

/// Tiles on one page: more than the largest tablet shows at once.
pub(super) const TILES: usize = 48;

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Category and search.
    pub(super) wanted: Wanted,
    /// Which page, from 0.
    pub(super) page: usize,
}

impl Look {
    /// The address of this look.
    pub(super) fn path(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("start", "1");
        if let Some(category) = self.wanted.category {
            query.append_pair("in", &category.to_string());
        }
        if !self.wanted.search.is_empty() {
            query.append_pair("q", &self.wanted.search);
        }
        if self.page > 0 {
            query.append_pair("page", &self.page.to_string());
        }
        format!("{PATH}?{}", query.finish())
    }
}

/// The shelf as `look` wants it.
pub(super) fn draw(shelf: &Shelf, look: &Look, currency: Currency, words: Words) -> AnyView {
    let (items, all) = shelf.shown(&look.wanted, look.page.saturating_mul(TILES), TILES);
    let tiles: Vec<_> = items.into_iter().map(|item| tile(item, currency, words)).collect();
    let category = look.wanted.category.map(|id| view! { <input r#type="hidden" name="in" value=id.to_string() /> });
    let none = (all == 0).then(|| {
        let why = if look.wanted.search.is_empty() { words.nothing_here() } else { words.nothing_found() };
        view! { <p class="counter-none" data-empty data-say>{why}</p> }
    });
    let search = look.wanted.search.clone();
    view! {
        <section class="shelf" aria-label=words.items()>
            <form class="shelf-search" method="get" action=PATH role="search" data-search>
                <input r#type="hidden" name="start" value="1" />
                {category}
                <input
                    r#type="search" id="search" name="q" value=search maxlength="200" autocomplete="off" spellcheck="false"
                    enterkeyhint="search" aria-label=words.search_hint() placeholder=words.search_hint() dir="auto"
                />
                <button class="button">{words.search()}</button>
            </form>
            {categories(shelf, look, words)}
            {none}
            <form method="post" action="/catalogue/cart" class="shelf-form">
                <input r#type="hidden" name="do" value="add" />
                <input r#type="hidden" name="back" value=look.path() />
                <ul class="shelf-goods" id="goods" data-keep-scroll>{tiles}</ul>
            </form>
            {pages(look, all, words)}
        </section>
    }
    .into_any()
}

fn categories(shelf: &Shelf, look: &Look, words: Words) -> Option<AnyView> {
    if shelf.categories().is_empty() {
        return None;
    }
    let link = |id, name: String| {
        let wanted = Wanted { category: id, search: String::new() };
        let current = (look.wanted.category == id && look.wanted.search.is_empty()).then_some("page");
        view! { <li><a class="button" href=Look { wanted, page: 0 }.path() aria-current=current><bdi>{name}</bdi></a></li> }
    };
    let mut all = vec![link(None, words.everything().to_owned())];
    all.extend(shelf.categories().iter().map(|category| link(Some(category.id), category.name.to_string())));
    Some(view! { <nav aria-label=words.categories()><ul class="shelf-categories" id="categories" data-keep-scroll>{all}</ul></nav> }.into_any())
}

fn tile(item: &Item, currency: Currency, words: Words) -> impl IntoView + use<> {
    let is_sold_out = item.offer == Offer::SoldOut;
    let name = item.name.to_string();
    let price = words.money(Money::from_minor(item.price_minor, currency));
    let picture = match &item.picture {
        Some(id) => view! {
            <img class="goods-picture" src=format!("/pictures/{id}.jpg") alt="" loading="lazy" decoding="async" width="240" height="240" />
        }
        .into_any(),
        // Its first letter stands for what it looks like.
        None => {
            let first: String = name.chars().next().into_iter().flat_map(char::to_uppercase).collect();
            view! { <span class="goods-picture is-letter" aria-hidden="true">{first}</span> }.into_any()
        }
    };
    view! {
        <li>
            <button class="goods" name="item" value=item.id.to_string() disabled=is_sold_out id=format!("goods-{}", item.id)>
                {picture}
                <bdi class="goods-name" dir="auto">{name}</bdi>
                <span class="goods-price">{if is_sold_out { words.sold_out().to_owned() } else { price }}</span>
            </button>
        </li>
    }
}

fn pages(look: &Look, all: usize, words: Words) -> Option<AnyView> {
    let count = all.div_ceil(TILES);
    if count < 2 {
        return None;
    }
    let to = |page: usize, says: &'static str| {
        let look = Look { page, ..look.clone() };
        view! { <a class="button" href=look.path() rel="nofollow">{says}</a> }
    };
    let before = look.page.checked_sub(1).map(|page| to(page, words.back()));
    let next = (look.page + 1 < count).then(|| to(look.page + 1, words.more()));
    let place = words.page_of(&look.page.saturating_add(1).to_string(), &count.to_string());
    Some(
        view! { <nav class="shelf-pages" aria-label=words.pages_of_items()>{before}<span>{place}</span>{next}</nav> }
            .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_has_an_address() {
        assert_eq!(Look::default().path(), "/catalogue?start=1");
        let wanted = Wanted {
            category: Some("75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap()),
            search: "é & <b>".to_owned(),
        };
        let path = Look { wanted, page: 2 }.path();
        assert_eq!(path, "/catalogue?start=1&in=75099bcf-22d5-43f9-8976-b7c5692eaa85&q=%C3%A9+%26+%3Cb%3E&page=2");
    }
}

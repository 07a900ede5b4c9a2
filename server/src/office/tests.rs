//! What strangers have written stands in the pages as text, whatever it is, and every page keeps the rules that all
//! of them have.

use super::entry::{pair, pin, set_up, shut, sign_in};
use super::frame::{Frame, Page};
use super::parts::field::{Field, Kind, Refusals};
use crate::words::Words;
use app::i18n::Language;
use app::view::{DemoView, ShopView};
use domain::Currency;
use domain::limits::Limits;
use domain::money::BitcoinUnit;
use leptos::prelude::*;
use std::sync::Arc;

/// What somebody may call themselves, their tablet or their shop.
pub(super) fn hostile() -> Vec<String> {
    vec![
        "<script>alert(1)</script>".to_owned(),
        "\"><img src=x onerror=alert(1)>".to_owned(),
        "' autofocus onfocus='alert(1)".to_owned(),
        "<svg onload=alert(1)>".to_owned(),
        "</title></textarea></style><script>".to_owned(),
        "&lt;b&gt; &amp; &#60;".to_owned(),
        "\u{202e}evil\u{2066}name\u{200f}".to_owned(),
        "مطعم القاهرة".to_owned(),
        "日本語の店 🍣".to_owned(),
        "W".repeat(500),
        "é\u{301}".repeat(250),
    ]
}

pub(super) fn frame(shop: &str) -> Frame {
    let shop = ShopView {
        name: shop.to_owned(),
        limits: Limits::new(1, 100_000, Currency::EUR).unwrap(),
        unit: BitcoinUnit::Sat,
        terminal: None,
        ask_from_minor: None,
        demo: Some(DemoView { wallet_url: "http://127.0.0.1:3010/".to_owned() }),
        selling: Default::default(),
    };
    Frame { css: "/pkg/office.0.css".into(), shop: Arc::new(shop), language: None }
}

pub(super) fn english() -> Words {
    Words::of(Language::ENGLISH)
}

/// What must hold of every page: nothing inline, one heading, a language, and no mark of a stranger's.
pub(super) fn keeps_the_rules(html: &str) {
    let lower = html.to_lowercase();
    for forbidden in ["<script>", "<img", " style=", "<style", "javascript:", "<svg onload", "<b>"] {
        assert!(!lower.contains(forbidden), "{forbidden} in {html}");
    }
    let mut focused = 0;
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let outside_quotes: String = tag.split('"').step_by(2).collect();
        // An attribute that runs something could only come from a text that got out of its quotes.
        assert!(!outside_quotes.contains(" on"), "{tag}");
        focused += usize::from(outside_quotes.contains(" autofocus"));
    }
    assert!(focused <= 1, "one thing has the focus: {html}");
    assert!(html.starts_with("<!DOCTYPE html>"), "{html}");
    assert_eq!(html.matches("<h1").count(), 1, "{html}");
    assert_eq!(html.matches("<main").count(), 1);
    assert!(html.contains("<html lang=\"") && html.contains("\" dir=\""), "{html}");
}

#[test]
fn a_strangers_words_are_words_on_every_page() {
    let person = "75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap();
    for (text, words) in
        hostile().into_iter().flat_map(|text| [(text.clone(), english()), (text, Words::of(Language::PSEUDO))])
    {
        let wrong = || Refusals::one("name", text.clone()).and("", text.clone()).and("code", text.clone());
        let pages = [
            pair::page(&text, &wrong(), words),
            set_up::page(&text, &text, &wrong(), words),
            set_up::used_up(words),
            sign_in::page(&text, &text, &wrong(), words),
            pin::who(&[(person, text.clone())], &text, words),
            pin::who(&[], &text, words),
            pin::number(person, &text, &text, &wrong(), words),
            shut::locked(words),
            shut::revoked(words),
            shut::forbidden(words),
            shut::too_often(7, words),
            shut::not_found(words),
            shut::failed(words),
        ];
        for page in pages {
            keeps_the_rules(&page.html(&frame(&text), words));
        }
    }
}

#[test]
fn secrets_are_never_written_back() {
    for kind in [Kind::Password, Kind::Pin] {
        let field = Field { value: "correct horse", ..Field::new("secret", "Secret", kind) };
        let html = field.show(&Refusals::one("secret", "It is wrong."), english()).to_html();
        assert!(!html.contains("correct horse"), "{html}");
        assert!(html.contains("It is wrong.") && html.contains("type=\"password\""), "{html}");
    }
    let field = Field { value: "Anna", ..Field::new("name", "Name", Kind::Text) };
    assert!(field.show(&Refusals::none(), english()).to_html().contains("value=\"Anna\""));
}

#[test]
fn what_is_wrong_is_said_at_the_field_and_leads_to_it() {
    let refusals = Refusals::one("name", "Say who you are.");
    let html = sign_in::page("", "/office", &refusals, english()).html(&frame("Shop"), english());
    assert!(html.contains("href=\"#field-name\""), "{html}");
    assert!(html.contains("aria-describedby=\"field-name-error\"") && html.contains("id=\"field-name-error\""));
    assert!(html.contains("aria-invalid=\"true\""));
    let fine = sign_in::page("", "/office", &Refusals::none(), english()).html(&frame("Shop"), english());
    assert!(!fine.contains("aria-invalid") && !fine.contains("data-refused"), "{fine}");
}

#[test]
fn a_page_names_itself_before_the_shop() {
    let html = Page::new("Sales", view! { <p>"x"</p> }).html(&frame("Bäckerei <Süß>"), english());
    assert!(html.contains("<title>Sales · Bäckerei &lt;Süß&gt;</title>"), "{html}");
}

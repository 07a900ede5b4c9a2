//! What strangers have written stands in the pages as text, whatever it is, and every page keeps the rules that all
//! of them have.

use super::entry::{pair, pin, set_up, shut, sign_in};
use super::frame::{Frame, Page};
use super::parts::field::{Field, Kind, Refusals};
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
        demo: Some(DemoView { wallet_url: "http://127.0.0.1:3010/".to_owned(), selling: Default::default() }),
    };
    Frame { css: "/pkg/office.0.css".into(), shop: Arc::new(shop) }
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
    assert!(html.contains("<html lang=\"en\" dir=\"ltr\">"));
}

#[test]
fn a_strangers_words_are_words_on_every_page() {
    let person = "75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap();
    for text in hostile() {
        let wrong = || Refusals::one("name", text.clone()).and("", text.clone()).and("code", text.clone());
        let pages = [
            pair::page(&text, &wrong()),
            set_up::page(&text, &text, &wrong()),
            set_up::used_up(),
            sign_in::page(&text, &text, &wrong()),
            pin::who(&[(person, text.clone())], &text),
            pin::who(&[], &text),
            pin::number(person, &text, &text, &wrong()),
            shut::locked(),
            shut::revoked(),
            shut::forbidden(),
            shut::too_often(7),
            shut::not_found(),
            shut::failed(),
        ];
        for page in pages {
            keeps_the_rules(&page.html(&frame(&text)));
        }
    }
}

const ID: &str = "75099bcf-22d5-43f9-8976-b7c5692eaa85";

fn times() -> Times {
    Times::new(Timestamp::from_unix_ms(1_795_000_000_000), &TimeZone::UTC)
}

fn terminal(text: &str, state: TerminalState) -> TerminalView {
    let at = Timestamp::from_unix_ms(0);
    TerminalView {
        id: ID.parse().unwrap(),
        name: text.to_owned(),
        state,
        made_at: at,
        code_ends_at: Some(at),
        paired_at: Some(at),
        seen_at: Some(at),
        user_agent: Some(text.to_owned()),
    }
}

fn person(text: &str, role: Role) -> PersonView {
    PersonView {
        id: ID.parse().unwrap(),
        name: text.to_owned(),
        role,
        enabled: role != Role::Owner,
        has_password: true,
        has_pin: true,
        made_at: Timestamp::from_unix_ms(0),
    }
}

fn entry(text: &str, detail_json: String) -> AuditEntry {
    AuditEntry {
        number: 7,
        at: Timestamp::from_unix_ms(0),
        person_id: Some(text.to_owned()),
        person_name: Some(text.to_owned()),
        terminal_id: Some(text.to_owned()),
        terminal_name: Some(text.to_owned()),
        peer: Some(text.to_owned()),
        event: text.to_owned(),
        detail_json,
        previous_hash: text.to_owned(),
        hash: text.to_owned(),
    }
}

/// A form into every field of which `text` was typed.
fn typed(text: &str) -> Typed {
    let fields = ["q", "state", "from", "to", "terminal", "name", "role", "counted", "reason", "note", "pass_seconds"];
    fields.map(|field| (field.to_owned(), text.to_owned())).into_iter().collect()
}

#[test]
fn a_strangers_words_are_words_in_the_back_office() {
    for text in hostile() {
        let wrong = || Refusals::one("name", text.clone()).and("", text.clone()).and("q", text.clone());
        let (typed, times) = (typed(&text), times());
        let states = [TerminalState::Invited, TerminalState::Paired, TerminalState::Locked, TerminalState::Revoked];
        let tablets: Vec<_> = states.iter().map(|state| terminal(&text, *state)).collect();
        let persons: Vec<_> = Role::ALL.iter().map(|role| person(&text, *role)).collect();
        let money = Money::from_minor(1250, Currency::EUR);
        let closed = Closing {
            number: 1,
            at: Timestamp::from_unix_ms(0),
            person: text.clone(),
            sales: 1,
            expected: money,
            counted: Money::from_minor(0, Currency::EUR),
            reason: text.clone(),
        };
        let unclosed = Unclosed { sales: 1, total: money, late_sales: 1, late: money, first: None, last: None };
        let details = serde_json::json!({ &text: &text, "deep": { &text: [&text] } }).to_string();
        let found = audit::Found { read: vec![entry(&text, details), entry(&text, text.clone())], shown: vec![0, 1] };
        let names = HashMap::from([(ID.parse().unwrap(), text.clone())]);
        let mut bodies = vec![
            terminals::list(&tablets, &typed, &wrong(), None, &times),
            terminals::revoke(&tablets[1]),
            terminals::code(&text, "BCDFGHJK", &text),
            people::list(&persons, &Role::ALL, &typed, &wrong(), None),
            settings::form(&ShopSettings::default(), 7, Some(&typed), &wrong(), None),
            account::forms(&wrong(), None),
            audit::log(&found, found.read.first(), &typed, &times),
            books::books(&typed, Some(&[]), &names, &wrong(), true, &times),
            closing::page(&unclosed, core::slice::from_ref(&closed), &typed, &wrong(), &times),
            closing::one(&closed, true, &times),
        ];
        bodies.extend(tablets.iter().map(|one| terminals::one(one, Some(&typed), &wrong(), None, &times)));
        bodies.extend(
            persons.iter().map(|one| people::one(one, &Role::ALL, false, Some(&typed), &wrong(), None, &times)),
        );
        for body in bodies {
            let ways = vec![Way { path: "/office", label: "Overview", symbol: Symbol::Home }];
            let page = Page { ways, here: "/office", who: Some(text.clone()), ..Page::new(text.clone(), body) };
            keeps_the_rules(&page.html(&frame(&text)));
        }
    }
}

#[test]
fn secrets_are_never_written_back() {
    for kind in [Kind::Password, Kind::Pin] {
        let field = Field { value: "correct horse", ..Field::new("secret", "Secret", kind) };
        let html = field.show(&Refusals::one("secret", "It is wrong.")).to_html();
        assert!(!html.contains("correct horse"), "{html}");
        assert!(html.contains("It is wrong.") && html.contains("type=\"password\""), "{html}");
    }
    let field = Field { value: "Anna", ..Field::new("name", "Name", Kind::Text) };
    assert!(field.show(&Refusals::none()).to_html().contains("value=\"Anna\""));
}

#[test]
fn what_is_wrong_is_said_at_the_field_and_leads_to_it() {
    let refusals = Refusals::one("name", "Say who you are.");
    let html = sign_in::page("", "/office", &refusals).html(&frame("Shop"));
    assert!(html.contains("href=\"#field-name\""), "{html}");
    assert!(html.contains("aria-describedby=\"field-name-error\"") && html.contains("id=\"field-name-error\""));
    assert!(html.contains("aria-invalid=\"true\""));
    let fine = sign_in::page("", "/office", &Refusals::none()).html(&frame("Shop"));
    assert!(!fine.contains("aria-invalid") && !fine.contains("data-refused"), "{fine}");
}

#[test]
fn a_page_names_itself_before_the_shop() {
    let html = Page::new("Sales", view! { <p>"x"</p> }).html(&frame("Bäckerei <Süß>"));
    assert!(html.contains("<title>Sales · Bäckerei &lt;Süß&gt;</title>"), "{html}");
}

//! What strangers have written stands in the back office as text, whatever it is.

use super::super::form::Typed;
use super::super::frame::{Page, Way};
use super::super::parts::field::Refusals;
use super::super::parts::icon::Symbol;
use super::super::parts::when::Times;
use super::super::tests::{english, frame, hostile, keeps_the_rules};
use super::deeds::Reader;
use super::{account, audit, books, closing, passkeys, people, settings, terminals};
use crate::access::{PasskeyView, PersonView, TerminalState, TerminalView};
use crate::store::access::AuditEntry;
use crate::store::{Closing, Unclosed};
use crate::words::Words;
use app::i18n::Language;
use domain::access::Role;
use domain::settings::ShopSettings;
use domain::{Currency, Money, Timestamp};
use jiff::tz::TimeZone;
use std::collections::HashMap;

const ID: &str = "75099bcf-22d5-43f9-8976-b7c5692eaa85";

fn times(words: Words) -> Times {
    Times::new(Timestamp::from_unix_ms(1_795_000_000_000), &TimeZone::UTC, words)
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

fn passkey(text: &str) -> PasskeyView {
    PasskeyView { id: text.to_owned(), name: text.to_owned(), made_at: Timestamp::from_unix_ms(0), used_at: None }
}

/// A form into every field of which `text` was typed.
fn typed(text: &str) -> Typed {
    let fields = ["q", "state", "from", "to", "terminal", "name", "role", "counted", "reason", "note", "pass_seconds"];
    fields.map(|field| (field.to_owned(), text.to_owned())).into_iter().collect()
}

#[test]
fn a_strangers_words_are_words_in_the_back_office() {
    for (text, words) in
        hostile().into_iter().flat_map(|text| [(text.clone(), english()), (text, Words::of(Language::PSEUDO))])
    {
        let wrong = || Refusals::one("name", text.clone()).and("", text.clone()).and("q", text.clone());
        let (typed, times) = (typed(&text), times(words));
        let reader = Reader { words, currency: Currency::EUR };
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
            terminals::list(&tablets, &terminals::Tests::new(), &typed, &wrong(), None, &times),
            terminals::revoke(&tablets[1], words),
            terminals::code(&text, "BCDFGHJK", &text, words),
            people::list(&persons, &Role::ALL, &typed, &wrong(), None, words),
            settings::form(&ShopSettings::default(), 7, Some(&typed), &wrong(), None, words),
            account::forms(&wrong(), None, passkeys::section(core::slice::from_ref(&passkey(&text)), &times), words),
            audit::log(&found, found.read.first(), &typed, reader, &times),
            books::books(&typed, Some(&[]), &names, &wrong(), true, &times),
            closing::page(&unclosed, core::slice::from_ref(&closed), &typed, &wrong(), &times),
            closing::one(&closed, true, &times),
        ];
        bodies.extend(tablets.iter().map(|one| terminals::one(one, Some(&typed), &wrong(), None, &times)));
        bodies.extend(
            persons.iter().map(|one| people::one(one, &Role::ALL, false, Some(&typed), &wrong(), None, &times)),
        );
        for body in bodies {
            let ways = vec![Way { path: "/office", label: Words::sales, symbol: Symbol::Home }];
            let page = Page { ways, here: "/office", who: Some(text.clone()), ..Page::new(text.clone(), body) };
            keeps_the_rules(&page.html(&frame(&text), words));
        }
    }
}

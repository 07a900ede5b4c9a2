//! The question before a decision about a payment: what it means, a note, and for a payment of another sale,
//! which one. What was typed stays until it is right.

use super::super::form::Typed;
use super::super::parts::field::{Choice, Field, Kind, Refusals, choices};
use super::super::parts::state;
use crate::words::Words;
use app::api::ApiError;
use app::view::{AlarmView, OpenSaleView};
use domain::CheckoutId;
use domain::alarm::{DecisionRefused, LONGEST_NOTE, Verdict};
use leptos::prelude::*;

/// What can be decided about a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It is the sale's.
    Accept,
    /// It is another sale's.
    Link,
    /// It goes back.
    Refund,
}

impl Way {
    /// The way called `name`.
    pub(super) fn named(name: &str) -> Option<Self> {
        [Self::Accept, Self::Link, Self::Refund].into_iter().find(|way| way.name() == name)
    }

    /// Its name in addresses and markup.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Link => "link",
            Self::Refund => "refund",
        }
    }

    /// What the button says that does it.
    fn label(self, words: Words) -> &'static str {
        match self {
            Self::Accept => words.accept(),
            Self::Link => words.link_this(),
            Self::Refund => words.refund(),
        }
    }

    /// The question, and what a yes means.
    pub(super) fn question(self, words: Words) -> (&'static str, &'static str) {
        match self {
            Self::Accept => (words.accept_question(), words.accept_meaning()),
            Self::Link => (words.link_question(), words.link_meaning()),
            Self::Refund => (words.refund_question(), words.refund_meaning()),
        }
    }

    /// What was decided, with what was typed into the form.
    pub(super) fn verdict(self, typed: &Typed, words: Words) -> Result<Verdict, Refusals> {
        match self {
            Self::Accept => Ok(Verdict::Accept),
            Self::Refund => Ok(Verdict::Refund),
            Self::Link => {
                // An address was typed on purpose; a choice may be left over.
                let address = typed.text("address");
                let other = if address.is_empty() { typed.text("sale") } else { address };
                let field = if address.is_empty() { "sale" } else { "address" };
                named(other).map(Verdict::Link).ok_or_else(|| Refusals::one(field, words.say_which()))
            }
        }
    }
}

/// The form for `way`, with what was `typed` and what was wrong with it. `base` is the list's address.
pub(super) fn form(
    alarm: &AlarmView,
    way: Way,
    open: &[OpenSaleView],
    typed: &Typed,
    refusals: &Refusals,
    base: &'static str,
    words: Words,
) -> AnyView {
    let (_, meaning) = way.question(words);
    let what = super::alarms::what_happened(alarm.kind, alarm.after, words).0;
    let action = format!("{base}/{}/{}/{}", alarm.id, alarm.kind.name(), way.name());
    let note = Field {
        hint: words.note_hint(),
        value: typed.text("note"),
        maxlength: Some(LONGEST_NOTE),
        optional: true,
        ..Field::new("note", words.note(), Kind::Text)
    };
    let other = (way == Way::Link).then(|| other_sale(alarm.id, open, typed, refusals, words));
    view! {
        {refusals.summary(words)}
        <form method="post" action=action class="form" novalidate data-decision=way.name()>
            <p class="about">
                <strong><bdi>{words.money(alarm.total)}</bdi></strong>
                <span class="code">{alarm.code.clone()}</span>
                <span>{what}</span>
            </p>
            <p>{meaning}</p>
            {other}
            {note.show(refusals, words)}
            <div class="form-ends">
                <a class="button" href=base>{words.back()}</a>
                <button class="button is-main" data-confirm>{way.label(words)}</button>
            </div>
        </form>
    }
    .into_any()
}

fn other_sale(
    of: CheckoutId,
    open: &[OpenSaleView],
    typed: &Typed,
    refusals: &Refusals,
    words: Words,
) -> impl IntoView + use<> {
    let labels: Vec<_> = open
        .iter()
        .filter(|sale| sale.id != of)
        .map(|sale| {
            let (total, state) = (words.money(sale.total), state::said(&sale.state, words));
            (sale.id.to_string(), format!("{total} · {} · {state}", sale.code))
        })
        .collect();
    let all: Vec<_> = labels.iter().map(|(id, label)| Choice { value: id.clone(), label, hint: "" }).collect();
    let list = if all.is_empty() {
        view! { <p class="choices-none">{words.no_other_open()}</p> }.into_any()
    } else {
        choices("sale", words.open_sales(), &all, typed.text("sale"), refusals)
    };
    let address = Field {
        hint: words.or_address_hint(),
        value: typed.text("address"),
        maxlength: Some(200),
        optional: true,
        ..Field::new("address", words.or_address(), Kind::Text)
    };
    view! {
        {list}
        {address.show(refusals, words)}
    }
}

/// Why it was not decided; nothing where there is nothing left to decide.
pub(super) fn reason(error: &ApiError, typed: &Typed, words: Words) -> Option<Refusals> {
    let other = if typed.text("address").is_empty() { "sale" } else { "address" };
    Some(match error {
        ApiError::Decision { reason: DecisionRefused::Decided | DecisionRefused::NoAlarm }
        | ApiError::UnknownCheckout => return None,
        ApiError::Decision { reason: DecisionRefused::Note } => Refusals::one("note", words.note_long()),
        ApiError::Decision { reason: DecisionRefused::Itself } => Refusals::one(other, words.itself()),
        ApiError::UnknownLink => Refusals::one(other, words.other_unknown()),
        _ => Refusals::one("", words.not_recorded()),
    })
}

/// The checkout that `text` names: by its id, or by the address of one of its pages.
fn named(text: &str) -> Option<CheckoutId> {
    let text = text.trim().trim_end_matches('/');
    text.rsplit('/').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sale_is_named_by_its_address_or_its_id() {
        let id = "75099bcf-22d5-43f9-8976-b7c5692eaa85";
        for text in [id, &format!(" https://kiosk.example/checkout/{id}/ "), &format!("/office/sales/{id}")] {
            assert_eq!(named(text).map(|id| id.to_string()).as_deref(), Some(id), "{text}");
        }
        for text in ["", "/", "BCDFGH", "https://kiosk.example/checkout/"] {
            assert_eq!(named(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_typed_goes_before_what_was_chosen() {
        let (one, other) = ("75099bcf-22d5-43f9-8976-b7c5692eaa85", "85099bcf-22d5-43f9-8976-b7c5692eaa85");
        let typed = |sale: &str, address: &str| -> Typed {
            [("sale", sale), ("address", address)]
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .into_iter()
                .collect()
        };
        let words = Words::of(app::i18n::Language::ENGLISH);
        let link = |typed: Typed| Way::Link.verdict(&typed, words);
        assert_eq!(link(typed(one, "")), Ok(Verdict::Link(one.parse().unwrap())));
        assert_eq!(link(typed(one, other)), Ok(Verdict::Link(other.parse().unwrap())));
        assert_eq!(link(typed(one, "x")), Err(Refusals::one("address", "Say which sale it is for.")));
        assert_eq!(link(typed("", "")), Err(Refusals::one("sale", "Say which sale it is for.")));
    }
}

//! The question before a decision about a payment: what it means, a note, and for a payment of another sale,
//! which one. What was typed stays until it is right.

use super::super::form::Typed;
use super::super::parts::field::{Choice, Field, Kind, Refusals, choices};
use super::super::parts::state;
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
    fn label(self) -> &'static str {
        match self {
            Self::Accept => "Accept",
            Self::Link => "Link to this sale",
            Self::Refund => "Refund by hand",
        }
    }

    /// The question, and what a yes means.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Accept => {
                ("Accept this payment?", "It is this sale's: the customer has, or gets now, what was bought.")
            }
            Self::Link => (
                "Which sale is it for?",
                "Both stay in the records. If the other sale is still open, cancel it: its code could be paid as well.",
            ),
            Self::Refund => (
                "Refund by hand?",
                "This is only noted. The kiosk moves no money: send it back yourself, and say how in the note.",
            ),
        }
    }

    /// What was decided, with what was typed into the form.
    pub(super) fn verdict(self, typed: &Typed) -> Result<Verdict, Refusals> {
        match self {
            Self::Accept => Ok(Verdict::Accept),
            Self::Refund => Ok(Verdict::Refund),
            Self::Link => {
                // An address was typed on purpose; a choice may be left over.
                let address = typed.text("address");
                let other = if address.is_empty() { typed.text("sale") } else { address };
                let field = if address.is_empty() { "sale" } else { "address" };
                named(other).map(Verdict::Link).ok_or_else(|| Refusals::one(field, "Say which sale it is for."))
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
) -> AnyView {
    let (_, meaning) = way.words();
    let what = super::alarms::words(alarm.kind, alarm.after).0;
    let action = format!("{base}/{}/{}/{}", alarm.id, alarm.kind.name(), way.name());
    let note = Field {
        hint: "At most 500 characters. It stays with the sale.",
        value: typed.text("note"),
        maxlength: Some(LONGEST_NOTE),
        optional: true,
        ..Field::new("note", "Note", Kind::Text)
    };
    let other = (way == Way::Link).then(|| other_sale(alarm.id, open, typed, refusals));
    view! {
        {refusals.summary()}
        <form method="post" action=action class="form" novalidate data-decision=way.name()>
            <p class="about">
                <strong><bdi>{alarm.total.to_string()}</bdi></strong>
                <span class="code">{alarm.code.clone()}</span>
                <span>{what}</span>
            </p>
            <p>{meaning}</p>
            {other}
            {note.show(refusals)}
            <div class="form-ends">
                <a class="button" href=base>"Back"</a>
                <button class="button is-main" data-confirm>{way.label()}</button>
            </div>
        </form>
    }
    .into_any()
}

fn other_sale(of: CheckoutId, open: &[OpenSaleView], typed: &Typed, refusals: &Refusals) -> impl IntoView + use<> {
    let labels: Vec<_> = open
        .iter()
        .filter(|sale| sale.id != of)
        .map(|sale| (sale.id.to_string(), format!("{} · {} · {}", sale.total, sale.code, state::words(&sale.state).0)))
        .collect();
    let all: Vec<_> = labels.iter().map(|(id, label)| Choice { value: id.clone(), label, hint: "" }).collect();
    let list = if all.is_empty() {
        view! { <p class="choices-none">"No other sale is open."</p> }.into_any()
    } else {
        choices("sale", "Open sales", &all, typed.text("sale"), refusals)
    };
    let address = Field {
        hint: "From the address bar of the sale, or from the list of sales.",
        value: typed.text("address"),
        maxlength: Some(200),
        optional: true,
        ..Field::new("address", "Or the address of its page", Kind::Text)
    };
    view! {
        {list}
        {address.show(refusals)}
    }
}

/// Why it was not decided; nothing where there is nothing left to decide.
pub(super) fn reason(error: &ApiError, typed: &Typed) -> Option<Refusals> {
    let other = if typed.text("address").is_empty() { "sale" } else { "address" };
    Some(match error {
        ApiError::Decision { reason: DecisionRefused::Decided | DecisionRefused::NoAlarm }
        | ApiError::UnknownCheckout => return None,
        ApiError::Decision { reason: DecisionRefused::Note } => {
            Refusals::one("note", "The note must be at most 500 characters on one line.")
        }
        ApiError::Decision { reason: DecisionRefused::Itself } => {
            Refusals::one(other, "That is the very sale this payment was for.")
        }
        ApiError::UnknownLink => Refusals::one(other, "The other sale is not known here."),
        _ => Refusals::one("", "It was not recorded. Try again."),
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
        let link = |typed: Typed| Way::Link.verdict(&typed);
        assert_eq!(link(typed(one, "")), Ok(Verdict::Link(one.parse().unwrap())));
        assert_eq!(link(typed(one, other)), Ok(Verdict::Link(other.parse().unwrap())));
        assert_eq!(link(typed(one, "x")), Err(Refusals::one("address", "Say which sale it is for.")));
        assert_eq!(link(typed("", "")), Err(Refusals::one("sale", "Say which sale it is for.")));
    }
}

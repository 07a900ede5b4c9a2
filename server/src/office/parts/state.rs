//! What became of a sale, in words that leave no doubt: whoever reads them decides whether goods are handed over.

use super::icon::{Symbol, icon};
use domain::checkout::state::State;
use leptos::prelude::*;

/// How it stands, as far as the money goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// The money is there.
    Paid,
    /// Nobody knows yet.
    Open,
    /// There is no money.
    Unpaid,
    /// A person has to look.
    Warning,
}

/// The state called `name`, as `State::name` has it, in two or three words.
pub(crate) fn words(name: &str) -> (&'static str, Tone) {
    match name {
        "opening" => ("Preparing the invoice", Tone::Open),
        "awaiting-payment" => ("Waiting for payment", Tone::Open),
        "confirming" => ("Payment seen", Tone::Open),
        "seen" => ("Waiting for confirmation", Tone::Open),
        "underpaid" => ("Part of it is missing", Tone::Open),
        "paid" => ("Paid", Tone::Paid),
        "paid-late" => ("Paid late", Tone::Warning),
        "expired" => ("Not paid: time was up", Tone::Unpaid),
        "cancelled" => ("Not paid: cancelled", Tone::Unpaid),
        "blocked" => ("Not paid: blocked by Mion", Tone::Unpaid),
        "failed" => ("Not paid: could not be arranged", Tone::Unpaid),
        _ => ("Unknown", Tone::Warning),
    }
}

/// Every state's name, in the order of a sale.
#[cfg(test)]
const NAMES: [&str; 11] = [
    "opening",
    "awaiting-payment",
    "confirming",
    "seen",
    "underpaid",
    "paid",
    "paid-late",
    "expired",
    "cancelled",
    "blocked",
    "failed",
];

/// The sure answer to "did it go through?", and what it means.
pub(crate) fn answer(state: &State) -> (&'static str, &'static str) {
    match state {
        State::Paid(_) => ("Yes. It is paid.", "Mion has confirmed the payment. The customer owes nothing."),
        State::PaidLate(_) => (
            "Paid, but after the sale had left the screen.",
            "The money is there. It stands among the payments to decide, until a person has accepted or refunded it.",
        ),
        State::Expired | State::Cancelled => (
            "No. It is not paid.",
            "Should money still arrive for it, it shows among the payments to decide, and every tablet says so.",
        ),
        State::Blocked(_) => ("No. Mion did not take this payment.", "Nothing was paid. Offer another way to pay."),
        State::Failed(_) => ("No. It could not be arranged.", "Nothing could be paid. Begin the sale again."),
        State::Confirming | State::Seen => (
            "Not yet. A payment is on its way.",
            "Mion has seen a payment and has not confirmed it. Do not take a second one; wait for it.",
        ),
        State::Underpaid => (
            "Not yet. A part of the money is missing.",
            "Less arrived than was asked for. Take the sale up again to see what is missing.",
        ),
        State::Opening | State::AwaitingPayment => {
            ("Not yet. Nobody has paid.", "The sale is open. Take it up again to show its code.")
        }
    }
}

/// How the state called `name` is dressed.
pub(crate) fn class(name: &str) -> &'static str {
    match words(name).1 {
        Tone::Paid => "is-paid",
        Tone::Open => "is-open",
        Tone::Unpaid => "is-unpaid",
        Tone::Warning => "is-warning",
    }
}

/// Its drawing.
pub(crate) fn symbol(name: &str) -> Symbol {
    match words(name).1 {
        Tone::Paid => Symbol::Check,
        Tone::Open => Symbol::Clock,
        Tone::Unpaid => Symbol::Cross,
        Tone::Warning => Symbol::Warning,
    }
}

/// The state called `name`, as a label.
pub(crate) fn chip(name: &str) -> impl IntoView + use<> {
    let (words, class) = (words(name).0, format!("chip {}", class(name)));
    let (symbol, name) = (symbol(name), name.to_owned());
    view! { <span class=class data-state-name=name>{icon(symbol)} <span>{words}</span></span> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_words_of_its_own() {
        let mut all: Vec<_> = NAMES.iter().map(|name| words(name).0).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), NAMES.len());
        assert!(!all.contains(&"Unknown"));
        assert_eq!(words("new-in-some-later-version"), ("Unknown", Tone::Warning));
    }
}

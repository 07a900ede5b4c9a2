//! What became of a sale, in words that leave no doubt: whoever reads them decides whether goods are handed over.

use super::icon::{Symbol, icon};
use crate::words::Words;
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
pub(crate) fn said(name: &str, words: Words) -> &'static str {
    match name {
        "opening" => words.state_opening(),
        "awaiting-payment" => words.state_waiting(),
        "confirming" => words.state_confirming(),
        "seen" => words.state_seen(),
        "underpaid" => words.state_underpaid(),
        "paid" => words.state_paid(),
        "paid-late" => words.state_paid_late(),
        "expired" => words.state_expired(),
        "cancelled" => words.state_cancelled(),
        "blocked" => words.state_blocked(),
        "failed" => words.state_failed(),
        _ => words.state_unknown(),
    }
}

fn tone(name: &str) -> Tone {
    match name {
        "opening" | "awaiting-payment" | "confirming" | "seen" | "underpaid" => Tone::Open,
        "paid" => Tone::Paid,
        "expired" | "cancelled" | "blocked" | "failed" => Tone::Unpaid,
        _ => Tone::Warning,
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
pub(crate) fn answer(state: &State, words: Words) -> (&'static str, &'static str) {
    match state {
        State::Paid(_) => (words.answer_paid(), words.answer_paid_meaning()),
        State::PaidLate(_) => (words.answer_late(), words.answer_late_meaning()),
        State::Expired | State::Cancelled => (words.answer_not_paid(), words.answer_not_paid_meaning()),
        State::Blocked(_) => (words.answer_blocked(), words.answer_blocked_meaning()),
        State::Failed(_) => (words.answer_failed(), words.answer_failed_meaning()),
        State::Confirming | State::Seen => (words.answer_coming(), words.answer_coming_meaning()),
        State::Underpaid => (words.answer_part(), words.answer_part_meaning()),
        State::Opening | State::AwaitingPayment => (words.answer_open(), words.answer_open_meaning()),
    }
}

/// How the state called `name` is dressed.
pub(crate) fn class(name: &str) -> &'static str {
    match tone(name) {
        Tone::Paid => "is-paid",
        Tone::Open => "is-open",
        Tone::Unpaid => "is-unpaid",
        Tone::Warning => "is-warning",
    }
}

/// Its drawing.
pub(crate) fn symbol(name: &str) -> Symbol {
    match tone(name) {
        Tone::Paid => Symbol::Check,
        Tone::Open => Symbol::Clock,
        Tone::Unpaid => Symbol::Cross,
        Tone::Warning => Symbol::Warning,
    }
}

/// The state called `name`, as a label.
pub(crate) fn chip(name: &str, words: Words) -> impl IntoView + use<> {
    let (said, class) = (said(name, words), format!("chip {}", class(name)));
    let (symbol, name) = (symbol(name), name.to_owned());
    view! { <span class=class data-state-name=name>{icon(symbol)} <span>{said}</span></span> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::i18n::Language;

    #[test]
    fn every_state_has_words_of_its_own_in_every_language() {
        for words in Language::all().map(Words::of) {
            let mut all: Vec<_> = NAMES.iter().map(|name| said(name, words)).collect();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), NAMES.len(), "{}", words.tag());
            assert!(!all.contains(&words.state_unknown()));
            assert_eq!(said("new-in-some-later-version", words), words.state_unknown());
        }
        assert_eq!(tone("new-in-some-later-version"), Tone::Warning);
    }
}

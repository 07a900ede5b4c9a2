//! The amount on the keypad: the whole sum large, the terms it is made of above it, and a note beneath.

use super::note::Note;
use crate::kiosk::Kiosk;
use domain::Money;
use domain::entry::Entry;
use leptos::prelude::*;

/// The amount keyed so far.
#[component]
pub(crate) fn AmountDisplay() -> impl IntoView {
    let kiosk = Kiosk::here();
    let words = kiosk.words();
    let currency = kiosk.shop.with_value(|shop| shop.limits.currency());
    let total = move || Money::from_minor(kiosk.entry.with(Entry::total_minor), currency);
    view! {
        <div class="display">
            <p class="display-sum">{move || kiosk.entry.with(|entry| sum(entry, |minor| words.money(Money::from_minor(minor, currency))))}</p>
            <output class="display-amount" data-amount=move || total().minor().to_string() aria-live="polite">
                {move || words.money(total())}
            </output>
            <Note />
        </div>
    }
}

/// `€12.50 + €3.00`; nothing while there is one amount only.
fn sum(entry: &Entry, money: impl Fn(u64) -> String) -> String {
    let terms = entry.terms_minor();
    if terms.is_empty() {
        return String::new();
    }
    let current = Some(entry.current_minor()).filter(|minor| *minor > 0);
    let mut text = terms.iter().copied().chain(current).map(money).collect::<Vec<_>>().join(" + ");
    if current.is_none() {
        text.push_str(" +");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Currency;
    use domain::entry::Key;

    #[test]
    fn the_sum_shows_its_terms() {
        let euro = |minor| Money::from_minor(minor, Currency::EUR).to_string();
        let keys = [Key::Digit(5), Key::Add, Key::Digit(7)];
        let shown: Vec<String> = (0..=keys.len())
            .map(|n| sum(&keys.iter().take(n).fold(Entry::default(), |entry, key| entry.press(*key)), euro))
            .collect();
        assert_eq!(shown, ["", "", "€0.05 +", "€0.05 + €0.07"]);
    }
}

//! What was sold with a sale, line by line: for the pages of the office, and for the customer's receipt.

use crate::words::Words;
use domain::cart::{Discount, Sold};
use domain::{Currency, Money};
use leptos::prelude::*;

/// A line: what it is, how it came about, and what it comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// What it is.
    pub(crate) what: String,
    /// How many at which price, or why; empty where nothing is to be said.
    pub(crate) detail: String,
    /// What it comes to.
    pub(crate) amount: String,
    /// Whether it is contained in the lines above instead of adding to them.
    pub(crate) is_within: bool,
}

/// The lines of what was sold for `currency`. A note and the reasons of discounts are the staff's own, and on no receipt:
/// they are there `with_reasons`.
pub(crate) fn lines(sold: &Sold, currency: Currency, words: Words, with_reasons: bool) -> Vec<Line> {
    let money = |minor| words.money(Money::from_minor(minor, currency));
    let line = |what: &str, detail: String, amount| Line { what: what.to_owned(), detail, amount, is_within: false };
    let less = |what: &str, discount: Option<&Discount>, minor: u64| {
        let reason = discount.filter(|_| with_reasons).map_or(String::new(), |discount| discount.reason.clone());
        (minor > 0).then(|| line(what, reason, format!("−{}", money(minor))))
    };
    let mut lines = Vec::new();
    if with_reasons && !sold.note.is_empty() {
        lines.push(line(words.sold_note(), String::new(), sold.note.clone()));
    }
    for item in &sold.lines {
        let each = format!("{} × {}", words.number(&item.quantity.to_string()), money(item.price_minor));
        lines.push(line(&item.name, each, money(item.full_minor())));
        lines.extend(less(words.sold_discount(), item.discount.as_ref(), item.discount_minor));
    }
    if sold.keyed_minor > 0 {
        lines.push(line(words.sold_keyed(), String::new(), money(sold.keyed_minor)));
    }
    lines.extend(less(words.sold_discount_all(), sold.discount.as_ref(), sold.discount_minor));
    if sold.tip_minor > 0 {
        lines.push(line(words.sold_tip(), String::new(), money(sold.tip_minor)));
    }
    lines.extend(sold.vat().into_iter().filter(|share| share.vat_minor > 0).map(|share| Line {
        is_within: true,
        ..line(
            &words.sold_vat(&words.percent(share.rate.basis_points()), &money(share.gross_minor)),
            String::new(),
            money(share.vat_minor),
        )
    }));
    lines
}

/// The same as a section of a page.
pub(crate) fn section(sold: &Sold, currency: Currency, words: Words) -> AnyView {
    let rows: Vec<_> = lines(sold, currency, words, true)
        .into_iter()
        .map(|Line { what, detail, amount, is_within }| {
            let detail = (!detail.is_empty()).then(|| view! { <span class="row-note"><bdi>{detail}</bdi></span> });
            view! {
                <li class="row" class:is-within=is_within>
                    <span class="row-main"><bdi>{what}</bdi></span>
                    <span class="row-when"><bdi>{amount}</bdi></span>
                    {detail}
                </li>
            }
        })
        .collect();
    view! {
        <section aria-labelledby="sold">
            <h2 id="sold">{words.sold_title()}</h2>
            <ul class="rows" data-list="sold">{rows}</ul>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::cart::{Cut, SoldLine, Tip};
    use domain::catalogue::VatRate;

    fn sold() -> Sold {
        let off = |reason: &str| Some(Discount { cut: Cut::Amount(50), reason: reason.to_owned() });
        Sold {
            keyed_minor: 0,
            lines: vec![SoldLine {
                item: "75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap(),
                name: "Café <b>".to_owned(),
                quantity: 2,
                price_minor: 400,
                vat: VatRate::try_from(1900).unwrap(),
                discount: off("cold"),
                discount_minor: 50,
                share_minor: 36,
            }],
            discount: off("regular"),
            discount_minor: 36,
            tip: Tip::Amount(100),
            tip_minor: 100,
            note: "Table 4".to_owned(),
        }
    }

    #[test]
    fn every_line_says_what_it_is_and_what_it_comes_to() {
        let words = crate::office::tests::english();
        let told = |with_reasons| -> Vec<String> {
            let lines = lines(&sold(), Currency::EUR, words, with_reasons);
            lines.iter().map(|line| format!("{}|{}|{}", line.what, line.detail, line.amount)).collect()
        };
        assert_eq!(
            told(true),
            [
                "Note||Table 4",
                "Café <b>|2 × €4.00|€8.00",
                "Discount|cold|−€0.50",
                "Discount on everything|regular|−€0.36",
                "Tip||€1.00",
                "VAT 19\u{a0}% in €7.14||€1.14",
            ]
        );
        assert_eq!(told(false)[1], "Discount||−€0.50", "a reason is the staff's own");
    }

    #[test]
    fn a_keyed_amount_has_no_vat_that_anybody_knows() {
        let keyed = Sold { keyed_minor: 1250, lines: Vec::new(), discount: None, discount_minor: 0, ..sold() };
        let lines = lines(&keyed, Currency::EUR, crate::office::tests::english(), true);
        assert_eq!(lines.iter().map(|line| line.what.as_str()).collect::<Vec<_>>(), ["Note", "Amount", "Tip"]);
    }
}

//! `/office/close`: what has come in since the day was last closed (an X report, as often as one likes), and the
//! close itself (a Z report): counted once, with a reason where it differs, and never changed.

use super::super::form::Typed;
use super::super::parts::field::{Field, Kind, Refusals};
use super::super::parts::icon::{Symbol, icon};
use super::super::parts::when::Times;
use super::super::staff::facts;
use super::search;
use crate::access::Count;
use crate::store::{Closing, Unclosed};
use crate::words::Words;
use domain::{Currency, Money};
use leptos::prelude::*;

/// Where it is.
pub(in super::super) const PATH: &str = "/office/close";
/// Longest reason, in characters.
const LONGEST_REASON: usize = 300;

/// What was typed, or what is wrong with it.
pub(super) fn read(typed: &Typed, currency: Currency, words: Words) -> Result<Count, Refusals> {
    let number = |field| typed.text(field).parse::<u64>().ok();
    let (Some(after), Some(sales), Some(expected)) = (number("after"), number("sales"), number("expected")) else {
        return Err(Refusals::one("", words.closing_old_sums()));
    };
    let typed_amount = typed.text("counted");
    // Nothing may have come in, and then nothing is what is counted.
    let is_nothing = !typed_amount.is_empty() && typed_amount.chars().all(|char| matches!(char, '0' | '.' | ','));
    let counted = if is_nothing { Some(0) } else { search::amount(typed_amount, currency) };
    let counted = counted.ok_or_else(|| Refusals::one("counted", words.closing_type_counted()))?;
    let money = |minor| Money::from_minor(minor, currency);
    Ok(Count {
        after,
        sales,
        expected: money(expected),
        counted: money(counted),
        reason: typed.text("reason").to_owned(),
    })
}

/// The sums, the form, and the closes before.
pub(super) fn page(
    unclosed: &Unclosed,
    closings: &[Closing],
    typed: &Typed,
    refusals: &Refusals,
    times: &Times,
) -> AnyView {
    let words = times.words();
    let after = closings.first().map_or(0, |last| last.number);
    let known = [
        (words.sales(), Some(words.number(&unclosed.sales.to_string()))),
        (
            words.closing_late(),
            (unclosed.late_sales > 0).then(|| format!("{} ({})", unclosed.late_sales, words.money(unclosed.late))),
        ),
        (words.closing_first_paid(), unclosed.first.map(|at| times.long(at))),
        (words.closing_last_paid(), unclosed.last.map(|at| times.long(at))),
        (words.closing_last(), closings.first().map(|last| times.long(last.at))),
    ];
    let known = known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    let counted = Field {
        hint: words.closing_counted_hint(),
        value: typed.text("counted"),
        maxlength: Some(20),
        ..Field::new("counted", words.closing_counted(), Kind::Text)
    };
    let reason = Field {
        hint: words.closing_reason_hint(),
        value: typed.text("reason"),
        maxlength: Some(LONGEST_REASON),
        optional: true,
        ..Field::new("reason", words.closing_reason(), Kind::Text)
    };
    let older: Vec<_> = closings.iter().map(|closing| row(closing, times)).collect();
    let none = older.is_empty().then(|| view! { <p class="none" data-empty>{words.closing_none()}</p> });
    view! {
        {refusals.summary(words)}
        <section class="card today" aria-labelledby="unclosed">
            <h2 id="unclosed">{words.closing_since()}</h2>
            <p class="today-sum" data-expected>{words.money(unclosed.total)}</p>
            {facts(known)}
        </section>
        <section class="form is-panel" aria-labelledby="close">
            <h2 id="close">{words.close_day()}</h2>
            <form method="post" action=PATH class="form" novalidate data-close>
                <input type="hidden" name="after" value=after.to_string() />
                <input type="hidden" name="sales" value=unclosed.sales.to_string() />
                <input type="hidden" name="expected" value=unclosed.total.minor().to_string() />
                <p class="lead">{words.closing_lead()}</p>
                {counted.show(refusals, words)}
                {reason.show(refusals, words)}
                <div class="form-ends"><button class="button is-main" data-do="close">{words.closing_do()}</button></div>
            </form>
        </section>
        <section aria-labelledby="closings">
            <h2 id="closings">{words.closing_before()}</h2>
            <ul class="rows" data-list="closings">{older}</ul>
            {none}
        </section>
    }
    .into_any()
}

fn row(closing: &Closing, times: &Times) -> impl IntoView + use<> {
    let words = times.words();
    let (class, symbol, verdict) = verdict(closing, words);
    view! {
        <li>
            <a class="row" href=format!("{PATH}/{}", closing.number) data-closing=closing.number.to_string()>
                <span class="row-main">
                    <bdi class="row-total">{words.money(closing.expected)}</bdi>
                    <span>{words.closing_no(&closing.number.to_string())}</span>
                </span>
                <span class="row-chips"><span class=class>{icon(symbol)} <span>{verdict}</span></span></span>
                <span class="row-when">{times.show(closing.at)}</span>
            </a>
        </li>
    }
}

fn verdict(closing: &Closing, words: Words) -> (&'static str, Symbol, String) {
    let (expected, counted) = (closing.expected.minor(), closing.counted.minor());
    let money = |minor| words.money(Money::from_minor(minor, closing.expected.currency()));
    match counted.cmp(&expected) {
        core::cmp::Ordering::Equal => ("chip", Symbol::Check, words.closing_as_expected().to_owned()),
        core::cmp::Ordering::Less => {
            ("chip is-warning", Symbol::Warning, words.closing_too_little(&money(expected.saturating_sub(counted))))
        }
        core::cmp::Ordering::Greater => {
            ("chip is-warning", Symbol::Warning, words.closing_too_much(&money(counted.saturating_sub(expected))))
        }
    }
}

/// One close, to be kept or printed.
pub(super) fn one(closing: &Closing, is_new: bool, times: &Times) -> AnyView {
    let words = times.words();
    let (class, symbol, verdict) = verdict(closing, words);
    let known = [
        (words.closing_number(), closing.number.to_string()),
        (words.closing_closed(), times.long(closing.at)),
        (words.closing_by(), closing.person.clone()),
        (words.sales(), words.number(&closing.sales.to_string())),
        (words.closing_expected(), words.money(closing.expected)),
        (words.closing_counted(), words.money(closing.counted)),
        (words.closing_reason(), closing.reason.clone()),
    ];
    let known = known.into_iter().filter(|(_, value)| !value.is_empty());
    let known = known.map(|(name, value)| (name.to_owned(), value)).collect();
    view! {
        {is_new.then(|| super::super::frame::said(words.closing_done()))}
        <section class="card" data-closed=closing.number.to_string()>
            <div class="card-head"><span class=class>{icon(symbol)} <span>{verdict}</span></span></div>
            {facts(known)}
        </section>
        <div class="form-ends"><a class="button" href=PATH>{words.closing_all()}</a></div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::tests::english;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        let seen = [("after", "3"), ("sales", "2"), ("expected", "1250")];
        seen.iter().chain(pairs).map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn what_is_counted_is_an_amount_and_nothing_is_one() {
        let read = |pairs: &[(&str, &str)]| read(&typed(pairs), Currency::EUR, english());
        let count = read(&[("counted", "12,50")]).unwrap();
        assert_eq!((count.after, count.sales, count.counted.minor(), count.expected.minor()), (3, 2, 1250, 1250));
        assert_eq!(read(&[("counted", "0.00"), ("reason", "lost")]).unwrap().counted.minor(), 0);
        for text in ["", "twelve", "-1", "12.505.0"] {
            let refused = read(&[("counted", text)]).unwrap_err();
            assert_eq!(refused.of("counted"), Some("Type what you have counted, such as 1240.00."), "{text}");
        }
    }

    #[test]
    fn sums_that_nobody_was_shown_are_not_closed() {
        for field in ["after", "sales", "expected"] {
            let refused = read(&typed(&[("counted", "12.50"), (field, "x")]), Currency::EUR, english()).unwrap_err();
            assert_eq!(refused.of(""), Some("Look at the sums again: they are not the newest."), "{field}");
        }
    }
}

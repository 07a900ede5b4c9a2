//! `/office/close`: what has come in since the day was last closed (an X report, as often as one likes), and the
//! close itself (a Z report): counted once, with a reason where it differs, and never changed.

use super::super::english;
use super::super::form::Typed;
use super::super::parts::field::{Field, Kind, Refusals};
use super::super::parts::icon::{Symbol, icon};
use super::super::parts::when::Times;
use super::super::staff::facts;
use super::search;
use crate::access::Count;
use crate::store::{Closing, Unclosed};
use domain::{Currency, Money};
use leptos::prelude::*;

/// Where it is.
pub(in super::super) const PATH: &str = "/office/close";
/// Longest reason, in characters.
const LONGEST_REASON: usize = 300;

/// What was typed, or what is wrong with it.
pub(super) fn read(typed: &Typed, currency: Currency) -> Result<Count, Refusals> {
    let number = |field| typed.text(field).parse::<u64>().ok();
    let (Some(after), Some(sales), Some(expected)) = (number("after"), number("sales"), number("expected")) else {
        return Err(Refusals::one("", "Look at the sums again: they are not the newest."));
    };
    let typed_amount = typed.text("counted");
    // Nothing may have come in, and then nothing is what is counted.
    let is_nothing = !typed_amount.is_empty() && typed_amount.chars().all(|char| matches!(char, '0' | '.' | ','));
    let counted = if is_nothing { Some(0) } else { search::amount(typed_amount, currency) };
    let counted = counted.ok_or_else(|| Refusals::one("counted", "Type what you have counted, such as 1240.00."))?;
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
    let after = closings.first().map_or(0, |last| last.number);
    let known = [
        ("Sales", Some(unclosed.sales.to_string())),
        (
            "Of them paid late",
            (unclosed.late_sales > 0).then(|| format!("{} ({})", unclosed.late_sales, unclosed.late)),
        ),
        ("First paid", unclosed.first.map(|at| times.long(at))),
        ("Last paid", unclosed.last.map(|at| times.long(at))),
        ("Last closed", closings.first().map(|last| times.long(last.at))),
    ];
    let known = known.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    let counted = Field {
        hint: "What the Mion account shows for these sales.",
        value: typed.text("counted"),
        maxlength: Some(20),
        ..Field::new("counted", "Counted", Kind::Text)
    };
    let reason = Field {
        hint: "Where the two are not the same: what is missing or too much, and why.",
        value: typed.text("reason"),
        maxlength: Some(LONGEST_REASON),
        optional: true,
        ..Field::new("reason", "Reason", Kind::Text)
    };
    let older: Vec<_> = closings.iter().map(|closing| row(closing, times)).collect();
    let none = older.is_empty().then(|| view! { <p class="none" data-empty>"No day was closed yet."</p> });
    view! {
        {refusals.summary(english())}
        <section class="card today" aria-labelledby="unclosed">
            <h2 id="unclosed">"Since the last close"</h2>
            <p class="today-sum" data-expected>{unclosed.total.to_string()}</p>
            {facts(known)}
        </section>
        <section class="form is-panel" aria-labelledby="close">
            <h2 id="close">"Close the day"</h2>
            <form method="post" action=PATH class="form" novalidate data-close>
                <input type="hidden" name="after" value=after.to_string() />
                <input type="hidden" name="sales" value=unclosed.sales.to_string() />
                <input type="hidden" name="expected" value=unclosed.total.minor().to_string() />
                <p class="lead">"These sales are counted once and for all. What comes in from now on belongs to the next close."</p>
                {counted.show(refusals, english())}
                {reason.show(refusals, english())}
                <div class="form-ends"><button class="button is-main" data-do="close">"Close the day"</button></div>
            </form>
        </section>
        <section aria-labelledby="closings">
            <h2 id="closings">"Days that were closed"</h2>
            <ul class="rows" data-list="closings">{older}</ul>
            {none}
        </section>
    }
    .into_any()
}

fn row(closing: &Closing, times: &Times) -> impl IntoView + use<> {
    let (class, symbol, words) = verdict(closing);
    view! {
        <li>
            <a class="row" href=format!("{PATH}/{}", closing.number) data-closing=closing.number.to_string()>
                <span class="row-main">
                    <bdi class="row-total">{closing.expected.to_string()}</bdi>
                    <span>{format!("No. {}", closing.number)}</span>
                </span>
                <span class="row-chips"><span class=class>{icon(symbol)} <span>{words}</span></span></span>
                <span class="row-when">{times.show(closing.at)}</span>
            </a>
        </li>
    }
}

fn verdict(closing: &Closing) -> (&'static str, Symbol, String) {
    let (expected, counted) = (closing.expected.minor(), closing.counted.minor());
    let money = |minor| Money::from_minor(minor, closing.expected.currency());
    match counted.cmp(&expected) {
        core::cmp::Ordering::Equal => ("chip", Symbol::Check, "As expected".to_owned()),
        core::cmp::Ordering::Less => {
            ("chip is-warning", Symbol::Warning, format!("{} too little", money(expected.saturating_sub(counted))))
        }
        core::cmp::Ordering::Greater => {
            ("chip is-warning", Symbol::Warning, format!("{} too much", money(counted.saturating_sub(expected))))
        }
    }
}

/// One close, to be kept or printed.
pub(super) fn one(closing: &Closing, is_new: bool, times: &Times) -> AnyView {
    let (class, symbol, words) = verdict(closing);
    let known = vec![
        ("Number".to_owned(), closing.number.to_string()),
        ("Closed".to_owned(), times.long(closing.at)),
        ("By".to_owned(), closing.person.clone()),
        ("Sales".to_owned(), closing.sales.to_string()),
        ("Expected".to_owned(), closing.expected.to_string()),
        ("Counted".to_owned(), closing.counted.to_string()),
    ];
    let reason = (!closing.reason.is_empty()).then(|| {
        let reason = closing.reason.clone();
        view! { <p>"Reason: " <bdi>{reason}</bdi></p> }
    });
    view! {
        {is_new.then(|| super::super::frame::said("The day is closed."))}
        <section class="card" data-closed=closing.number.to_string()>
            <div class="card-head"><span class=class>{icon(symbol)} <span>{words}</span></span></div>
            {facts(known)}
            {reason}
        </section>
        <div class="form-ends"><a class="button" href=PATH>"All closes"</a></div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        let seen = [("after", "3"), ("sales", "2"), ("expected", "1250")];
        seen.iter().chain(pairs).map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn what_is_counted_is_an_amount_and_nothing_is_one() {
        let read = |pairs: &[(&str, &str)]| read(&typed(pairs), Currency::EUR);
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
            let refused = read(&typed(&[("counted", "12.50"), (field, "x")]), Currency::EUR).unwrap_err();
            assert_eq!(refused.of(""), Some("Look at the sums again: they are not the newest."), "{field}");
        }
    }
}

//! What came in, by the day and by the hour, as bars; and the same numbers as a table, for whoever cannot see them.

use super::super::parts::when::Times;
use super::count;
use crate::store::Taking;
use crate::words::Words;
use domain::{Currency, Money};
use jiff::ToSpan as _;
use jiff::civil::Date;
use leptos::prelude::*;

/// The bars are drawn on a grid of this height.
const HEIGHT: u64 = 100;
/// A bar and the gap after it.
const STEP: u64 = 10;
/// The bar alone.
const BAR: u64 = 8;

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bar {
    /// What stands below it.
    pub(super) label: String,
    /// What came in, in minor units.
    pub(super) minor: u64,
    /// With how many sales.
    pub(super) sales: u64,
}

/// The last `days` days, today the last of them. Other currencies than `currency` are left out: nobody sums euros
/// and dollars.
pub(super) fn by_day(takings: &[Taking], days: usize, currency: Currency, times: &Times) -> Vec<Bar> {
    let today = times.today();
    let dates: Vec<Date> =
        (0..days).rev().filter_map(|back| today.checked_sub(i64::try_from(back).ok()?.days()).ok()).collect();
    let mut bars: Vec<_> = dates.iter().map(|date| bar(times.words().short_day(*date))).collect();
    for taking in takings.iter().filter(|taking| taking.total.currency() == currency) {
        let date = times.local(taking.paid_at).date();
        if let Some(bar) = dates.iter().position(|one| *one == date).and_then(|at| bars.get_mut(at)) {
            add(bar, taking);
        }
    }
    bars
}

/// Today, hour by hour.
pub(super) fn by_hour(takings: &[Taking], currency: Currency, times: &Times) -> Vec<Bar> {
    let mut bars: Vec<_> = (0..24).map(|hour| bar(format!("{hour:02}"))).collect();
    for taking in takings.iter().filter(|taking| taking.total.currency() == currency) {
        let local = times.local(taking.paid_at);
        let hour = usize::try_from(local.hour()).unwrap_or_default();
        if let Some(bar) = bars.get_mut(hour).filter(|_| local.date() == times.today()) {
            add(bar, taking);
        }
    }
    bars
}

/// All bars together.
pub(super) fn total(bars: &[Bar]) -> (u64, u64) {
    bars.iter().fold((0, 0), |(minor, sales), bar| (minor.saturating_add(bar.minor), sales.saturating_add(bar.sales)))
}

fn bar(label: String) -> Bar {
    Bar { label, minor: 0, sales: 0 }
}

fn add(bar: &mut Bar, taking: &Taking) {
    bar.minor = bar.minor.saturating_add(taking.total.minor());
    bar.sales = bar.sales.saturating_add(1);
}

/// `bars` as a drawing called `title`, every `every`th with its label, and as a table behind a button.
pub(super) fn chart(
    title: &'static str,
    column: &'static str,
    bars: &[Bar],
    every: usize,
    currency: Currency,
    words: Words,
) -> AnyView {
    let money = |minor| words.money(Money::from_minor(minor, currency));
    let most = bars.iter().map(|bar| bar.minor).max().unwrap_or(0);
    let width = STEP.saturating_mul(u64::try_from(bars.len()).unwrap_or(1));
    let shapes: Vec<_> = bars
        .iter()
        .zip(0_u64..)
        .map(|(bar, number)| {
            // A little more than nothing is seen as more than nothing.
            let height = match bar.minor.saturating_mul(HEIGHT).checked_div(most) {
                Some(0) | None => u64::from(bar.minor > 0),
                Some(height) => height,
            };
            let (x, y) = (number.saturating_mul(STEP), HEIGHT.saturating_sub(height));
            view! { <rect class="chart-bar" x=x.to_string() y=y.to_string() width=BAR.to_string() height=height.to_string() rx="1" /> }
        })
        .collect();
    let labels: Vec<_> = bars
        .iter()
        .enumerate()
        .filter(|(number, _)| number % every.max(1) == 0)
        .map(|(_, bar)| view! { <li>{bar.label.clone()}</li> })
        .collect();
    let rows: Vec<_> = bars
        .iter()
        .filter(|bar| bar.sales > 0)
        .map(|bar| {
            view! {
                <tr>
                    <th scope="row">{bar.label.clone()}</th>
                    <td>{bar.sales.to_string()}</td>
                    <td>{money(bar.minor)}</td>
                </tr>
            }
        })
        .collect();
    let (sum, sales) = total(bars);
    let about = words.chart_about(count(sales), title, &money(sum), &money(most));
    let table = (!rows.is_empty()).then(|| view! {
        <details class="more">
            <summary>{words.chart_as_table()}</summary>
            <table class="table">
                <thead><tr><th scope="col">{column}</th><th scope="col">{words.sales()}</th><th scope="col">{words.chart_taken()}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    });
    view! {
        <figure class="chart">
            <figcaption>
                <h2>{title}</h2>
                <p class="chart-most">{money(most)}</p>
            </figcaption>
            <svg class="chart-bars" viewBox=format!("0 0 {width} {HEIGHT}") preserveAspectRatio="none" role="img" aria-label=about>
                {shapes}
            </svg>
            <ol class="chart-labels" aria-hidden="true">{labels}</ol>
            {table}
        </figure>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::tests::english;
    use domain::Timestamp;
    use jiff::tz::TimeZone;

    fn at(text: &str) -> Timestamp {
        Timestamp::from_unix_ms(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    fn taking(paid_at: &str, minor: u64, currency: Currency) -> Taking {
        Taking { paid_at: at(paid_at), total: Money::from_minor(minor, currency), late: false }
    }

    fn in_helsinki() -> Times {
        Times::new(at("2026-11-23T10:00:00Z"), &TimeZone::get("Europe/Helsinki").unwrap(), english())
    }

    #[test]
    fn a_taking_belongs_to_the_day_it_came_in_where_the_shop_is() {
        let dollars = "USD".parse().unwrap();
        let takings = [
            taking("2026-11-21T21:59:00Z", 100, Currency::EUR),
            taking("2026-11-21T22:00:00Z", 10, Currency::EUR),
            taking("2026-11-22T21:59:00Z", 1, Currency::EUR),
            taking("2026-11-23T09:00:00Z", 1000, Currency::EUR),
            taking("2026-11-23T09:00:00Z", 5000, dollars),
        ];
        let days = by_day(&takings, 3, Currency::EUR, &in_helsinki());
        let shown: Vec<_> = days.iter().map(|bar| (bar.label.as_str(), bar.minor, bar.sales)).collect();
        assert_eq!(shown, [("21 Nov", 100, 1), ("22 Nov", 11, 2), ("23 Nov", 1000, 1)]);
        let hours = by_hour(&takings, Currency::EUR, &in_helsinki());
        assert_eq!((hours.len(), hours[11].minor, total(&hours)), (24, 1000, (1000, 1)));
    }

    #[test]
    fn bars_are_numbers_alone_and_a_table_says_the_same() {
        let bars = [
            bar("Mon".to_owned()),
            Bar { label: "Tue".to_owned(), minor: 1, sales: 1 },
            Bar { label: "Wed".to_owned(), minor: u64::MAX, sales: 2 },
        ];
        let html = chart("By day", "Day", &bars, 1, Currency::EUR, english()).to_html();
        assert!(!html.contains("style="), "{html}");
        assert!(html.contains("role=\"img\"") && html.contains("aria-label=\"By day: "), "{html}");
        assert_eq!(html.matches("<tr>").count(), 3, "a head, and no line for a day without sales: {html}");
        let nothing = chart("By day", "Day", &[], 7, Currency::EUR, english()).to_html();
        assert!(!nothing.contains("<table"), "{nothing}");
    }
}

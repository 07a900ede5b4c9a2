//! What is looked for among the sales: read from an address, and written back into the form and the next page's
//! address.

use super::super::form::Typed;
use super::super::parts::field::Refusals;
use super::super::parts::when::Times;
use crate::store::SalesQuery;
use crate::words::Words;
use domain::{CheckoutId, Currency, Timestamp};
use jiff::civil::Date;

/// So many sales a page.
pub(super) const PAGE: u32 = 50;

/// Some states that are looked for together: what the group is called in an address and on the page, and which they are.
type Group = (&'static str, fn(Words) -> &'static str, &'static [&'static str]);

/// The groups.
pub(super) const GROUPS: [Group; 5] = [
    ("", Words::books_all_states, &[]),
    ("paid", Words::state_paid, &["paid", "paid-late"]),
    ("late", Words::state_paid_late, &["paid-late"]),
    ("open", Words::books_open, &["opening", "awaiting-payment", "confirming", "seen", "underpaid"]),
    ("unpaid", Words::books_unpaid, &["expired", "cancelled", "blocked", "failed"]),
];

/// What is looked for, as a query; or what is wrong with it.
pub(super) fn query(typed: &Typed, currency: Currency, times: &Times) -> Result<SalesQuery, Refusals> {
    let words = times.words();
    let mut query = SalesQuery::newest(PAGE);
    let mut refusals = Refusals::none();
    match what(typed.text("q"), currency) {
        Some(What::Any) => {}
        Some(What::Id(id)) => query.id = Some(id),
        Some(What::Code(code)) => query.code = Some(code),
        Some(What::Amount(minor)) => query.total_minor = Some(minor),
        None => {
            refusals = refusals.and("q", words.books_what_wrong());
        }
    }
    let day = |field| match typed.text(field) {
        "" => Ok(None),
        text => text.parse::<Date>().map(Some).map_err(|_| field),
    };
    let bound = |date: Option<Date>| date.and_then(|date| times.days(date, date));
    match (day("from"), day("to")) {
        (Ok(Some(from)), Ok(Some(to))) if to < from => {
            refusals = refusals.and("to", words.books_days_wrong());
        }
        (Ok(from), Ok(to)) => {
            query.from = bound(from).map(|span| span.from);
            query.until = bound(to).map(|span| span.until);
        }
        (from, to) => {
            for field in [from.err(), to.err()].into_iter().flatten() {
                refusals = refusals.and(field, words.books_day_wrong());
            }
        }
    }
    let state = typed.text("state");
    match GROUPS.iter().find(|(name, ..)| *name == state) {
        Some((_, _, [])) => {}
        Some((_, _, states)) => query.states = Some(states.to_vec()),
        None => refusals = refusals.and("state", words.books_no_group()),
    }
    if !typed.text("terminal").is_empty() {
        match typed.text("terminal").parse() {
            Ok(terminal) => query.terminal = Some(terminal),
            Err(_) => refusals = refusals.and("terminal", words.books_no_terminal()),
        }
    }
    // Where the last page has ended; what cannot be read begins at the top again.
    query.after = typed
        .text("after")
        .split_once('_')
        .and_then(|(at, id)| Some((Timestamp::from_unix_ms(at.parse().ok()?), id.parse().ok()?)));
    if refusals.is_empty() { Ok(query) } else { Err(refusals) }
}

/// The address of the same search at `path`, from the sale `after` on.
pub(super) fn address(path: &str, typed: &Typed, after: Option<(Timestamp, CheckoutId)>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for field in ["q", "state", "from", "to", "terminal"] {
        if !typed.text(field).is_empty() {
            query.append_pair(field, typed.text(field));
        }
    }
    if let Some((at, id)) = after {
        query.append_pair("after", &format!("{}_{id}", at.as_unix_ms()));
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[derive(Debug, PartialEq, Eq)]
enum What {
    Any,
    Id(CheckoutId),
    Code(String),
    Amount(u64),
}

/// What somebody has typed into the one field of the search.
fn what(text: &str, currency: Currency) -> Option<What> {
    let text = text.trim();
    if text.is_empty() {
        return Some(What::Any);
    }
    let last = text.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let id = last.strip_prefix("kiosk-").unwrap_or(last).to_ascii_lowercase();
    if let Ok(id) = id.parse() {
        return Some(What::Id(id));
    }
    let code = text.to_ascii_uppercase();
    let is_code = code.len() == 6 && code.bytes().all(|byte| b"BCDFGHJKLMNPQRSTVWXZ2345".contains(&byte));
    // Six digits are an amount more likely than a code that happens to have no letter.
    if is_code && code.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return Some(What::Code(code));
    }
    amount(text, currency).map(What::Amount)
}

/// An amount as people type one: `12`, `12.5`, `12,50`, `€ 1 240.00`. `None` where it is none, or more exact than
/// its currency.
pub(super) fn amount(text: &str, currency: Currency) -> Option<u64> {
    let text: String = text
        .replace(currency.code(), "")
        .chars()
        .filter(|char| !char.is_whitespace() && !matches!(char, '€' | '$' | '£' | '\''))
        .collect();
    // The last separator with fewer than three digits behind it is the decimal one; all others are thousands.
    let decimals = currency.decimals();
    let split = text.rfind(['.', ',']).filter(|at| (1..=decimals).contains(&(text.len() - at - 1)));
    let (whole, part) = match split {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?),
        None => (text.as_str(), ""),
    };
    // One sign does not part thousands and cents alike.
    let sign = split.and_then(|at| text.get(at..=at));
    if sign.is_some_and(|sign| whole.contains(sign)) {
        return None;
    }
    let whole = groups(whole)?;
    if whole.is_empty() || !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{whole}{part:0<decimals$}").parse().ok().filter(|minor| *minor > 0)
}

/// A number with its thousands apart, put together; `None` where something else is apart.
fn groups(text: &str) -> Option<String> {
    let mut parts = text.split(['.', ',']);
    let first = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    let are_thousands = rest.iter().all(|part| part.len() == 3);
    let first_fits = rest.is_empty() || (1..=3).contains(&first.len());
    (are_thousands && first_fits).then(|| format!("{first}{}", rest.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    const ID: &str = "75099bcf-22d5-43f9-8976-b7c5692eaa85";

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    fn times() -> Times {
        Times::new(Timestamp::from_unix_ms(1_795_000_000_000), &TimeZone::UTC, crate::office::tests::english())
    }

    fn asked(pairs: &[(&str, &str)]) -> Result<SalesQuery, Refusals> {
        query(&typed(pairs), Currency::EUR, &times())
    }

    #[test]
    fn one_field_takes_all_that_a_person_may_know() {
        let id = || Some(What::Id(ID.parse().unwrap()));
        let what = |text: &str| what(text, Currency::EUR);
        assert_eq!(what("  "), Some(What::Any));
        assert_eq!([what(ID), what(&format!("kiosk-{ID}"))], [id(), id()]);
        assert_eq!(what(&format!("https://kiosk.example/checkout/{ID}/")), id());
        assert_eq!(what("bcdfgh"), Some(What::Code("BCDFGH".to_owned())));
        assert_eq!(what("222345"), Some(What::Amount(22_234_500)), "six digits are money");
        assert_eq!(what("12.50"), Some(What::Amount(1250)));
        for nonsense in ["AEIOUA", "hello", "12.5.0", "-5", "1e3", "<script>", "🍰"] {
            assert_eq!(what(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn an_amount_is_read_as_people_write_one() {
        let cents = |text| amount(text, Currency::EUR);
        for (text, minor) in [
            ("12", 1200),
            ("12.5", 1250),
            ("12,50", 1250),
            ("€12.50", 1250),
            ("12,50 EUR", 1250),
            ("1,240.00", 124_000),
            ("1.240,00", 124_000),
            ("1 240", 124_000),
            ("1.240", 124_000),
            ("0.01", 1),
        ] {
            assert_eq!(cents(text), Some(minor), "{text}");
        }
        for text in ["", ".", ",50", "12.505.0", "1.24.000", "0", "12.", "99999999999999999999"] {
            assert_eq!(cents(text), None, "{text}");
        }
        let yen = "JPY".parse().unwrap();
        assert_eq!((amount("1,240", yen), amount("12.5", yen)), (Some(1240), None));
    }

    #[test]
    fn days_are_whole_and_in_order() {
        let span = asked(&[("from", "2026-11-23"), ("to", "2026-11-23")]).unwrap();
        let hours = span.until.unwrap().since(span.from.unwrap()).as_secs() / 3600;
        assert_eq!(hours, 24);
        let wrong = asked(&[("from", "2026-11-24"), ("to", "2026-11-23")]).unwrap_err();
        assert_eq!(wrong.of("to"), Some("The last day is before the first."));
        let wrong = asked(&[("from", "yesterday"), ("to", "2026-02-30"), ("q", "?"), ("state", "x")]).unwrap_err();
        for field in ["from", "to", "q", "state"] {
            assert!(wrong.of(field).is_some(), "{field}");
        }
    }

    #[test]
    fn the_next_page_asks_the_same() {
        let asked = typed(&[("q", "12.50"), ("state", "paid"), ("from", ""), ("csrf", "x")]);
        let after = Some((Timestamp::from_unix_ms(7), ID.parse().unwrap()));
        let address = address("/office/sales", &asked, after);
        assert_eq!(address, format!("/office/sales?q=12.50&state=paid&after=7_{ID}"));
        let again = query(&typed(&[("after", &format!("7_{ID}"))]), Currency::EUR, &times()).unwrap();
        assert_eq!(again.after, after);
        for nonsense in ["", "7", "x_y", "7_", "_"] {
            let query = query(&typed(&[("after", nonsense)]), Currency::EUR, &times()).unwrap();
            assert_eq!(query.after, None, "{nonsense}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_search_panic(q in ".{0,40}", from in ".{0,12}", after in ".{0,50}") {
            let _ = asked(&[("q", &q), ("from", &from), ("after", &after)]);
        }

        #[test]
        fn what_is_written_is_found_again(minor in 1_u64..10_000_000_000) {
            let text = domain::Money::from_minor(minor, Currency::EUR).digits();
            prop_assert_eq!(amount(&text, Currency::EUR), Some(minor));
        }
    }
}

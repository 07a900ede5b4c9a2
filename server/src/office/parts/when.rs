//! Times of day, in the shop's own zone and in the language of whoever reads them: the pages are drawn on the server, and
//! a browser's idea of the time is not asked.

use crate::words::Words;
use domain::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{ToSpan as _, Zoned};
use leptos::prelude::*;

/// The shop's time: now, and the zone in which days begin.
#[derive(Clone)]
pub(crate) struct Times {
    now: Zoned,
    words: Words,
}

/// Half-open: from the first instant of a day to the first of the one after its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// The first instant.
    pub(crate) from: Timestamp,
    /// The first that is not in it any more.
    pub(crate) until: Timestamp,
}

impl Times {
    /// It is `now`, in a shop whose days are those of `zone`, for a reader of `words`.
    pub(crate) fn new(now: Timestamp, zone: &TimeZone, words: Words) -> Self {
        Self { now: zoned(now, zone), words }
    }

    /// Today.
    pub(crate) fn today(&self) -> Date {
        self.now.date()
    }

    /// How many seconds of today are left.
    pub(crate) fn seconds_left_today(&self) -> i64 {
        let midnight = self.today().tomorrow().and_then(|date| date.to_zoned(self.now.time_zone().clone()));
        midnight.map_or(0, |midnight| self.now.duration_until(&midnight).as_secs())
    }

    /// `at` in the shop's zone.
    pub(crate) fn local(&self, at: Timestamp) -> Zoned {
        zoned(at, self.now.time_zone())
    }

    /// The days from `first` to `last`, both whole. `None` where no such time can be written.
    pub(crate) fn days(&self, first: Date, last: Date) -> Option<Span> {
        let zone = self.now.time_zone();
        let after = last.checked_add(1.day()).ok()?;
        let instant = |date: Date| {
            let midnight = date.to_zoned(zone.clone()).ok()?;
            Some(Timestamp::from_unix_ms(midnight.timestamp().as_millisecond()))
        };
        Some(Span { from: instant(first)?, until: instant(after)? })
    }

    /// `14:05` today, `Yesterday 14:05`, `23 Nov, 14:05` this year, `23 Nov 2025, 14:05` before.
    pub(crate) fn short(&self, at: Timestamp) -> String {
        let (local, today) = (self.local(at), self.today());
        let (time, date) = (self.words.time(&local), local.date());
        if date == today {
            return time;
        }
        if Some(date) == today.yesterday().ok() {
            return self.words.yesterday(&time);
        }
        let is_this_year = date.year() == today.year();
        let day = if is_this_year { self.words.short_day(date) } else { self.words.short_day_and_year(date) };
        format!("{day}, {time}")
    }

    /// `Monday, 23 November 2026, 14:05:09`, to the second.
    pub(crate) fn long(&self, at: Timestamp) -> String {
        let local = self.local(at);
        format!("{}, {}", self.words.day(local.date()), self.words.time_to_the_second(&local))
    }

    /// `5 min ago`.
    pub(crate) fn ago(&self, seconds: u64) -> String {
        let (minutes, words) = (u32::try_from(seconds / 60).unwrap_or(u32::MAX), self.words);
        match minutes {
            0 => words.just_now().to_owned(),
            1..=119 => words.minutes_ago(minutes),
            120..=2879 => words.hours_ago(minutes / 60),
            _ => words.days_ago(minutes / 1440),
        }
    }

    /// `Monday, 23 November 2026`.
    pub(crate) fn day_name(&self, date: Date) -> String {
        self.words.day(date)
    }

    /// `2026-11-23 14:05:09`: sorts as it stands, and spreadsheets know it.
    pub(crate) fn sortable(&self, at: Timestamp) -> String {
        self.local(at).strftime("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// The name of the zone, if it has one.
    pub(crate) fn zone_name(&self) -> Option<&str> {
        self.now.time_zone().iana_name()
    }

    /// The words of whoever reads them.
    pub(crate) fn words(&self) -> Words {
        self.words
    }

    /// A time as people read it, and as machines do.
    pub(crate) fn show(&self, at: Timestamp) -> impl IntoView + use<> {
        let (machine, short) = (self.local(at).timestamp().to_string(), self.short(at));
        view! { <time datetime=machine>{short}</time> }
    }
}

fn zoned(at: Timestamp, zone: &TimeZone) -> Zoned {
    let instant = jiff::Timestamp::from_millisecond(at.as_unix_ms()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    instant.to_zoned(zone.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from_unix_ms(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    fn in_helsinki() -> Times {
        read_in("en")
    }

    fn read_in(code: &str) -> Times {
        let zone = TimeZone::get("Europe/Helsinki").unwrap();
        Times::new(at("2026-11-23T22:30:00Z"), &zone, Words::of(code.parse().unwrap()))
    }

    #[test]
    fn a_day_begins_where_the_shop_stands() {
        let times = in_helsinki();
        assert_eq!(times.today().to_string(), "2026-11-24", "half past midnight there");
        assert_eq!(times.short(at("2026-11-23T22:05:00Z")), "00:05");
        assert_eq!(times.short(at("2026-11-23T21:59:00Z")), "Yesterday 23:59");
        assert_eq!(times.short(at("2026-03-02T08:00:00Z")), "2 Mar, 10:00");
        assert_eq!(times.short(at("2025-12-31T23:00:00Z")), "1 Jan, 01:00");
        assert_eq!(times.short(at("2025-12-31T21:00:00Z")), "31 Dec 2025, 23:00");
        assert_eq!(times.long(at("2026-11-23T22:05:09Z")), "Tuesday, 24 November 2026, 00:05:09");
        assert_eq!(times.sortable(at("2026-11-23T22:05:09Z")), "2026-11-24 00:05:09");
    }

    #[test]
    fn days_are_as_long_as_they_are() {
        let times = in_helsinki();
        let hours = |date: &str| {
            let date = date.parse().unwrap();
            let span = times.days(date, date).unwrap();
            span.until.since(span.from).as_secs() / 3600
        };
        assert_eq!([hours("2026-03-28"), hours("2026-03-29"), hours("2026-10-25")], [24, 23, 25]);
        let (first, last) = ("2026-11-01".parse().unwrap(), "2026-11-30".parse().unwrap());
        assert_eq!(times.days(first, last).unwrap().from, at("2026-10-31T22:00:00Z"));
        assert_eq!(times.days(Date::MAX, Date::MAX), None);
    }

    #[test]
    fn a_day_is_over_at_the_shops_midnight() {
        assert_eq!(in_helsinki().seconds_left_today(), 23 * 3600 + 1800);
    }

    #[test]
    fn every_language_writes_them_its_own_way() {
        let long = |code| read_in(code).long(at("2026-11-23T12:05:09Z"));
        assert_eq!(long("de"), "Montag, 23. November 2026, 14:05:09");
        assert_eq!(long("fi"), "Maanantaina 23. marraskuuta 2026, 14.05.09");
        assert_eq!(long("pt"), "Segunda-feira, 23 de novembro de 2026, 14:05:09");
        let short = |code| read_in(code).short(at("2026-03-02T08:00:00Z"));
        assert_eq!([short("de"), short("fr"), short("fi")], ["2. März, 10:00", "2 mars, 10:00", "2.3., 10.00"]);
        assert_eq!(read_in("de").short(at("2026-11-23T21:59:00Z")), "Gestern, 23:59");
        assert_eq!(read_in("pl").ago(3 * 60), "3 min temu");
    }

    #[test]
    fn the_unit_grows_with_the_age() {
        let times = in_helsinki();
        let shown = [0, 59, 60, 7199, 7200, 172_799, 172_800].map(|seconds| times.ago(seconds));
        assert_eq!(shown, ["just now", "just now", "1 min ago", "119 min ago", "2 h ago", "47 h ago", "2 days ago"]);
    }
}

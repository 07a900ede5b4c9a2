//! Times of day, in the shop's own zone: the pages are drawn on the server, and a browser's idea of the time is
//! not asked.

use domain::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{ToSpan as _, Zoned};
use leptos::prelude::*;

/// The shop's time: now, and the zone in which days begin.
#[derive(Clone, Debug)]
pub(crate) struct Times {
    now: Zoned,
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
    /// It is `now`, in a shop whose days are those of `zone`.
    pub(crate) fn new(now: Timestamp, zone: &TimeZone) -> Self {
        Self { now: zoned(now, zone) }
    }

    /// Today.
    pub(crate) fn today(&self) -> Date {
        self.now.date()
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
        let time = local.strftime("%H:%M");
        let date = local.date();
        if date == today {
            return time.to_string();
        }
        if Some(date) == today.yesterday().ok() {
            return format!("Yesterday {time}");
        }
        let day = if date.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
        format!("{}, {time}", local.strftime(day))
    }

    /// `Monday, 23 November 2026, 14:05:09`, to the second.
    pub(crate) fn long(&self, at: Timestamp) -> String {
        self.local(at).strftime("%A, %-d %B %Y, %H:%M:%S").to_string()
    }

    /// `2026-11-23 14:05:09`: sorts as it stands, and spreadsheets know it.
    pub(crate) fn sortable(&self, at: Timestamp) -> String {
        self.local(at).strftime("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// The name of the zone, as written beside exported times.
    pub(crate) fn zone_name(&self) -> String {
        self.now.time_zone().iana_name().unwrap_or("local time").to_owned()
    }

    /// A time as people read it, and as machines do.
    pub(crate) fn show(&self, at: Timestamp) -> impl IntoView + use<> {
        let (machine, short) = (self.local(at).timestamp().to_string(), self.short(at));
        view! { <time datetime=machine>{short}</time> }
    }
}

/// `Monday, 23 November 2026`.
pub(crate) fn day_name(date: Date) -> String {
    date.strftime("%A, %-d %B %Y").to_string()
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
        Times::new(at("2026-11-23T22:30:00Z"), &TimeZone::get("Europe/Helsinki").unwrap())
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
}

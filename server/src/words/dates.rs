//! Days and times of day, as each language writes them; see `locales::Dates`.

use super::Words;
use jiff::Zoned;
use jiff::civil::Date;

/// How a language writes them.
pub(super) struct Dates {
    pub(super) weekdays: [&'static str; 7],
    pub(super) months: [&'static str; 12],
    pub(super) short: [&'static str; 12],
    pub(super) time: &'static str,
    pub(super) seconds: &'static str,
    pub(super) day: &'static str,
    pub(super) day_year: &'static str,
    pub(super) full: &'static str,
}

impl Words {
    /// `14:05`
    pub(crate) fn time(self, at: &Zoned) -> String {
        clock(self.table.dates.time, at)
    }

    /// `14:05:09`
    pub(crate) fn time_to_the_second(self, at: &Zoned) -> String {
        clock(self.table.dates.seconds, at)
    }

    /// `23 Nov`
    pub(crate) fn short_day(self, date: Date) -> String {
        self.written(self.table.dates.day, &self.table.dates.short, date)
    }

    /// `23 Nov 2026`
    pub(crate) fn short_day_and_year(self, date: Date) -> String {
        self.written(self.table.dates.day_year, &self.table.dates.short, date)
    }

    /// `Monday, 23 November 2026`
    pub(crate) fn day(self, date: Date) -> String {
        let text = self.written(self.table.dates.full, &self.table.dates.months, date);
        // A heading begins with it, or a row.
        let mut letters = text.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    fn written(self, pattern: &str, months: &[&str; 12], date: Date) -> String {
        let place = |number: i8| usize::try_from(number).unwrap_or_default();
        let month = months.get(place(date.month()).saturating_sub(1)).copied().unwrap_or_default();
        let weekday = place(date.weekday().to_monday_zero_offset());
        let weekday = self.table.dates.weekdays.get(weekday).copied().unwrap_or_default();
        pattern
            .replace("{weekday}", weekday)
            .replace("{day}", &date.day().to_string())
            .replace("{month}", month)
            .replace("{year}", &date.year().to_string())
    }
}

fn clock(pattern: &str, at: &Zoned) -> String {
    let two = |number: i8| format!("{number:02}");
    pattern
        .replace("{hour}", &two(at.hour()))
        .replace("{minute}", &two(at.minute()))
        .replace("{second}", &two(at.second()))
}

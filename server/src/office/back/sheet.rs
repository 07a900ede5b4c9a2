//! Sales as a file for a spreadsheet: one line a sale, with columns that can be summed as they stand. Its names are the
//! same whoever fetches it: what reads it in elsewhere goes by them.
//!
//! A spreadsheet takes a text that begins with `=`, `+`, `-`, `@`, a tab or a line's end for a formula, and does
//! what it says. Such a text gets an apostrophe before it, as does one that only looks so after blanks or in the
//! wide letters of East Asia (OWASP, *CSV Injection*). Numbers are ours, and never negative.

use super::super::parts::when::Times;
use crate::store::FoundSale;
use core::fmt::Write as _;
use domain::cart::Sold;
use domain::catalogue::VatRate;
use domain::catalogue::vat::percent_text;
use domain::{Currency, Money, Msat};

/// How a country's spreadsheets take numbers apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `,` between columns, `.` in numbers.
    Point,
    /// `;` between columns, `,` in numbers.
    Comma,
}

impl Dialect {
    /// The dialect called `name` in an address.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "" | "point" => Some(Self::Point),
            "comma" => Some(Self::Comma),
            _ => None,
        }
    }

    fn separator(self) -> char {
        match self {
            Self::Point => ',',
            Self::Comma => ';',
        }
    }

    /// A decimal number of ours, which has a point.
    fn number(self, text: String) -> String {
        match self {
            Self::Point => text,
            Self::Comma => text.replace('.', ","),
        }
    }
}

/// The names of the columns, in their order; after them come two of each rate of VAT.
const COLUMNS: [&str; 17] = [
    "opened",
    "paid",
    "time zone",
    "code",
    "reference",
    "terminal",
    "state",
    "currency",
    "asked",
    "taken",
    "tip",
    "keyed",
    "asked sat",
    "taken sat",
    "price of 1 BTC",
    "decisions",
    "note",
];

/// How a file is written: its numbers and times, and the rates of VAT that have columns in it.
pub(super) struct Format {
    /// How numbers stand in it.
    pub(super) dialect: Dialect,
    /// When.
    pub(super) times: Times,
    /// Every rate of VAT that has columns.
    pub(super) rates: Vec<VatRate>,
}

impl Format {
    /// The first line, with the mark by which spreadsheets know UTF-8.
    pub(super) fn head(&self) -> String {
        let names = COLUMNS.iter().map(|name| (*name).to_owned());
        let of_rate = |rate: &VatRate| {
            let percent = self.dialect.number(percent_text(rate.basis_points()));
            [format!("gross {percent} %"), format!("VAT {percent} %")]
        };
        let names = names.chain(self.rates.iter().flat_map(of_rate)).collect();
        format!("\u{feff}{}", line(names, self.dialect))
    }

    /// What was paid at each rate, and the VAT in it; nothing where nothing was paid.
    fn vat<'a>(&'a self, paid: Option<&Sold>, currency: Currency) -> impl Iterator<Item = String> + 'a {
        let shares = paid.map(Sold::vat).unwrap_or_default();
        self.rates.iter().flat_map(move |rate| {
            let share = shares.iter().find(|share| share.rate == *rate);
            let (gross_minor, vat_minor) = share.map_or((0, 0), |share| (share.gross_minor, share.vat_minor));
            [gross_minor, vat_minor].map(|minor| self.dialect.number(digits(Money::from_minor(minor, currency))))
        })
    }
}

/// The line of one sale. `sold` is what was sold in it, unless it was a keyed amount and nothing else; `terminal` is
/// the name of where it was made.
pub(super) fn row(sale: &FoundSale, sold: Option<&Sold>, terminal: &str, format: &Format) -> String {
    let Format { dialect, times, .. } = format;
    let dialect = *dialect;
    let record = sale.checkout.record();
    let settlement = record.state.settlement();
    let asked_msat = sale.checkout.invoice().map(|invoice| invoice.amount);
    let is_paid = settlement.is_some();
    let sat = |msat: Option<Msat>| msat.map_or(String::new(), |msat| dialect.number(plain(msat.msat(), 3)));
    let currency = record.total.currency();
    let if_paid = |minor| dialect.number(digits(Money::from_minor(if is_paid { minor } else { 0 }, currency)));
    let decisions: Vec<_> =
        record.alarms.iter().filter_map(|alarm| Some((alarm.kind, alarm.decision.as_ref()?))).collect();
    let decisions: Vec<_> = decisions
        .iter()
        .map(|(kind, decision)| {
            let verdict = match decision.verdict {
                domain::alarm::Verdict::Accept => "accepted".to_owned(),
                domain::alarm::Verdict::Refund => "refund by hand".to_owned(),
                domain::alarm::Verdict::Link(other) => format!("linked to {other}"),
            };
            let note = if decision.note.is_empty() { String::new() } else { format!(" ({})", decision.note) };
            format!("{}: {verdict}{note}", kind.name())
        })
        .collect();
    let mut columns = vec![
        times.sortable(record.opened_at),
        settlement.map_or(String::new(), |settlement| times.sortable(settlement.paid_at)),
        times.zone_name().unwrap_or("local time").to_owned(),
        record.id.short_code(),
        sale.checkout.reference().as_str().to_owned(),
        text(terminal),
        record.state.name().to_owned(),
        record.total.currency().code().to_owned(),
        dialect.number(digits(record.total)),
        if_paid(record.total.minor()),
        if_paid(sold.map_or(0, |sold| sold.tip_minor)),
        if_paid(sold.map_or(record.total.minor(), |sold| sold.keyed_minor)),
        sat(asked_msat),
        sat(asked_msat.map(|msat| if is_paid { msat } else { Msat::from_msat(0) })),
        asked_msat.and_then(|msat| price(record.total, msat)).map_or(String::new(), |price| dialect.number(price)),
        text(&decisions.join("; ")),
        text(sold.map_or("", |sold| sold.note.as_str())),
    ];
    columns.extend(format.vat(sold.filter(|_| is_paid), currency));
    line(columns, dialect)
}

/// What one bitcoin cost in this sale: Mion's own exchange, worked out from what it asked the customer for. To the
/// minor unit, rounded down.
fn price(total: Money, asked: Msat) -> Option<String> {
    const MSAT_PER_BTC: u128 = 100_000_000_000;
    let minor = u128::from(total.minor()).checked_mul(MSAT_PER_BTC)?.checked_div(u128::from(asked.msat()))?;
    let minor = u64::try_from(minor).ok()?;
    Some(digits(Money::from_minor(minor, total.currency())))
}

/// `12.50`: nothing but digits and a point.
fn digits(money: Money) -> String {
    plain(money.minor(), money.currency().decimals())
}

fn plain(value: u64, places: usize) -> String {
    let text = format!("{value:0width$}", width = places + 1);
    let (whole, part) = text.split_at(text.len() - places);
    if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }
}

/// A text that people have typed, so that no spreadsheet takes it for a formula.
fn text(text: &str) -> String {
    let first = text.chars().find(|char| !matches!(char, ' ' | '\u{a0}'));
    let is_formula =
        matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠' | '|' | '%'));
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

fn line(columns: Vec<String>, dialect: Dialect) -> String {
    let separator = dialect.separator();
    let mut line = String::new();
    for (number, column) in columns.iter().enumerate() {
        if number > 0 {
            line.push(separator);
        }
        if column.contains(['"', separator, '\n', '\r', '\t', '\'']) {
            // Writing to a text cannot fail.
            let _ = write!(line, "\"{}\"", column.replace('"', "\"\""));
        } else {
            line.push_str(column);
        }
    }
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::alarm::{AlarmKind, Verdict};
    use domain::answer::{Action, Answer, Invoice, StatusRead};
    use domain::cart::{SoldLine, Tip};
    use domain::{Checkout, SessionId, Timestamp};
    use jiff::tz::TimeZone;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_unix_ms(1_795_000_000_000 + second * 1000)
    }

    fn format(dialect: Dialect, rates: &[u16]) -> Format {
        let rates = rates.iter().map(|bp| VatRate::try_from(*bp).unwrap()).collect();
        Format { dialect, times: Times::new(at(0), &TimeZone::UTC, crate::office::tests::english()), rates }
    }

    fn sale() -> Checkout {
        let id = "75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap();
        let invoice = Invoice {
            bolt11: "lnbcrt1".to_owned(),
            payment_hash: "00".to_owned(),
            amount: Msat::from_msat(25_000_500),
            expires_at: at(600),
            on_chain: None,
        };
        let session = SessionId::from_uuid(uuid::Uuid::from_u128(7));
        Checkout::open(id, Money::from_minor(1250, Currency::EUR), at(0), at(600))
            .asking(Action::CreateSession, at(0))
            .unwrap()
            .answered(Answer::SessionOpen { id: session, expires_at: None }, at(0), at(1))
            .unwrap()
            .asking(Action::CreateAttempt, at(1))
            .unwrap()
            .answered(Answer::AttemptReady(invoice), at(1), at(2))
            .unwrap()
    }

    fn paid_late(note: &str) -> Checkout {
        let funded = StatusRead {
            word: "funded".to_owned(),
            word_means_paid: true,
            word_is_last: true,
            paid_at: Some(at(100)),
            seen: false,
            funding: None,
            fee_is_correct: None,
            funding_status: None,
            fee_status: None,
            funding_amount_available: None,
        };
        let cancelled = sale().cancel(at(50)).unwrap();
        let late = cancelled.answered(Answer::Status(funded), at(100), at(101)).unwrap();
        late.decide(AlarmKind::Late, Verdict::Refund, note, at(200)).unwrap()
    }

    fn row_of(checkout: Checkout, terminal: &str, dialect: Dialect) -> String {
        row(&FoundSale { checkout, terminal: None }, None, terminal, &format(dialect, &[]))
    }

    #[test]
    fn every_line_has_every_column_and_its_numbers_can_be_summed() {
        let unpaid = row_of(sale(), "Bar", Dialect::Point);
        assert_eq!(
            unpaid,
            "2026-11-18 11:06:40,,UTC,ZLKRKR,kiosk-75099bcf-22d5-43f9-8976-b7c5692eaa85,Bar,awaiting-payment,EUR,\
             12.50,0.00,0.00,0.00,25000.500,0.000,49999.00,,\r\n"
                .replace("ZLKRKR", &sale().id().short_code())
        );
        let paid = row_of(paid_late("In cash"), "Bar", Dialect::Point);
        let columns: Vec<_> = paid.trim_end().split(',').collect();
        assert_eq!(columns.len(), COLUMNS.len());
        assert_eq!(columns[8..15], ["12.50", "12.50", "0.00", "12.50", "25000.500", "25000.500", "49999.00"]);
        assert_eq!(columns[15], "late: refund by hand (In cash)");
        assert_eq!(columns[1], "2026-11-18 11:08:20");
    }

    #[test]
    fn where_numbers_have_commas_columns_have_semicolons() {
        let line = row_of(sale(), "Bar", Dialect::Comma);
        let columns: Vec<_> = line.trim_end().split(';').collect();
        assert_eq!(columns.len(), COLUMNS.len());
        assert_eq!((columns[8], columns[14]), ("12,50", "49999,00"));
        let head = format(Dialect::Comma, &[770]).head();
        assert!(head.starts_with("\u{feff}opened;paid;") && head.ends_with(";gross 7,7 %;VAT 7,7 %\r\n"), "{head}");
    }

    #[test]
    fn what_was_taken_is_the_tip_what_was_keyed_and_what_was_paid_at_each_rate() {
        let line = |price_minor, vat: u16| SoldLine {
            item: "75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap(),
            name: "Coffee".to_owned(),
            quantity: 1,
            price_minor,
            vat: VatRate::try_from(vat).unwrap(),
            discount: None,
            discount_minor: 0,
            share_minor: 0,
        };
        let sold = Sold {
            keyed_minor: 0,
            lines: vec![line(700, 1900), line(428, 700)],
            discount: None,
            discount_minor: 0,
            tip: Tip::None,
            tip_minor: 122,
            note: "Table 4".to_owned(),
        };
        let row_of = |checkout| {
            let sale = FoundSale { checkout, terminal: None };
            row(&sale, Some(&sold), "", &format(Dialect::Point, &[0, 700, 1900]))
        };
        let paid = row_of(paid_late(""));
        let columns: Vec<_> = paid.trim_end().split(',').collect();
        assert_eq!(columns[9..12], ["12.50", "1.22", "0.00"]);
        assert_eq!(columns[17..], ["0.00", "0.00", "4.28", "0.28", "7.00", "1.12"]);
        let unpaid = row_of(sale());
        let columns: Vec<_> = unpaid.trim_end().split(',').collect();
        assert!(columns[9..12].iter().chain(&columns[17..]).all(|sum| *sum == "0.00"), "{unpaid}");
    }

    #[test]
    fn no_text_is_a_formula() {
        for formula in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "  =1",
            "\u{a0}=1",
            "＝1",
            "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"https://evil.example\",\"x\")",
        ] {
            let line = row_of(sale(), formula, Dialect::Point);
            let quoted = formula.replace('"', "\"\"");
            assert!(line.contains(&format!(",\"'{quoted}\",")), "{line}");
            // A note stands behind a word of ours, and cannot begin a cell.
            if !formula.contains(char::is_control) {
                assert!(row_of(paid_late(formula), "", Dialect::Point).contains("late: refund by hand"), "{formula}");
            }
        }
        assert!(row_of(sale(), "Bar", Dialect::Point).contains(",Bar,"));
    }

    #[test]
    fn a_text_never_ends_its_column() {
        let line = row_of(sale(), "a,b\";\nc", Dialect::Point);
        assert!(line.contains(",\"a,b\"\";\nc\","), "{line}");
    }
}

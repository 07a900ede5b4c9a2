//! Money and time as people read them, by integers alone, and text made safe for HTML.

/// A space that keeps the digits of one number on one line.
const THIN: char = '\u{202f}';

/// Minor units with their currency: `1 240.00 €`.
pub(super) fn fiat(minor: u64, currency: &str) -> String {
    let sign = if currency == "EUR" { "€" } else { currency };
    format!("{}.{:02}\u{a0}{sign}", grouped(minor / 100), minor % 100)
}

/// Millisatoshis as satoshis: `25 000 sat`, with a fraction only where there is one.
pub(super) fn sats(msat: u64) -> String {
    let whole = grouped(msat / 1_000);
    match msat % 1_000 {
        0 => format!("{whole}\u{a0}sat"),
        rest => format!("{whole}.{rest:03}\u{a0}sat"),
    }
}

/// Seconds as a countdown: `9:05`, or `2 h 09 min` where it is long.
pub(super) fn countdown(seconds: i64) -> String {
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    if hours > 0 {
        return format!("{hours}\u{a0}h\u{a0}{minutes:02}\u{a0}min");
    }
    format!("{minutes}:{:02}", seconds % 60)
}

/// Both ends of a long text.
pub(super) fn shortened(text: &str) -> String {
    match (text.get(..18), text.get(text.len().saturating_sub(8)..)) {
        (Some(start), Some(end)) if text.len() > 30 => format!("{start}…{end}"),
        _ => text.to_owned(),
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len().saturating_mul(2));
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && digits.len().abs_diff(place) % 3 == 0 {
            text.push(THIN);
        }
        text.push(digit);
    }
    text
}

/// Text for HTML, within an element or a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_grouped_and_keeps_its_cents() {
        assert_eq!(fiat(1_250, "EUR"), "12.50\u{a0}€");
        assert_eq!(fiat(5, "EUR"), "0.05\u{a0}€");
        assert_eq!(fiat(123_456_789, "EUR"), "1\u{202f}234\u{202f}567.89\u{a0}€");
        assert_eq!(sats(25_000_000), "25\u{202f}000\u{a0}sat");
        assert_eq!(sats(1_001), "1.001\u{a0}sat");
        assert_eq!(sats(999_000), "999\u{a0}sat");
    }

    #[test]
    fn a_countdown_is_short_until_it_is_long() {
        assert_eq!(countdown(0), "0:00");
        assert_eq!(countdown(545), "9:05");
        assert_eq!(countdown(7_770), "2\u{a0}h\u{a0}09\u{a0}min");
    }

    #[test]
    fn a_long_invoice_keeps_both_ends() {
        let long = format!("lnbcrt250u1p5{}qqqqtail", "x".repeat(200));
        assert_eq!(shortened(&long), "lnbcrt250u1p5xxxxx…qqqqtail");
        assert_eq!(shortened("lnbc1short"), "lnbc1short");
    }

    #[test]
    fn nothing_of_a_text_is_markup() {
        let text = r#"<b a="1" c='2'>&"#;
        assert_eq!(escaped(text), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;");
    }
}

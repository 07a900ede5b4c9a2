//! Comma-separated values as RFC 4180 has them, out and in, and nothing more. Which sign separates is told from
//! the first line, because half of Europe's spreadsheets write semicolons.

/// One row as a line.
pub fn line<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for (at, field) in fields.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        if field.contains(['"', ',', ';', '\t', '\n', '\r']) || field.starts_with(' ') || field.ends_with(' ') {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(field);
        }
    }
    out.push_str("\r\n");
    out
}

/// A text that a spreadsheet would take for a formula, made one that it takes for a text.
pub fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// What [`harmless`] was made of.
pub fn plain(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => text,
    }
}

/// The rows of `text`, blank lines left out.
pub fn rows(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = separator(text);
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut chars = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(char) = chars.next() {
        match char {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            '"' if field.is_empty() => is_quoted = true,
            char if is_quoted => field.push(char),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                row.push(core::mem::take(&mut field));
                rows.push(core::mem::take(&mut row));
            }
            char if char == separator => row.push(core::mem::take(&mut field)),
            char => field.push(char),
        }
    }
    row.push(field);
    rows.push(row);
    rows.retain(|row| row.iter().any(|field| !field.trim().is_empty()));
    rows
}

fn separator(text: &str) -> char {
    let first = text.lines().next().unwrap_or_default();
    [',', ';', '\t'].into_iter().max_by_key(|sign| (first.matches(*sign).count(), *sign == ',')).unwrap_or(',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn semicolons_tabs_and_a_mark_at_the_beginning_are_understood() {
        assert_eq!(rows("\u{feff}a;b\r\n1;\"x;\"\"y\"\"\"\r\n\r\n"), [["a", "b"], ["1", "x;\"y\""]]);
        assert_eq!(rows("a\tb\n1\t2"), [["a", "b"], ["1", "2"]]);
        assert_eq!(rows("a,b\n\"1\n2\",3"), [["a", "b"], ["1\n2", "3"]]);
        assert!(rows("\n \n").is_empty());
    }

    #[test]
    fn a_formula_is_made_a_text_and_back() {
        for text in ["=1+1", "+49", "-5", "@x"] {
            assert_eq!(harmless(text), format!("'{text}"));
            assert_eq!(plain(&harmless(text)), text);
        }
        assert_eq!(plain("'tis"), "'tis");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(fields in proptest::collection::vec("[ -~é\n\"]{1,12}", 2..6)) {
            prop_assume!(fields.iter().any(|field| !field.trim().is_empty()));
            // The first line of a file is a heading of ours, which tells the separator.
            let text = format!("a,b\r\n{}", line(fields.iter().map(String::as_str)));
            prop_assert_eq!(&rows(&text)[1], &fields);
        }
    }
}

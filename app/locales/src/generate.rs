//! The functions: one for each text, with an argument for each thing to be filled in. A text that is not there, or
//! an argument too few, is an error of the compiler wherever it is used.

use crate::plural::FORMS;
use crate::{Dates, Formats, Language, Text};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The lines of a table before its texts.
pub const HEAD: usize = 3;

/// The source of the functions, an `impl Words`, and of the tables of all `languages`, for the server.
pub fn rust(languages: &[Language], formats: &BTreeMap<String, Formats>) -> String {
    let mut source = String::new();
    let line = functions(&mut source, languages, HEAD);
    let _ = writeln!(
        source,
        "impl Words {{\n/// What the tablet's own JavaScript says, as JSON.\n\
         pub(crate) fn of_the_tablet(self) -> &'static str {{ self.line({line}) }}\n}}"
    );
    lines(&mut source, line.saturating_add(1));
    let _ = writeln!(
        source,
        "#[cfg(feature = \"ssr\")]\npub(in crate::i18n) static TABLES: [Table; {}] = [",
        languages.len()
    );
    for language in languages {
        let Language { code, name, .. } = language;
        let table = language.table();
        let lines: Vec<&str> = table.split('\n').collect();
        let formats = formats.get(language.formats());
        let money: Vec<String> = formats.into_iter().flat_map(Formats::lines).collect();
        let usual = formats.map(Formats::usual_line).unwrap_or_default();
        let _ = writeln!(
            source,
            "Table {{ code: {code:?}, name: {name:?}, lines: &{lines:?}, money: &{money:?}, usual: {usual:?} }},"
        );
    }
    source.push_str("];\n");
    source
}

/// The same for the pages that the server draws: the functions, and of each language of `languages` its code, its
/// lines and how it writes dates. They stand in the program alone; nothing of it is ever loaded by a tablet.
pub fn pages(languages: &[Language], dates: &BTreeMap<String, Dates>) -> String {
    let mut source = String::new();
    let line = functions(&mut source, languages, 0);
    lines(&mut source, line);
    let _ = writeln!(source, "pub(super) static TABLES: [Table; {}] = [", languages.len());
    for language in languages {
        let lines = language.lines();
        let _ = write!(source, "Table {{ code: {:?}, lines: &{lines:?}, dates: ", language.code);
        if let Some(Dates { weekdays, months, short, time, seconds, day, day_year, full }) =
            dates.get(language.formats())
        {
            let _ = write!(
                source,
                "Dates {{ weekdays: {weekdays:?}, months: {months:?}, short: {short:?}, time: {time:?}, \
                 seconds: {seconds:?}, day: {day:?}, day_year: {day_year:?}, full: {full:?} }}"
            );
        }
        source.push_str(" },\n");
    }
    source.push_str("];\n");
    source
}

/// Writes an `impl Words` with the functions of the first of `languages`, whose texts begin at the line `head`; returns
/// the line after them.
fn functions(source: &mut String, languages: &[Language], head: usize) -> usize {
    source.push_str("impl Words {\n");
    let mut line = head;
    for (name, text) in languages.first().into_iter().flat_map(|pattern| &pattern.texts) {
        function(source, name, text, line);
        line += match text {
            Text::Plain(_) => 1,
            Text::Counted(_) => FORMS.len(),
        };
    }
    source.push_str("}\n");
    line
}

fn lines(source: &mut String, count: usize) {
    let _ = writeln!(source, "/// The lines of a table.\npub(crate) const LINES: usize = {count};");
}

fn function(source: &mut String, name: &str, text: &Text, line: usize) {
    let form = text.form();
    for words in text.lines() {
        // Comments and no documentation: a text may hold what rustdoc would take for a link.
        let _ = writeln!(source, "// {words}");
    }
    if form.places.is_empty() {
        let _ = writeln!(source, "pub(crate) fn {name}(self) -> &'static str {{ self.line({line}) }}");
        return;
    }
    let arguments: String =
        form.places
            .iter()
            .map(|place| {
                if form.is_counted && place == "count" { ", count: u32".to_owned() } else { format!(", {place}: &str") }
            })
            .collect();
    let line = if form.is_counted { format!("{line} + self.plural(count)") } else { line.to_string() };
    let values: Vec<String> = form
        .places
        .iter()
        .map(|place| {
            let value = if form.is_counted && place == "count" { "&self.count(count)" } else { place };
            format!("({place:?}, {value})")
        })
        .collect();
    let _ = writeln!(
        source,
        "pub(crate) fn {name}(self{arguments}) -> String {{ self.fill({line}, &[{}]) }}",
        values.join(", ")
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_a_function_of_what_is_filled_in() {
        let file = r#"{"name": "English", "tag": "en", "texts": {"charge": "Charge {total}", "paid": "Paid",
                       "left": {"one": "One", "other": "{count} left"}}}"#;
        let source = rust(&[Language::parse("en", file).unwrap()], &BTreeMap::new());
        for expected in [
            "fn charge(self, total: &str) -> String { self.fill(3, &[(\"total\", total)]) }",
            "fn left(self, count: u32) -> String { self.fill(4 + self.plural(count), &[(\"count\", &self.count(count))]) }",
            "fn paid(self) -> &'static str { self.line(10) }",
            "fn of_the_tablet(self) -> &'static str { self.line(11) }",
            "const LINES: usize = 12;",
        ] {
            assert!(source.contains(expected), "{expected}\n{source}");
        }
    }
}

//! One language's file, and the mistakes that can be in it.
//!
//! ```json
//! { "name": "English", "tag": "en-GB", "texts": { "charge_total": "Charge {total}",
//!   "to_decide": { "one": "A payment needs a decision", "other": "{count} payments need a decision" } } }
//! ```

use crate::{plural, tablet};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// One language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// The name of its file, and in settings: `pt`.
    #[serde(skip)]
    pub code: String,
    /// What it is called by those who speak it.
    pub name: String,
    /// As browsers want it, with the region whose formats are used: `pt-PT`.
    pub tag: String,
    /// Whose numbers, currencies and times it writes, where that is not its own tag.
    #[serde(default, rename = "formats")]
    pub other_formats: Option<String>,
    /// Whether it is written from right to left.
    #[serde(default)]
    pub right_to_left: bool,
    /// Its texts by their names.
    pub texts: BTreeMap<String, Text>,
    /// What the tablet's own JavaScript says, by its names.
    #[serde(skip)]
    pub tablet: BTreeMap<String, String>,
}

/// A text as it stands in a file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Text {
    /// The same whatever is counted.
    Plain(String),
    /// One for each plural form.
    Counted(BTreeMap<String, String>),
}

/// What a text looks like to whoever uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Whether it follows a count.
    pub is_counted: bool,
    /// What is filled in, in the order of the English text; `count` first, where it is counted.
    pub places: Vec<String>,
}

impl Language {
    /// Reads the file of the language `code`.
    ///
    /// # Errors
    /// Where it is not a language's file.
    pub fn parse(code: &str, text: &str) -> Result<Self, String> {
        let language: Self = serde_json::from_str(text).map_err(|error| format!("{code}.json: {error}"))?;
        Ok(Self { code: code.to_owned(), ..language })
    }

    /// `rtl` or `ltr`.
    pub fn direction(&self) -> &'static str {
        if self.right_to_left { "rtl" } else { "ltr" }
    }

    /// The tag of its formats.
    pub fn formats(&self) -> &str {
        self.other_formats.as_deref().unwrap_or(&self.tag)
    }

    /// Everything that keeps it from standing in for `pattern`, one line each.
    pub fn mistakes(&self, pattern: &Self) -> Vec<String> {
        let mut found = Vec::new();
        let mut say = |what: String| found.push(format!("{}.json: {what}", self.code));
        let Some(forms) = plural::forms(&self.code) else {
            say("its plural forms are not known: add them to app/locales/src/plural.rs".to_owned());
            return found;
        };
        for name in pattern.texts.keys().filter(|name| !self.texts.contains_key(*name)) {
            say(format!("{name} is missing"));
        }
        for (name, text) in &self.texts {
            let Some(form) = pattern.texts.get(name).map(Text::form) else {
                say(format!("{name} is not a text of en.json"));
                continue;
            };
            if !is_name(name) {
                say(format!("{name} is no name: lower case, digits and _ only"));
            }
            for line in text.lines() {
                for problem in problems(line, &form, text) {
                    say(format!("{name}: {problem} in {line:?}"));
                }
            }
            match text {
                Text::Plain(_) if form.is_counted => say(format!("{name} needs its plural forms: {forms:?}")),
                Text::Counted(_) if !form.is_counted => say(format!("{name} is not counted in en.json")),
                Text::Counted(lines)
                    if !lines.keys().map(String::as_str).collect::<BTreeSet<_>>().iter().eq(forms
                        .iter()
                        .copied()
                        .collect::<BTreeSet<_>>()
                        .iter()) =>
                {
                    say(format!(
                        "{name} has the plural forms {:?} and needs {forms:?}",
                        lines.keys().collect::<Vec<_>>()
                    ));
                }
                _ => {}
            }
        }
        for problem in tablet::mistakes(&self.tablet, &pattern.tablet) {
            say(problem);
        }
        found
    }

    /// The table: what the browser loads, and what the server has built in.
    pub fn table(&self) -> String {
        let mut table = format!("{}\n{}\n{}", self.tag, self.direction(), self.formats());
        for line in self.lines() {
            table.push('\n');
            table.push_str(line);
        }
        table.push('\n');
        table.push_str(&serde_json::json!(self.tablet).to_string());
        table
    }

    /// The lines of its texts: one for each, and six for one that is counted.
    pub fn lines(&self) -> Vec<&str> {
        let mut all = Vec::new();
        for text in self.texts.values() {
            match text {
                Text::Plain(line) => all.push(line.as_str()),
                Text::Counted(lines) => {
                    all.extend(plural::FORMS.map(|form| lines.get(form).map_or("", String::as_str)));
                }
            }
        }
        all
    }
}

impl Text {
    /// Its lines, one or one for each form.
    pub fn lines(&self) -> impl Iterator<Item = &String> {
        let (plain, counted) = match self {
            Self::Plain(line) => (Some(line), None),
            Self::Counted(lines) => (None, Some(lines.values())),
        };
        plain.into_iter().chain(counted.into_iter().flatten())
    }

    /// What it looks like to whoever uses it.
    pub fn form(&self) -> Form {
        let is_counted = matches!(self, Self::Counted(_));
        let mut all: Vec<String> = if is_counted { vec!["count".to_owned()] } else { Vec::new() };
        for line in self.lines() {
            for place in places(line) {
                if !all.contains(&place) {
                    all.push(place);
                }
            }
        }
        Form { is_counted, places: all }
    }
}

/// What is filled into `line`: the names between braces.
pub fn places(line: &str) -> Vec<String> {
    line.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}

fn problems(line: &str, form: &Form, text: &Text) -> Vec<String> {
    let mut found = Vec::new();
    let there = places(line);
    for place in &there {
        if !form.places.contains(place) {
            found.push(format!("{{{place}}} is nothing that could be filled in"));
        }
        if !is_name(place) {
            found.push(format!("{{{place}}} is no name"));
        }
    }
    // "A payment" needs no number; "3 payments" does.
    let may_lack_count = matches!(text, Text::Counted(lines) if lines.get("other").is_some_and(|other| other != line));
    for place in form.places.iter().filter(|place| !there.contains(place)) {
        if !(place == "count" && may_lack_count) {
            found.push(format!("{{{place}}} is missing"));
        }
    }
    if line.matches('{').count() != there.len() || line.matches('}').count() != there.len() {
        found.push("a brace without its partner".to_owned());
    }
    if line.trim() != line || line.is_empty() || line.chars().any(char::is_control) {
        found.push("nothing, a line break or a space at an end".to_owned());
    }
    found
}

fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(code: &str, texts: &str) -> Language {
        let file = format!(r#"{{"name": "N", "tag": "{code}", "texts": {{{texts}}}}}"#);
        Language::parse(code, &file).unwrap()
    }

    fn mistakes(texts: &str) -> Vec<String> {
        let pattern = language(
            "en",
            r#""paid": "Paid", "charge": "Charge {total}", "left": {"one": "One", "other": "{count} left"}"#,
        );
        assert_eq!(pattern.mistakes(&pattern), [""; 0]);
        language("pl", texts).mistakes(&pattern)
    }

    #[test]
    fn a_whole_language_has_no_mistakes() {
        let texts = r#""paid": "Zapłacono", "charge": "Pobierz {total}",
                       "left": {"one": "Jeden", "few": "{count} a", "many": "{count} b", "other": "{count} c"}"#;
        assert_eq!(mistakes(texts), [""; 0]);
    }

    #[test]
    fn whatever_is_wrong_is_named() {
        let whole = r#""left": {"one": "Jeden", "few": "{count}", "many": "{count}", "other": "{count}"}"#;
        for (texts, expected) in [
            (format!(r#""charge": "{{total}}", {whole}"#), "pl.json: paid is missing"),
            (r#""paid": "a", "charge": "b""#.to_owned(), "charge: {total} is missing"),
            (r#""paid": "a {x}""#.to_owned(), "{x} is nothing that could be filled in"),
            (r#""more": "b""#.to_owned(), "more is not a text of en.json"),
            (r#""paid": " a""#.to_owned(), "a space at an end"),
            (r#""paid": "a\nb""#.to_owned(), "a line break"),
            (r#""charge": "{total} }""#.to_owned(), "a brace without its partner"),
            (r#""left": {"one": "b", "other": "{count}"}"#.to_owned(), "and needs"),
            (r#""left": "{count}""#.to_owned(), "needs its plural forms"),
            (r#""paid": {"one": "a", "few": "b", "many": "c", "other": "d"}"#.to_owned(), "is not counted in en.json"),
        ] {
            let found = mistakes(&texts).join("\n");
            assert!(found.contains(expected), "{expected}: {found}");
        }
    }

    #[test]
    fn a_language_with_unknown_plurals_is_refused() {
        let pattern = language("en", r#""paid": "Paid""#);
        assert_eq!(language("xx", r#""paid": "a""#).mistakes(&pattern).len(), 1);
    }

    #[test]
    fn a_table_has_a_line_for_each_text_and_six_for_a_counted_one() {
        let pattern = language("en", r#""b": "B", "a": {"one": "1", "other": "{count}"}"#);
        assert_eq!(pattern.table(), "en\nltr\nen\n\n1\n\n\n\n{count}\nB\n{}");
    }
}

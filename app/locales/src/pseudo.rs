//! A language that nobody speaks: English with an accent on every letter, written from right to left, and a third
//! longer. Whatever shows up without accents is not translated; whatever does not mirror has a left and a right.

use crate::plural::FORMS;
use crate::{Language, Text};

/// Its code.
pub const CODE: &str = "ar-XB";

const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED: &str = "áƀćđéƒǵĥíĵķĺɱńóƥʠŕśťúṽŵẋýźÁƁĆĐÉƑǴĤÍĴĶĹḾŃÓƤɊŔŚŤÚṼŴẊÝŹ";

/// The pseudo-locale of `pattern`.
pub fn of(pattern: &Language) -> Language {
    let texts = pattern.texts.iter().map(|(name, text)| (name.clone(), disguised(text))).collect();
    Language {
        code: CODE.to_owned(),
        name: accented("Pseudo"),
        tag: CODE.to_owned(),
        // Its numbers are written as a real language from right to left writes them.
        other_formats: Some("he".to_owned()),
        right_to_left: true,
        texts,
        tablet: pattern.tablet.iter().map(|(name, text)| (name.clone(), accented(text))).collect(),
    }
}

fn disguised(text: &Text) -> Text {
    match text {
        Text::Plain(line) => Text::Plain(longer(line)),
        // Whatever its formats' language counts by, there is a form for it.
        Text::Counted(lines) => Text::Counted(
            FORMS
                .iter()
                .filter_map(|form| {
                    let line = lines.get(*form).or_else(|| lines.get("other"))?;
                    Some(((*form).to_owned(), longer(line)))
                })
                .collect(),
        ),
    }
}

/// A third longer than English: as German and Finnish are.
fn longer(line: &str) -> String {
    let words = line.split_whitespace().count();
    let extra = if words < 2 { String::new() } else { format!(" {}", vec!["ïï"; words.div_ceil(3)].join(" ")) };
    format!("{}{extra}", accented(line))
}

/// `line` with an accent on every letter but those between braces.
pub fn accented(line: &str) -> String {
    let mut inside = false;
    line.chars()
        .map(|letter| {
            inside = (inside || letter == '{') && letter != '}';
            let place = PLAIN.chars().position(|plain| plain == letter).filter(|_| !inside);
            place.and_then(|place| ACCENTED.chars().nth(place)).unwrap_or(letter)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_accented_and_what_is_filled_in_is_left_alone() {
        assert_eq!(PLAIN.chars().count(), ACCENTED.chars().count());
        assert_eq!(longer("Charge {total}"), "Ćĥáŕǵé {total} ïï");
        assert!(accented(PLAIN).chars().all(|letter| !letter.is_ascii_alphabetic()));
    }
}

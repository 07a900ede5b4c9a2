//! Text to values. Numbers stay text until somebody says which type they are: none is rounded on the way.

/// A value in JSON.
///
/// # Source
/// RFC 8259.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// `null`, and what is not there at all.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A number, as it is written.
    Number(&'a str),
    /// A text.
    Text(String),
    /// Values in their order.
    List(Vec<Self>),
    /// Values by their names.
    Fields(Vec<(String, Self)>),
}

/// Deeper than anything the server tells.
const DEEPEST: u8 = 32;

impl<'a> Value<'a> {
    /// The value that `text` is; none where it is not one value.
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut reader = Reader { rest: text };
        let value = reader.value(DEEPEST)?;
        reader.next().is_none().then_some(value)
    }

    /// The value called `name`.
    pub(super) fn named(&self, name: &str) -> &Self {
        match self {
            Self::Fields(fields) => {
                fields.iter().find(|(known, _)| known == name).map_or(&Self::Null, |(_, value)| value)
            }
            _ => &Self::Null,
        }
    }

    /// What a variant called `name` holds: a text is a variant that holds nothing.
    pub(super) fn variant(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Text(text) if text == name => Some(&Self::Null),
            Self::Fields(fields) => match fields.as_slice() {
                [(known, value)] if known == name => Some(value),
                _ => None,
            },
            _ => None,
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// The next byte that is no space; it is not taken.
    fn next(&mut self) -> Option<u8> {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
        self.rest.bytes().next()
    }

    /// Takes `word`, if it comes next.
    fn take(&mut self, word: &str) -> bool {
        self.next();
        let rest = self.rest.strip_prefix(word);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self, deepest: u8) -> Option<Value<'a>> {
        let deeper = deepest.checked_sub(1)?;
        match self.next()? {
            b'"' => self.text().map(Value::Text),
            b'[' => {
                let mut list = Vec::new();
                self.each(']', |reader| {
                    list.push(reader.value(deeper)?);
                    Some(())
                })?;
                Some(Value::List(list))
            }
            b'{' => {
                let mut fields = Vec::new();
                self.each('}', |reader| {
                    reader.next();
                    let name = reader.text()?;
                    let value = reader.take(":").then(|| reader.value(deeper))??;
                    fields.push((name, value));
                    Some(())
                })?;
                Some(Value::Fields(fields))
            }
            b'-' | b'0'..=b'9' => {
                let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '+' | '.' | 'e' | 'E');
                let end = self.rest.find(|letter| !is_part(letter)).unwrap_or(self.rest.len());
                let (number, rest) = self.rest.split_at_checked(end)?;
                self.rest = rest;
                Some(Value::Number(number))
            }
            _ if self.take("null") => Some(Value::Null),
            _ if self.take("true") => Some(Value::Flag(true)),
            _ if self.take("false") => Some(Value::Flag(false)),
            _ => None,
        }
    }

    /// Takes what stands between a bracket and its partner `end`, part by part.
    fn each(&mut self, end: char, mut part: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        let mut letters = self.rest.chars();
        letters.next();
        self.rest = letters.as_str();
        let mut buffer = [0; 4];
        let end: &str = end.encode_utf8(&mut buffer);
        if self.take(end) {
            return Some(());
        }
        loop {
            part(self)?;
            if self.take(end) {
                return Some(());
            }
            if !self.take(",") {
                return None;
            }
        }
    }

    /// Takes a text with its quotes.
    fn text(&mut self) -> Option<String> {
        let mut letters = self.rest.strip_prefix('"')?.chars();
        let mut text = String::new();
        loop {
            let letter = match letters.next()? {
                '"' => break,
                '\\' => match letters.next()? {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'u' => escaped(&mut letters)?,
                    plain @ ('"' | '\\' | '/') => plain,
                    _ => return None,
                },
                control if control < ' ' => return None,
                letter => letter,
            };
            text.push(letter);
        }
        self.rest = letters.as_str();
        Some(text)
    }
}

/// The letter after `\u`, which may be written in two halves.
fn escaped(letters: &mut core::str::Chars<'_>) -> Option<char> {
    let first = four_digits(letters)?;
    if !(0xD800..0xE000).contains(&first) {
        return char::from_u32(first);
    }
    let second = (letters.next()? == '\\' && letters.next()? == 'u').then(|| four_digits(letters))??;
    let (high, low) = (first.checked_sub(0xD800)?, second.checked_sub(0xDC00)?);
    let is_pair = high < 0x400 && low < 0x400;
    is_pair.then(|| ((high << 10) | low).checked_add(0x1_0000).and_then(char::from_u32))?
}

fn four_digits(letters: &mut core::str::Chars<'_>) -> Option<u32> {
    let digits = letters.as_str().get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    *letters = letters.as_str().get(4..)?.chars();
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value as Json;

    /// What serde makes of a text, in our words.
    fn serdes(json: &Json) -> Value<'static> {
        match json {
            Json::Null => Value::Null,
            Json::Bool(flag) => Value::Flag(*flag),
            Json::Number(number) => Value::Number(number.to_string().leak()),
            Json::String(text) => Value::Text(text.clone()),
            Json::Array(list) => Value::List(list.iter().map(serdes).collect()),
            Json::Object(fields) => {
                Value::Fields(fields.iter().map(|(name, value)| (name.clone(), serdes(value))).collect())
            }
        }
    }

    fn any_json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<u64>().prop_map(Json::from),
            any::<i64>().prop_map(Json::from),
            any::<String>().prop_map(Json::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|fields| Json::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_serde_writes_is_read(json in any_json()) {
            for text in [json.to_string(), serde_json::to_string_pretty(&json).unwrap()] {
                prop_assert_eq!(Value::parse(&text), Some(serdes(&json)));
            }
        }

        #[test]
        fn any_other_text_is_nothing_serde_would_read_as_something_else(text in "[\\[\\]{}\",:\\\\u0-9a-f.e truefalsn-]{0,24}") {
            if let Ok(json) = serde_json::from_str::<Json>(&text) && !text.contains(['.', 'e', 'E']) && !text.contains("-0") {
                // Serde keeps the last of two fields of one name, and their order by name.
                if !text.contains('{') {
                    prop_assert_eq!(Value::parse(&text), Some(serdes(&json)));
                }
            }
        }
    }

    #[test]
    fn escapes_are_letters() {
        let text = r#""\u20ac \ud83d\ude00 \"\\\/\b\f\n\r\t""#;
        assert_eq!(Value::parse(text), Some(Value::Text("€ 😀 \"\\/\u{8}\u{c}\n\r\t".to_owned())));
    }

    #[test]
    fn what_is_no_json_is_nothing() {
        let deep = "[".repeat(1_000_000);
        for text in [
            "",
            " ",
            "nul",
            "{",
            "[1",
            "[1,]",
            "{\"a\"}",
            "{\"a\":}",
            "\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\ud83d\"",
            "1 2",
            "\"\\ud83d\\u0041\"",
            "\"a\nb\"",
            "{a:1}",
            "\"\\ué123\"",
            &deep,
        ] {
            assert_eq!(Value::parse(text), None, "{text:.20}");
        }
    }
}

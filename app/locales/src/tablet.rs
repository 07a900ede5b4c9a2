//! What the tablet's own JavaScript says: `tablet/<code>.json`, by names of its own. It travels as the last line of a
//! language's table, so that whoever has the language has that, too.

use crate::language::places;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Reads what is said in the language `code`.
pub(crate) fn read(folder: &Path, code: &str) -> Result<BTreeMap<String, String>, String> {
    let text = fs::read_to_string(folder.join(format!("{code}.json")))
        .map_err(|error| format!("tablet/{code}.json: {error}"))?;
    serde_json::from_str(&text).map_err(|error| format!("tablet/{code}.json: {error}"))
}

/// Everything that keeps `texts` from standing in for `pattern`.
pub(crate) fn mistakes(texts: &BTreeMap<String, String>, pattern: &BTreeMap<String, String>) -> Vec<String> {
    let mut found = Vec::new();
    if !texts.keys().eq(pattern.keys()) {
        found.push("the tablet has not the same texts as in en.json".to_owned());
    }
    for (name, text) in texts {
        let is_whole = pattern.get(name).is_none_or(|own| places(own) == places(text));
        if !is_whole || text.trim() != text || text.is_empty() || text.chars().any(char::is_control) {
            found.push(format!("the tablet's {name} does not say what the English text says: {text:?}"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_wrong_is_named() {
        let texts = |json: &str| serde_json::from_str::<BTreeMap<String, String>>(json).unwrap();
        let pattern = texts(r#"{"a": "Paid: {amount}", "b": "Close"}"#);
        let whole = texts(r#"{"b": "Zu", "a": "{amount} bezahlt"}"#);
        assert_eq!(mistakes(&whole, &pattern), [""; 0]);
        for wrong in [
            r#"{"a": "{amount}"}"#,
            r#"{"a": "Paid", "b": "Zu"}"#,
            r#"{"a": "{amount}", "b": " "}"#,
            r#"{"a": "{amount}", "b": "Zu\n"}"#,
        ] {
            assert_eq!(mistakes(&texts(wrong), &pattern).len(), 1, "{wrong}");
        }
    }
}

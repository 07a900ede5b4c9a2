//! Types to text: the few that a browser sends.

/// What can be written as JSON.
pub trait Tell {
    /// Adds itself to `json`.
    fn tell(&self, json: &mut String);
}

/// Adds an object with these fields to `json`.
pub fn tell_fields(json: &mut String, fields: &[(&str, &dyn Tell)]) {
    let mut before = '{';
    for (name, value) in fields {
        json.push(before);
        before = ',';
        name.tell(json);
        json.push(':');
        value.tell(json);
    }
    if fields.is_empty() {
        json.push('{');
    }
    json.push('}');
}

impl Tell for str {
    fn tell(&self, json: &mut String) {
        json.push('"');
        for letter in self.chars() {
            match letter {
                '"' | '\\' => json.extend(['\\', letter]),
                // Rare enough to be written the long way.
                control if control < ' ' => {
                    let code = u32::from(control);
                    json.push_str(if code < 16 { "\\u000" } else { "\\u001" });
                    json.extend(char::from_digit(code % 16, 16));
                }
                letter => json.push(letter),
            }
        }
        json.push('"');
    }
}

impl Tell for &str {
    fn tell(&self, json: &mut String) {
        str::tell(self, json);
    }
}

impl Tell for String {
    fn tell(&self, json: &mut String) {
        str::tell(self, json);
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Tell for $number {
            fn tell(&self, json: &mut String) {
                json.push_str(&self.to_string());
            }
        }
    )*};
}

numbers!(u8, u32, u64, i64);

impl Tell for bool {
    fn tell(&self, json: &mut String) {
        json.push_str(if *self { "true" } else { "false" });
    }
}

impl<T: Tell> Tell for Option<T> {
    fn tell(&self, json: &mut String) {
        match self {
            Some(value) => value.tell(json),
            None => json.push_str("null"),
        }
    }
}

impl<T: Tell> Tell for Vec<T> {
    fn tell(&self, json: &mut String) {
        json.push('[');
        for (n, value) in self.iter().enumerate() {
            if n > 0 {
                json.push(',');
            }
            value.tell(json);
        }
        json.push(']');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_are_an_object() {
        let mut json = String::new();
        tell_fields(&mut json, &[("id", &"a"), ("total", &1250_u64), ("note", &None::<String>), ("all", &vec![true])]);
        tell_fields(&mut json, &[]);
        assert_eq!(json, r#"{"id":"a","total":1250,"note":null,"all":[true]}{}"#);
    }

    proptest! {
        #[test]
        fn serde_reads_any_text_that_is_told(text in any::<String>(), number in any::<i64>()) {
            let mut json = String::new();
            tell_fields(&mut json, &[("text", &text), ("number", &number)]);
            let read: serde_json::Value = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(&read["text"], &serde_json::Value::from(text));
            prop_assert_eq!(&read["number"], &serde_json::Value::from(number));
        }
    }
}

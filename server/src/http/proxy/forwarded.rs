//! The header `Forwarded` of RFC 7239: `for=192.0.2.60;proto=https;host=kiosk.example, for="[2001:db8::1]:80"`.
//!
//! ```text
//! line  = hop, { ",", hop }
//! hop   = pair, { ";", pair }
//! pair  = name, "=", ( token | quoted )
//! ```

use axum::http::HeaderValue;

/// What one proxy said of who came to it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Hop {
    /// `for`: who.
    pub(super) by: Option<String>,
    /// `proto`: by `http` or `https`.
    pub(super) proto: Option<String>,
    /// `host`: asking for what.
    pub(super) host: Option<String>,
}

/// The hops of one line, left to right. What cannot be read is a hop of which nothing is known; a line that
/// is cut within quotes is one such hop, since its commas cannot be told from text.
pub(super) fn hops(line: &HeaderValue) -> Vec<Option<Hop>> {
    let Some(parts) = line.to_str().ok().and_then(|line| split(line, ',')) else {
        return vec![None];
    };
    parts.into_iter().map(hop).collect()
}

fn hop(text: &str) -> Option<Hop> {
    let mut hop = Hop::default();
    for pair in split(text, ';')? {
        let pair = pair.trim();
        if pair.is_empty() {
            continue;
        }
        let (name, value) = pair.split_once('=')?;
        let value = unquoted(value)?;
        let place = match name.to_ascii_lowercase().as_str() {
            "for" => &mut hop.by,
            "proto" => &mut hop.proto,
            "host" => &mut hop.host,
            _ => continue,
        };
        // "Each parameter MUST NOT occur more than once": which one was meant?
        if place.replace(value).is_some() {
            return None;
        }
    }
    Some(hop)
}

/// Splits at `separator` outside of quotes; nothing where a quote does not end.
fn split(text: &str, separator: char) -> Option<Vec<&str>> {
    let (mut parts, mut start, mut is_quoted, mut is_escaped) = (Vec::new(), 0, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            letter if letter == separator && !is_quoted => {
                parts.push(text.get(start..at)?);
                start = at + letter.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text.get(start..)?);
    (!is_quoted).then_some(parts)
}

fn unquoted(value: &str) -> Option<String> {
    let Some(inner) = value.strip_prefix('"') else {
        return (!value.is_empty() && !value.contains(['"', ' ', '\t'])).then(|| value.to_owned());
    };
    let inner = inner.strip_suffix('"')?;
    let mut letters = inner.chars();
    let mut plain = String::with_capacity(inner.len());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => plain.push(letters.next()?),
            '"' => return None,
            letter => plain.push(letter),
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Vec<Option<Hop>> {
        hops(&HeaderValue::from_str(line).unwrap())
    }

    fn by(who: &str) -> Option<Hop> {
        Some(Hop { by: Some(who.to_owned()), ..Hop::default() })
    }

    #[test]
    fn the_examples_of_the_rfc_are_read() {
        assert_eq!(read("for=\"_gazonk\""), [by("_gazonk")]);
        assert_eq!(read("For=\"[2001:db8:cafe::17]:4711\""), [by("[2001:db8:cafe::17]:4711")]);
        assert_eq!(read("for=192.0.2.43, for=198.51.100.17"), [by("192.0.2.43"), by("198.51.100.17")]);
        let whole = Hop { proto: Some("http".to_owned()), ..by("192.0.2.60").unwrap_or_default() };
        assert_eq!(read("for=192.0.2.60;proto=http;by=203.0.113.43"), [Some(whole)]);
    }

    #[test]
    fn quotes_hide_what_separates() {
        assert_eq!(read(r#"for="a,b;c\"d", for=e"#), [by("a,b;c\"d"), by("e")]);
    }

    #[test]
    fn what_cannot_be_read_says_nothing() {
        assert_eq!(read(r#"for="open, for=192.0.2.1;proto=https"#), [None]);
        assert_eq!(read("for=a;for=b"), [None]);
        assert_eq!(read("nonsense, for=a"), [None, by("a")]);
        assert_eq!(read("for=\"a\"b"), [None]);
        assert_eq!(read("for=a b"), [None]);
        assert_eq!(read(""), [Some(Hop::default())]);
    }
}

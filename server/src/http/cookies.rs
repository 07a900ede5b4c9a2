//! The cookies by which a browser says who it is: the terminal it is, the person who has signed in, and the
//! pass of whoever has just entered a PIN. What is in them is random and means something to the records alone.

use crate::access::{Presented, Token};
use axum::http::header::{COOKIE, HeaderValue, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName};

/// The longest value that is looked at; ours are much shorter.
const MOST_BYTES: usize = 128;
/// As long as browsers keep any: 400 days. A terminal is paired once.
const TERMINAL_SECONDS: u32 = 400 * 24 * 60 * 60;

/// Which of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// The browser is a terminal of the shop.
    Terminal,
    /// A person has signed in.
    Person,
    /// A person has entered a PIN, a moment ago.
    Pass,
}

impl Cookie {
    /// Every one.
    const ALL: [Self; 3] = [Self::Terminal, Self::Person, Self::Pass];

    /// Its name. Over TLS one that a browser takes from us alone, and not from another host of the same
    /// domain or from somebody on the way.
    fn name(self, is_https: bool) -> &'static str {
        match (self, is_https) {
            (Self::Terminal, true) => "__Host-kiosk-terminal",
            (Self::Terminal, false) => "kiosk-terminal",
            (Self::Person, true) => "__Host-kiosk-person",
            (Self::Person, false) => "kiosk-person",
            (Self::Pass, true) => "__Host-kiosk-pass",
            (Self::Pass, false) => "kiosk-pass",
        }
    }

    /// The header that gives the browser `token`.
    pub(crate) fn give(self, token: &Token, is_https: bool) -> (HeaderName, HeaderValue) {
        self.set(token.reveal(), is_https)
    }

    /// The header that takes it from the browser.
    pub(crate) fn clear(self, is_https: bool) -> (HeaderName, HeaderValue) {
        self.header("", "; Max-Age=0", is_https)
    }

    fn set(self, value: &str, is_https: bool) -> (HeaderName, HeaderValue) {
        let life = match self {
            Self::Terminal => format!("; Max-Age={TERMINAL_SECONDS}"),
            // Gone with the browser's window, at the latest; how long they are good for the server decides.
            Self::Person | Self::Pass => String::new(),
        };
        self.header(value, &life, is_https)
    }

    fn header(self, value: &str, life: &str, is_https: bool) -> (HeaderName, HeaderValue) {
        let secure = if is_https { "; Secure" } else { "" };
        let name = self.name(is_https);
        let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}{life}");
        // Tokens are letters and digits of our own making.
        let mut value = HeaderValue::from_str(&line).unwrap_or(HeaderValue::from_static(""));
        value.set_sensitive(true);
        (SET_COOKIE, value)
    }
}

/// All that a browser presents.
pub(crate) fn presented(headers: &HeaderMap, is_https: bool) -> Presented {
    let [terminal, person, pass] = read(headers, is_https);
    Presented::new(terminal, person, pass)
}

/// What a browser sends in each of them. Nothing where it sends two different ones: somebody else has set one of them.
fn read(headers: &HeaderMap, is_https: bool) -> [Option<&str>; 3] {
    let names = Cookie::ALL.map(|cookie| cookie.name(is_https));
    let mut values = [None; 3];
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    for (name, value) in lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('=')) {
        for (_, first) in names.iter().zip(&mut values).filter(|(known, _)| **known == name) {
            // Two that differ are as implausible as one that is empty.
            *first = Some(first.filter(|first| *first != value).map_or(value, |_| ""));
        }
    }
    values.map(|value| value.filter(|value| is_plausible(value)))
}

fn is_plausible(value: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=MOST_BYTES).contains(&value.len()) && value.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(lines: &[&str]) -> HeaderMap {
        lines.iter().map(|line| (COOKIE, HeaderValue::from_bytes(line.as_bytes()).unwrap())).collect()
    }

    fn terminal(lines: &[&str]) -> Option<String> {
        read(&sent(lines), false)[0].map(str::to_owned)
    }

    #[test]
    fn each_is_read_by_its_own_name_alone() {
        let headers = sent(&["kiosk-terminal=t1; kiosk-person=p1", "kiosk-pass=q1; other=x"]);
        assert_eq!(read(&headers, false), ["t1", "p1", "q1"].map(Some));
        assert_eq!(read(&headers, true), [None, None, None]);
        for line in ["Kiosk-Terminal=t1", "xkiosk-terminal=t1", "kiosk-terminal-x=t1", "kiosk-terminal", ""] {
            assert_eq!(terminal(&[line]), None, "{line}");
        }
    }

    #[test]
    fn over_tls_only_what_nobody_else_can_have_set_counts() {
        let headers = sent(&["kiosk-terminal=evil; __Host-kiosk-terminal=ours"]);
        assert_eq!(read(&headers, true)[0], Some("ours"));
        assert_eq!(read(&headers, false)[0], Some("evil"));
    }

    #[test]
    fn two_that_differ_are_none_and_two_that_do_not_are_one() {
        assert_eq!(terminal(&["kiosk-terminal=a; kiosk-terminal=b"]), None);
        assert_eq!(terminal(&["kiosk-terminal=a", "kiosk-terminal=b"]), None);
        assert_eq!(terminal(&["kiosk-terminal=a; kiosk-terminal=b; kiosk-terminal=a"]), None);
        assert_eq!(terminal(&["kiosk-terminal=a; kiosk-terminal=a"]).as_deref(), Some("a"));
    }

    #[test]
    fn rubbish_is_nothing() {
        let long = format!("kiosk-terminal={}", "a".repeat(MOST_BYTES + 1));
        for line in [
            "kiosk-terminal=",
            "kiosk-terminal=a b",
            "kiosk-terminal=\"a\"",
            "kiosk-terminal=é",
            "kiosk-terminal=a,b",
            &long,
        ] {
            assert_eq!(terminal(&[line]), None, "{line}");
        }
        assert_eq!(terminal(&["rubbish=\u{ff}", "kiosk-terminal=a"]).as_deref(), Some("a"));
    }

    #[test]
    fn what_is_set_is_for_us_alone() {
        let line = |header: (HeaderName, HeaderValue)| header.1.to_str().unwrap().to_owned();
        let strict = "Path=/; HttpOnly; SameSite=Strict";
        assert_eq!(line(Cookie::Person.set("v", false)), format!("kiosk-person=v; {strict}"));
        assert_eq!(line(Cookie::Pass.set("v", true)), format!("__Host-kiosk-pass=v; {strict}; Secure"));
        let kept = format!("__Host-kiosk-terminal=v; {strict}; Secure; Max-Age=34560000");
        assert_eq!(line(Cookie::Terminal.set("v", true)), kept);
        assert_eq!(line(Cookie::Terminal.clear(false)), format!("kiosk-terminal=; {strict}; Max-Age=0"));
    }
}

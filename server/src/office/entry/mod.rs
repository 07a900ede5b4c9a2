//! The pages for whoever is not let in yet, or not there. Each is one thing to do.
//!
//! - [`pair`]: this browser becomes a terminal
//! - [`set_up`]: the first owner
//! - [`sign_in`]: a password
//! - [`pin`]: who is there, and the PIN
//! - [`shut`]: what cannot be done, and what can instead

pub(crate) mod pair;
pub(crate) mod pin;
pub(crate) mod set_up;
pub(crate) mod shut;
pub(crate) mod sign_in;

/// The script of the pages that have to do with passkeys.
pub(crate) const PASSKEYS_SCRIPT: &str = "/passkeys.js";

/// Where one was going before one had to come in: only ever a path of ours.
pub(crate) fn way_back(next: &str) -> Option<&str> {
    let is_path = next.starts_with('/') && !next.starts_with("//") && !next.starts_with("/\\");
    let is_plain = next.len() <= 200 && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (is_path && is_plain).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::way_back;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for next in ["/", "/staff/sales", "/office/sales?state=paid&page=2"] {
            assert_eq!(way_back(next), Some(next));
        }
        let long = format!("/{}", "x".repeat(200));
        for next in
            ["", "staff", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nb", "/a\\b", &long]
        {
            assert_eq!(way_back(next), None, "{next}");
        }
    }
}

//! Which plural forms a language has, of the six that any language may have.

/// The six forms, in the order of a table's lines.
///
/// # Source
/// Unicode CLDR, plural rules; `Intl.PluralRules` gives the same names.
pub const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The forms of the language `code`; none where it is not known here.
///
/// # Source
/// Unicode CLDR 47, cardinal numbers. `many` of French, Italian, Portuguese and Spanish is for whole millions.
/// A story holds this against `Intl.PluralRules` of a browser.
pub fn forms(code: &str) -> Option<&'static [&'static str]> {
    Some(match code {
        "da" | "de" | "en" | "et" | "fi" | "nb" | "nl" | "sv" => &["one", "other"],
        "es" | "fr" | "it" | "pt" => &["one", "many", "other"],
        "pl" => &["one", "few", "many", "other"],
        _ => return None,
    })
}

//! What only the browser knows: which plural form a count has, and what time it is where the tablet stands.

use super::Words;
use domain::Currency;
use leptos::web_sys::js_sys::Date;
use std::borrow::Cow;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(js_namespace = Intl, constructor)]
    fn new(tag: &str) -> PluralRules;
    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, count: u32) -> String;
}

/// The formats that came with the table.
pub(super) fn formats(words: Words, _: Currency) -> Cow<'static, str> {
    words.line(super::LINES).into()
}

/// The name of the plural form for `count`.
pub(super) fn plural(words: Words, count: u32) -> String {
    PluralRules::new(words.formats_tag()).select(count)
}

/// The time of day, where the tablet stands.
pub(super) fn time(words: Words, unix_ms: i64) -> String {
    // Exact up to the year 287 396.
    Date::new(&JsValue::from_f64(unix_ms as f64)).to_locale_time_string(words.formats_tag()).into()
}

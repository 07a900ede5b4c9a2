//! Numbers, plurals and times as the browser writes them. It is given exact decimal numbers as text: a JavaScript
//! number would round the largest.

use super::Words;
use domain::Currency;
use leptos::web_sys::js_sys::{Date, JSON};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;
    #[wasm_bindgen(js_namespace = Intl, constructor)]
    fn new(tag: &str, options: &JsValue) -> NumberFormat;
    #[wasm_bindgen(method)]
    fn format(this: &NumberFormat, decimal: &str) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(js_namespace = Intl, constructor)]
    fn new(tag: &str) -> PluralRules;
    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, count: u32) -> String;
}

/// An amount in `currency`.
pub(super) fn money(words: Words, decimal: &str, currency: Currency) -> String {
    let places = currency.decimals();
    let currency = currency.code();
    write(
        words,
        decimal,
        &format!(
            r#"{{"style":"currency","currency":"{currency}","minimumFractionDigits":{places},"maximumFractionDigits":{places}}}"#
        ),
    )
}

/// A plain number; eleven places are a thousandth of a satoshi in bitcoin.
pub(super) fn number(words: Words, decimal: &str) -> String {
    write(words, decimal, r#"{"maximumFractionDigits":11}"#)
}

fn write(words: Words, decimal: &str, options: &str) -> String {
    let options = JSON::parse(options).unwrap_or(JsValue::UNDEFINED);
    NumberFormat::new(words.formats(), &options).format(decimal)
}

/// The name of the plural form for `count`.
pub(super) fn plural(words: Words, count: u32) -> String {
    PluralRules::new(words.formats()).select(count)
}

/// The time of day, where the tablet stands.
pub(super) fn time(words: Words, unix_ms: i64) -> String {
    // Exact up to the year 287 396.
    Date::new(&JsValue::from_f64(unix_ms as f64)).to_locale_time_string(words.formats()).into()
}

//! Numbers, plurals and times as the browser writes them. It is given exact decimal numbers as text: a JavaScript
//! number would round the largest.
//!
//! Its first format costs a slow tablet a tenth of a second: formats are kept, and the page begins with the amount that
//! the server has written.

use super::Words;
use core::cell::RefCell;
use domain::Money;
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

thread_local! {
    /// The formats that were used, by their language and options.
    static FORMATS: RefCell<Vec<(String, NumberFormat)>> = const { RefCell::new(Vec::new()) };
    /// What the server has written.
    static WRITTEN: RefCell<Option<(Words, Money, String)>> = const { RefCell::new(None) };
}

/// Takes the server's word for how `amount` is written.
pub(super) fn learn(words: Words, amount: Money, text: String) {
    WRITTEN.set(Some((words, amount, text)));
}

/// An amount.
pub(super) fn money(words: Words, amount: Money) -> String {
    let written = |written: &Option<_>| match written {
        Some((of, known, text)) if *of == words && *known == amount => Some(String::clone(text)),
        _ => None,
    };
    WRITTEN.with_borrow(written).unwrap_or_else(|| write_money(words, amount))
}

/// An amount, whatever the server has written.
pub(super) fn write_money(words: Words, amount: Money) -> String {
    let places = amount.currency().decimals();
    let currency = amount.currency();
    let currency = currency.code();
    write(
        words,
        &amount.decimal(),
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
    let name = [words.formats(), options].concat();
    FORMATS.with_borrow_mut(|formats| {
        if let Some((_, format)) = formats.iter().find(|(known, _)| *known == name) {
            return format.format(decimal);
        }
        let options = JSON::parse(options).unwrap_or(JsValue::UNDEFINED);
        let format = NumberFormat::new(words.formats(), &options);
        let text = format.format(decimal);
        formats.push((name, format));
        text
    })
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

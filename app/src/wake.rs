//! The server's picture of the kiosk becomes a kiosk: the same page is drawn from the values that travelled in
//! it, beside it, and the picture is taken away, all before the browser shows anything of it.

use crate::App;
use crate::browser;
use crate::carried::Carried;
use crate::erased::begin;
use crate::i18n::{Choice, Words};
use crate::screen::Screen;
use domain::Money;
use gloo_timers::future::TimeoutFuture;
use leptos::mount::mount_to_body;
use leptos::prelude::*;
use leptos::web_sys::Element;

/// By when a page that was drawn is on the glass.
const UNTIL_SEEN_MS: u32 = 50;

/// Wakes the page. One that came without its values says so already, and is left as it is.
pub fn wake() {
    let Ok(Some(picture)) = document().query_selector("[data-carried]") else {
        return;
    };
    let text = picture.get_attribute("data-carried").unwrap_or_default();
    let Some(carried) = Carried::unpack(&text) else {
        return;
    };
    let Some(words) = Words::keep(picture.get_attribute("data-words").unwrap_or_default()) else {
        return;
    };
    let choices = Choice::unpack(&picture.get_attribute("data-choices").unwrap_or_default());
    let screen = Screen::parse(&browser::path());
    let currency = carried.shop.limits.currency();
    if let Some((minor, text)) = amount_in(&picture) {
        words.learn(Money::from_minor(minor, currency), text);
    }
    mount_to_body(move || view! { <App screen carried words choices /> });
    picture.remove();
    begin(async move {
        TimeoutFuture::new(UNTIL_SEEN_MS).await;
        words.prepare(Money::from_minor(0, currency));
    });
}

/// The amount that stands in the picture, in minor units and as it is written.
fn amount_in(picture: &Element) -> Option<(u64, String)> {
    let shown = picture.query_selector("[data-amount]").ok()??;
    Some((shown.get_attribute("data-amount")?.parse().ok()?, shown.text_content()?))
}

//! The server's picture of the kiosk becomes a kiosk: the same page is drawn from the values that travelled in
//! it, beside it, and the picture is taken away, all before the browser shows anything of it.

use crate::App;
use crate::browser;
use crate::carried::Carried;
use crate::i18n::{Choice, Words};
use crate::screen::Screen;
use leptos::mount::mount_to_body;
use leptos::prelude::*;

/// Wakes the page. One that came without its values says so already, and is left as it is.
pub fn wake() {
    let Ok(Some(picture)) = document().query_selector("[data-carried]") else {
        return;
    };
    let told = |name| picture.get_attribute(name).unwrap_or_default();
    let Some(carried) = Carried::unpack(&told("data-carried")) else {
        return;
    };
    let Some(words) = Words::keep(told("data-words"), &told("data-formats")) else {
        return;
    };
    let choices = Choice::unpack(&told("data-choices"));
    let screen = Screen::parse(&browser::path());
    mount_to_body(move || view! { <App screen carried words choices /> });
    picture.remove();
}

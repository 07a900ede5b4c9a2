//! The few things asked of the browser itself. All but [`now_ms`] are only called from effects and event
//! handlers, which the server never runs.

use leptos::prelude::{document, on_cleanup, window, window_event_listener, window_event_listener_untyped};
use leptos::web_sys::{Element, Event};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The path of the page that is shown.
pub(crate) fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Makes `path` the page's address, as a new entry in its history.
pub(crate) fn push_path(path: &str) {
    // Fails only where the history is full or frozen; the screen changes all the same.
    let _ = window().history().and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(path)));
}

/// Makes `path` the page's address in place of the one it has.
pub(crate) fn replace_path(path: &str) {
    let _ = window().history().and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(path)));
}

/// Asks for the page anew.
pub(crate) fn reload() {
    // Fails only where the page is not shown any more.
    let _ = window().location().reload();
}

/// Milliseconds since the page was opened, by a clock that nobody can set; 0 on the server.
pub(crate) fn now_ms() -> u64 {
    if cfg!(feature = "ssr") {
        return 0;
    }
    let ms = window().performance().map_or(0.0, |clock| clock.now());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "never negative, and whole ms are enough"
    )]
    let whole = ms as u64;
    whole
}

/// What this tab keeps under `key`.
pub(crate) fn recall(key: &str) -> Option<String> {
    window().session_storage().ok()??.get_item(key).ok()?
}

/// Keeps `value` under `key` for as long as the tab is open, reloads included.
pub(crate) fn keep(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        // A full or forbidden storage costs the resumption after a reload, not the sale.
        let _ = storage.set_item(key, value);
    }
}

/// Forgets what is kept under `key`.
pub(crate) fn forget(key: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.remove_item(key);
    }
}

/// Whether the page can be seen at all.
pub(crate) fn is_visible() -> bool {
    document().visibility_state() == leptos::web_sys::VisibilityState::Visible
}

/// Calls `again` whenever the tablet may have slept, or had no network: a connection from before may be dead.
/// Ends with the effect it is called in.
pub(crate) fn on_return(again: impl Fn() + Copy + 'static) {
    let visible = window_event_listener_untyped("visibilitychange", move |_| {
        if is_visible() {
            again();
        }
    });
    let online = window_event_listener_untyped("online", move |_| again());
    let shown = window_event_listener(leptos::ev::pageshow, move |event| {
        if event.persisted() {
            again();
        }
    });
    on_cleanup(move || {
        for listener in [visible, online, shown] {
            listener.remove();
        }
    });
}

/// Whether a dialog is open, which then has the keyboard.
pub(crate) fn dialog_is_open() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some())
}

/// Whether `event` happened on something that answers to the Enter key by itself.
pub(crate) fn is_on_control(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest("a,button,input").is_ok_and(|control| control.is_some()))
}

/// Copies `text`; false where the browser does not allow it.
pub(crate) async fn copy(text: &str) -> bool {
    // Outside a secure context `navigator.clipboard` does not exist.
    window().is_secure_context() && JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}

/// The day and the time of day at `unix_ms` milliseconds since the Unix epoch, as people here write them.
pub(crate) fn day_and_time(unix_ms: i64) -> String {
    use leptos::web_sys::js_sys::Date;
    Date::new(&JsValue::from_f64(unix_ms as f64)).to_locale_string("default", &JsValue::UNDEFINED).into()
}

/// The time of day at `unix_ms` milliseconds since the Unix epoch, as people here write it.
pub(crate) fn time_of_day(unix_ms: i64) -> String {
    use leptos::web_sys::js_sys::Date;
    // Exact up to the year 287 396.
    let date = Date::new(&JsValue::from_f64(unix_ms as f64));
    date.to_locale_time_string("default").into()
}

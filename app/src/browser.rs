//! The few things asked of the browser itself. All but [`now_ms`] are only called from effects and event
//! handlers, which the server never runs.

use crate::i18n::Words;
use leptos::prelude::{document, on_cleanup, window, window_event_listener, window_event_listener_untyped};
#[cfg(not(feature = "ssr"))]
use leptos::web_sys::{AbortController, Headers, RequestInit};
use leptos::web_sys::{Element, Event, Response};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The path of the page that is shown.
pub(crate) fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// Leaves for the page at `path`, in place of all that is here.
pub(crate) fn leave_for(path: &str) {
    // Fails only where the page is being left already.
    let _ = window().location().assign(path);
}

#[wasm_bindgen]
extern "C" {
    /// `text` as a value in the query of an address.
    #[wasm_bindgen(js_name = encodeURIComponent)]
    pub(crate) fn escaped(text: &str) -> String;
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

/// Loads the page at `path`.
pub(crate) fn go_to(path: &str) {
    // Fails only for a path that is none.
    let _ = window().location().assign(path);
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
    whole(window().performance().map_or(0.0, |clock| clock.now()))
}

/// When `event` happened, by the same clock, however late it is heard of.
pub(crate) fn happened_ms(event: &Event) -> u64 {
    whole(event.time_stamp())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "never negative, and whole ms are enough")]
fn whole(ms: f64) -> u64 {
    ms as u64
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

/// Makes the document say which language it is in, and gives the tablet's own JavaScript its words.
pub(crate) fn speak(words: Words) {
    if let Some(root) = document().document_element() {
        // Fails only for names that are none.
        let _ = root.set_attribute("lang", words.tag());
        let _ = root.set_attribute("dir", words.direction());
        let _ = root.set_attribute("data-words", words.of_the_tablet());
    }
}

/// The text of the file at `path`; none where it cannot be had.
pub(crate) async fn load(path: &str) -> Option<String> {
    let answer = JsFuture::from(window().fetch_with_str(path)).await;
    text(answer.ok()?).await.filter(|(is_ok, _)| *is_ok).map(|(_, text)| text)
}

/// A request that is taken back when nobody waits for its answer any more.
#[cfg(not(feature = "ssr"))]
pub(crate) struct Aborting(Option<AbortController>);

#[cfg(not(feature = "ssr"))]
impl Aborting {
    /// For one request.
    pub(crate) fn new() -> Self {
        Self(AbortController::new().ok())
    }
}

#[cfg(not(feature = "ssr"))]
impl Drop for Aborting {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// Posts JSON to a server function, at once; whether it was done, and the answer's text. None where there is no answer.
#[cfg(not(feature = "ssr"))]
pub(crate) fn post(
    endpoint: &str,
    body: &str,
    aborting: &Aborting,
) -> impl Future<Output = Option<(bool, String)>> + use<> {
    let answer = sent(endpoint, body, aborting);
    async move { text(answer?.await.ok()?).await }
}

#[cfg(not(feature = "ssr"))]
fn sent(endpoint: &str, body: &str, aborting: &Aborting) -> Option<JsFuture> {
    let options = RequestInit::new();
    options.set_method("POST");
    options.set_body(&JsValue::from_str(body));
    let headers = Headers::new().ok()?;
    headers.set("content-type", "application/json").ok()?;
    options.set_headers(&headers);
    options.set_signal(aborting.0.as_ref().map(AbortController::signal).as_ref());
    Some(JsFuture::from(window().fetch_with_str_and_init(&format!("/api/{endpoint}"), &options)))
}

/// Whether an answer to a request is a good one, and its text; none where it breaks off.
async fn text(answer: JsValue) -> Option<(bool, String)> {
    let answer: Response = answer.dyn_into().ok()?;
    let text = JsFuture::from(answer.text().ok()?).await.ok()?;
    Some((answer.ok(), text.as_string()?))
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

/// Whether `event` happened in a field that takes it as text.
pub(crate) fn is_typed_into(event: &Event) -> bool {
    is_within(event, "input")
}

/// Whether `event` happened on something that answers to the Enter key by itself.
pub(crate) fn is_on_control(event: &Event) -> bool {
    is_within(event, "a,button,input")
}

fn is_within(event: &Event, what: &str) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest(what).is_ok_and(|found| found.is_some()))
}

/// Copies `text`; false where the browser does not allow it.
pub(crate) async fn copy(text: &str) -> bool {
    // Outside a secure context `navigator.clipboard` does not exist.
    window().is_secure_context() && JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}

//! The WebAssembly module: one function that wakes the page the server rendered.
//! A crate of its own, because a crate that is both `cdylib` and `rlib` silently loses link-time optimisation.

use wasm_bindgen::prelude::wasm_bindgen;

/// Wakes the page. Called once by the document's script, when the module is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    app::wake();
}

//! The document around the kiosk: what the browser needs to know before it draws, and the one script that
//! wakes the page. No inline style and no script without the nonce, so that the content policy can be strict.

use crate::page::Page;
use leptos::nonce::use_nonce;
use leptos::prelude::*;

/// Where the page's files are: URLs, content-hashed in a release.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Assets {
    /// The bindings of the WebAssembly module.
    pub js: String,
    /// The WebAssembly module.
    pub wasm: String,
    /// The style sheet.
    pub css: String,
    /// The style sheet of the pages that are not the kiosk's.
    pub office_css: String,
}

/// The whole document for a request to `path`.
pub fn shell(assets: Assets, path: String) -> impl IntoView {
    let Assets { js, wasm, css, .. } = assets;
    // `{:?}` quotes them as JavaScript wants it: they are plain paths of the server's own making.
    let script = format!("import init,{{hydrate}} from {js:?};init({{module_or_path:{wasm:?}}}).then(()=>hydrate())");
    view! {
        <!DOCTYPE html>
        <html lang="en" dir="ltr">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f4f5f7" />
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#12151b" />
                <title>"Kiosk"</title>
                <link rel="stylesheet" href=css />
                <link rel="icon" r#type="image/svg+xml" href="/favicon.svg" />
                <link rel="apple-touch-icon" href="/icon.svg" />
                <link rel="modulepreload" crossorigin="anonymous" href=js />
                <link rel="preload" r#as="fetch" r#type="application/wasm" crossorigin="anonymous" href=wasm />
                <script type="module" nonce=use_nonce()>
                    {script}
                </script>
            </head>
            <body>
                <Page path />
            </body>
        </html>
    }
}

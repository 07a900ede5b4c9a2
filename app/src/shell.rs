//! The document around the kiosk: what the browser needs to know before it draws, and the one script that
//! wakes the page. No inline style and no script without the nonce, so that the content policy can be strict.

use crate::i18n::{Choice, Language};
use crate::page::{Page, Ready};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Where the page's files are: URLs, content-hashed in a release.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Assets {
    /// The bindings of the WebAssembly module.
    pub js: String,
    /// The WebAssembly module.
    pub wasm: String,
    /// The style sheet.
    pub css: String,
    /// What a tablet does beside selling, loaded when the kiosk answers.
    pub tablet: String,
    /// The same for a tablet that customers use on their own.
    #[serde(default)]
    pub alone: String,
    /// What the pages load on which items are sold.
    #[serde(default)]
    pub counter: String,
    /// What the page for a tablet's self-test loads.
    pub self_test: String,
    /// The style sheet of the pages that are not the kiosk's.
    pub office_css: String,
    /// The tables of the languages, by their codes.
    #[serde(default)]
    pub languages: BTreeMap<String, String>,
    /// The shop's own colour, as a style sheet over the other; not a file of the bundle.
    #[serde(skip)]
    pub look: Option<String>,
    /// Changes with any of them.
    #[serde(skip)]
    pub version: String,
    /// What is said where customers stand alone, for the script of that name.
    #[serde(skip)]
    pub alone_words: Option<String>,
}

/// The whole document of a page that is `ready`, in the shop's `language`. The customer can choose any language that
/// people speak; the pseudo-locale only where the shop speaks it.
pub fn shell(assets: Assets, ready: Ready, language: Language) -> impl IntoView {
    let Assets { js, wasm, css, tablet, languages, look, version, alone_words, .. } = assets;
    let pseudo = Some(Language::PSEUDO).filter(|pseudo| *pseudo == language);
    let currency = ready.currency();
    let mut choices: Vec<Choice> = Language::all()
        .chain(pseudo)
        .filter_map(|language| {
            let file = languages.get(language.code())?.clone();
            let formats = language.formats(currency);
            Some(Choice { tag: language.tag().to_owned(), name: language.name().to_owned(), file, formats })
        })
        .collect();
    choices.sort_by(|a, b| a.name.cmp(&b.name));
    // `{:?}` quotes them as JavaScript wants it: they are plain paths of the server's own making.
    let script = format!(
        "import init,{{hydrate}} from {js:?};init({{module_or_path:{wasm:?}}}).then(()=>{{hydrate();import({tablet:?})}})"
    );
    view! {
        <!DOCTYPE html>
        <html lang=language.tag() dir=language.direction() data-version=version data-alone=alone_words>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f4f5f7" />
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#12151b" />
                <title>"Kiosk"</title>
                <link rel="stylesheet" href=css />
                {look.map(|look| view! { <link rel="stylesheet" href=look /> })}
                <link rel="icon" r#type="image/png" sizes="180x180" href="/apple-touch-icon.png" />
                <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <link rel="modulepreload" crossorigin="anonymous" href=js />
                <link rel="preload" r#as="fetch" r#type="application/wasm" crossorigin="anonymous" href=wasm />
                <script type="module" nonce=use_nonce()>
                    {script}
                </script>
            </head>
            <body>
                <Page ready language choices />
            </body>
        </html>
    }
}

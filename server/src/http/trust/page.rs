//! The page itself. What stands out in a sentence, a button or a command, is filled into it between marks.

use super::{CERTIFICATE_PATH, STYLE_PATH};
use crate::words::Words;
use leptos::prelude::*;

/// Around what a menu, a button or an entry is called, in a text that is [`filled`].
const NAME: char = '\u{1}';
/// Around what is typed or printed to the letter.
const LETTERS: char = '\u{2}';
/// Between the steps of a way through menus.
const STEP: &str = " › ";

/// What lets a reader tell the certificate from another one.
pub(super) struct Shown<'a> {
    /// The shop.
    pub(super) shop: &'a str,
    /// What the system's lists call the authority.
    pub(super) name: &'a str,
    /// Its fingerprint, as pairs with colons between them.
    pub(super) fingerprint: &'a str,
    /// Where the kiosk is.
    pub(super) addresses: &'a [String],
    /// The kiosk's style sheet.
    pub(super) sheet: &'a str,
}

/// The document for a reader of `words`.
pub(super) fn draw(shown: &Shown<'_>, words: Words) -> String {
    let (title, shop) = (words.trust_title(), shown.shop.to_owned());
    let sheet = shown.sheet.to_owned();
    let document = view! {
        <!DOCTYPE html>
        <html lang=words.tag() dir=words.direction()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>{format!("{title} · {shop}")}</title>
                <link rel="stylesheet" href=sheet />
                <link rel="stylesheet" href=STYLE_PATH />
            </head>
            <body>
                <main class="trust">
                    <header>
                        <p class="trust-shop"><bdi>{shop}</bdi></p>
                        <h1>{title}</h1>
                        <p>{words.trust_lead()}</p>
                    </header>
                    {get(shown.fingerprint, words)}
                    {steps(shown, words)}
                    <section class="trust-why">
                        <h2>{words.trust_why()}</h2>
                        <p>{filled(&words.trust_why_https(&named(shown.name)))}</p>
                        <p>{words.trust_why_only()}</p>
                    </section>
                </main>
            </body>
        </html>
    };
    // Marks for a script that finds the views again; there is none. No text holds one: `<` is written as `&lt;`.
    document.to_html().replace("<!>", "")
}

/// The certificate, and how to tell that it is the right one: four lines of eight pairs.
fn get(fingerprint: &str, words: Words) -> impl IntoView + use<> {
    let pairs: Vec<&str> = fingerprint.split(':').collect();
    let lines: Vec<_> = pairs.chunks(8).map(|line| view! { <span>{line.join(":")}</span> }).collect();
    view! {
        <section class="trust-get">
            <a class="trust-download" href=CERTIFICATE_PATH>{words.trust_download()}</a>
            <h2>{words.trust_compare()}</h2>
            <p>{words.trust_print()}</p>
            <p class="trust-print"><code dir="ltr">{lines}</code></p>
            <p>{filled(&words.trust_compare_how(&letters("mion-kiosk trust")))}</p>
        </section>
    }
}

/// What to do on each system.
fn steps(shown: &Shown<'_>, words: Words) -> impl IntoView + use<> {
    let name = named(shown.name);
    let download = named(words.trust_download());
    let ios = [
        words.ios_get(&download, &named(words.ios_allow())),
        words.ios_install(&named(words.ios_profiles()), &name, &named(words.ios_install_button())),
        words.ios_trust(&named(words.ios_trust_menu()), &name),
    ];
    let android = [
        words.android_get(&download),
        words.android_install(
            &named(words.android_settings()),
            &named(words.android_ca()),
            &named(words.android_credentials()),
            &named(words.android_menu()),
            &letters("mion-kiosk-ca.crt"),
        ),
        words.android_compare(&named(words.android_trusted()), &name),
    ];
    let windows = [
        words.windows_get(&letters("certutil -hashfile mion-kiosk-ca.crt SHA256")),
        words.windows_install(&named(words.windows_menu())),
        words.windows_restart().to_owned(),
    ];
    let links: Vec<_> =
        shown.addresses.iter().map(|at| view! { <li><a href=at.clone() dir="ltr">{at.clone()}</a></li> }).collect();
    view! {
        <section class="trust-steps">
            <h2>{words.trust_steps()}</h2>
            <details open>
                <summary>{words.ios_devices()}</summary>
                {list(&ios)}
            </details>
            <details>
                <summary>"Android"</summary>
                {list(&android)}
                <p>{words.android_monitored()}</p>
            </details>
            <details>
                <summary>"Windows"</summary>
                {list(&windows)}
            </details>
            <h2>{words.trust_open()}</h2>
            <ul class="trust-addresses">{links}</ul>
            <p>{words.trust_lock()}</p>
        </section>
    }
}

fn list(steps: &[String]) -> impl IntoView + use<> {
    let steps: Vec<_> = steps.iter().map(|step| view! { <li>{filled(step)}</li> }).collect();
    view! { <ol>{steps}</ol> }
}

/// `way`, each of its steps marked as a name.
fn named(way: &str) -> String {
    let steps: Vec<String> = way.split(STEP).map(|step| format!("{NAME}{step}{NAME}")).collect();
    steps.join(STEP)
}

/// `text`, marked to be shown to the letter.
fn letters(text: &str) -> String {
    format!("{LETTERS}{text}{LETTERS}")
}

/// A text with what is marked in it standing out.
fn filled(text: &str) -> Vec<AnyView> {
    let mut rest = text;
    let mut parts = Vec::new();
    while let Some(at) = rest.find([NAME, LETTERS]) {
        let (before, marked) = rest.split_at(at);
        let mark = if marked.starts_with(NAME) { NAME } else { LETTERS };
        let marked = marked.strip_prefix(mark).unwrap_or(marked);
        let (inside, after) = marked.split_once(mark).unwrap_or((marked, ""));
        let inside = inside.to_owned();
        parts.extend(plain(before));
        parts.push(match mark {
            NAME => view! { <b dir="auto">{inside}</b> }.into_any(),
            _ => view! { <code dir="ltr">{inside}</code> }.into_any(),
        });
        rest = after;
    }
    parts.extend(plain(rest));
    parts
}

/// What stands between two names. Nothing would be drawn as a blank.
fn plain(text: &str) -> Option<AnyView> {
    (!text.is_empty()).then(|| text.to_owned().into_any())
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::i18n::Language;

    fn page(words: Words) -> String {
        let shown = Shown {
            shop: "Café <b>&\"Ö\"</b>",
            name: "Mion Kiosk <i> 3f2a",
            fingerprint: &["AB"; 32].join(":"),
            addresses: &["https://kiosk.local:3443".to_owned()],
            sheet: "/pkg/kiosk.0.css",
        };
        draw(&shown, words)
    }

    #[test]
    fn it_is_whole_in_every_language() {
        for language in Language::all().chain([Language::PSEUDO]) {
            let words = Words::of(language);
            let html = page(words);
            let code = language.code();
            assert!(html.starts_with("<!DOCTYPE html><html lang=\""), "{code}: {html}");
            assert!(
                html.contains(&format!("lang=\"{}\" dir=\"{}\"", words.tag(), words.direction())),
                "{code}: {html}"
            );
            assert!(!html.contains(['{', '}', NAME, LETTERS]), "{code}: {html}");
            assert!(!html.contains("<i>") && !html.contains("<b>&"), "{code}: a stranger's words: {html}");
            assert_eq!(html.matches("<code dir=\"ltr\">certutil -hashfile mion-kiosk-ca.crt SHA256</code>").count(), 1);
            assert_eq!(html.matches("<b dir=\"auto\">Mion Kiosk &lt;i&gt; 3f2a</b>").count(), 4, "{code}: {html}");
            assert_eq!(html.matches("<li>").count(), 10, "{code}: {html}");
        }
    }

    #[test]
    fn each_step_of_a_way_stands_out_by_itself() {
        let html = filled(&format!("{}: type {}", named("Settings › General"), letters("a --b"))).to_html();
        assert_eq!(
            html.replace("<!>", ""),
            "<b dir=\"auto\">Settings</b> › <b dir=\"auto\">General</b>: type <code dir=\"ltr\">a --b</code>"
        );
    }
}

//! What cannot be done here, in words that say what can be done instead.

use super::super::frame::Page;
use super::super::parts::icon::{Symbol, icon};
use axum::http::StatusCode;
use leptos::prelude::*;

fn shut(symbol: Symbol, screen: &'static str, words: &'static str, ways: AnyView) -> AnyView {
    view! {
        <section class="empty" data-screen=screen>
            {icon(symbol)}
            <p>{words}</p>
            <div class="form-ends">{ways}</div>
        </section>
    }
    .into_any()
}

/// This tablet is put out of use for a while.
pub(crate) fn locked() -> Page {
    let ways = view! { <a class="button is-main" href="/">"Try again"</a> }.into_any();
    let words = "A manager has locked it. Sales that are open go on, and another tablet can take them up. \
                 Ask a manager to unlock it in the back office.";
    Page::new("This tablet is locked", shut(Symbol::Lock, "locked", words, ways)).with_status(StatusCode::LOCKED)
}

/// This tablet is shut out for good.
pub(crate) fn revoked() -> Page {
    let ways = view! { <a class="button is-main" href="/pair">"Pair it again"</a> }.into_any();
    let words = "It was removed from this shop. Sales that were open here go on, and another tablet can take them up. \
                 To use it again, it needs a new pairing code.";
    Page::new("This tablet was removed", shut(Symbol::Tablet, "revoked", words, ways))
        .with_status(StatusCode::FORBIDDEN)
}

/// Whoever is signed in may not do that.
pub(crate) fn forbidden() -> Page {
    let ways = view! {
        <a class="button" href="/">"Back to the kiosk"</a>
        <a class="button is-main" href="/sign-in">"Sign in as somebody else"</a>
    }
    .into_any();
    let words = "This is for somebody with more rights, or it needs a paired tablet.";
    Page::new("This is not yours to do", shut(Symbol::Lock, "forbidden", words, ways))
        .with_status(StatusCode::FORBIDDEN)
}

/// Too much was tried in too short a time.
pub(crate) fn too_often(wait_seconds: u64) -> Page {
    let body = view! {
        <section class="empty" data-screen="too-often">
            {icon(Symbol::Clock)}
            <p>{wait(wait_seconds)}</p>
            <a class="button is-main" href="/">"Back to the kiosk"</a>
        </section>
    };
    Page::new("Too often", body).with_status(StatusCode::TOO_MANY_REQUESTS)
}

/// How long to wait, in words.
pub(crate) fn wait(seconds: u64) -> String {
    match seconds {
        0 | 1 => "Wait a second and try again.".to_owned(),
        2..=119 => format!("Wait {seconds} seconds and try again."),
        _ => format!("Wait {} minutes and try again.", seconds.div_ceil(60)),
    }
}

/// There is no such page, or not any more.
pub(crate) fn not_found() -> Page {
    let ways = view! {
        <a class="button" href="/">"Back to the kiosk"</a>
        <a class="button is-main" href="/staff">"To the staff's pages"</a>
    }
    .into_any();
    let words = "It may have been removed, or the address is not complete.";
    Page::new("There is no such page", shut(Symbol::Cross, "not-found", words, ways)).with_status(StatusCode::NOT_FOUND)
}

/// The server could not do it; the log has the cause.
pub(crate) fn failed() -> Page {
    let ways = view! { <a class="button is-main" href="/staff">"To the staff's pages"</a> }.into_any();
    let words = "The server could not do that just now. Nothing was changed. Try again in a moment.";
    Page::new("That did not work", shut(Symbol::Warning, "failed", words, ways))
        .with_status(StatusCode::INTERNAL_SERVER_ERROR)
}

#[cfg(test)]
mod tests {
    use super::wait;

    #[test]
    fn waits_are_told_in_the_unit_people_count_in() {
        assert_eq!(wait(0), "Wait a second and try again.");
        assert_eq!(wait(119), "Wait 119 seconds and try again.");
        assert_eq!(wait(120), "Wait 2 minutes and try again.");
        assert_eq!(wait(121), "Wait 3 minutes and try again.");
    }
}

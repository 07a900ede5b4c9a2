//! What cannot be done here, in words that say what can be done instead.

use super::super::frame::Page;
use super::super::parts::icon::{Symbol, icon};
use crate::words::Words;
use axum::http::StatusCode;
use leptos::prelude::*;

fn shut(symbol: Symbol, screen: &'static str, why: &'static str, ways: AnyView) -> AnyView {
    view! {
        <section class="empty" data-screen=screen>
            {icon(symbol)}
            <p>{why}</p>
            <div class="form-ends">{ways}</div>
        </section>
    }
    .into_any()
}

/// This tablet is put out of use for a while.
pub(crate) fn locked(words: Words) -> Page {
    let ways = view! { <a class="button is-main" href="/">{words.try_again()}</a> }.into_any();
    Page::new(words.locked(), shut(Symbol::Lock, "locked", words.locked_meaning(), ways))
        .with_status(StatusCode::LOCKED)
}

/// This tablet is shut out for good.
pub(crate) fn revoked(words: Words) -> Page {
    let ways = view! { <a class="button is-main" href="/pair">{words.pair_again()}</a> }.into_any();
    Page::new(words.revoked(), shut(Symbol::Tablet, "revoked", words.revoked_meaning(), ways))
        .with_status(StatusCode::FORBIDDEN)
}

/// Whoever is signed in may not do that.
pub(crate) fn forbidden(words: Words) -> Page {
    let ways = view! {
        <a class="button" href="/">{words.back_to_kiosk()}</a>
        <a class="button is-main" href="/sign-in">{words.sign_in_other()}</a>
    }
    .into_any();
    Page::new(words.forbidden(), shut(Symbol::Lock, "forbidden", words.forbidden_meaning(), ways))
        .with_status(StatusCode::FORBIDDEN)
}

/// Too much was tried in too short a time.
pub(crate) fn too_often(wait_seconds: u64, words: Words) -> Page {
    let body = view! {
        <section class="empty" data-screen="too-often">
            {icon(Symbol::Clock)}
            <p>{wait(wait_seconds, words)}</p>
            <a class="button is-main" href="/">{words.back_to_kiosk()}</a>
        </section>
    };
    Page::new(words.too_often(), body).with_status(StatusCode::TOO_MANY_REQUESTS)
}

/// How long to wait, in words.
pub(crate) fn wait(seconds: u64, words: Words) -> String {
    let seconds = u32::try_from(seconds.max(1)).unwrap_or(u32::MAX);
    match seconds {
        1..=119 => words.wait_seconds(seconds),
        _ => words.wait_minutes(seconds.div_ceil(60)),
    }
}

/// There is no such page, or not any more.
pub(crate) fn not_found(words: Words) -> Page {
    let ways = view! {
        <a class="button" href="/">{words.back_to_kiosk()}</a>
        <a class="button is-main" href="/staff">{words.to_staff()}</a>
    }
    .into_any();
    Page::new(words.missing(), shut(Symbol::Cross, "not-found", words.missing_meaning(), ways))
        .with_status(StatusCode::NOT_FOUND)
}

/// The server could not do it; the log has the cause.
pub(crate) fn failed(words: Words) -> Page {
    let ways = view! { <a class="button is-main" href="/staff">{words.to_staff()}</a> }.into_any();
    Page::new(words.went_wrong(), shut(Symbol::Warning, "failed", words.went_wrong_meaning(), ways))
        .with_status(StatusCode::INTERNAL_SERVER_ERROR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::i18n::Language;

    #[test]
    fn waits_are_told_in_the_unit_people_count_in() {
        let wait = |seconds| wait(seconds, Words::of(Language::ENGLISH));
        assert_eq!(wait(0), "Wait a second and try again.");
        assert_eq!(wait(119), "Wait 119 seconds and try again.");
        assert_eq!(wait(120), "Wait 2 minutes and try again.");
        assert_eq!(wait(121), "Wait 3 minutes and try again.");
    }
}

//! A clock that runs for as long as the screen is shown: a screenshot of it stands still.

use super::countdown::clock;
use crate::browser;
use crate::erased::effect;
use core::time::Duration;
use leptos::prelude::*;

const BEAT: Duration = Duration::from_millis(250);

/// Time since the component appeared, `m:ss`.
#[component]
pub(crate) fn Elapsed() -> impl IntoView {
    let seconds = RwSignal::new(0_u64);
    effect(move || {
        let since_ms = browser::now_ms();
        let beat = move || {
            let now = browser::now_ms().saturating_sub(since_ms) / 1000;
            if seconds.get_untracked() != now {
                seconds.set(now);
            }
        };
        if let Ok(beat) = set_interval_with_handle(beat, BEAT) {
            on_cleanup(move || beat.clear());
        }
    });
    view! {
        <span class="elapsed" role="timer" aria-live="off" data-elapsed>
            {move || clock(seconds.get())}
        </span>
    }
}

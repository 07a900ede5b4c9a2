//! The time left to pay, counted down here from the seconds the server gave. It only shows: whether an
//! invoice has run out is the server's to say.

use crate::browser;
use crate::erased::effect;
use crate::i18n::Words;
use crate::kiosk::Kiosk;
use core::time::Duration;
use leptos::prelude::*;

/// Twice a second would do; four times keeps the beat even.
const BEAT: Duration = Duration::from_millis(250);

/// The time left.
#[component]
pub(crate) fn Countdown(
    /// The seconds left as told, and when that was, by [`browser::now_ms`].
    #[prop(into)]
    told: Signal<(u64, u64)>,
) -> impl IntoView {
    let words = Kiosk::here().words();
    let now_ms = RwSignal::new(told.with_untracked(|(_, at_ms)| *at_ms));
    effect(move || {
        if let Ok(beat) = set_interval_with_handle(move || now_ms.set(browser::now_ms()), BEAT) {
            on_cleanup(move || beat.clear());
        }
    });
    let left = Memo::new(move |_| {
        let (seconds, at_ms) = told.get();
        seconds_left(seconds, at_ms, now_ms.get())
    });
    view! {
        <div class="countdown" class:is-short=move || left.get() <= 60>
            <p role="timer" aria-live="off" data-countdown>
                {move || shown(words, left.get())}
            </p>
            <p class="unseen" role="status">
                {move || announced(words, left.get())}
            </p>
        </div>
    }
}

/// Whole seconds left at `now_ms` of the `seconds` told at `at_ms`. What is told between two beats is newer than the last
/// one, and no more is left of it than was told.
fn seconds_left(seconds: u64, at_ms: u64, now_ms: u64) -> u64 {
    let gone_ms = now_ms.saturating_sub(at_ms);
    seconds.saturating_mul(1000).saturating_sub(gone_ms).div_ceil(1000)
}

fn shown(words: Words, seconds: u64) -> String {
    match seconds {
        0 => words.checking_last().to_owned(),
        _ => clock(seconds),
    }
}

/// `m:ss`, and from an hour on `h:mm:ss`.
pub(crate) fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 { format!("{minutes}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}

/// What a screen reader is told: the two thresholds, not every second.
fn announced(words: Words, seconds: u64) -> &'static str {
    match seconds {
        0 => words.checking_last(),
        1..=10 => words.ten_seconds(),
        11..=60 => words.one_minute(),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        crate::i18n::Language::ENGLISH.words()
    }

    #[test]
    fn the_last_second_counts_to_its_end() {
        assert_eq!(seconds_left(90, 5_000, 5_000), 90);
        assert_eq!(seconds_left(90, 5_000, 5_001), 90);
        assert_eq!(seconds_left(90, 5_000, 6_000), 89);
        assert_eq!(seconds_left(90, 5_000, 94_999), 1);
        assert_eq!(seconds_left(90, 5_000, 95_000), 0);
        assert_eq!(seconds_left(90, 5_000, u64::MAX), 0);
        assert_eq!(seconds_left(90, 5_000, 4_800), 90, "told after the last beat");
        assert_eq!(seconds_left(90, 5_000, 0), 90);
    }

    #[test]
    fn it_is_written_in_minutes_and_seconds() {
        assert_eq!(
            [600, 61, 60, 9, 0].map(|left| shown(words(), left)),
            ["10:00", "1:01", "1:00", "0:09", "Checking the last payment…"]
        );
        assert_eq!([14_400, 3_661, 3_599].map(clock), ["4:00:00", "1:01:01", "59:59"]);
    }

    #[test]
    fn it_speaks_up_twice_and_at_the_end() {
        let mut said: Vec<&str> = (0..=90).rev().map(|left| announced(words(), left)).collect();
        said.dedup();
        assert_eq!(said.len(), 4);
    }
}

//! How long ago something was, counted on from the seconds the server gave. Nobody's clock is asked.

use crate::browser;
use crate::erased::effect;
use core::time::Duration;
use leptos::prelude::*;

/// Minutes are the smallest thing shown.
const BEAT: Duration = Duration::from_secs(20);

/// `5 min ago`: of something that was `seconds` ago when this is called.
pub(crate) fn ago(seconds: u64) -> Signal<String> {
    let passed = RwSignal::new(0);
    effect(move || {
        let since_ms = browser::now_ms();
        let beat = move || passed.set(browser::now_ms().saturating_sub(since_ms) / 1000);
        if let Ok(beat) = set_interval_with_handle(beat, BEAT) {
            on_cleanup(move || beat.clear());
        }
    });
    Signal::derive(move || words(seconds.saturating_add(passed.get())))
}

fn words(seconds: u64) -> String {
    let minutes = seconds / 60;
    match minutes {
        0 => "just now".to_owned(),
        1..=119 => format!("{minutes} min ago"),
        120..=2879 => format!("{} h ago", minutes / 60),
        _ => format!("{} days ago", minutes / 1440),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_grows_with_the_age() {
        let shown = [0, 59, 60, 7199, 7200, 172_799, 172_800].map(words);
        assert_eq!(shown, ["just now", "just now", "1 min ago", "119 min ago", "2 h ago", "47 h ago", "2 days ago"]);
    }
}

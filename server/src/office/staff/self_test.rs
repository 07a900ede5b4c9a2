//! `/staff/self-test`: what a tablet must be able to do for a day of selling, tried one by one, and how this tablet is
//! set. The words for every outcome stand here; the page's script (`public/tablet/self-test.js`) tries, and shows
//! those that fit.

use crate::tablets::Check as Tried;
use crate::words::Words;
use leptos::prelude::*;

/// One text, in the language of whoever reads.
type Say = fn(Words) -> &'static str;

/// Something that is tried.
struct Check {
    /// What it is in the records.
    tried: Tried,
    name: &'static str,
    label: Say,
    /// What can come of it: the outcome's name, whether it is good, and what to say.
    outcomes: &'static [(&'static str, bool, Say)],
    /// What a tap tries.
    tap: Option<Say>,
}

const CHECKS: [Check; 9] = [
    Check {
        tried: Tried::Https,
        name: "https",
        label: Words::check_https,
        outcomes: &[("good", true, Words::https_good), ("bad", false, Words::https_bad)],
        tap: None,
    },
    Check {
        tried: Tried::Server,
        name: "server",
        label: Words::check_server,
        outcomes: &[("good", true, Words::server_good), ("bad", false, Words::server_bad)],
        tap: Some(Words::ask_again),
    },
    Check {
        tried: Tried::Mion,
        name: "mion",
        label: |_| "Mion",
        outcomes: &[
            ("good", true, Words::mion_good),
            ("bad", false, Words::mion_bad),
            ("unknown", false, Words::unknown_while_silent),
        ],
        tap: None,
    },
    Check {
        tried: Tried::Clock,
        name: "clock",
        label: Words::check_clock,
        outcomes: &[
            ("good", true, Words::clock_good),
            ("fast", false, Words::clock_fast),
            ("slow", false, Words::clock_slow),
            ("unknown", false, Words::unknown_while_silent),
        ],
        tap: None,
    },
    Check {
        tried: Tried::Wake,
        name: "wake",
        label: Words::check_wake,
        outcomes: &[
            ("asking", false, Words::wake_asking),
            ("held", true, Words::wake_held),
            ("released", false, Words::wake_released),
            ("denied", false, Words::wake_denied),
            ("battery", false, Words::wake_battery),
            ("insecure", false, Words::needs_https),
            ("unsupported", false, Words::wake_unsupported),
        ],
        tap: None,
    },
    Check {
        tried: Tried::Full,
        name: "full",
        label: Words::check_full,
        outcomes: &[
            ("full", true, Words::full_full),
            ("window", false, Words::full_window),
            ("unsupported", false, Words::full_unsupported),
        ],
        tap: Some(Words::fill_screen),
    },
    Check {
        tried: Tried::Sound,
        name: "sound",
        label: Words::check_sound,
        outcomes: &[
            ("locked", false, Words::sound_locked),
            ("ready", true, Words::sound_ready),
            ("denied", false, Words::sound_denied),
            ("unsupported", false, Words::sound_unsupported),
        ],
        tap: Some(Words::play_sound),
    },
    Check {
        tried: Tried::Print,
        name: "print",
        label: Words::check_print,
        outcomes: &[("done", true, Words::print_done)],
        tap: Some(Words::print_page),
    },
    Check {
        tried: Tried::Worker,
        name: "worker",
        label: Words::check_worker,
        outcomes: &[("good", true, Words::worker_good), ("bad", false, Words::worker_bad)],
        tap: None,
    },
];

/// What a tablet can be told to do.
const OPTIONS: [(&str, Say); 3] =
    [("chime", Words::option_chime), ("speak", Words::option_speak), ("vibrate", Words::option_vibrate)];

/// What is tried, in words.
pub(in super::super) fn label(tried: Tried, words: Words) -> &'static str {
    CHECKS.iter().find(|check| check.tried == tried).map_or("", |check| (check.label)(words))
}

/// The offer of a self-test, before the first sale of a day.
pub(super) fn opening(words: Words) -> AnyView {
    view! {
        <section class="form" data-opening>
            <p>{words.opening_meaning()}</p>
            <div class="form-ends">
                <a class="button" href="/">{words.opening_later()}</a>
                <a class="button is-main" href=super::SELF_TEST>{words.self_test()}</a>
            </div>
        </section>
    }
    .into_any()
}

/// The page's body.
pub(super) fn body(words: Words) -> AnyView {
    view! {
        <noscript>
            <p class="said">{words.needs_script()}</p>
        </noscript>
        <ul class="checks">{CHECKS.map(|one| check(one, words))}</ul>
        <h2>{words.this_tablet()}</h2>
        <form class="fields" data-options>
            {OPTIONS.map(|one| tick(one, words))}
            <label class="field">
                <span>{words.printed_on()}</span>
                <select name="paper">
                    <option value="80">{words.roll_80()}</option>
                    <option value="58">{words.roll_58()}</option>
                    <option value="a4">{words.sheet_a4()}</option>
                </select>
            </label>
            <label class="field">
                <span>{words.return_seconds()}</span>
                <input type="number" name="returnSeconds" min="0" max="120" inputmode="numeric" />
            </label>
            <p role="status" data-kept>
                <span data-words="true" hidden>{words.kept()}</span>
                <span data-words="false" hidden>{words.not_kept()}</span>
            </p>
        </form>
    }
    .into_any()
}

fn check(check: Check, words: Words) -> impl IntoView {
    let Check { name, label, outcomes, tap, .. } = check;
    let outcomes = outcomes.iter().map(|(outcome, is_good, say)| {
        let class = if *is_good { "is-good" } else { "is-bad" };
        view! { <span data-words=*outcome class=class hidden>{say(words)}</span> }
    });
    view! {
        <li class="check" data-check=name>
            <h2>{label(words)}</h2>
            <p role="status">{outcomes.collect_view()} " " <span data-detail></span></p>
            {tap.map(|tap| view! { <button type="button" class="button">{tap(words)}</button> })}
        </li>
    }
}

fn tick((name, label): (&'static str, Say), words: Words) -> impl IntoView {
    view! {
        <label class="tick">
            <input type="checkbox" name=name />
            <span>{label(words)}</span>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tried_has_the_same_name_in_the_records() {
        for check in &CHECKS {
            assert_eq!(serde_json::to_value(check.tried).unwrap(), check.name);
        }
    }

    #[test]
    fn every_outcome_that_the_script_can_find_has_words() {
        let script = include_str!("../../../../public/tablet/self-test.js");
        for check in &CHECKS {
            let is_tried = script.contains(&format!("found('{}'", check.name));
            assert!(is_tried, "nobody tries {}", check.name);
        }
        for (module, check) in [
            (include_str!("../../../../public/tablet/wake-lock.js"), "wake"),
            (include_str!("../../../../public/tablet/full-screen.js"), "full"),
            (include_str!("../../../../public/tablet/sound.js"), "sound"),
        ] {
            let states = module.split("@typedef {").nth(1).unwrap().split('}').next().unwrap();
            let check = CHECKS.iter().find(|one| one.name == check).unwrap();
            for state in states.split('\'').skip(1).step_by(2) {
                assert!(check.outcomes.iter().any(|(outcome, _, _)| *outcome == state), "{}: {state}", check.name);
            }
        }
    }
}

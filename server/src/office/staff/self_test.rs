//! `/staff/self-test`: what a tablet must be able to do for a day of selling, tried one by one, and how this tablet is
//! set. The words for every outcome stand here; the page's script (`public/tablet/self-test.js`) tries, and shows
//! those that fit.

use leptos::prelude::*;

/// Something that is tried.
struct Check {
    name: &'static str,
    label: &'static str,
    /// What can come of it: the outcome's name, whether it is good, and what to say.
    outcomes: &'static [(&'static str, bool, &'static str)],
    /// What a tap tries.
    tap: Option<&'static str>,
}

const CHECKS: [Check; 9] = [
    Check {
        name: "https",
        label: "Connection",
        outcomes: &[
            ("good", true, "The browser takes it for a safe one."),
            ("bad", false, "The page came without HTTPS: the screen cannot be kept on, and nothing can be installed."),
        ],
        tap: None,
    },
    Check {
        name: "server",
        label: "Server",
        outcomes: &[("good", true, "It answers."), ("bad", false, "It does not answer. Check the network.")],
        tap: Some("Ask again"),
    },
    Check {
        name: "mion",
        label: "Mion",
        outcomes: &[
            ("good", true, "It answers the server."),
            ("bad", false, "It does not answer the server: nothing can be sold now."),
            ("unknown", false, "Nobody knows while the server does not answer."),
        ],
        tap: None,
    },
    Check {
        name: "clock",
        label: "Clock",
        outcomes: &[
            ("good", true, "It is right."),
            ("fast", false, "It is ahead of the server's. Set it right; no sale depends on it."),
            ("slow", false, "It is behind the server's. Set it right; no sale depends on it."),
            ("unknown", false, "Nobody knows while the server does not answer."),
        ],
        tap: None,
    },
    Check {
        name: "wake",
        label: "Screen stays on",
        outcomes: &[
            ("asking", false, "Tap anywhere."),
            ("held", true, "It does."),
            ("released", false, "The browser took that back. Tap anywhere."),
            ("denied", false, "The browser does not allow it. Keep it on in the tablet's own settings."),
            ("battery", false, "The battery is low. Plug the tablet in."),
            ("insecure", false, "It needs HTTPS."),
            ("unsupported", false, "This browser cannot do it. Keep it on in the tablet's own settings."),
        ],
        tap: None,
    },
    Check {
        name: "full",
        label: "Full screen",
        outcomes: &[
            ("full", true, "The kiosk fills the screen."),
            ("window", false, "The kiosk is in a window."),
            ("unsupported", false, "This browser cannot do it. Install the kiosk on the home screen."),
        ],
        tap: Some("Fill the screen"),
    },
    Check {
        name: "sound",
        label: "Sound",
        outcomes: &[
            ("locked", false, "Tap the button."),
            ("ready", true, "It plays. Is it loud enough?"),
            ("denied", false, "The browser does not allow it."),
            ("unsupported", false, "This browser makes none."),
        ],
        tap: Some("Play the sound"),
    },
    Check {
        name: "print",
        label: "Printer",
        outcomes: &[("done", true, "Its dialog was open.")],
        tap: Some("Print this page"),
    },
    Check {
        name: "worker",
        label: "Without the server",
        outcomes: &[
            ("good", true, "The tablet keeps a page that says so."),
            ("bad", false, "The tablet shows its browser's own page then."),
        ],
        tap: None,
    },
];

/// The page's body.
pub(super) fn body() -> AnyView {
    view! {
        <noscript>
            <p class="said">"This page needs JavaScript: it tries what the tablet's browser can do."</p>
        </noscript>
        <ul class="checks">{CHECKS.map(check)}</ul>
        <h2>"This tablet"</h2>
        <form class="fields" data-options>
            {[
                ("chime", "Sound for every payment"),
                ("speak", "Speak the amount, too"),
                ("vibrate", "Buzz, where it can"),
            ].map(tick)}
            <label class="field">
                <span>"Receipts are printed on"</span>
                <select name="paper">
                    <option value="80">"A roll of 80 mm"</option>
                    <option value="58">"A roll of 58 mm"</option>
                    <option value="a4">"A4"</option>
                </select>
            </label>
            <label class="field">
                <span>"After a payment, back to the keypad in so many seconds (0: stay)"</span>
                <input type="number" name="returnSeconds" min="0" max="120" inputmode="numeric" />
            </label>
            <p role="status" data-kept>
                <span data-words="true" hidden>"Kept on this tablet."</span>
                <span data-words="false" hidden>"The browser keeps nothing: it holds until the page is loaded again."</span>
            </p>
        </form>
    }
    .into_any()
}

fn check(check: Check) -> impl IntoView {
    let Check { name, label, outcomes, tap } = check;
    let outcomes = outcomes.iter().map(|(outcome, is_good, words)| {
        let class = if *is_good { "is-good" } else { "is-bad" };
        view! { <span data-words=*outcome class=class hidden>{*words}</span> }
    });
    view! {
        <li class="check" data-check=name>
            <h2>{label}</h2>
            <p role="status">{outcomes.collect_view()} " " <span data-detail></span></p>
            {tap.map(|tap| view! { <button type="button" class="button">{tap}</button> })}
        </li>
    }
}

fn tick((name, label): (&'static str, &'static str)) -> impl IntoView {
    view! {
        <label class="tick">
            <input type="checkbox" name=name />
            <span>{label}</span>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

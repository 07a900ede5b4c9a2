//! `/office/settings`: what the owner sets. What the operator sets stands in the server's settings file.

use super::super::english;
use super::super::form::Typed;
use super::super::parts::field::{Field, Kind, Refusals, switch};
use domain::settings::{PassLength, PinFor, PinSwitch, ShopSettings};
use leptos::prelude::*;

/// Where they are.
pub(in super::super) const PATH: &str = "/office/settings";

/// What was just done, as it stands in the address one is sent to afterwards.
pub(super) fn said(done: &str) -> Option<&'static str> {
    (done == "saved").then_some("Saved. Every terminal goes by it within a second.")
}

/// The field of a switch, and what it says.
fn words(pin: PinSwitch) -> (&'static str, &'static str, &'static str) {
    match pin {
        PinSwitch::Leave => (
            "pin_for_leave",
            "Leaving the kiosk",
            "So that a customer cannot leave the full screen and use the tablet for something else.",
        ),
        PinSwitch::Settings => ("pin_for_settings", "The tablet's settings", "Sound, full screen, self-test."),
        PinSwitch::Sales => (
            "pin_for_sales",
            "Last sales and payments to decide",
            "Also taking up a sale that was begun at another terminal.",
        ),
        PinSwitch::Cancel => (
            "pin_for_cancel",
            "Cancelling after the code was shown",
            "So that nobody takes the money by hand and cancels the sale.",
        ),
    }
}

/// What was typed, as settings; all that the form does not show stays as it is in `now`.
pub(super) fn read(typed: &Typed, now: &ShopSettings) -> Result<ShopSettings, Refusals> {
    let on = |pin| typed.is_on(words(pin).0);
    let pin_for = PinFor {
        leave: on(PinSwitch::Leave),
        settings: on(PinSwitch::Settings),
        sales: on(PinSwitch::Sales),
        cancel: on(PinSwitch::Cancel),
    };
    let seconds = typed.text("pass_seconds").parse().ok();
    let pass = seconds.and_then(|seconds| PassLength::from_secs(seconds).ok());
    let pass = pass.ok_or_else(|| Refusals::one("pass_seconds", "Type a number of seconds from 30 to 900."))?;
    let mut settings = now.clone();
    (settings.pin_for, settings.pass) = (pin_for, pass);
    Ok(settings)
}

/// The form, over `settings` of a certain `version`, or what was typed instead.
pub(super) fn form(
    settings: &ShopSettings,
    version: u64,
    typed: Option<&Typed>,
    refusals: &Refusals,
    said: Option<&'static str>,
) -> AnyView {
    let switches = PinSwitch::ALL.map(|pin| {
        let (name, label, hint) = words(pin);
        let on = typed.map_or_else(|| settings.pin_for.asks(pin), |typed| typed.is_on(name));
        switch(name, label, hint, on)
    });
    let seconds = match typed {
        Some(typed) => typed.text("pass_seconds").to_owned(),
        None => settings.pass.as_secs().to_string(),
    };
    let pass = Field {
        hint: "From 30 to 900 seconds. Then the tablet asks again.",
        value: &seconds,
        maxlength: Some(3),
        ..Field::new("pass_seconds", "How long a PIN is good for, in seconds", Kind::Number)
    };
    view! {
        {said.map(super::super::frame::said)}
        {refusals.summary(english())}
        <form method="post" action=PATH class="form is-panel" novalidate data-settings>
            <input type="hidden" name="version" value=version.to_string() />
            <fieldset class="choices">
                <legend>"What asks for a PIN"</legend>
                {switches}
            </fieldset>
            {pass.show(refusals, english())}
            <div class="form-ends"><button class="button is-main">"Save"</button></div>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_switch_that_is_not_sent_is_off() {
        let now = ShopSettings::default();
        let read = read(&typed(&[("pin_for_sales", "on"), ("pass_seconds", " 60 ")]), &now).unwrap();
        assert_eq!(read.pin_for, PinFor { sales: true, ..PinFor::NEVER });
        assert_eq!(read.pass.as_secs(), 60);
    }

    #[test]
    fn a_pass_of_no_length_is_refused_in_words() {
        for text in ["", "29", "901", "-1", "sixty", "99999999999"] {
            let refused = read(&typed(&[("pass_seconds", text)]), &ShopSettings::default()).unwrap_err();
            assert_eq!(refused.of("pass_seconds"), Some("Type a number of seconds from 30 to 900."), "{text}");
        }
    }
}

//! `/office/settings`: what the owner sets. What the operator sets stands in the server's settings file.

use super::super::form::Typed;
use super::super::parts::field::{Field, Kind, Refusals, switch};
use crate::words::Words;
use domain::settings::{PassLength, PinFor, PinSwitch, ShopSettings};
use leptos::prelude::*;

/// Where they are.
pub(in super::super) const PATH: &str = "/office/settings";

/// What was just done, as it stands in the address one is sent to afterwards.
pub(super) fn said(done: &str, words: Words) -> Option<&'static str> {
    (done == "saved").then(|| words.settings_saved())
}

/// The field of a switch.
fn field(pin: PinSwitch) -> &'static str {
    match pin {
        PinSwitch::Leave => "pin_for_leave",
        PinSwitch::Settings => "pin_for_settings",
        PinSwitch::Sales => "pin_for_sales",
        PinSwitch::Cancel => "pin_for_cancel",
    }
}

/// What a switch is for.
pub(super) fn label(pin: PinSwitch, words: Words) -> &'static str {
    match pin {
        PinSwitch::Leave => words.settings_leave(),
        PinSwitch::Settings => words.settings_tablet(),
        PinSwitch::Sales => words.settings_sales(),
        PinSwitch::Cancel => words.settings_cancel(),
    }
}

/// Why.
fn hint(pin: PinSwitch, words: Words) -> &'static str {
    match pin {
        PinSwitch::Leave => words.settings_leave_hint(),
        PinSwitch::Settings => words.settings_tablet_hint(),
        PinSwitch::Sales => words.settings_sales_hint(),
        PinSwitch::Cancel => words.settings_cancel_hint(),
    }
}

/// What was typed, as settings; all that the form does not show stays as it is in `now`.
pub(super) fn read(typed: &Typed, now: &ShopSettings, words: Words) -> Result<ShopSettings, Refusals> {
    let on = |pin| typed.is_on(field(pin));
    let pin_for = PinFor {
        leave: on(PinSwitch::Leave),
        settings: on(PinSwitch::Settings),
        sales: on(PinSwitch::Sales),
        cancel: on(PinSwitch::Cancel),
    };
    let seconds = typed.text("pass_seconds").parse().ok();
    let pass = seconds.and_then(|seconds| PassLength::from_secs(seconds).ok());
    let pass = pass.ok_or_else(|| Refusals::one("pass_seconds", words.settings_pass_wrong()))?;
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
    words: Words,
) -> AnyView {
    let switches = PinSwitch::ALL.map(|pin| {
        let on = typed.map_or_else(|| settings.pin_for.asks(pin), |typed| typed.is_on(field(pin)));
        switch(field(pin), label(pin, words), hint(pin, words), on)
    });
    let seconds = match typed {
        Some(typed) => typed.text("pass_seconds").to_owned(),
        None => settings.pass.as_secs().to_string(),
    };
    let pass = Field {
        hint: words.settings_pass_hint(),
        value: &seconds,
        maxlength: Some(3),
        ..Field::new("pass_seconds", words.settings_pass(), Kind::Number)
    };
    view! {
        {said.map(super::super::frame::said)}
        {refusals.summary(words)}
        <form method="post" action=PATH class="form is-panel" novalidate data-settings>
            <input type="hidden" name="version" value=version.to_string() />
            <fieldset class="choices">
                <legend>{words.settings_pin_for()}</legend>
                {switches}
            </fieldset>
            {pass.show(refusals, words)}
            <div class="form-ends"><button class="button is-main">{words.settings_save()}</button></div>
        </form>
        {super::logo::section(settings, refusals, words)}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::tests::english;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_switch_that_is_not_sent_is_off() {
        let now = ShopSettings::default();
        let read = read(&typed(&[("pin_for_sales", "on"), ("pass_seconds", " 60 ")]), &now, english()).unwrap();
        assert_eq!(read.pin_for, PinFor { sales: true, ..PinFor::NEVER });
        assert_eq!(read.pass.as_secs(), 60);
    }

    #[test]
    fn a_pass_of_no_length_is_refused_in_words() {
        for text in ["", "29", "901", "-1", "sixty", "99999999999"] {
            let refused = read(&typed(&[("pass_seconds", text)]), &ShopSettings::default(), english()).unwrap_err();
            assert_eq!(refused.of("pass_seconds"), Some("Type a number of seconds from 30 to 900."), "{text}");
        }
    }
}

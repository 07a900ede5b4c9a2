//! A field of a form: its label above it, a hint where one helps, and what is wrong with it right there. What was
//! typed stays, but for secrets.

use super::icon::{Symbol, icon};
use crate::words::Words;
use leptos::prelude::*;

/// What is wrong with a form, field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Refusals(Vec<(&'static str, String)>);

impl Refusals {
    /// Nothing is wrong.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// One thing is wrong, with `field`. An empty name is the whole form.
    pub(crate) fn one(field: &'static str, words: impl Into<String>) -> Self {
        Self(vec![(field, words.into())])
    }

    /// One more.
    pub(crate) fn and(mut self, field: &'static str, words: impl Into<String>) -> Self {
        self.0.push((field, words.into()));
        self
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with `field`.
    pub(crate) fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, words)| words.as_str())
    }

    /// What is wrong, all together, at the top of the page and the first thing that is read out. Nothing where
    /// nothing is wrong.
    pub(crate) fn summary(&self, words: Words) -> Option<impl IntoView + use<>> {
        if self.is_empty() {
            return None;
        }
        let entry = |(field, why): &(&'static str, String)| {
            let why = why.clone();
            match *field {
                "" => view! { <li>{why}</li> }.into_any(),
                field => view! { <li><a href=format!("#{}", id(field))>{why}</a></li> }.into_any(),
            }
        };
        let entries: Vec<_> = self.0.iter().map(entry).collect();
        Some(view! {
            <div class="summary" role="alert" tabindex="-1" autofocus data-refused>
                {icon(Symbol::Warning)}
                <div>
                    <h2>{words.not_done()}</h2>
                    <ul>{entries}</ul>
                </div>
            </div>
        })
    }
}

/// What is typed into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One line.
    Text,
    /// A pairing code: capitals, no corrections.
    Code,
    /// A password.
    Password,
    /// Digits that nobody else sees.
    Pin,
    /// Digits.
    Number,
    /// A day.
    Date,
}

/// A field.
#[derive(Clone, Debug)]
pub(crate) struct Field<'a> {
    /// Its name, and the end of its id.
    pub(crate) name: &'static str,
    /// What it is for.
    pub(crate) label: &'a str,
    /// What else helps.
    pub(crate) hint: &'a str,
    /// What is typed into it.
    pub(crate) kind: Kind,
    /// What stands in it.
    pub(crate) value: &'a str,
    /// The browser's word for it; see the HTML standard's list for `autocomplete`.
    pub(crate) autocomplete: &'static str,
    /// Most characters, where the browser should stop at them.
    pub(crate) maxlength: Option<usize>,
    /// Whether the form can be sent without it.
    pub(crate) optional: bool,
    /// Whether it is the first thing to do on its page.
    pub(crate) first: bool,
}

impl<'a> Field<'a> {
    /// A field with a label and nothing in it.
    pub(crate) fn new(name: &'static str, label: &'a str, kind: Kind) -> Self {
        Self {
            name,
            label,
            hint: "",
            kind,
            value: "",
            autocomplete: "off",
            maxlength: None,
            optional: false,
            first: false,
        }
    }

    /// The field, with what `refusals` say of it.
    pub(crate) fn show(self, refusals: &Refusals, words: Words) -> AnyView {
        let (id, name) = (id(self.name), self.name);
        let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
        let error = refusals.of(name).map(str::to_owned);
        let described = match (self.hint.is_empty(), error.is_some()) {
            (true, false) => None,
            (false, false) => Some(hint_id.clone()),
            (true, true) => Some(error_id.clone()),
            (false, true) => Some(format!("{error_id} {hint_id}")),
        };
        let (kind, mode) = match self.kind {
            Kind::Text | Kind::Code => ("text", None),
            Kind::Password => ("password", None),
            Kind::Pin => ("password", Some("numeric")),
            Kind::Number => ("text", Some("numeric")),
            Kind::Date => ("date", None),
        };
        let is_secret = matches!(self.kind, Kind::Password | Kind::Pin);
        let value = (!is_secret).then(|| self.value.to_owned());
        let hint = (!self.hint.is_empty()).then(|| {
            let hint = self.hint.to_owned();
            view! { <p class="field-hint" id=hint_id>{hint}</p> }
        });
        let label = self.label.to_owned();
        view! {
            <div class="field" class:is-refused=error.is_some()>
                <label for=id.clone()>
                    {label} {self.optional.then(|| view! { <span class="field-optional">" " {words.optional()}</span> })}
                </label>
                {hint}
                {error.clone().map(|words| view! { <p class="field-error" id=error_id>{icon(Symbol::Warning)} <span>{words}</span></p> })}
                <input
                    class:is-code=self.kind == Kind::Code
                    id=id
                    r#type=kind
                    name=name
                    value=value
                    inputmode=mode
                    maxlength=self.maxlength.map(|most| most.to_string())
                    autocomplete=self.autocomplete
                    autocapitalize=if self.kind == Kind::Code { "characters" } else { "none" }
                    spellcheck="false"
                    required=!self.optional
                    autofocus=self.first && refusals.is_empty()
                    aria-invalid=error.is_some().then_some("true")
                    aria-describedby=described
                />
            </div>
        }
        .into_any()
    }
}

/// The id of the field called `name`.
fn id(name: &str) -> String {
    format!("field-{name}")
}

/// One of a few choices, all of them to be seen.
pub(crate) struct Choice<'a> {
    /// What is sent.
    pub(crate) value: String,
    /// What it is called.
    pub(crate) label: &'a str,
    /// What it means.
    pub(crate) hint: &'a str,
}

/// A group of choices, of which one is `chosen`.
pub(crate) fn choices(
    name: &'static str,
    legend: &str,
    all: &[Choice<'_>],
    chosen: &str,
    refusals: &Refusals,
) -> AnyView {
    let id = id(name);
    let error_id = format!("{id}-error");
    let error = refusals.of(name).map(str::to_owned);
    let describedby = error.is_some().then(|| error_id.clone());
    let one = |(number, choice): (usize, &Choice<'_>)| {
        let (label, hint) = (choice.label.to_owned(), choice.hint.to_owned());
        // The list of what is wrong leads to the first of them.
        let id = if number == 0 { id.clone() } else { format!("{id}-{number}") };
        view! {
            <label class="choice">
                <input r#type="radio" id=id name=name value=choice.value.clone() checked=choice.value == chosen required />
                <span>
                    <span class="choice-label">{label}</span>
                    {(!hint.is_empty()).then(|| view! { <span class="choice-hint">{hint}</span> })}
                </span>
            </label>
        }
    };
    let all: Vec<_> = all.iter().enumerate().map(one).collect();
    let legend = legend.to_owned();
    view! {
        <fieldset class="choices" class:is-refused=error.is_some() aria-describedby=describedby>
            <legend>{legend}</legend>
            {error.clone().map(|words| view! { <p class="field-error" id=error_id>{icon(Symbol::Warning)} <span>{words}</span></p> })}
            {all}
        </fieldset>
    }
    .into_any()
}

/// A switch: on or off.
pub(crate) fn switch(name: &'static str, label: &str, hint: &str, on: bool) -> AnyView {
    let (label, hint) = (label.to_owned(), hint.to_owned());
    view! {
        <label class="choice">
            <input r#type="checkbox" id=id(name) name=name value="on" checked=on />
            <span>
                <span class="choice-label">{label}</span>
                {(!hint.is_empty()).then(|| view! { <span class="choice-hint">{hint}</span> })}
            </span>
        </label>
    }
    .into_any()
}

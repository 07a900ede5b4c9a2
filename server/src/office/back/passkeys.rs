//! One's own passkeys, on `/office/account`. A script of ours asks here what the browser is to make, and
//! sends what it has made.

use super::super::entry::PASSKEYS_SCRIPT;
use super::super::form::Typed;
use super::super::here::{Here, Origin, see};
use super::super::parts::field::{Field, Kind, Refusals};
use super::super::parts::when::Times;
use super::super::trouble::Trouble;
use super::account;
use crate::access::{AccessError, PasskeyAnswer, PasskeyView};
use crate::http::words as answers;
use crate::words::Words;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

/// The page's script.
pub(super) const SCRIPT: &str = PASSKEYS_SCRIPT;

/// What the script sends.
#[derive(Deserialize)]
pub(in super::super) struct NewPasskey {
    name: String,
    answer: PasskeyAnswer,
}

/// One's passkeys, and the way to another.
pub(super) fn section(passkeys: &[PasskeyView], times: &Times) -> AnyView {
    let words = times.words();
    let name = Field {
        hint: words.passkey_name_hint(),
        maxlength: Some(40),
        ..Field::new("name", words.passkey_name(), Kind::Text)
    };
    let rows = passkeys.iter().map(|passkey| {
        let used = match passkey.used_at {
            Some(at) => words.passkey_used(&times.short(at)),
            None => words.passkey_never().to_owned(),
        };
        view! {
            <li>
                <form method="post" action=format!("{}/passkey/forget", account::PATH) class="form">
                    <input type="hidden" name="id" value=passkey.id.clone() />
                    <p><bdi>{passkey.name.clone()}</bdi>" – "{used}</p>
                    <div class="form-ends"><button class="button">{words.passkey_forget()}</button></div>
                </form>
            </li>
        }
    });
    view! {
        <section class="form is-panel" aria-labelledby="own-passkeys">
            <h2 id="own-passkeys">{words.passkeys()}</h2>
            <p>{words.passkeys_lead()}</p>
            <ul data-passkeys>{rows.collect::<Vec<_>>()}</ul>
            <form class="form" data-passkey-make hidden novalidate>
                {name.show(&Refusals::none(), words)}
                <p role="alert" data-passkey-words data-broken-off=words.passkey_broken_off() data-failed=words.server_failed() data-unknown=words.passkey_unknown()></p>
                <div class="form-ends"><button class="button" data-passkey>{words.passkey_make()}</button></div>
            </form>
            <noscript><p>{words.passkey_needs_script()}</p></noscript>
        </section>
    }
    .into_any()
}

/// `POST /office/account/passkey/ask`.
pub(in super::super) async fn ask(here: Here, Origin(origin): Origin) -> Response {
    told(here.office.access.ask_for_passkey(&here.caller, &origin).await, here.words)
}

/// `POST /office/account/passkey`.
pub(in super::super) async fn add(here: Here, new: Result<Json<NewPasskey>, JsonRejection>) -> Response {
    let made = match new {
        Ok(Json(new)) => here.office.access.add_passkey(&here.caller, &new.name, &new.answer).await.map(|()| json!({})),
        Err(_) => Err(AccessError::WrongPasskey),
    };
    told(made, here.words)
}

/// `POST /office/account/passkey/forget`.
pub(in super::super) async fn forget(here: Here, typed: Typed) -> Response {
    match here.office.access.remove_passkey(&here.caller, typed.text("id")).await {
        Ok(()) => see(&format!("{}?done=no-passkey", account::PATH)),
        Err(error) => Trouble::of(error, here.words).answer(&here),
    }
}

fn told(result: Result<Value, AccessError>, words: Words) -> Response {
    match result {
        Ok(value) => Json(value).into_response(),
        Err(error) => answers::json(&error, words),
    }
}

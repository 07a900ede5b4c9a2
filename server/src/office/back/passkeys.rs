//! One's own passkeys, on `/office/account`. A script of ours asks here what the browser is to make, and
//! sends what it has made.

use super::super::english;
use super::super::entry::PASSKEYS_SCRIPT;
use super::super::form::Typed;
use super::super::here::{Here, Origin, see};
use super::super::parts::field::{Field, Kind, Refusals};
use super::super::parts::when::Times;
use super::super::trouble::Trouble;
use super::account;
use crate::access::{AccessError, PasskeyAnswer, PasskeyView};
use crate::http::words;
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
    let name = Field {
        hint: "Such as: my telephone.",
        maxlength: Some(40),
        ..Field::new("name", "Name of a new passkey", Kind::Text)
    };
    let rows = passkeys.iter().map(|passkey| {
        let used = passkey.used_at.map_or("never used".to_owned(), |at| format!("last used {}", times.short(at)));
        view! {
            <li>
                <form method="post" action=format!("{}/passkey/forget", account::PATH) class="form">
                    <input type="hidden" name="id" value=passkey.id.clone() />
                    <p><bdi>{passkey.name.clone()}</bdi>" – "{used}</p>
                    <div class="form-ends"><button class="button">"Forget it"</button></div>
                </form>
            </li>
        }
    });
    view! {
        <section class="form is-panel" aria-labelledby="own-passkeys">
            <h2 id="own-passkeys">"Passkeys"</h2>
            <p>"Sign in with what unlocks your device, instead of your password. Your password stays as it is."</p>
            <ul data-passkeys>{rows.collect::<Vec<_>>()}</ul>
            <form class="form" data-passkey-make hidden novalidate>
                {name.show(&Refusals::none(), english())}
                <p role="alert" data-passkey-words data-broken-off=english().passkey_broken_off() data-failed=english().server_failed() data-unknown=english().passkey_unknown()></p>
                <div class="form-ends"><button class="button" data-passkey>"Make a passkey on this device"</button></div>
            </form>
            <noscript><p>"Making one needs JavaScript."</p></noscript>
        </section>
    }
    .into_any()
}

/// `POST /office/account/passkey/ask`.
pub(in super::super) async fn ask(here: Here, Origin(origin): Origin) -> Response {
    told(here.office.access.ask_for_passkey(&here.caller, &origin).await)
}

/// `POST /office/account/passkey`.
pub(in super::super) async fn add(here: Here, new: Result<Json<NewPasskey>, JsonRejection>) -> Response {
    told(match new {
        Ok(Json(new)) => here.office.access.add_passkey(&here.caller, &new.name, &new.answer).await.map(|()| json!({})),
        Err(_) => Err(AccessError::WrongPasskey),
    })
}

/// `POST /office/account/passkey/forget`.
pub(in super::super) async fn forget(here: Here, typed: Typed) -> Response {
    match here.office.access.remove_passkey(&here.caller, typed.text("id")).await {
        Ok(()) => see(&format!("{}?done=no-passkey", account::PATH)),
        Err(error) => Trouble::of(error, english()).answer(&here),
    }
}

fn told(result: Result<Value, AccessError>) -> Response {
    match result {
        Ok(value) => Json(value).into_response(),
        Err(error) => words::json(&error, english()),
    }
}

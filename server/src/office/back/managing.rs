//! What the addresses answer by which something is changed: terminals, people, settings, one's own account.

use super::super::form::{Asked, Typed};
use super::super::frame::Page;
use super::super::here::{Here, Origin, Shown, see};
use super::super::parts::field::Refusals;
use super::super::trouble::Trouble;
use super::handlers::status;
use super::{account, passkeys, people, settings, terminals};
use crate::access::{AccessError, PersonView, TerminalView};
use crate::store::Heartbeat;
use crate::tablets::Report;
use axum::extract::Path;
use axum::response::Response;
use domain::access::{Action, PersonId, Role, TerminalId};
use leptos::prelude::*;
use secrecy::ExposeSecret as _;

/// The terminals, with a form as it was typed and what was wrong with it.
async fn show_terminals(here: &Here, typed: &Typed, refusals: &Refusals, done: &str) -> Response {
    match here.office.access.terminals(&here.caller).await {
        Ok(all) => {
            let tests = tests(here).await;
            let body = terminals::list(&all, &tests, typed, refusals, terminals::said(done, here.words), &here.times);
            here.office(terminals::PATH, Page::new(here.words.terminals(), body).with_status(status(refusals)))
        }
        Err(error) => Trouble::of(error, here.words).answer(here),
    }
}

/// `GET /office/terminals`.
pub(in super::super) async fn list_terminals(here: Here, Asked(asked): Asked) -> Response {
    show_terminals(&here, &Typed::default(), &Refusals::none(), asked.text("done")).await
}

/// `POST /office/terminals`: a new one, whose code is shown once.
pub(in super::super) async fn invite(here: Here, origin: Origin, typed: Typed) -> Response {
    match here.office.access.invite_terminal(&here.caller, typed.text("name")).await {
        Ok(code) => show_code(&here, &origin, typed.text("name"), code.reveal()),
        Err(error) => match Trouble::of(error, here.words) {
            Trouble::Refused(refusals) => show_terminals(&here, &typed, &refusals, "").await,
            trouble => trouble.answer(&here),
        },
    }
}

fn show_code(here: &Here, origin: &Origin, terminal: &str, code: &str) -> Response {
    let address = format!("{}/pair?code={code}", origin.0);
    here.office(
        terminals::PATH,
        Page::new(here.words.terminal_pair(), terminals::code(terminal, code, &address, here.words)),
    )
}

async fn find_terminal(here: &Here, id: &str) -> Result<TerminalView, Response> {
    let id: TerminalId = id.parse().map_err(|_| here.not_found())?;
    let all = here
        .office
        .access
        .terminals(&here.caller)
        .await
        .map_err(|error| Trouble::of(error, here.words).answer(here))?;
    all.into_iter().find(|terminal| terminal.id == id).ok_or_else(|| here.not_found())
}

async fn show_terminal(
    here: &Here,
    terminal: &TerminalView,
    typed: Option<&Typed>,
    refusals: &Refusals,
    done: &str,
) -> Response {
    let tablet = how_it_is(here, terminal.id).await;
    let one = terminals::one(terminal, typed, refusals, terminals::said(done, here.words), &here.times);
    let body = view! {
        {one}
        {tablet}
    };
    here.office(terminals::PATH, Page::new(terminal.name.clone(), body).with_status(status(refusals)))
}

/// The last self-tests of all terminals.
async fn tests(here: &Here) -> terminals::Tests {
    let reports = here.office.store.reports().await.inspect_err(|error| tracing::warn!(%error, "no reports"));
    let test = |heartbeat: Heartbeat| {
        let report: Report = serde_json::from_str(&heartbeat.report).ok()?;
        Some((heartbeat.terminal.parse().ok()?, report.self_test?))
    };
    reports.unwrap_or_default().into_iter().filter_map(test).collect()
}

/// How the tablet says that it is; nothing where it has said nothing, or it cannot be read.
async fn how_it_is(here: &Here, id: TerminalId) -> Option<AnyView> {
    let report = here.office.store.report_of(&id.to_string()).await;
    let heartbeat = report.inspect_err(|error| tracing::warn!(%error, "no report")).ok()??;
    let report = serde_json::from_str(&heartbeat.report).ok()?;
    Some(terminals::tablet(&report, heartbeat.at, &here.times))
}

/// `GET /office/terminals/{id}`.
pub(in super::super) async fn terminal(here: Here, Path(id): Path<String>, Asked(asked): Asked) -> Response {
    match find_terminal(&here, &id).await {
        Ok(terminal) => show_terminal(&here, &terminal, None, &Refusals::none(), asked.text("done")).await,
        Err(answer) => answer,
    }
}

/// `GET /office/terminals/{id}/revoke`: the question.
pub(in super::super) async fn ask_revoke(here: Here, Path(id): Path<String>) -> Response {
    match find_terminal(&here, &id).await {
        Ok(terminal) => {
            let title = here.words.terminal_remove_question(&terminal.name);
            here.office(terminals::PATH, Page::new(title, terminals::revoke(&terminal, here.words)))
        }
        Err(answer) => answer,
    }
}

/// `POST /office/terminals/{id}/revoke`, which has a page of its own that asks.
pub(in super::super) async fn revoke_terminal(
    here: Here,
    origin: Origin,
    Path(id): Path<String>,
    typed: Typed,
) -> Response {
    change_terminal(here, origin, Path((id, "revoke".to_owned())), typed).await
}

/// `POST /office/terminals/{id}/{way}`.
pub(in super::super) async fn change_terminal(
    here: Here,
    origin: Origin,
    Path((id, way)): Path<(String, String)>,
    typed: Typed,
) -> Response {
    let terminal = match find_terminal(&here, &id).await {
        Ok(terminal) => terminal,
        Err(answer) => return answer,
    };
    let (access, by, id) = (&here.office.access, &here.caller, terminal.id);
    let (done, result) = match way.as_str() {
        "rename" => ("renamed", access.rename_terminal(by, id, typed.text("name")).await),
        "lock" => ("locked", access.lock_terminal(by, id).await),
        "unlock" => ("unlocked", access.unlock_terminal(by, id).await),
        "revoke" => ("revoked", access.revoke_terminal(by, id).await),
        "invite" => match access.invite_again(by, id).await {
            Ok(code) => return show_code(&here, &origin, &terminal.name, code.reveal()),
            Err(error) => ("", Err(error)),
        },
        _ => return here.not_found(),
    };
    match result.map_err(|error| Trouble::of(error, here.words)) {
        Ok(()) if done == "revoked" => see(&format!("{}?done={done}", terminals::PATH)),
        Ok(()) => see(&format!("{}/{id}?done={done}", terminals::PATH)),
        Err(Trouble::Refused(refusals)) => show_terminal(&here, &terminal, Some(&typed), &refusals, "").await,
        Err(trouble) => trouble.answer(&here),
    }
}

/// The roles that whoever asks may give.
fn roles(here: &Here) -> Vec<Role> {
    let needed = |role| if role == Role::Cashier { Action::ManageCashiers } else { Action::ManagePeople };
    Role::ALL.into_iter().filter(|role| here.may(needed(*role))).collect()
}

async fn show_people(here: &Here, typed: &Typed, refusals: &Refusals, done: &str) -> Response {
    match here.office.access.people(&here.caller).await {
        Ok(all) => {
            let body = people::list(&all, &roles(here), typed, refusals, people::said(done, here.words), here.words);
            here.office(people::PATH, Page::new(here.words.people(), body).with_status(status(refusals)))
        }
        Err(error) => Trouble::of(error, here.words).answer(here),
    }
}

/// `GET /office/people`.
pub(in super::super) async fn list_people(here: Here, Asked(asked): Asked) -> Response {
    show_people(&here, &Typed::default(), &Refusals::none(), asked.text("done")).await
}

/// `POST /office/people`: somebody new.
pub(in super::super) async fn add_person(here: Here, typed: Typed) -> Response {
    let Ok(role) = typed.text("role").parse::<Role>() else {
        return show_people(&here, &typed, &Refusals::one("role", here.words.person_choose_role()), "").await;
    };
    let (password, pin) = (typed.optional_secret("password"), typed.optional_secret("pin"));
    let added = here.office.access.add_person(&here.caller, typed.text("name"), role, password, pin).await;
    match added.map_err(|error| Trouble::of(error, here.words)) {
        Ok(_) => see(&format!("{}?done=added", people::PATH)),
        Err(Trouble::Refused(refusals)) => show_people(&here, &typed, &refusals, "").await,
        Err(trouble) => trouble.answer(&here),
    }
}

async fn find_person(here: &Here, id: &str) -> Result<PersonView, Response> {
    let id: PersonId = id.parse().map_err(|_| here.not_found())?;
    let all =
        here.office.access.people(&here.caller).await.map_err(|error| Trouble::of(error, here.words).answer(here))?;
    all.into_iter().find(|person| person.id == id).ok_or_else(|| here.not_found())
}

fn show_person(here: &Here, person: &PersonView, typed: Option<&Typed>, refusals: &Refusals, done: &str) -> Response {
    let is_self = here.caller.person.as_ref().is_some_and(|me| me.id == person.id);
    let body = people::one(person, &roles(here), is_self, typed, refusals, people::said(done, here.words), &here.times);
    here.office(people::PATH, Page::new(person.name.clone(), body).with_status(status(refusals)))
}

/// `GET /office/people/{id}`.
pub(in super::super) async fn person(here: Here, Path(id): Path<String>, Asked(asked): Asked) -> Response {
    match find_person(&here, &id).await {
        Ok(person) => show_person(&here, &person, None, &Refusals::none(), asked.text("done")),
        Err(answer) => answer,
    }
}

/// `POST /office/people/{id}/{way}`.
pub(in super::super) async fn change_person(
    here: Here,
    Path((id, way)): Path<(String, String)>,
    typed: Typed,
) -> Response {
    let person = match find_person(&here, &id).await {
        Ok(person) => person,
        Err(answer) => return answer,
    };
    let (access, by, id) = (&here.office.access, &here.caller, person.id);
    let (done, result) = match way.as_str() {
        "rename" => ("renamed", access.rename_person(by, id, typed.text("name")).await),
        "pin" => ("pin", access.set_pin(by, id, Some(typed.secret("pin"))).await),
        "password" => ("password", access.set_password(by, id, typed.secret("password")).await),
        "disable" => ("disabled", access.disable_person(by, id).await),
        "enable" => ("enabled", access.enable_person(by, id).await),
        "role" => match typed.text("role").parse::<Role>() {
            Ok(role) => ("role", access.set_role(by, id, role, typed.optional_secret("password")).await),
            Err(_) => {
                return show_person(
                    &here,
                    &person,
                    Some(&typed),
                    &Refusals::one("role", here.words.person_choose_role()),
                    "",
                );
            }
        },
        _ => return here.not_found(),
    };
    match result.map_err(|error| Trouble::of(error, here.words)) {
        Ok(()) => see(&format!("{}/{id}?done={done}", people::PATH)),
        Err(Trouble::Refused(refusals)) => show_person(&here, &person, Some(&typed), &refusals, ""),
        Err(trouble) => trouble.answer(&here),
    }
}

/// `GET /office/settings`.
pub(in super::super) async fn show_settings(here: Here, Asked(asked): Asked) -> Response {
    settings_form(&here, None, &Refusals::none(), settings::said(asked.text("done"), here.words)).await
}

pub(super) async fn settings_form(
    here: &Here,
    typed: Option<&Typed>,
    refusals: &Refusals,
    said: Option<&'static str>,
) -> Response {
    match here.office.access.versioned_settings().await {
        Ok(now) => {
            let body = settings::form(&now.settings, now.version, typed, refusals, said, here.words);
            here.office(settings::PATH, Page::new(here.words.settings(), body).with_status(status(refusals)))
        }
        Err(error) => Trouble::of(error, here.words).answer(here),
    }
}

/// `POST /office/settings`.
pub(in super::super) async fn change_settings(here: Here, typed: Typed) -> Response {
    let now = match here.office.access.settings().await {
        Ok(now) => now,
        Err(error) => return Trouble::of(error, here.words).answer(&here),
    };
    let new = match settings::read(&typed, &now, here.words) {
        Ok(new) => new,
        Err(refusals) => return settings_form(&here, Some(&typed), &refusals, None).await,
    };
    // A form without a version was not ours.
    let seen = typed.text("version").parse().unwrap_or(u64::MAX);
    match here.office.access.change_settings(&here.caller, new, seen).await {
        Ok(()) => see(&format!("{}?done=saved", settings::PATH)),
        // What somebody else has saved is shown, and not what was typed over it.
        Err(error @ AccessError::Stale) => match Trouble::of(error, here.words) {
            Trouble::Refused(refusals) => settings_form(&here, None, &refusals, None).await,
            trouble => trouble.answer(&here),
        },
        Err(error) => Trouble::of(error, here.words).answer(&here),
    }
}

/// `GET /office/account`.
pub(in super::super) async fn account(here: Here, Asked(asked): Asked) -> Response {
    show_account(&here, &Refusals::none(), account::said(asked.text("done"), here.words)).await
}

async fn show_account(here: &Here, refusals: &Refusals, said: Option<&'static str>) -> Response {
    match here.office.access.passkeys(&here.caller).await {
        Ok(all) => {
            let body = account::forms(refusals, said, passkeys::section(&all, &here.times), here.words);
            let page = Page { script: Some(passkeys::SCRIPT.to_owned()), ..Page::new(here.words.my_account(), body) };
            here.office(account::PATH, page.with_status(status(refusals)))
        }
        Err(error) => Trouble::of(error, here.words).answer(here),
    }
}

/// `POST /office/account/password`.
pub(in super::super) async fn own_password(here: Here, presented: Shown, typed: Typed) -> Response {
    let (new, again) = (typed.secret("password"), typed.secret("again"));
    if new.expose_secret() != again.expose_secret() {
        return show_account(&here, &Refusals::one("again", here.words.account_not_same()), None).await;
    }
    let changed =
        here.office.access.change_own_password(&here.caller, &presented.0, typed.secret("current"), new).await;
    match changed.map_err(|error| Trouble::of(error, here.words)) {
        Ok(()) => see(&format!("{}?done=password", account::PATH)),
        Err(Trouble::Refused(refusals)) => show_account(&here, &refusals, None).await,
        Err(trouble) => trouble.answer(&here),
    }
}

/// `POST /office/account/pin`.
pub(in super::super) async fn own_pin(here: Here, typed: Typed) -> Response {
    let pin = typed.optional_secret("pin");
    let done = if pin.is_some() { "pin" } else { "no-pin" };
    match here.office.access.change_own_pin(&here.caller, pin).await.map_err(|error| Trouble::of(error, here.words)) {
        Ok(()) => see(&format!("{}?done={done}", account::PATH)),
        Err(Trouble::Refused(refusals)) => show_account(&here, &refusals, None).await,
        Err(trouble) => trouble.answer(&here),
    }
}

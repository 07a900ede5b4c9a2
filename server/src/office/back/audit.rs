//! `/office/audit`: who did what, where and when. Entries are only ever added, and each holds the hash of the one
//! before: what is changed afterwards no longer fits.

use super::super::form::Typed;
use super::super::parts::icon::{Symbol, icon};
use super::super::parts::when::Times;
use crate::store::access::AuditEntry;
use leptos::prelude::*;

/// Where it is.
pub(in super::super) const PATH: &str = "/office/audit";
/// So many entries a page.
pub(super) const PAGE: u32 = 50;

/// What the chain of all entries is like, as far as it was followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chain {
    /// These entries fit together.
    Whole,
    /// The entry of this number does not fit.
    BrokenAt(u64),
}

/// Whether `entries`, newest first, fit together.
pub(super) fn chain(entries: &[AuditEntry]) -> Chain {
    let own = entries.iter().find(|entry| entry.hash != entry.right_hash());
    let linked = entries.windows(2).find_map(|pair| match pair {
        [newer, older] if newer.previous_hash != older.hash => Some(newer),
        _ => None,
    });
    own.or(linked).map_or(Chain::Whole, |entry| Chain::BrokenAt(entry.number))
}

/// The log, of which `newest` is the last entry of all.
pub(super) fn log(entries: &[AuditEntry], newest: Option<&AuditEntry>, typed: &Typed, times: &Times) -> AnyView {
    let shown: Vec<_> = entries.iter().filter(|entry| fits(entry, typed.text("q"))).map(|entry| row(entry, times)).collect();
    let none = shown.is_empty().then(|| view! { <p class="none" data-empty>"No entry on this page is like that."</p> });
    let oldest = entries.last().map_or(0, |entry| entry.number);
    let older = (oldest > 1).then(|| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !typed.text("q").is_empty() {
            query.append_pair("q", typed.text("q"));
        }
        query.append_pair("before", &oldest.to_string());
        let address = format!("{PATH}?{}", query.finish());
        view! { <a class="button is-wide" href=address rel="next" data-next>"Older entries"</a> }
    });
    view! {
        {state(chain(entries), newest)}
        <form method="get" action=PATH class="form is-panel is-search" role="search" data-search>
            <div class="field">
                <label for="field-q">"Look for"</label>
                <p class="field-hint" id="field-q-hint">"A name, a terminal, or a word of what was done"</p>
                <input id="field-q" type="text" name="q" value=typed.text("q").to_owned() maxlength="100" aria-describedby="field-q-hint" />
            </div>
            <div class="form-ends">
                <a class="button" href=PATH>"All entries"</a>
                <button class="button is-main">"Search"</button>
            </div>
        </form>
        <ol class="rows" data-list="audit">{shown}</ol>
        {none}
        {older}
    }
    .into_any()
}

fn state(chain: Chain, newest: Option<&AuditEntry>) -> AnyView {
    let short: String = newest.map(|entry| entry.hash.chars().take(16).collect()).unwrap_or_default();
    let count = newest.map_or(0, |entry| entry.number);
    match chain {
        Chain::Whole => view! {
            <section class="answer is-open" data-chain="whole">
                {icon(Symbol::Check)}
                <h2>{format!("{count} entries")}</h2>
                <p>"Those shown fit together. To check all of them: " <code>"mion-kiosk audit verify"</code> ". The last hash begins with " <code>{short}</code> "; write it down elsewhere, and nobody can change what came before."</p>
            </section>
        }
        .into_any(),
        Chain::BrokenAt(number) => view! {
            <section class="answer is-warning" role="alert" data-chain="broken">
                {icon(Symbol::Warning)}
                <h2>{format!("Entry {number} does not fit")}</h2>
                <p>"Somebody has changed the records by hand. Run " <code>"mion-kiosk audit verify"</code> " and compare with a backup."</p>
            </section>
        }
        .into_any(),
    }
}

fn fits(entry: &AuditEntry, text: &str) -> bool {
    let text = text.to_lowercase();
    let fields = [
        entry.person_name.as_deref(),
        entry.terminal_name.as_deref(),
        entry.peer.as_deref(),
        Some(entry.event.as_str()),
        Some(entry.detail_json.as_str()),
    ];
    fields.into_iter().flatten().any(|field| field.to_lowercase().contains(&text))
}

fn row(entry: &AuditEntry, times: &Times) -> impl IntoView + use<> {
    let who = entry.person_name.clone();
    let place = match (&entry.terminal_name, &entry.peer) {
        (Some(terminal), Some(peer)) => format!("{terminal} ({peer})"),
        (Some(terminal), None) => terminal.clone(),
        (None, Some(peer)) => peer.clone(),
        (None, None) => "the server".to_owned(),
    };
    view! {
        <li class="row" data-entry=entry.number.to_string()>
            <span class="row-main"><bdi>{entry.event.replace('-', " ")}</bdi></span>
            <span class="row-chips"><bdi>{who.unwrap_or_else(|| "Nobody signed in".to_owned())}</bdi></span>
            <span class="row-when">{times.show(entry.at)}</span>
            <span class="row-note"><bdi>{details(&entry.detail_json)}</bdi> " · " <bdi>{place}</bdi> {format!(" · no. {}", entry.number)}</span>
        </li>
    }
}

/// The rest of an entry, as names and values.
fn details(json: &str) -> String {
    match serde_json::from_str::<serde_json::Value>(json) {
        Ok(serde_json::Value::Object(fields)) => {
            let plain = |value: &serde_json::Value| match value {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let fields: Vec<_> = fields.iter().map(|(name, value)| format!("{name}: {}", plain(value))).collect();
            fields.join(", ")
        }
        // What is no object is shown as it stands.
        _ => json.to_owned(),
    }
}

//! `/office/audit`: who did what, where and when. Entries are only ever added, and each holds the hash of the one
//! before: what is changed afterwards no longer fits.

use super::super::form::Typed;
use super::super::parts::icon::{Symbol, icon};
use super::super::parts::when::Times;
use crate::store::access::AuditEntry;
use domain::CheckoutId;
use leptos::prelude::*;
use serde_json::{Map, Value};

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

/// What was read of the log, newest first, and what of it is shown.
pub(super) struct Found {
    /// All that was read.
    pub(super) read: Vec<AuditEntry>,
    /// Those that are like what was looked for, by their place in it.
    pub(super) shown: Vec<usize>,
}

impl Found {
    /// Reads on below the number `before` until a page is full; `more` brings the entries below a number. A search
    /// gives up after so many that an owner would wait, and goes on from there on the next page.
    pub(super) async fn read<E, F>(
        text: &str,
        before: Option<u64>,
        more: impl Fn(Option<u64>, u32) -> F,
    ) -> Result<Self, E>
    where
        F: Future<Output = Result<Vec<AuditEntry>, E>>,
    {
        const SEARCHED: usize = 5_000;
        let mut found = Self { read: Vec::new(), shown: Vec::new() };
        let (text, at_once) = (text.to_lowercase(), if text.is_empty() { PAGE } else { 500 });
        let mut before = before;
        loop {
            let entries = more(before, at_once).await?;
            let Some(last) = entries.last() else { return Ok(found) };
            before = Some(last.number);
            for entry in entries {
                if fits(&entry, &text) {
                    found.shown.push(found.read.len());
                }
                found.read.push(entry);
                if found.shown.len() >= usize::try_from(PAGE).unwrap_or(usize::MAX) {
                    return Ok(found);
                }
            }
            if found.read.len() >= SEARCHED {
                return Ok(found);
            }
        }
    }
}

/// The log, of which `newest` is the last entry of all.
pub(super) fn log(found: &Found, newest: Option<&AuditEntry>, typed: &Typed, times: &Times) -> AnyView {
    let entries = &found.read;
    let shown: Vec<_> = found.shown.iter().filter_map(|at| entries.get(*at)).map(|entry| row(entry, times)).collect();
    let none = shown.is_empty().then(|| {
        let words = if typed.text("q").is_empty() {
            "Nothing is written down yet."
        } else {
            "No entry that was read is like that."
        };
        view! { <p class="none" data-empty>{words}</p> }
    });
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

/// Whether `text`, in small letters, stands anywhere in the entry.
fn fits(entry: &AuditEntry, text: &str) -> bool {
    let event = entry.event.replace('-', " ");
    let fields = [
        entry.person_name.as_deref(),
        entry.terminal_name.as_deref(),
        entry.peer.as_deref(),
        Some(event.as_str()),
        Some(entry.detail_json.as_str()),
    ];
    fields.into_iter().flatten().any(|field| field.to_lowercase().contains(text))
}

/// An entry: what was done, who did it, when and where.
pub(super) fn row(entry: &AuditEntry, times: &Times) -> impl IntoView + use<> {
    let who = entry.person_name.clone();
    let rest = Some(details(&entry.detail_json)).filter(|rest| !rest.is_empty());
    let place = match (&entry.terminal_name, &entry.peer) {
        (Some(terminal), Some(peer)) => format!("{terminal} ({peer})"),
        (Some(terminal), None) => terminal.clone(),
        (None, Some(peer)) => peer.clone(),
        (None, None) => "the server".to_owned(),
    };
    view! {
        <li class="row" data-entry=entry.number.to_string()>
            <span class="row-main"><bdi>{words(&entry.event)}</bdi></span>
            <span class="row-chips"><bdi>{who.unwrap_or_else(|| "Nobody signed in".to_owned())}</bdi></span>
            <span class="row-when">{times.show(entry.at)}</span>
            <span class="row-note">{rest.map(|rest| view! { <bdi>{rest}</bdi> " · " })} <bdi>{place}</bdi> {format!(" · no. {}", entry.number)}</span>
        </li>
    }
}

/// What was done, in a sentence's first words.
fn words(event: &str) -> String {
    let mut letters = event.chars().map(|letter| if letter == '-' { ' ' } else { letter });
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The rest of an entry, as names and values. Ids say nothing to people: a sale has its code, and whoever has a name
/// has that.
fn details(json: &str) -> String {
    let Ok(Value::Object(fields)) = serde_json::from_str::<Value>(json) else {
        // What is no object is shown as it stands.
        return json.to_owned();
    };
    fields_in_words(&fields)
}

fn fields_in_words(fields: &Map<String, Value>) -> String {
    if let (Some(Value::String(setting)), Some(from), Some(to)) =
        (fields.get("setting"), fields.get("from"), fields.get("to"))
    {
        let [from, to] = [from, to].map(|value| in_words("", value).unwrap_or_else(|| "–".to_owned()));
        return format!("{}: {from} → {to}", setting.replace('_', " "));
    }
    if let (Some(Value::String(name)), Some(changes @ Value::Array(_))) = (fields.get("name"), fields.get("changes")) {
        return format!("{name} ({})", in_words("changes", changes).unwrap_or_default());
    }
    let one = |(name, value): (&String, &Value)| {
        let text = in_words(name, value).filter(|text| !text.is_empty())?;
        Some(match name.as_str() {
            "checkout" => format!("sale: {text}"),
            // What a list is of, the entry says.
            _ if value.is_array() => text,
            name => format!("{}: {text}", name.replace('_', " ")),
        })
    };
    fields.iter().filter_map(one).collect::<Vec<_>>().join(", ")
}

/// The value called `name`; nothing where it says nothing to people.
fn in_words(name: &str, value: &Value) -> Option<String> {
    match value {
        Value::String(text) => match text.parse::<CheckoutId>() {
            Ok(id) if name == "checkout" => Some(id.short_code()),
            Ok(_) => None,
            Err(_) => Some(text.clone()),
        },
        Value::Bool(true) => Some("yes".to_owned()),
        Value::Bool(false) => Some("no".to_owned()),
        Value::Null => None,
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            Some(values.iter().filter_map(|value| in_words(name, value)).collect::<Vec<_>>().join("; "))
        }
        Value::Object(fields) => Some(fields_in_words(fields)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    /// A log of `count` entries, newest first, that fits together.
    fn log_of(count: u64) -> Vec<AuditEntry> {
        let mut entries = Vec::new();
        let mut previous_hash = String::new();
        for number in 1..=count {
            let mut entry = AuditEntry {
                number,
                at: Timestamp::from_unix_ms(0),
                person_id: None,
                person_name: Some(if number % 100 == 0 { "Ada".to_owned() } else { "Bob".to_owned() }),
                terminal_id: None,
                terminal_name: None,
                peer: Some("192.0.2.7".to_owned()),
                event: "signed-in".to_owned(),
                detail_json: r#"{"by":"pin"}"#.to_owned(),
                previous_hash: previous_hash.clone(),
                hash: String::new(),
            };
            entry.hash = entry.right_hash();
            previous_hash.clone_from(&entry.hash);
            entries.push(entry);
        }
        entries.reverse();
        entries
    }

    async fn found(log: &[AuditEntry], text: &str, before: Option<u64>) -> Found {
        let more = |before: Option<u64>, limit: u32| {
            let below = log.iter().filter(move |entry| before.is_none_or(|before| entry.number < before));
            core::future::ready(Ok::<_, ()>(below.take(limit as usize).cloned().collect()))
        };
        Found::read(text, before, more).await.unwrap()
    }

    fn numbers(found: &Found) -> Vec<u64> {
        found.shown.iter().map(|at| found.read[*at].number).collect()
    }

    #[tokio::test]
    async fn a_page_is_read_and_the_next_goes_on_below_it() {
        let log = log_of(120);
        let first = found(&log, "", None).await;
        assert_eq!(numbers(&first), (71..=120).rev().collect::<Vec<_>>());
        let next = found(&log, "", Some(71)).await;
        assert_eq!(numbers(&next), (21..=70).rev().collect::<Vec<_>>());
        let last = found(&log, "", Some(21)).await;
        assert_eq!(numbers(&last).len(), 20);
        assert!(found(&[], "", None).await.read.is_empty());
    }

    #[tokio::test]
    async fn a_search_reads_on_until_it_has_found_something() {
        let log = log_of(1234);
        assert_eq!(
            numbers(&found(&log, "aDA", None).await),
            [1200, 1100, 1000, 900, 800, 700, 600, 500, 400, 300, 200, 100]
        );
        assert_eq!(numbers(&found(&log, "Signed IN", Some(3)).await), [2, 1]);
        assert!(numbers(&found(&log, "nobody", None).await).is_empty());
    }

    #[test]
    fn what_was_changed_is_said_without_ids_and_brackets() {
        let id = "75099bcf-22d5-43f9-8976-b7c5692eaa85";
        let items = format!(
            r#"{{"items":[{{"item":"{id}","name":"Coffee","changes":[{{"setting":"price_minor","from":350,"to":400}},
            {{"setting":"category","from":null,"to":"Hot"}}]}}],"by":"import"}}"#
        );
        assert_eq!(details(&items), "by: import, Coffee (price minor: 350 → 400; category: – → Hot)");
        assert_eq!(details(r#"{"by":"pin","person":null,"rows":7,"own":true}"#), "by: pin, own: yes, rows: 7");
        assert_eq!(details("no JSON"), "no JSON");
    }

    #[test]
    fn a_changed_entry_is_found_where_it_was_changed() {
        let mut log = log_of(20);
        assert_eq!(chain(&log), Chain::Whole);
        log[5].person_name = Some("Eve".to_owned());
        assert_eq!(chain(&log), Chain::BrokenAt(log[5].number));
        let mut log = log_of(20);
        log.remove(5);
        assert_eq!(chain(&log), Chain::BrokenAt(16), "the one above the gap");
    }
}

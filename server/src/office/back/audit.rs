//! `/office/audit`: who did what, where and when. Entries are only ever added, and each holds the hash of the one
//! before: what is changed afterwards no longer fits.

use super::super::form::Typed;
use super::super::parts::icon::{Symbol, icon};
use super::super::parts::when::Times;
use super::count;
use super::deeds::Reader;
use crate::store::access::AuditEntry;
use crate::words::Words;
use leptos::prelude::*;

/// Where it is.
pub(in super::super) const PATH: &str = "/office/audit";
/// So many entries a page.
pub(super) const PAGE: u32 = 50;
/// What follows the whole chain.
const VERIFY: &str = "mion-kiosk audit verify";

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
        reader: Reader,
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
                if fits(&entry, &text, reader) {
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
pub(super) fn log(found: &Found, newest: Option<&AuditEntry>, typed: &Typed, reader: Reader, times: &Times) -> AnyView {
    let (entries, words) = (&found.read, reader.words);
    let shown = found.shown.iter().filter_map(|at| entries.get(*at));
    let shown: Vec<_> = shown.map(|entry| row(entry, reader, times)).collect();
    let none = shown.is_empty().then(|| {
        let none = if typed.text("q").is_empty() { words.audit_empty() } else { words.audit_none() };
        view! { <p class="none" data-empty>{none}</p> }
    });
    let oldest = entries.last().map_or(0, |entry| entry.number);
    let older = (oldest > 1).then(|| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !typed.text("q").is_empty() {
            query.append_pair("q", typed.text("q"));
        }
        query.append_pair("before", &oldest.to_string());
        let address = format!("{PATH}?{}", query.finish());
        view! { <a class="button is-wide" href=address rel="next" data-next>{words.audit_older()}</a> }
    });
    view! {
        {state(chain(entries), newest, words)}
        <form method="get" action=PATH class="form is-panel is-search" role="search" data-search>
            <div class="field">
                <label for="field-q">{words.look_for()}</label>
                <p class="field-hint" id="field-q-hint">{words.audit_look_for_hint()}</p>
                <input id="field-q" type="text" name="q" value=typed.text("q").to_owned() maxlength="100" aria-describedby="field-q-hint" />
            </div>
            <div class="form-ends">
                <a class="button" href=PATH>{words.audit_all()}</a>
                <button class="button is-main">{words.search()}</button>
            </div>
        </form>
        <ol class="rows" data-list="audit">{shown}</ol>
        {none}
        {older}
    }
    .into_any()
}

fn state(chain: Chain, newest: Option<&AuditEntry>, words: Words) -> AnyView {
    let short: String = newest.map(|entry| entry.hash.chars().take(16).collect()).unwrap_or_default();
    let all = newest.map_or(0, |entry| entry.number);
    match chain {
        Chain::Whole => view! {
            <section class="answer is-open" data-chain="whole">
                {icon(Symbol::Check)}
                <h2>{words.audit_count(count(all))}</h2>
                <p>{words.audit_whole()} " " <code>{VERIFY}</code></p>
                <p>{words.audit_last_hash()} " " <code>{short}</code></p>
            </section>
        }
        .into_any(),
        Chain::BrokenAt(number) => view! {
            <section class="answer is-warning" role="alert" data-chain="broken">
                {icon(Symbol::Warning)}
                <h2>{words.audit_broken(&number.to_string())}</h2>
                <p>{words.audit_broken_meaning()} " " <code>{VERIFY}</code></p>
            </section>
        }
        .into_any(),
    }
}

/// Whether `text`, in small letters, stands anywhere in the entry: as `reader` sees it, or as it is stored.
fn fits(entry: &AuditEntry, text: &str, reader: Reader) -> bool {
    let event = entry.event.replace('-', " ");
    let fields = [
        entry.person_name.as_deref(),
        entry.terminal_name.as_deref(),
        entry.peer.as_deref(),
        Some(event.as_str()),
        Some(entry.detail_json.as_str()),
    ];
    let has = |field: &str| field.to_lowercase().contains(text);
    fields.into_iter().flatten().any(has)
        || has(&reader.event(&entry.event))
        || has(&reader.details(&entry.event, &entry.detail_json))
}

/// An entry: what was done, who did it, when and where.
pub(super) fn row(entry: &AuditEntry, reader: Reader, times: &Times) -> impl IntoView + use<> {
    let words = reader.words;
    let who = entry.person_name.clone();
    let rest = Some(reader.details(&entry.event, &entry.detail_json)).filter(|rest| !rest.is_empty());
    let place = match (&entry.terminal_name, &entry.peer) {
        (Some(terminal), Some(peer)) => format!("{terminal} ({peer})"),
        (Some(terminal), None) => terminal.clone(),
        (None, Some(peer)) => peer.clone(),
        (None, None) => words.audit_server().to_owned(),
    };
    view! {
        <li class="row" data-entry=entry.number.to_string()>
            <span class="row-main"><bdi>{reader.event(&entry.event)}</bdi></span>
            <span class="row-chips"><bdi>{who.unwrap_or_else(|| words.audit_nobody().to_owned())}</bdi></span>
            <span class="row-when">{times.show(entry.at)}</span>
            <span class="row-note">{rest.map(|rest| view! { <bdi>{rest}</bdi> " · " })} <bdi>{place}</bdi> " · " {words.audit_no(&entry.number.to_string())}</span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Currency, Timestamp};

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
        let reader = Reader { words: Words::of("de".parse().unwrap()), currency: Currency::EUR };
        let more = |before: Option<u64>, limit: u32| {
            let below = log.iter().filter(move |entry| before.is_none_or(|before| entry.number < before));
            core::future::ready(Ok::<_, ()>(below.take(limit as usize).cloned().collect()))
        };
        Found::read(text, before, reader, more).await.unwrap()
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
        for text in ["Signed IN", "angeMELDET", "mit: pin"] {
            assert_eq!(numbers(&found(&log, text, Some(3)).await), [2, 1], "{text}");
        }
        assert!(numbers(&found(&log, "nobody", None).await).is_empty());
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

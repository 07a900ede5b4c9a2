//! Everything that happened to a sale, in words, oldest first.

use super::super::english;
use super::super::parts::state::chip;
use super::super::parts::when::Times;
use crate::store::HistoryEntry;
use domain::alarm::{AlarmKind, Verdict};
use domain::checkout::change::Event;
use leptos::prelude::*;

/// The list.
pub(super) fn timeline(history: &[HistoryEntry], times: &Times) -> AnyView {
    let (mut before, mut day) = ("", None);
    let mut rows = Vec::with_capacity(history.len());
    for entry in history {
        // The state is said where it is a new one.
        let led_to = (entry.state != before).then(|| chip(&entry.state, english()));
        before = &entry.state;
        // The day is said where it is another one.
        let local = times.local(entry.at);
        let when = if day == Some(local.date()) { "%H:%M:%S" } else { "%-d %b, %H:%M:%S" };
        day = Some(local.date());
        rows.push(view! {
            <li class="step">
                <span class="step-when">{local.strftime(when).to_string()}</span>
                <span class="step-what"><bdi>{words(&entry.event, times)}</bdi></span>
                {led_to}
            </li>
        });
    }
    view! { <ol class="steps">{rows}</ol> }.into_any()
}

fn words(event: &Event, times: &Times) -> String {
    match event {
        Event::Opened => "Charged at the terminal".to_owned(),
        Event::SessionAsked => "Mion is asked for a payment session".to_owned(),
        Event::SessionNotCreated => "Mion did not make one; it is asked again".to_owned(),
        Event::SessionUnknown => "The answer was lost; it is looked up".to_owned(),
        Event::SessionAbsent => "Mion has none for this sale".to_owned(),
        Event::SessionOpen(id) => format!("Mion opened the payment session {id}"),
        Event::AttemptAsked(number) => format!("Mion is asked for invoice {number}"),
        Event::AttemptLost => "No usable answer came; it is asked again".to_owned(),
        Event::InvoiceReady(_) => "The invoice is checked and can be shown".to_owned(),
        Event::Blocked(blocked) if blocked.by_compliance => "Mion's compliance rules forbid this payment".to_owned(),
        Event::Blocked(blocked) => format!("Mion wants to know more first: {}", blocked.missing_fields.join(", ")),
        Event::InvoiceUnusable(fault) => format!("The invoice was not shown: {fault}"),
        Event::Refused(refusal) => format!("Mion refused it (HTTP {}): {}", refusal.http_status, refusal.text),
        Event::Conflict => "Mion has another sale under this reference".to_owned(),
        Event::StatusRead(word) => format!("Mion says “{word}”"),
        Event::Paid(at) => format!("Paid; by Mion's clock on {}", times.long(*at)),
        Event::PaidLate(at) => format!("Paid after it had left the screen; by Mion's clock on {}", times.long(*at)),
        Event::CancelAsked => "Somebody asked to cancel it".to_owned(),
        Event::Cancelled => "Cancelled, after a last look at Mion".to_owned(),
        Event::PutAside => "Put aside for the next customer".to_owned(),
        Event::TakenUp => "Taken up again".to_owned(),
        Event::Alarm(kind) => format!("A person has to decide: {}", alarm(*kind)),
        Event::Decided(kind, decision) => {
            let verdict = match decision.verdict {
                Verdict::Accept => "accepted".to_owned(),
                Verdict::Refund => "to be refunded by hand".to_owned(),
                Verdict::Link(other) => format!("belongs to sale {} ({other})", other.short_code()),
            };
            let note = if decision.note.is_empty() { String::new() } else { format!(". Note: {}", decision.note) };
            format!("Decided ({}): {verdict}{note}", alarm(*kind))
        }
        Event::Expired => "The time was up, and Mion says it is unpaid".to_owned(),
        Event::Closed => "Watched to the end; nothing more is asked about it".to_owned(),
    }
}

/// An alarm's kind in words.
pub(super) fn alarm(kind: AlarmKind) -> &'static str {
    match kind {
        AlarmKind::Late => "Paid late",
        AlarmKind::Twice => "Probably paid twice",
        AlarmKind::Overpaid => "Paid too much",
        AlarmKind::Underpaid => "Paid too little",
        AlarmKind::Unsettled => "Never confirmed",
    }
}

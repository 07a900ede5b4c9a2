//! Everything that happened to a sale, in words, oldest first.

use super::super::parts::state::chip;
use super::super::parts::when::Times;
use crate::store::HistoryEntry;
use crate::words::Words;
use domain::alarm::{AlarmKind, Verdict};
use domain::answer::InvoiceFault;
use domain::checkout::change::Event;
use leptos::prelude::*;

/// The list.
pub(super) fn timeline(history: &[HistoryEntry], times: &Times) -> AnyView {
    let words = times.words();
    let (mut before, mut day) = ("", None);
    let mut rows = Vec::with_capacity(history.len());
    for entry in history {
        // The state is said where it is a new one.
        let led_to = (entry.state != before).then(|| chip(&entry.state, words));
        before = &entry.state;
        // The day is said where it is another one.
        let local = times.local(entry.at);
        let (date, time) = (local.date(), words.time_to_the_second(&local));
        let when = if day == Some(date) { time } else { format!("{}, {time}", words.short_day(date)) };
        day = Some(date);
        rows.push(view! {
            <li class="step">
                <span class="step-when">{when}</span>
                <span class="step-what"><bdi>{told(&entry.event, times)}</bdi></span>
                {led_to}
            </li>
        });
    }
    view! { <ol class="steps">{rows}</ol> }.into_any()
}

/// What happened. Mion's own words stay Mion's.
fn told(event: &Event, times: &Times) -> String {
    let words = times.words();
    let fixed = match event {
        Event::Opened => words.told_opened(),
        Event::SessionAsked => words.told_session_asked(),
        Event::SessionNotCreated => words.told_session_not_created(),
        Event::SessionUnknown => words.told_session_unknown(),
        Event::SessionAbsent => words.told_session_absent(),
        Event::SessionOpen(id) => return words.told_session_open(&id.to_string()),
        Event::AttemptAsked(number) => return words.told_attempt_asked(&number.to_string()),
        Event::AttemptLost => words.told_attempt_lost(),
        Event::InvoiceReady(_) => words.told_invoice_ready(),
        Event::Blocked(blocked) if blocked.by_compliance => words.told_forbidden(),
        Event::Blocked(blocked) => return words.told_wants(&blocked.missing_fields.join(", ")),
        Event::InvoiceUnusable(fault) => return words.told_unusable(self::fault(*fault, words)),
        Event::Refused(refusal) => return words.told_refused(&refusal.http_status.to_string(), &refusal.text),
        Event::Conflict => words.told_conflict(),
        Event::StatusRead(word) => return words.told_status(word),
        Event::Paid(at) => return words.told_paid(&times.long(*at)),
        Event::PaidLate(at) => return words.told_paid_late(&times.long(*at)),
        Event::CancelAsked => words.told_cancel_asked(),
        Event::Cancelled => words.told_cancelled(),
        Event::PutAside => words.told_aside(),
        Event::TakenUp => words.told_taken_up(),
        Event::Alarm(kind) => return words.told_alarm(alarm(*kind, words)),
        Event::Decided(kind, decision) => {
            let (what, verdict) = (alarm(*kind, words), verdict(decision.verdict, words));
            return match decision.note.as_str() {
                "" => words.told_decided(what, &verdict),
                note => words.told_decided_note(what, &verdict, note),
            };
        }
        Event::Expired => words.told_expired(),
        Event::Closed => words.told_closed(),
    };
    fixed.to_owned()
}

/// An alarm's kind in words.
pub(super) fn alarm(kind: AlarmKind, words: Words) -> &'static str {
    match kind {
        AlarmKind::Late => words.state_paid_late(),
        AlarmKind::Twice => words.paid_twice(),
        AlarmKind::Overpaid => words.sale_overpaid(),
        AlarmKind::Underpaid => words.sale_underpaid(),
        AlarmKind::Unsettled => words.unsettled(),
    }
}

/// What was decided about a payment, in words.
pub(super) fn verdict(verdict: Verdict, words: Words) -> String {
    match verdict {
        Verdict::Accept => words.sale_accepted().to_owned(),
        Verdict::Refund => words.sale_refund().to_owned(),
        Verdict::Link(other) => words.sale_linked(&other.short_code()),
    }
}

/// What was wrong with an invoice.
fn fault(fault: InvoiceFault, words: Words) -> &'static str {
    match fault {
        InvoiceFault::Missing => words.fault_missing(),
        InvoiceFault::Unreadable => words.fault_unreadable(),
        InvoiceFault::WrongNetwork => words.fault_network(),
        InvoiceFault::WrongAmount => words.fault_amount(),
        InvoiceFault::Expired => words.fault_expired(),
        InvoiceFault::Reused => words.fault_reused(),
    }
}

//! The invoices, by what can be done with them: pay, pay late, look at.

use super::amounts::{countdown, escaped, fiat, sats, shortened};
use crate::control::{AttemptReport, AttemptState, SessionReport};

/// An attempt with an invoice, and its session.
struct Entry<'a> {
    session: &'a SessionReport,
    attempt: &'a AttemptReport,
    invoice: &'a str,
}

/// The three lists; each attempt with an invoice is in exactly one.
pub(super) fn list(sessions: &[SessionReport]) -> String {
    let entries: Vec<Entry<'_>> = sessions
        .iter()
        .flat_map(|session| session.attempts.iter().rev().map(move |attempt| (session, attempt)))
        .filter_map(|(session, attempt)| {
            let invoice = attempt.ln_invoice.as_deref()?;
            Some(Entry { session, attempt, invoice })
        })
        .collect();
    let those = |state: AttemptState| entries.iter().filter(move |one| one.attempt.state == state);
    let open: String = those(AttemptState::Open).map(open).collect();
    let expired: String = those(AttemptState::Expired).map(expired).collect();
    let paid: String = those(AttemptState::Paid).map(paid).collect();
    let waiting = if open.is_empty() {
        "<p class=\"empty\">Nothing to pay right now. Charge something at the kiosk, and it \
         appears here by itself.</p>"
            .to_owned()
    } else {
        format!("<ul class=\"cards\">{open}</ul>")
    };
    let rest = section("Expired", &expired) + &section("Paid", &paid);
    format!("<section><h2>Waiting to be paid</h2>{waiting}</section>{rest}")
}

fn section(title: &str, rows: &str) -> String {
    if rows.is_empty() {
        return String::new();
    }
    format!("<section><h2>{title}</h2><ul class=\"rows\">{rows}</ul></section>")
}

fn open(entry: &Entry<'_>) -> String {
    let left = entry.attempt.seconds_left;
    let form = form(entry, "Pay", "data-pay", "");
    format!(
        "<li class=\"card\" {hooks}><div class=\"what\">{money}<p class=\"about\">{reference}</p>\
         <p class=\"about\"><code>{invoice}</code></p></div>\
         <div class=\"act\">{form}<p class=\"left\"><span data-left>{clock}</span> left</p></div></li>",
        hooks = hooks(entry, "open"),
        money = money(entry),
        reference = escaped(&entry.session.reference),
        invoice = escaped(&shortened(entry.invoice)),
        clock = countdown(left),
    )
}

fn expired(entry: &Entry<'_>) -> String {
    let late = "<input type=\"hidden\" name=\"late\" value=\"yes\">";
    row(entry, "expired", &form(entry, "Pay late", "data-pay-late", late))
}

fn paid(entry: &Entry<'_>) -> String {
    let note = if entry.attempt.late { "paid late" } else { "paid" };
    row(entry, "paid", &format!("<span class=\"tag {}\">{note}</span>", note.replace(' ', "-")))
}

fn row(entry: &Entry<'_>, state: &str, end: &str) -> String {
    format!(
        "<li class=\"row\" {hooks}><div class=\"what\">{money}<p class=\"about\">{reference}</p>\
         </div>{end}</li>",
        hooks = hooks(entry, state),
        money = money(entry),
        reference = escaped(&entry.session.reference),
    )
}

fn money(entry: &Entry<'_>) -> String {
    format!(
        "<p class=\"fiat\">{}</p><p class=\"sats\">{}</p>",
        escaped(&fiat(entry.session.amount, &entry.session.currency_iso3)),
        sats(entry.attempt.amount_msat),
    )
}

/// What the script and tests find an entry by.
fn hooks(entry: &Entry<'_>, state: &str) -> String {
    format!("data-invoice=\"{}\" data-state=\"{state}\"", escaped(entry.invoice))
}

fn form(entry: &Entry<'_>, label: &str, hook: &str, more: &str) -> String {
    format!(
        "<form method=\"post\" action=\"/wallet/pay\">\
         <input type=\"hidden\" name=\"invoice\" value=\"{invoice}\">{more}\
         <button {hook} aria-label=\"{label} {amount}, {reference}\">{label}</button></form>",
        invoice = escaped(entry.invoice),
        amount = escaped(&fiat(entry.session.amount, &entry.session.currency_iso3)),
        reference = escaped(&entry.session.reference),
    )
}

//! The invoices, by what can be done with them: pay in one way or another, confirm, pay late, look at.

use super::amounts::{countdown, escaped, fiat, sats, shortened};
use crate::control::{AttemptReport, AttemptState, SessionReport};

/// An attempt with an invoice, and its session.
struct Entry<'a> {
    session: &'a SessionReport,
    attempt: &'a AttemptReport,
    invoice: &'a str,
}

impl Entry<'_> {
    /// What its address was sent.
    fn there_msat(&self) -> u64 {
        self.attempt.on_chain_sat.saturating_mul(1_000)
    }
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
    let waiting: String = entries.iter().filter_map(waiting).collect();
    let expired: String = those(AttemptState::Expired).map(expired).collect();
    let paid: String = those(AttemptState::Paid).map(paid).collect();
    let waiting = if waiting.is_empty() {
        "<p class=\"empty\">Nothing to pay right now. Charge something at the kiosk, and it \
         appears here by itself.</p>"
            .to_owned()
    } else {
        format!("<ul class=\"cards\">{waiting}</ul>")
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

/// A card for what is not paid in full and can still be.
fn waiting(entry: &Entry<'_>) -> Option<String> {
    match entry.attempt.state {
        AttemptState::Open => Some(open(entry)),
        AttemptState::Seen => Some(seen(entry)),
        AttemptState::Short => Some(short(entry)),
        AttemptState::Expired | AttemptState::Paid | AttemptState::Unpayable => None,
    }
}

fn open(entry: &Entry<'_>) -> String {
    let left = format!("<span data-left>{}</span> left", countdown(entry.attempt.seconds_left));
    let ways = [("On chain", "chain"), ("Too little", "little"), ("Too much", "much")];
    let ways: String = ways.iter().map(|(label, how)| form(entry, label, "data-otherwise", &way(how))).collect();
    let more = format!("<details><summary>In another way</summary><div class=\"ways\">{ways}</div></details>");
    card(entry, "open", &form(entry, "Pay", "data-pay", ""), &left, &more)
}

fn seen(entry: &Entry<'_>) -> String {
    let note = format!("{} seen", sats(entry.there_msat()));
    card(entry, "seen", &form(entry, "Confirm", "data-confirm", &way("confirm")), &note, "")
}

fn short(entry: &Entry<'_>) -> String {
    let note = format!("{} are there", sats(entry.there_msat()));
    card(entry, "short", &form(entry, "Send the rest", "data-rest", &way("rest")), &note, "")
}

fn card(entry: &Entry<'_>, state: &str, form: &str, note: &str, more: &str) -> String {
    format!(
        "<li class=\"card\" {hooks}><div class=\"what\">{money}<p class=\"about\">{reference}</p>\
         <p class=\"about\"><code>{invoice}</code></p>{more}</div>\
         <div class=\"act\">{form}<p class=\"left\">{note}</p></div></li>",
        hooks = hooks(entry, state),
        money = money(entry),
        reference = escaped(&entry.session.reference),
        invoice = escaped(&shortened(entry.invoice)),
    )
}

fn way(how: &str) -> String {
    format!("<input type=\"hidden\" name=\"how\" value=\"{how}\">")
}

fn expired(entry: &Entry<'_>) -> String {
    let late = "<input type=\"hidden\" name=\"late\" value=\"yes\">";
    row(entry, "expired", &form(entry, "Pay late", "data-pay-late", late))
}

fn paid(entry: &Entry<'_>) -> String {
    let note = match entry.attempt {
        attempt if attempt.late => "paid late",
        attempt if attempt.settled.is_some() => "paid",
        attempt if entry.there_msat() > attempt.amount_msat.next_multiple_of(1_000) => "paid too much",
        _ => "paid on chain",
    };
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
    let there = entry.attempt.on_chain_sat;
    format!("data-invoice=\"{}\" data-state=\"{state}\" data-there=\"{there}\"", escaped(entry.invoice))
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

//! The records against the payments at Mion: every payment once, and nothing that was not paid.

use crate::sale::{Payment, Sale};
use crate::world::World;
use domain::Checkout;
use domain::alarm::AlarmKind;
use domain::checkout::change::Event;
use domain::checkout::state::State;
use sandbox::{Control, PaymentReport, SessionReport};
use server::store::{HistoryEntry, Store};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is wrong with the books, each with the sale it is about.
#[derive(Default)]
pub(crate) struct Findings {
    /// Payments and sales that the records do not have.
    pub(crate) lost: Vec<(Arc<Sale>, String)>,
    /// Sales with two sessions, and payments recorded twice.
    pub(crate) doubled: Vec<(Arc<Sale>, String)>,
    /// Everything else that should not be.
    pub(crate) wrong: Vec<(Arc<Sale>, String)>,
    pub(crate) counts: Counts,
}

/// What was compared.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) sales: usize,
    pub(crate) payments: usize,
    pub(crate) late: usize,
    pub(crate) twice: usize,
    pub(crate) changes: usize,
}

/// What Mion has of a sale.
#[derive(Default)]
struct AtMion {
    sessions: Vec<SessionReport>,
    payments: Vec<PaymentReport>,
}

/// Compares the records with Mion's books and with what the terminals were shown.
pub(crate) async fn compare(store: &dyn Store, mion: &Control, sales: &[Arc<Sale>]) -> Findings {
    let mut at_mion: BTreeMap<String, AtMion> = BTreeMap::new();
    for session in mion.sessions(None) {
        at_mion.entry(session.reference.clone()).or_default().sessions.push(session);
    }
    for payment in mion.payments() {
        at_mion.entry(payment.reference.clone()).or_default().payments.push(payment);
    }
    let mut findings = Findings::default();
    for sale in sales {
        let theirs = at_mion.remove(domain::Reference::of(sale.id).as_str()).unwrap_or_default();
        let ours = store.get(sale.id).await.unwrap();
        let history = store.history(sale.id).await.unwrap();
        findings.compare(sale, &theirs, ours, &history);
    }
    assert!(at_mion.is_empty(), "Mion has sessions of sales that nobody has begun: {:?}", at_mion.keys());
    findings
}

impl Findings {
    /// Stops where there is any, with what the servers have logged about the first few.
    pub(crate) fn expect_none(&self, world: &World) {
        let all: Vec<_> = self.lost.iter().chain(&self.doubled).chain(&self.wrong).collect();
        let told = |(sale, what): &&(Arc<Sale>, String)| format!("{}: {what}\n{}", sale.id, world.log_of(sale.id));
        let told: Vec<_> = all.iter().take(3).map(told).collect();
        assert!(all.is_empty(), "{} findings\n{}", all.len(), told.join("\n"));
    }

    fn compare(&mut self, sale: &Arc<Sale>, theirs: &AtMion, ours: Option<Arc<Checkout>>, history: &[HistoryEntry]) {
        let known = sale.known();
        self.counts.sales += 1;
        self.counts.payments += theirs.payments.len();
        self.counts.changes += history.len();
        self.wrong.extend(known.oddities.iter().map(|oddity| (sale.clone(), oddity.clone())));
        if theirs.sessions.len() > 1 {
            self.doubled.push((sale.clone(), format!("has {} sessions", theirs.sessions.len())));
        }
        let Some(checkout) = ours else {
            if known.acknowledged || !theirs.sessions.is_empty() {
                self.lost.push((sale.clone(), "is not in the records".to_owned()));
            }
            return;
        };
        self.lost.extend(unrecorded(theirs, &checkout).into_iter().map(|what| (sale.clone(), what)));
        let paid = |entry: &&HistoryEntry| matches!(entry.event, Event::Paid(_) | Event::PaidLate(_));
        let paid_entries = history.iter().filter(paid).count();
        if paid_entries > 1 {
            self.doubled.push((sale.clone(), format!("became paid {paid_entries} times")));
        }
        let mut wrong = contradictions(theirs, &checkout, history);
        if checkout.record().total.minor() != sale.total_minor {
            wrong.push(format!("has the total {}", checkout.record().total.minor()));
        }
        if checkout.version() < known.version {
            wrong.push(format!("was shown at version {}, and is at {}", known.version, checkout.version()));
        }
        if known.paid_since.is_some() && checkout.state().settlement().is_none() {
            wrong.push("was shown as paid".to_owned());
        }
        let has = |bolt11: &&String| {
            checkout
                .record()
                .attempts
                .iter()
                .any(|attempt| attempt.invoice().is_some_and(|invoice| invoice.bolt11 == **bolt11))
        };
        if let Some(unknown) = known.invoices.iter().find(|bolt11| !has(bolt11)) {
            wrong.push(format!("was shown an invoice that is not in the records: {unknown}"));
        }
        match (known.payments.first(), checkout.state()) {
            (Some(Payment::InTime), State::PaidLate(_)) => wrong.push("was paid in time, not late".to_owned()),
            (Some(Payment::Late), State::Paid(_)) => wrong.push("was paid late, not in time".to_owned()),
            _ => {}
        }
        self.wrong.extend(wrong.into_iter().map(|what| (sale.clone(), what)));
        self.counts.late += usize::from(matches!(checkout.state(), State::PaidLate(_)));
        self.counts.twice += usize::from(raised(&checkout, AlarmKind::Twice));
    }
}

/// The payments at Mion that the records do not have.
fn unrecorded(theirs: &AtMion, checkout: &Checkout) -> Vec<String> {
    let mut lost = Vec::new();
    for payment in &theirs.payments {
        let is_theirs = |invoice: &domain::answer::Invoice| {
            invoice.bolt11.eq_ignore_ascii_case(&payment.to) && invoice.amount.msat() == payment.msat
        };
        let invoices = checkout.record().attempts.iter().filter_map(|attempt| attempt.invoice());
        if invoices.filter(|invoice| is_theirs(invoice)).count() != 1 {
            lost.push(format!("payment {} went to an invoice that is not in the records once", payment.number));
        }
        if checkout.session().map(|session| session.id.to_string()) != Some(payment.payment_session_id.to_string()) {
            lost.push(format!("payment {} is under a session that is not in the records", payment.number));
        }
        if checkout.state().settlement().is_none() {
            lost.push(format!("payment {} is not recorded: {}", payment.number, checkout.state().name()));
        }
    }
    if theirs.payments.len() > 1 && !raised(checkout, AlarmKind::Twice) {
        lost.push(format!("{} payments, and no alarm says so", theirs.payments.len()));
    }
    lost
}

/// What the records say that Mion does not, or that contradicts itself.
fn contradictions(theirs: &AtMion, checkout: &Checkout, history: &[HistoryEntry]) -> Vec<String> {
    let mut wrong = Vec::new();
    let settlement = checkout.state().settlement();
    match (settlement, theirs.payments.first()) {
        (Some(_), None) => wrong.push("is recorded as paid, and nobody has paid".to_owned()),
        (Some(settlement), Some(payment)) if settlement.paid_at.as_unix_ms() != payment.at => {
            wrong.push(format!("was paid at {}, the records say {}", payment.at, settlement.paid_at.as_unix_ms()));
        }
        _ => {}
    }
    if matches!(checkout.state(), State::PaidLate(_)) != raised(checkout, AlarmKind::Late) {
        wrong.push(format!("{} does not fit its alarms", checkout.state().name()));
    }
    if raised(checkout, AlarmKind::Twice) && theirs.payments.len() < 2 {
        wrong.push("an alarm says that it was paid twice, and it was not".to_owned());
    }
    for kind in [AlarmKind::Overpaid, AlarmKind::Underpaid, AlarmKind::Unsettled] {
        if raised(checkout, kind) {
            wrong.push(format!("raised the alarm {}", kind.name()));
        }
    }
    if let Some(session) = checkout.session()
        && !theirs.sessions.iter().any(|theirs| theirs.payment_session_id.to_string() == session.id.to_string())
    {
        wrong.push(format!("is recorded with the session {}, which Mion does not have", session.id));
    }
    if theirs.sessions.iter().any(|session| session.amount != checkout.record().total.minor()) {
        wrong.push("has a session of another amount".to_owned());
    }
    if !history.iter().map(|entry| entry.version).eq(1..=checkout.version()) {
        wrong.push(format!("is at version {}, and its history has gaps", checkout.version()));
    }
    if history.last().is_none_or(|last| last.state != checkout.state().name()) {
        wrong.push("its history ends in another state".to_owned());
    }
    wrong
}

fn raised(checkout: &Checkout, kind: AlarmKind) -> bool {
    checkout.record().alarms.iter().any(|alarm| alarm.kind == kind)
}

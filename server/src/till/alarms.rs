//! Payments that a person has to look at, and what people decide about them.

use super::ShopTill;
use super::aside::LONGEST_LIST;
use super::error::TillError;
use crate::store::access::NewEntry;
use app::view::AlarmView;
use domain::alarm::{Alarm, AlarmKind, Verdict};
use domain::checkout::progress::Attempt;
use domain::checkout::state::{Ending, State};
use domain::{Checkout, CheckoutId, Timestamp};

impl ShopTill {
    pub(super) async fn list_alarms(&self) -> Result<Vec<AlarmView>, TillError> {
        let now = self.clock.now();
        let checkouts = self.store.alarmed(LONGEST_LIST).await?;
        let views = |checkout: &Checkout| -> Vec<_> {
            checkout.open_alarms().map(|alarm| alarm_view(checkout, alarm, now)).collect()
        };
        Ok(checkouts.iter().flat_map(views).collect())
    }

    /// Records a decision, and in the audit log who took it: `entry`. A sale a payment is linked to must be one of
    /// ours.
    pub(super) async fn decide_alarm(
        &self,
        id: CheckoutId,
        kind: AlarmKind,
        verdict: Verdict,
        note: &str,
        entry: &NewEntry,
    ) -> Result<Vec<AlarmView>, TillError> {
        if let Verdict::Link(other) = verdict
            && self.store.get(other).await?.is_none()
        {
            return Err(TillError::UnknownLink);
        }
        let now = self.clock.now();
        let decide = |checkout: Checkout| checkout.decide(kind, verdict, note.trim(), now);
        self.watcher.change_noted(id, decide, core::slice::from_ref(entry)).await?;
        self.list_alarms().await
    }
}

fn alarm_view(checkout: &Checkout, alarm: &Alarm, now: Timestamp) -> AlarmView {
    let record = checkout.record();
    let invoices = record.attempts.iter().filter_map(Attempt::invoice).count();
    AlarmView {
        id: record.id,
        code: record.id.short_code(),
        total: record.total,
        kind: alarm.kind,
        raised_seconds_ago: now.since(alarm.raised_at).as_secs(),
        after: left_by(&record.state),
        paid_at_ms: record.state.settlement().map(|settlement| settlement.paid_at.as_unix_ms()),
        amount: checkout.invoice().map(|invoice| invoice.amount),
        invoices: u32::try_from(invoices).unwrap_or(u32::MAX),
        mion_says: mion_says(checkout),
    }
}

fn left_by(state: &State) -> Option<Ending> {
    match state {
        State::PaidLate(late) => Some(late.after),
        state => state.ending(),
    }
}

/// Mion's own words about the money, under Mion's own names.
fn mion_says(checkout: &Checkout) -> Vec<(String, String)> {
    let Some(reading) = &checkout.record().reading else {
        return Vec::new();
    };
    let available = reading.funding_amount_available.map(|number| number.to_string());
    [
        ("status", Some(reading.word.clone())),
        ("fundingStatus", reading.funding_status.clone()),
        ("fundingAmountAvailable", available),
        ("feeStatus", reading.fee_status.clone()),
        ("paymentSessionId", checkout.session().map(|session| session.id.to_string())),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), value?)))
    .collect()
}

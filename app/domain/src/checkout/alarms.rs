//! Alarms: raised with the change that causes them, ended by a person's decision.

use super::change::Event;
use super::state::{Ending, State};
use super::{Checkout, WATCHED_AFTER_THE_END};
use crate::alarm::{Alarm, AlarmKind, Decision, DecisionRefused, Verdict, is_note};
use crate::answer::{Funding, StatusRead};
use crate::planted;
use crate::time::Timestamp;

impl Checkout {
    /// Raises what has to be looked at now and was not before.
    pub(super) fn alarmed(mut self, now: Timestamp) -> Self {
        for kind in AlarmKind::ALL {
            let is_known = self.record.alarms.iter().any(|alarm| alarm.kind == kind);
            if !is_known && self.calls_for(kind, now) {
                self.record.alarms.push(Alarm { kind, raised_at: now, decision: None });
                self = self.noted(now, Event::Alarm(kind));
            }
        }
        self
    }

    fn calls_for(&self, kind: AlarmKind, now: Timestamp) -> bool {
        let reading = self.record.reading.as_ref();
        let reads = |is: fn(&StatusRead) -> bool| reading.is_some_and(is);
        let is_over = self.state().settlement().is_some() && reads(|read| read.funding == Some(Funding::Over));
        match kind {
            AlarmKind::Late => matches!(self.state(), State::PaidLate(_)) && !planted!(NoLateAlarm),
            AlarmKind::Twice => is_over && self.ways_to_pay() > 1 && !planted!(NoTwiceAlarm),
            AlarmKind::Overpaid => is_over && self.ways_to_pay() <= 1,
            AlarmKind::Underpaid => {
                self.state().ending().is_some() && reads(StatusRead::is_short) && !planted!(NoUnderpaidAlarm)
            }
            AlarmKind::Unsettled => self.is_given_up(now) && reads(StatusRead::is_on_its_way),
        }
    }

    /// Whether nobody waits any longer for money that is on its way.
    fn is_given_up(&self, now: Timestamp) -> bool {
        let has_expired = self.state().ending() == Some(Ending::Expired);
        let is_closed = self.state().ending().is_some() && self.record.is_closed;
        is_closed || (has_expired && now >= self.deadline().plus(WATCHED_AFTER_THE_END))
    }

    /// The alarms nobody has decided about, oldest first.
    pub fn open_alarms(&self) -> impl Iterator<Item = &Alarm> {
        self.record.alarms.iter().filter(|alarm| alarm.decision.is_none())
    }

    /// Records what a person decided about the alarm `kind`.
    ///
    /// # Errors
    /// [`DecisionRefused`]: there is no such alarm, it is decided, or the decision cannot be stored.
    pub fn decide(
        mut self,
        kind: AlarmKind,
        verdict: Verdict,
        note: &str,
        now: Timestamp,
    ) -> Result<Self, DecisionRefused> {
        if !is_note(note) {
            return Err(DecisionRefused::Note);
        }
        if verdict == Verdict::Link(self.record.id) {
            return Err(DecisionRefused::Itself);
        }
        let alarm = self.record.alarms.iter_mut().find(|alarm| alarm.kind == kind).ok_or(DecisionRefused::NoAlarm)?;
        if alarm.decision.is_some() {
            return Err(DecisionRefused::Decided);
        }
        let decision = Decision { at: now, verdict, note: note.to_owned() };
        alarm.decision = Some(decision.clone());
        Ok(self.noted(now, Event::Decided(kind, decision)))
    }
}

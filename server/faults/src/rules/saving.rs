//! What may be stored: each change follows from the one before, and money only from Mion's books.

use super::Violation;
use crate::stats::{of_alarm, of_state};
use crate::world::World;
use domain::Checkout;
use domain::alarm::AlarmKind;
use domain::answer::StatusRead;
use domain::checkout::Record;
use domain::checkout::change::Event;
use domain::checkout::state::{Ending, State};

impl World {
    /// Counts the states and alarms that were stored.
    pub(crate) fn count_changes(&mut self, stored: &Checkout) {
        self.note(of_state(stored.state()));
        for change in stored.unsaved() {
            if let Event::Alarm(kind) = &change.event {
                self.note(of_alarm(*kind));
            }
        }
    }

    /// Looks at a write that has just been made.
    pub(crate) fn check_save(&mut self, sale: usize, before: &Record, next: &Checkout) {
        let after = next.record();
        self.tell(|_| format!("stored: sale {sale}, version {}, {}", after.version, after.state.name()));
        let one = &mut self.rules.sales[sale];
        one.was_left |=
            after.cancel_asked_at.is_some() || after.put_aside_at.is_some() || matches!(after.state, State::Cancelled);
        let checks = [
            check_history(before, next),
            check_kept(before, after),
            check_states(&before.state, &after.state),
            self.check_expiry(sale, before, after),
            self.check_reissue(sale, before, after),
            self.check_money(sale, before, after),
            self.check_alarms(sale, before, after),
        ];
        for violation in checks.into_iter().flatten() {
            self.rules.broken(Violation { what: format!("sale {sale}: {}", violation.what), ..violation });
        }
    }

    /// What has an invoice expires only by a status that was asked for after its end, and said "unpaid".
    fn check_expiry(&self, sale: usize, before: &Record, after: &Record) -> Option<Violation> {
        let expires = after.state == State::Expired && before.state != State::Expired;
        let known = Checkout::restore(before.clone()).ok()?;
        if !expires || known.invoice().is_none() {
            return None;
        }
        let unpaid_at = self.rules.sales[sale].unpaid_at;
        unpaid_at
            .is_none_or(|at| at < known.deadline())
            .then(|| Violation::wrong("it expired without a status asked for after its end"))
    }

    /// An invoice is replaced only after a status asked for at or after its end was read.
    fn check_reissue(&self, sale: usize, before: &Record, after: &Record) -> Option<Violation> {
        if after.attempts.len() <= before.attempts.len() {
            return None;
        }
        let last = before.attempts.iter().rev().find_map(|attempt| attempt.invoice())?;
        let read_at = self.rules.sales[sale].read_at;
        read_at
            .is_none_or(|at| at < last.expires_at)
            .then(|| Violation::wrong("an invoice was replaced without a last look"))
    }

    /// "Paid" is recorded once, when Mion has the money, and late exactly where the sale was over.
    fn check_money(&mut self, sale: usize, before: &Record, after: &Record) -> Option<Violation> {
        let settlement = after.state.settlement()?;
        if before.state.settlement().is_some() {
            return None;
        }
        self.rules.sales[sale].recorded += 1;
        if self.rules.sales[sale].recorded > 1 {
            return Some(Violation::doubled("its payment was recorded twice"));
        }
        let session = after.session.open().and_then(|session| self.mion.session(session.id));
        let Some(session) = session.filter(|session| session.sale == sale) else {
            return Some(Violation::wrong("it is paid by a session that is not its own"));
        };
        let Some(covered) = session.covered_from().filter(|covered| *covered <= self.now) else {
            return Some(Violation::wrong("it is recorded as paid, and Mion has no money"));
        };
        if session.said_from().is_none_or(|said| said > self.now) {
            return Some(Violation::wrong("one half of paid was recorded as paid"));
        }
        if self.mion.clock.at(covered) != settlement.paid_at {
            return Some(Violation::wrong("it was paid at another time"));
        }
        let late_by = self.now.since(session.said_from().unwrap_or(self.now));
        if self.setup.is_quiet && late_by > self.slowest_look(before) {
            return Some(Violation::wrong(format!("it took {late_by} ms to notice that it is paid")));
        }
        let was_over = before.state.ending().is_some();
        match &after.state {
            State::Paid(_) if was_over || before.put_aside_at.is_some() => {
                Some(Violation::wrong("a payment after the end looks like one in time"))
            }
            State::PaidLate(late) => {
                let deadline = Checkout::restore(before.clone()).ok()?.deadline();
                let was_in_time = self.servers[0].clock.at(covered) < deadline;
                let fairly = self.setup.clocks_are_right() && !self.rules.sales[sale].was_left;
                if fairly && was_in_time && late.after == Ending::Expired {
                    return Some(Violation::wrong("a payment in time was recorded as late"));
                }
                None
            }
            _ => None,
        }
    }

    /// How long a payment may go unnoticed where nothing goes wrong.
    fn slowest_look(&self, record: &Record) -> i64 {
        let seconds_ago = self.time_at(0).since(record.state_since).as_secs();
        let tenth = i64::try_from(seconds_ago).unwrap_or(i64::MAX).saturating_mul(100);
        let is_watched_less = record.state != State::AwaitingPayment;
        if is_watched_less { tenth.clamp(5_000, 600_000) + 2_000 } else { 7_000 }
    }

    /// An alarm is raised exactly where it is called for.
    fn check_alarms(&self, sale: usize, before: &Record, after: &Record) -> Option<Violation> {
        let has = |kind| after.alarms.iter().any(|alarm| alarm.kind == kind);
        let is_new = |kind| has(kind) && !before.alarms.iter().any(|alarm| alarm.kind == kind);
        let reads = |is: fn(&StatusRead) -> bool| after.reading.as_ref().is_some_and(is);
        let session = after.session.open().and_then(|session| self.mion.session(session.id));
        let said_over = session.and_then(|session| session.said_over_from()).is_some_and(|over| over <= self.now);
        let ended = after.state.ending().is_some();
        let short = session.is_some_and(|session| session.was_short());
        let is_late = matches!(after.state, State::PaidLate(_));
        let ways = Checkout::restore(after.clone()).ok()?.ways_to_pay();
        let wrong = |what: &str| Some(Violation::wrong(what));
        let lost = |what: &str| Some(Violation::lost(what));
        match () {
            () if is_late && !has(AlarmKind::Late) => lost("paid late, and nobody is told"),
            () if is_new(AlarmKind::Late) && !is_late => wrong("an alarm about a late payment that was not late"),
            () if is_new(AlarmKind::Twice) && (!said_over || ways < 2) => wrong("an alarm about paying twice"),
            () if is_new(AlarmKind::Overpaid) && (!said_over || ways > 1) => wrong("an alarm about paying too much"),
            () if is_new(AlarmKind::Underpaid) && !(ended && short) => wrong("an alarm about paying too little"),
            () if ended && reads(StatusRead::is_short) && !has(AlarmKind::Underpaid) => {
                lost("ended with too little paid, and nobody is told")
            }
            () if after.state.settlement().is_some() && reads(StatusRead::is_over) && !has_over(after) => {
                lost("more was paid than asked for, and nobody is told")
            }
            () => self.check_unsettled(sale, is_new(AlarmKind::Unsettled), after),
        }
    }

    /// "Unsettled" is raised only when nobody waits for it any more.
    fn check_unsettled(&self, _sale: usize, is_new: bool, after: &Record) -> Option<Violation> {
        let on_its_way = after.reading.as_ref().is_some_and(StatusRead::is_on_its_way);
        if is_new && !(after.state.ending().is_some() && on_its_way) {
            return Some(Violation::wrong("an alarm about a payment that is not on its way"));
        }
        None
    }
}

fn has_over(record: &Record) -> bool {
    record.alarms.iter().any(|alarm| matches!(alarm.kind, AlarmKind::Twice | AlarmKind::Overpaid))
}

/// Every change has a number of its own, and none is left out.
fn check_history(before: &Record, next: &Checkout) -> Option<Violation> {
    let changes = next.unsaved();
    let gapless = changes.iter().zip(before.version + 1..).all(|(change, version)| change.version == version);
    let complete = changes.last().is_some_and(|last| last.version == next.version());
    (!gapless || !complete).then(|| Violation::wrong("its history has a gap"))
}

/// What is known stays known: the session, every invoice, every alarm and every decision.
fn check_kept(before: &Record, after: &Record) -> Option<Violation> {
    if before.session.open().is_some() && after.session.open() != before.session.open() {
        return Some(Violation::wrong("its session changed"));
    }
    let keeps_invoices = before.attempts.iter().enumerate().all(|(n, attempt)| {
        let kept = after.attempts.get(n);
        attempt.invoice().is_none() || kept.is_some_and(|kept| kept.invoice() == attempt.invoice())
    });
    if !keeps_invoices {
        return Some(Violation::wrong("an invoice was forgotten"));
    }
    let keeps_alarms = before.alarms.iter().enumerate().all(|(n, alarm)| {
        let kept = after.alarms.get(n).filter(|kept| kept.kind == alarm.kind && kept.raised_at == alarm.raised_at);
        kept.is_some_and(|kept| alarm.decision.is_none() || kept.decision == alarm.decision)
    });
    (!keeps_alarms).then(|| Violation::lost("an alarm or what was decided about it was changed"))
}

/// Where a checkout may be found after it was in `before`.
fn check_states(before: &State, after: &State) -> Option<Violation> {
    let may_follow = match before {
        State::Opening => !matches!(after, State::PaidLate(_) | State::Confirming | State::Seen | State::Underpaid),
        State::AwaitingPayment | State::Confirming | State::Seen | State::Underpaid => !matches!(after, State::Opening),
        State::Paid(_) => matches!(after, State::Paid(_)),
        State::PaidLate(_) => matches!(after, State::PaidLate(_)),
        ended => after == ended || matches!(after, State::PaidLate(_)),
    };
    (!may_follow).then(|| Violation::wrong(format!("it went from {} to {}", before.name(), after.name())))
}

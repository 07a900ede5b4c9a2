//! What must have come of everything at last, when nothing more is going to happen: every payment in
//! the records once, every sale over, every alarm raised.

use super::Violation;
use crate::records::Row;
use crate::world::World;
use domain::alarm::AlarmKind;

impl World {
    /// Compares the records with Mion's books.
    pub(crate) fn check_the_end(&mut self) {
        for sale in 0..self.setup.sales {
            let violation = match self.records.row(sale) {
                Some(row) => self.check_sale(sale, row),
                None => self
                    .mion
                    .sessions
                    .iter()
                    .any(|session| session.sale == sale)
                    .then(|| Violation::lost("Mion has a session for a sale that is not stored")),
            };
            if let Some(violation) = violation {
                let what = format!("sale {sale}, at the end: {}", violation.what);
                return self.rules.broken(Violation { what, ..violation });
            }
        }
        let follows = self.servers.iter().any(|server| !server.tasks.is_empty());
        if follows {
            self.rules.broken(Violation::wrong("somebody still follows a sale, and nothing more will happen"));
        }
    }

    fn check_sale(&self, sale: usize, row: &Row) -> Option<Violation> {
        let (record, now) = (&row.record, self.now);
        if record.state.is_live() {
            return Some(Violation::wrong(format!("it is still {}", record.state.name())));
        }
        let has = |kind| record.alarms.iter().any(|alarm| alarm.kind == kind);
        let sessions = self.mion.sessions.iter().filter(|session| session.sale == sale);
        for session in sessions.filter(|session| session.has_money()) {
            let is_ours = record.session.open().is_some_and(|known| known.id == session.id);
            let settlement = record.state.settlement();
            let said = session.said_from().filter(|said| *said <= now);
            let is_over = session.said_over_from().is_some_and(|over| over <= now);
            if !is_ours {
                return Some(Violation::lost("it was paid into a session nobody knows"));
            }
            if said.is_some() && settlement.is_none() {
                return Some(Violation::lost(format!("it was paid, and is {}", record.state.name())));
            }
            let last = session.last_from().is_some_and(|last| last <= now);
            if last && settlement.is_some_and(|settlement| !settlement.complete) {
                return Some(Violation::lost("Mion has said its last word, and nobody has heard it"));
            }
            let sum = session.confirmed(now);
            if sum > 0 && sum < session.total && !has(AlarmKind::Underpaid) {
                return Some(Violation::lost("too little was paid, and nobody is told"));
            }
            if is_over && session.was_paid_twice() && !has(AlarmKind::Twice) {
                return Some(Violation::lost("it was paid twice, and nobody is told"));
            }
            if is_over && !has(AlarmKind::Twice) && !has(AlarmKind::Overpaid) {
                return Some(Violation::lost("too much was paid, and nobody is told"));
            }
            if sum >= session.total && said.is_none() && !has(AlarmKind::Unsettled) {
                return Some(Violation::lost("it was paid by halves, and nobody is told"));
            }
        }
        None
    }
}

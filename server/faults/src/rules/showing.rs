//! What may be on a screen: only what is stored, and "paid" only for the sale that is there.

use super::Violation;
use crate::stats::Count;
use crate::view::View;
use crate::world::World;
use domain::checkout::state::State;

impl World {
    /// Looks at what a tablet has just put on its screen.
    pub(crate) fn check_shown(&mut self, tablet: usize, view: &View) {
        let on_screen = self.tablets[tablet].screen;
        let wrong = match self.records.row(view.sale) {
            _ if on_screen != Some(view.sale) => Some("another sale than the one on the screen is shown"),
            None => Some("a sale is shown that is not stored"),
            Some(row) => {
                let version = usize::try_from(view.version).unwrap_or(usize::MAX);
                let stored = version.checked_sub(1).and_then(|n| row.history.get(n));
                let invoice = view.invoice.map(|hash| hash.to_string());
                let is_known = |hash: &String| {
                    let mut invoices = row.record.attempts.iter().filter_map(|attempt| attempt.invoice());
                    invoices.any(|invoice| invoice.payment_hash == *hash) && row.record.session.open().is_some()
                };
                match () {
                    () if stored != Some(&view.state) => Some("something is shown that is not stored"),
                    () if view.is_paid && !matches!(row.record.state, State::Paid(_)) => {
                        Some("paid is shown, and the record says otherwise")
                    }
                    () if !invoice.as_ref().is_none_or(is_known) => Some("an invoice is shown that is not stored"),
                    () => None,
                }
            }
        };
        if let Some(what) = wrong {
            self.rules.broken(Violation::wrong(format!("tablet {tablet}, sale {}: {what}", view.sale)));
        }
        let replaced = self
            .records
            .row(view.sale)
            .is_some_and(|row| row.record.attempts.iter().filter(|attempt| attempt.invoice().is_some()).count() > 1);
        if view.invoice.is_some() {
            self.note(Count::ShownInvoice);
        }
        if view.invoice.is_some() && replaced {
            self.note(Count::ShownReplaced);
        }
        if view.is_paid {
            self.note(Count::ShownPaid);
        } else if !view.is_live {
            self.note(Count::ShownEnded);
        }
    }
}

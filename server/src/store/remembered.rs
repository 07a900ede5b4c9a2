//! Checkouts as they were read or written last, for as long as nobody changes them. Only the server that has a file of
//! records to itself may remember anything: every change there is goes through it, and begins by forgetting. It is a copy
//! of what is stored, and of nothing else.

use domain::{Checkout, CheckoutId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// As many as are looked at in a busy hour; then it begins anew.
const MOST: usize = 4096;

/// What is remembered.
#[derive(Default)]
pub(super) struct Remembered(Mutex<Memory>);

#[derive(Default)]
struct Memory {
    checkouts: HashMap<CheckoutId, Arc<Checkout>>,
    /// Of each checkout that is being changed the change that was begun last. Nothing is kept of it until that has ended;
    /// one that is abandoned, of which nobody knows how it ended, leaves it so until the next.
    changing: HashMap<CheckoutId, u64>,
    /// Counts the changes: what was read before one is not kept after it.
    changes: u64,
}

impl Memory {
    fn forget(&mut self, id: CheckoutId) -> u64 {
        self.checkouts.remove(&id);
        self.changes = self.changes.wrapping_add(1);
        self.changes
    }

    fn put(&mut self, checkout: Arc<Checkout>) {
        if self.checkouts.len() >= MOST {
            self.checkouts.clear();
        }
        self.checkouts.insert(checkout.id(), checkout);
    }
}

/// When something was begun to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment(u64);

/// A change that is under way.
#[must_use]
pub(super) struct Changing<'a> {
    remembered: &'a Remembered,
    id: CheckoutId,
    number: u64,
}

impl Changing<'_> {
    /// It is over, and the checkout `stored` as it is now; nothing where that is not known for sure.
    pub(super) fn end(self, stored: Option<Checkout>) {
        let mut memory = self.remembered.memory();
        memory.forget(self.id);
        // Where another was begun meanwhile, nobody knows which of the two came last.
        if memory.changing.get(&self.id) == Some(&self.number) {
            memory.changing.remove(&self.id);
            if let Some(stored) = stored {
                memory.put(Arc::new(stored));
            }
        }
    }
}

impl Remembered {
    /// The checkout `id`, or the moment at which it is not known.
    pub(super) fn get(&self, id: CheckoutId) -> Result<Arc<Checkout>, Moment> {
        let memory = self.memory();
        memory.checkouts.get(&id).cloned().ok_or(Moment(memory.changes))
    }

    /// Keeps what was read since `moment`, unless anything was changed meanwhile.
    pub(super) fn keep(&self, checkout: &Arc<Checkout>, moment: Moment) {
        let mut memory = self.memory();
        if Moment(memory.changes) == moment && !memory.changing.contains_key(&checkout.id()) {
            memory.put(checkout.clone());
        }
    }

    /// Forgets the checkout `id`, which is going to be changed.
    pub(super) fn change(&self, id: CheckoutId) -> Changing<'_> {
        let mut memory = self.memory();
        let number = memory.forget(id);
        memory.changing.insert(id, number);
        Changing { remembered: self, id, number }
    }

    /// Forgets every checkout.
    pub(super) fn forget_all(&self) {
        self.memory().checkouts.clear();
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::time::Duration;
    use domain::{Currency, Money, Timestamp};

    fn checkout(number: u128) -> Arc<Checkout> {
        let id = uuid::Builder::from_random_bytes(number.to_be_bytes()).into_uuid();
        let (now, euro) = (Timestamp::from_unix_ms(0), "EUR".parse::<Currency>().unwrap());
        let total = Money::from_minor(100, euro);
        Arc::new(Checkout::open(CheckoutId::try_from(id).unwrap(), total, now, now.plus(Duration::from_secs(60))))
    }

    #[test]
    fn what_was_read_is_remembered_until_it_is_changed() {
        let (remembered, one, other) = (Remembered::default(), checkout(1), checkout(2));
        for checkout in [&one, &other] {
            let Err(moment) = remembered.get(checkout.id()) else { panic!("nothing was read yet") };
            remembered.keep(checkout, moment);
        }
        assert_eq!(remembered.get(one.id()).ok(), Some(one.clone()));
        let changing = remembered.change(one.id());
        assert!(remembered.get(one.id()).is_err());
        changing.end(None);
        assert!(remembered.get(one.id()).is_err(), "nobody knows how it is");
        assert!(remembered.get(other.id()).is_ok(), "the other was not changed");
    }

    #[test]
    fn what_was_written_is_remembered() {
        let (remembered, one) = (Remembered::default(), checkout(1));
        remembered.change(one.id()).end(Some(Checkout::clone(&one)));
        assert_eq!(remembered.get(one.id()).ok(), Some(one));
    }

    #[test]
    fn of_two_changes_at_a_time_nothing_is_remembered() {
        let (remembered, one) = (Remembered::default(), checkout(1));
        let (first, second) = (remembered.change(one.id()), remembered.change(one.id()));
        first.end(Some(Checkout::clone(&one)));
        assert!(remembered.get(one.id()).is_err(), "the second may have come first");
        second.end(Some(Checkout::clone(&one)));
        assert!(remembered.get(one.id()).is_ok(), "nothing was begun after it");
        let (first, second) = (remembered.change(one.id()), remembered.change(one.id()));
        second.end(Some(Checkout::clone(&one)));
        first.end(Some(Checkout::clone(&one)));
        assert!(remembered.get(one.id()).is_err());
    }

    #[test]
    fn what_was_read_beside_a_change_is_not_kept() {
        let (remembered, one) = (Remembered::default(), checkout(1));
        let moment = || remembered.get(one.id()).unwrap_err();
        let before = moment();
        let changing = remembered.change(one.id());
        let within = moment();
        for moment in [before, within] {
            remembered.keep(&one, moment);
            assert!(remembered.get(one.id()).is_err());
        }
        changing.end(None);
        for moment in [before, within] {
            remembered.keep(&one, moment);
            assert!(remembered.get(one.id()).is_err());
        }
        // Abandoned in the middle: it may still happen.
        drop(remembered.change(one.id()));
        remembered.keep(&one, moment());
        assert!(remembered.get(one.id()).is_err());
        remembered.change(one.id()).end(Some(Checkout::clone(&one)));
        assert!(remembered.get(one.id()).is_ok());
    }

    #[test]
    fn it_does_not_grow_for_ever() {
        let remembered = Remembered::default();
        for number in 0..2 * MOST as u128 {
            let one = checkout(number);
            let Err(moment) = remembered.get(one.id()) else { panic!("each is another") };
            remembered.keep(&one, moment);
        }
        assert!(remembered.memory().checkouts.len() <= MOST);
    }
}

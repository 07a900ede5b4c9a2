//! Checkouts as they were read last, for as long as nobody changes them. Only the server that has a file of records to
//! itself may remember anything: every change there is goes through it, and each is forgotten with its checkout. It is a
//! copy of what is stored, and of nothing else.

use domain::{Checkout, CheckoutId};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// As many as are looked at in a busy hour; then it begins anew.
const MOST: usize = 4096;

/// What is remembered.
#[derive(Default)]
pub(super) struct Remembered(Mutex<Memory>);

#[derive(Default)]
struct Memory {
    checkouts: HashMap<CheckoutId, Checkout>,
    /// Counts the changes: what was read before one is not kept after it.
    changes: u64,
}

/// When something was begun to be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment(u64);

impl Remembered {
    /// The checkout `id`, or the moment at which it is not known.
    pub(super) fn get(&self, id: CheckoutId) -> Result<Checkout, Moment> {
        let memory = self.memory();
        memory.checkouts.get(&id).cloned().ok_or(Moment(memory.changes))
    }

    /// Keeps what was read since `moment`, unless anything was changed meanwhile.
    pub(super) fn keep(&self, checkout: &Checkout, moment: Moment) {
        let mut memory = self.memory();
        if Moment(memory.changes) != moment {
            return;
        }
        if memory.checkouts.len() >= MOST {
            memory.checkouts.clear();
        }
        memory.checkouts.insert(checkout.id(), checkout.clone());
    }

    /// Forgets the checkout `id`, which was changed, or perhaps was.
    pub(super) fn forget(&self, id: CheckoutId) {
        let mut memory = self.memory();
        memory.checkouts.remove(&id);
        memory.changes = memory.changes.wrapping_add(1);
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

    fn checkout(number: u128) -> Checkout {
        let id = uuid::Builder::from_random_bytes(number.to_be_bytes()).into_uuid();
        let (now, euro) = (Timestamp::from_unix_ms(0), "EUR".parse::<Currency>().unwrap());
        let total = Money::from_minor(100, euro);
        Checkout::open(CheckoutId::try_from(id).unwrap(), total, now, now.plus(Duration::from_secs(60)))
    }

    #[test]
    fn what_was_read_is_remembered_until_it_is_changed() {
        let (remembered, one, other) = (Remembered::default(), checkout(1), checkout(2));
        for checkout in [&one, &other] {
            let Err(moment) = remembered.get(checkout.id()) else { panic!("nothing was read yet") };
            remembered.keep(checkout, moment);
        }
        assert!(remembered.get(one.id()).is_ok());
        remembered.forget(one.id());
        assert!(remembered.get(one.id()).is_err());
        assert!(remembered.get(other.id()).is_ok(), "the other was not changed");
    }

    #[test]
    fn what_was_read_before_a_change_is_not_kept_after_it() {
        let (remembered, one) = (Remembered::default(), checkout(1));
        let Err(before) = remembered.get(one.id()) else { panic!("nothing was read yet") };
        remembered.forget(one.id());
        remembered.keep(&one, before);
        assert!(remembered.get(one.id()).is_err());
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

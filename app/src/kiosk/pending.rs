//! The sale being opened: named by the browser, sent until the server answers. Kept in the tab's storage,
//! so that a reload in the meantime sends the same sale again instead of losing or doubling it.

use crate::browser;
use domain::CheckoutId;
use domain::id::NotAnId;
use uuid::Uuid;

const KEY: &str = "opening";

/// A sale that the server may not know yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pending {
    /// Its name, made here.
    pub(crate) id: CheckoutId,
    /// Its total, in minor units of the shop's currency.
    pub(crate) total_minor: u64,
}

impl Pending {
    /// A new sale of `total_minor` minor units.
    ///
    /// # Errors
    /// None in practice: a new UUID is an id.
    pub(crate) fn name(total_minor: u64) -> Result<Self, NotAnId> {
        Ok(Self { id: CheckoutId::try_from(Uuid::new_v4())?, total_minor })
    }

    /// Keeps it over a reload.
    pub(crate) fn keep(self) {
        browser::keep(KEY, &self.text());
    }

    /// The sale that was being opened before a reload.
    pub(crate) fn recall() -> Option<Self> {
        Self::parse(&browser::recall(KEY)?)
    }

    /// Forgets `id`; another sale is left alone.
    pub(crate) fn forget(id: CheckoutId) {
        if Self::recall().is_some_and(|kept| kept.id == id) {
            browser::forget(KEY);
        }
    }

    fn text(self) -> String {
        format!("{} {}", self.id, self.total_minor)
    }

    fn parse(text: &str) -> Option<Self> {
        let (id, total) = text.split_once(' ')?;
        Some(Self { id: id.parse().ok()?, total_minor: total.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let sale = Pending::name(1250).unwrap();
        assert_eq!(Pending::parse(&sale.text()), Some(sale));
        assert_ne!(Pending::name(1250).unwrap().id, sale.id);
    }

    #[test]
    fn anything_else_in_the_storage_is_nothing() {
        for text in
            ["", " ", "x 1250", "75099bcf-22d5-43f9-8976-b7c5692eaa85", "75099bcf-22d5-43f9-8976-b7c5692eaa85 -1"]
        {
            assert_eq!(Pending::parse(text), None, "{text}");
        }
    }
}

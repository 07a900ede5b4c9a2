//! From which total on the kiosk asks "really?": the shop's own limit, or ten times what is usual there, whichever is
//! less. It is looked at whenever a page of the kiosk is loaded, and only ever makes a question.

use crate::store::{Store, StoreError};
use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;

/// How many of the last sales tell what is usual.
const LAST: u32 = 50;
/// Fewer than this tell nothing.
const LEAST: usize = 10;
/// This many times the median is not usual any more.
const TIMES: u64 = 10;
/// Stands for never.
const NEVER: u64 = u64::MAX;

/// What is usual in this shop. Clones know the same.
#[derive(Clone, Debug)]
pub struct Usual {
    above_minor: Option<u64>,
    ask_from_minor: Arc<AtomicU64>,
}

impl Usual {
    /// In a shop that wants to be asked from `above_minor` on, whatever is usual.
    pub fn new(above_minor: Option<u64>) -> Self {
        Self { above_minor, ask_from_minor: Arc::new(AtomicU64::new(above_minor.unwrap_or(NEVER))) }
    }

    /// From which total on the kiosk asks; none where it never does.
    pub fn ask_from_minor(&self) -> Option<u64> {
        Some(self.ask_from_minor.load(Ordering::Relaxed)).filter(|from_minor| *from_minor != NEVER)
    }

    /// Looks at the last sales.
    ///
    /// # Errors
    /// [`StoreError`]; then what was known stays.
    pub async fn learn(&self, store: &dyn Store) -> Result<(), StoreError> {
        let from_minor = ask_from(self.above_minor, store.last_totals(LAST).await?);
        self.ask_from_minor.store(from_minor.unwrap_or(NEVER), Ordering::Relaxed);
        Ok(())
    }
}

fn ask_from(above_minor: Option<u64>, mut last: Vec<u64>) -> Option<u64> {
    last.sort_unstable();
    let median = last.get(last.len() / 2).copied().filter(|_| last.len() >= LEAST);
    [above_minor, median.map(|median| median.saturating_mul(TIMES))].into_iter().flatten().min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_times_the_usual_is_asked_about() {
        let last: Vec<u64> = (1..=11).map(|n| n * 100).collect();
        assert_eq!(ask_from(None, last.clone()), Some(6_000));
        assert_eq!(ask_from(Some(5_000), last.clone()), Some(5_000));
        assert_eq!(ask_from(Some(7_000), last), Some(6_000));
    }

    #[test]
    fn a_few_sales_tell_nothing() {
        assert_eq!(ask_from(None, vec![100; 9]), None);
        assert_eq!(ask_from(Some(50_000), vec![100; 9]), Some(50_000));
        assert_eq!(ask_from(None, Vec::new()), None);
        assert_eq!(ask_from(None, vec![u64::MAX; 10]), Some(u64::MAX));
    }

    #[test]
    fn until_it_has_looked_only_the_limit_counts() {
        assert_eq!(Usual::new(None).ask_from_minor(), None);
        assert_eq!(Usual::new(Some(100)).ask_from_minor(), Some(100));
    }
}

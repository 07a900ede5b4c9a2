//! Waits for the end of what was begun: every payment is where a terminal would be shown it.

use crate::sale::Sale;
use crate::tablet::Tablet;
use crate::world::World;
use app::view::{CheckoutView, StateView};
use core::time::Duration;
use domain::Reference;
use domain::alarm::AlarmKind;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::time::{sleep, timeout};

/// How long all sales together may take to settle once the storm is over.
const SETTLING: Duration = Duration::from_secs(180);

/// Waits until a terminal would be shown every payment that was made.
pub(crate) async fn settle(world: &World, sales: &[Arc<Sale>]) {
    let mut payments: BTreeMap<String, usize> = BTreeMap::new();
    for payment in world.mion().payments() {
        *payments.entry(payment.reference).or_default() += 1;
    }
    let mut tablet = Tablet::new(world);
    let mut missing = sales.to_vec();
    missing.retain(|sale| payments.contains_key(Reference::of(sale.id).as_str()));
    let settled = async {
        while !missing.is_empty() {
            world.call_webhooks().await;
            let mut still = Vec::new();
            for sale in &missing {
                let count = payments[Reference::of(sale.id).as_str()];
                if !tablet.read(sale).await.is_ok_and(|view| shows(&view, count)) {
                    still.push(sale.clone());
                }
            }
            missing = still;
            sleep(Duration::from_millis(100)).await;
        }
    };
    // What is still missing then is in the findings.
    let _ = timeout(SETTLING, settled).await;
}

fn shows(view: &CheckoutView, payments: usize) -> bool {
    let is_paid = matches!(view.state, StateView::Paid { .. } | StateView::PaidLate { .. });
    is_paid && (payments < 2 || view.alarms.contains(&AlarmKind::Twice))
}

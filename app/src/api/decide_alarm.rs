//! What a person decided about a payment.

use crate::view::AlarmView;
use domain::CheckoutId;
use domain::alarm::{AlarmKind, Verdict};

server_function! {
    /// Records a decision about an alarm of checkout `id`; returns the alarms that are left.
    ///
    /// # Errors
    /// See [`crate::api::ApiError`].
    pub async fn decide_alarm(id: CheckoutId, kind: AlarmKind, verdict: Verdict, note: String) -> Vec<AlarmView> as DecideAlarm at "decide_alarm" {
        super::answer(crate::ports::till()?.decide(id, kind, verdict, note).await)
    }
}

//! What a person decided about a payment.

use super::ApiError;
use crate::view::AlarmView;
use domain::CheckoutId;
use domain::alarm::{AlarmKind, Verdict};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Records a decision about an alarm of checkout `id`; returns the alarms that are left.
///
/// # Errors
/// See [`ApiError`].
#[server(endpoint = "decide_alarm", input = Json, output = Json)]
pub async fn decide_alarm(
    id: CheckoutId,
    kind: AlarmKind,
    verdict: Verdict,
    note: String,
) -> Result<Vec<AlarmView>, ApiError> {
    super::answer(crate::ports::till()?.decide(id, kind, verdict, note).await)
}

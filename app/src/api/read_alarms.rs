//! The payments that wait for a person's decision.

use crate::view::AlarmView;

server_function! {
    /// The payments nobody has decided about, oldest first, at most a hundred.
    ///
    /// # Errors
    /// See [`crate::api::ApiError`].
    pub async fn read_alarms() -> Vec<AlarmView> as ReadAlarms at "read_alarms" {
        super::answer(crate::ports::till()?.alarms().await)
    }
}

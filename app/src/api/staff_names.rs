//! Who can enter a PIN at this terminal.

use crate::view::StaffName;

server_function! {
    /// The names to choose from before the PIN is entered.
    ///
    /// # Errors
    /// See [`crate::api::ApiError`].
    pub async fn staff_names() -> Vec<StaffName> as StaffNames at "staff_names" {
        super::answer(crate::ports::till()?.staff_names().await)
    }
}

//! The sales that are open, for any tablet to take up.

use crate::view::OpenSaleView;

server_function! {
    /// The sales that are open, newest first, at most a hundred.
    ///
    /// # Errors
    /// See [`crate::api::ApiError`].
    pub async fn open_sales() -> Vec<OpenSaleView> as OpenSales at "open_sales" {
        super::answer(crate::ports::till()?.open_sales().await)
    }
}

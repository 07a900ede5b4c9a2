//! What every screen is told of the shop: answered at once when there is news, else after a bounded wait.

use crate::view::ShopNews;

server_function! {
    /// The news of the shop, as soon as they are not what was `seen`.
    ///
    /// # Errors
    /// See [`crate::api::ApiError`].
    pub async fn shop_update(seen: ShopNews) -> ShopNews as ShopUpdate at "shop_update" {
        Ok(crate::ports::till()?.shop_news(seen).await)
    }
}

//! What every screen is told of the shop: answered at once when there is news, else after a bounded wait.

use super::ApiError;
use crate::view::ShopNews;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// The news of the shop, as soon as they are not what was `seen`.
///
/// # Errors
/// See [`ApiError`].
#[server(endpoint = "shop_update", input = Json, output = Json)]
pub async fn shop_update(seen: ShopNews) -> Result<ShopNews, ApiError> {
    Ok(crate::ports::till()?.shop_news(seen).await)
}

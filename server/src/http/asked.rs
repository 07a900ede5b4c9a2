//! What tablets ask all day long: how a sale is, whether there is news of it, whether there is news of the shop. The
//! answers are those of the server functions, without what Leptos sets up around each call; whatever is not
//! understood here is left to Leptos.

use super::refusal;
use app::api::{ApiError, CheckoutUpdate, ReadCheckout, ShopUpdate};
use app::ports::Till;
use app::view::CheckoutView;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use leptos::server_fn::ServerFn;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// More than the answer about a sale that waits to be paid.
const USUAL_BYTES: usize = 2048;

/// One of the questions, understood.
pub(super) enum Asked {
    Read(ReadCheckout),
    Update(CheckoutUpdate),
    News(ShopUpdate),
}

impl Asked {
    /// The question in `body`, asked at `path`; none where it is another, or none at all.
    pub(super) fn of(path: &str, body: &[u8]) -> Option<Self> {
        fn read<T: ServerFn + DeserializeOwned>(path: &str, body: &[u8]) -> Option<T> {
            (path == T::PATH).then(|| serde_json::from_slice(body).ok()).flatten()
        }
        read(path, body)
            .map(Self::Update)
            .or_else(|| read(path, body).map(Self::Read))
            .or_else(|| read(path, body).map(Self::News))
    }

    /// What `till` answers; `id` is the request's own.
    pub(super) async fn answer(self, till: &dyn Till, id: &str) -> Response {
        let view: Result<CheckoutView, ApiError> = match self {
            Self::Read(ReadCheckout { id }) => till.read(id).await,
            Self::Update(CheckoutUpdate { id, seen }) => till.watch(id, seen).await,
            Self::News(ShopUpdate { seen }) => return json(StatusCode::OK, &till.shop_news(seen).await),
        };
        match view {
            Ok(view) => json(StatusCode::OK, &view),
            Err(error) => json(refusal::status(&error), &error.of_request(id)),
        }
    }
}

fn json(status: StatusCode, value: &impl Serialize) -> Response {
    let mut body = Vec::with_capacity(USUAL_BYTES);
    match serde_json::to_writer(&mut body, value) {
        Ok(()) => (status, [(CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

//! A file that a form brings. The guard around all requests has counted its bytes already.

use super::super::form::unreadable;
use crate::words;
use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use bytes::Bytes;

/// The file in the field called `file`; empty where none was chosen.
pub(in super::super) struct Upload(pub(in super::super) Bytes);

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let unreadable = || unreadable(words::of_request(&parts));
        let kind = parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let boundary = multer::parse_boundary(kind).map_err(|_| unreadable())?;
        let most = super::PICTURE_BYTES.max(super::SHEET_BYTES);
        let body = to_bytes(body, most).await.map_err(|_| unreadable())?;
        let body = futures::stream::once(async { Ok::<_, core::convert::Infallible>(body) });
        let mut fields = multer::Multipart::new(body, boundary);
        while let Some(field) = fields.next_field().await.map_err(|_| unreadable())? {
            if field.name() == Some("file") {
                return Ok(Self(field.bytes().await.map_err(|_| unreadable())?));
            }
        }
        Err(unreadable())
    }
}

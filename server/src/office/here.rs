//! Who asks, and the frame that a page of theirs stands in.

use super::frame::{Page, Way};
use super::parts::icon::Symbol;
use super::parts::when::Times;
use super::{Office, entry};
use crate::access::Caller;
use crate::http::Peer;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use core::convert::Infallible;
use domain::money::BitcoinUnit;

/// The ways on the staff's pages.
const STAFF: [Way; 4] = [
    Way { path: "/staff", label: "Staff", symbol: Symbol::Home },
    Way { path: "/staff/sales", label: "Sales", symbol: Symbol::List },
    Way { path: "/staff/alarms", label: "Payments to decide", symbol: Symbol::Inbox },
    Way { path: "/", label: "Back to the kiosk", symbol: Symbol::Back },
];

/// Who asks, and what their answer is drawn with.
pub(super) struct Here {
    /// What the pages need.
    pub(super) office: Office,
    /// What time it is in the shop.
    pub(super) times: Times,
    /// How the shop writes bitcoin.
    pub(super) unit: BitcoinUnit,
}

impl Here {
    /// `page` as one of the staff's, the one at `path`.
    pub(super) fn staff(&self, path: &'static str, page: Page) -> Response {
        Page { ways: STAFF.to_vec(), here: path, ..page }.in_frame(&self.office.frame)
    }

    /// There is no such thing.
    pub(super) fn not_found(&self) -> Response {
        entry::shut::not_found().in_frame(&self.office.frame)
    }

    /// The server could not do it.
    pub(super) fn failed(&self) -> Response {
        entry::shut::failed().in_frame(&self.office.frame)
    }
}

/// The answer to a form that did what it should: somewhere else, which a reload does not do again.
pub(super) fn see(path: &str) -> Response {
    Redirect::to(path).into_response()
}

impl<S: Send + Sync> FromRequestParts<S> for Here
where
    Office: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let mut office = Office::from_ref(state);
        if let Some(caller) = parts.extensions.get::<Caller>() {
            office.till = office.tills.of(caller.clone(), Peer::of(&parts.extensions).is_https);
        }
        let (times, unit) = (office.times(), office.frame.shop.unit);
        Ok(Self { office, times, unit })
    }
}

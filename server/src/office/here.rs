//! Who asks, and the frame that a page of theirs stands in.

use super::entry::shut;
use super::frame::{Page, Way};
use super::parts::icon::Symbol;
use super::parts::when::Times;
use super::{Office, back, catalogue, staff};
use crate::access::Presented;
use crate::access::{Caller, SignedInBy};
use crate::http::{Peer, presented};
use crate::words::{self, Words};
use axum::extract::{FromRef, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use core::convert::Infallible;
use domain::access::Action;
use domain::money::BitcoinUnit;
use domain::settings::PinFor;
use std::net::{IpAddr, Ipv4Addr};

/// The ways on the staff's pages.
const STAFF: [(Action, Way); 5] = [
    (Action::UsePublic, Way { path: staff::MENU, label: Words::staff, symbol: Symbol::Home }),
    (Action::SeeLastSales, Way { path: staff::SALES, label: Words::sales, symbol: Symbol::List }),
    (Action::DecideAlarm, Way { path: staff::ALARMS, label: Words::payments_to_decide, symbol: Symbol::Inbox }),
    (Action::ChangeTablet, Way { path: staff::SELF_TEST, label: Words::self_test, symbol: Symbol::Tablet }),
    (Action::UsePublic, Way { path: "/", label: Words::back_to_kiosk, symbol: Symbol::Back }),
];

/// The ways in the back office; whoever may not go one does not see it.
const OFFICE: [(Action, Way); 10] = [
    (Action::SeeOffice, Way { path: back::OVERVIEW, label: Words::overview, symbol: Symbol::Home }),
    (Action::SeeSales, Way { path: back::books::PATH, label: Words::sales, symbol: Symbol::List }),
    (Action::DecideAlarm, Way { path: back::ALARMS, label: Words::payments_to_decide, symbol: Symbol::Inbox }),
    (Action::ManageCatalogue, Way { path: catalogue::PATH, label: Words::catalogue, symbol: Symbol::Tag }),
    (Action::CloseDay, Way { path: back::closing::PATH, label: Words::close_day, symbol: Symbol::Sum }),
    (Action::ManageTerminals, Way { path: back::terminals::PATH, label: Words::terminals, symbol: Symbol::Tablet }),
    (Action::ManageCashiers, Way { path: back::people::PATH, label: Words::people, symbol: Symbol::People }),
    (Action::ChangeSettings, Way { path: back::settings::PATH, label: Words::settings, symbol: Symbol::Sliders }),
    (Action::SeeAudit, Way { path: back::audit::PATH, label: Words::audit_log, symbol: Symbol::Book }),
    (Action::ChangeOwn, Way { path: back::account::PATH, label: Words::my_account, symbol: Symbol::Key }),
];

/// Where whoever has come in goes out again.
const SIGN_OUT: &str = "/sign-out";

/// Who asks, and what their answer is drawn with.
pub(super) struct Here {
    /// What the pages need.
    pub(super) office: Office,
    /// Who asks.
    pub(super) caller: Caller,
    /// What asks for a PIN in this shop.
    pub(super) pin_for: PinFor,
    /// The words of whoever reads.
    pub(super) words: Words,
    /// Where the shop's logo is, if it has one.
    pub(super) logo: Option<String>,
    /// What time it is in the shop.
    pub(super) times: Times,
    /// How the shop writes bitcoin.
    pub(super) unit: BitcoinUnit,
}

impl Here {
    /// Whether they may do `action`: for what is shown. What is done is checked where it is done.
    pub(super) fn may(&self, action: Action) -> bool {
        self.caller.may(action, &self.pin_for)
    }

    /// `page` as one of the staff's, the one at `path`.
    pub(super) fn staff(&self, path: &'static str, page: Page) -> Response {
        let by_pin = self.caller.person.as_ref().filter(|person| person.by == SignedInBy::Pin);
        let who = by_pin.map(|person| person.name.clone());
        let sign_out = who.as_ref().map(|_| SIGN_OUT);
        let page = if self.caller.at().is_some() { page.at_terminal() } else { page };
        Page { ways: self.ways(&STAFF), here: path, who, sign_out, ..page }.in_frame(&self.office.frame, self.words)
    }

    /// `page` as one of the back office's, the one at `path`.
    pub(super) fn office(&self, path: &'static str, page: Page) -> Response {
        let who = self.caller.person.as_ref().map(|person| person.name.clone());
        let sign_out = who.as_ref().map(|_| SIGN_OUT);
        Page { ways: self.ways(&OFFICE), here: path, who, sign_out, ..page }.in_frame(&self.office.frame, self.words)
    }

    /// `page` without any ways.
    pub(super) fn bare(&self, page: Page) -> Response {
        page.in_frame(&self.office.frame, self.words)
    }

    /// There is no such thing.
    pub(super) fn not_found(&self) -> Response {
        self.bare(shut::not_found(self.words))
    }

    /// The server could not do it.
    pub(super) fn failed(&self) -> Response {
        self.bare(shut::failed(self.words))
    }

    fn ways(&self, all: &[(Action, Way)]) -> Vec<Way> {
        all.iter().filter(|(action, _)| self.may(*action)).map(|(_, way)| *way).collect()
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
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let mut office = Office::from_ref(state);
        // Whoever was not looked at on the way here is nobody.
        let unseen = || Caller::nobody(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        let caller = parts.extensions.get::<Caller>().cloned().unwrap_or_else(unseen);
        let words = words::of_request(parts);
        office.till = office.tills.of(caller.clone(), Peer::of(&parts.extensions).is_https);
        let settings = match office.access.settings().await {
            Ok(settings) => settings,
            Err(error) => {
                tracing::error!(%error, "the shop's settings cannot be read");
                return Err(shut::failed(words).in_frame(&office.frame, words));
            }
        };
        let (times, unit) = (office.times(words), office.frame.shop.unit);
        let logo = back::logo::path(&settings);
        Ok(Self { office, caller, pin_for: settings.pin_for, logo, words, times, unit })
    }
}

/// What the browser presents of who it is, for what ends all of that but this.
pub(super) struct Shown(pub(super) Presented);

impl<S: Send + Sync> FromRequestParts<S> for Shown {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(presented(&parts.headers, Peer::of(&parts.extensions).is_https)))
    }
}

/// Where this kiosk is, as the browser that asks has found it: `https://kiosk.example`.
pub(crate) struct Origin(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let scheme = if Peer::of(&parts.extensions).is_https { "https" } else { "http" };
        Ok(Self(format!("{scheme}://{}", host(&parts.headers))))
    }
}

/// The host that was asked for, if it can be one.
fn host(headers: &HeaderMap) -> &str {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte);
    if !host.is_empty() && host.len() <= 255 && host.bytes().all(is_plain) { host } else { "localhost" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_host() {
        let of = |text: &str| {
            let headers: HeaderMap = [(HOST, text.parse().unwrap())].into_iter().collect();
            host(&headers).to_owned()
        };
        for fine in ["kiosk.example", "127.0.0.1:3000", "[::1]:3000"] {
            assert_eq!(of(fine), fine);
        }
        for odd in ["", "a/b", "a b", "<script>", &"a".repeat(300)] {
            assert_eq!(of(odd), "localhost", "{odd}");
        }
    }
}

//! All routes with their documented defaults.
//! Every one is an assumption until it has been compared with Mion's own reference.

use super::{ByReference, BySession, CreatesAttempt, CreatesSession, Route, Verb};

/// Where each question is asked.
///
/// # Source
/// Assumptions, every one: compare with the API reference of your Mion account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routes {
    /// `MION_ROUTE_CREATE_SESSION`
    pub create_session: Route<CreatesSession>,
    /// `MION_ROUTE_CREATE_ATTEMPT`
    pub create_attempt: Route<CreatesAttempt>,
    /// `MION_ROUTE_STATUS`
    pub status: Route<BySession>,
    /// `MION_ROUTE_SESSION`
    pub session: Route<BySession>,
    /// `MION_ROUTE_SESSION_BY_REFERENCE`
    pub session_by_reference: Route<ByReference>,
}

impl Default for Routes {
    fn default() -> Self {
        Self {
            create_session: Route::documented(Verb::Post, "/payment-sessions", ""),
            create_attempt: Route::documented(Verb::Post, "/payment-sessions/", "/attempts"),
            status: Route::documented(Verb::Get, "/payment-sessions/", "/status"),
            session: Route::documented(Verb::Get, "/payment-sessions/", ""),
            session_by_reference: Route::documented(Verb::Get, "/payment-sessions/reference/", ""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_the_documented_ones() {
        let routes = Routes::default();
        assert_eq!("POST /payment-sessions".parse(), Ok(routes.create_session));
        assert_eq!("POST /payment-sessions/{paymentSessionId}/attempts".parse(), Ok(routes.create_attempt));
        assert_eq!("GET /payment-sessions/{paymentSessionId}/status".parse(), Ok(routes.status.clone()));
        assert_eq!("GET /payment-sessions/{paymentSessionId}".parse(), Ok(routes.session));
        assert_eq!("GET /payment-sessions/reference/{reference}".parse(), Ok(routes.session_by_reference));
        assert_eq!(routes.status.to_string(), "GET /payment-sessions/{paymentSessionId}/status");
    }
}

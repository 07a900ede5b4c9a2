//! The two connections a sale needs, as the last call told them: tablet to server, and server to Mion.

use crate::api::ApiError;
use crate::view::CheckoutView;
use leptos::prelude::*;

/// What is known of a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Link {
    /// Nothing yet.
    #[default]
    Unknown,
    /// The last call got through.
    Up,
    /// The last call did not.
    Down,
}

/// Both connections.
#[derive(Clone, Copy)]
pub(crate) struct Links {
    /// Tablet to server.
    pub(crate) server: RwSignal<Link>,
    /// Server to Mion.
    pub(crate) mion: RwSignal<Link>,
}

impl Links {
    /// Two connections of which nothing is known.
    pub(crate) fn new() -> Self {
        Self { server: RwSignal::default(), mion: RwSignal::default() }
    }

    /// Learns from the end of a call.
    pub(crate) fn hear(self, answer: &Result<CheckoutView, ApiError>) {
        let (server, mion) = told(answer);
        self.server.set(server);
        if let Some(mion) = mion {
            self.mion.set(mion);
        }
    }
}

/// What `answer` tells of the server, and of Mion where it tells anything.
fn told(answer: &Result<CheckoutView, ApiError>) -> (Link, Option<Link>) {
    match answer {
        Ok(view) if view.seen.shop.mion_answers => (Link::Up, Some(Link::Up)),
        Ok(_) => (Link::Up, Some(Link::Down)),
        // With the server out of reach, nobody can say how Mion is.
        Err(ApiError::Unreachable) => (Link::Down, Some(Link::Unknown)),
        Err(_) => (Link::Up, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_out_of_reach_says_nothing_of_mion() {
        assert_eq!(told(&Err(ApiError::Unreachable)), (Link::Down, Some(Link::Unknown)));
        assert_eq!(told(&Err(ApiError::UnknownCheckout)), (Link::Up, None));
    }
}

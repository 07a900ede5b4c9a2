//! The two connections a sale needs, as the last call told them: tablet to server, and server to Mion.

use crate::api::ApiError;
use crate::view::ShopNews;
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

/// Both connections, and what else every screen is told of the shop.
#[derive(Clone, Copy)]
pub(crate) struct Links {
    /// Tablet to server.
    pub(crate) server: RwSignal<Link>,
    /// What the server last told of the shop.
    pub(crate) shop: RwSignal<Option<ShopNews>>,
}

impl Links {
    /// Two connections of which nothing is known.
    pub(crate) fn new() -> Self {
        Self { server: RwSignal::default(), shop: RwSignal::default() }
    }

    /// Learns from the end of a call, which may have brought news of the shop.
    pub(crate) fn hear(self, answer: Result<Option<ShopNews>, &ApiError>) {
        self.server.set(server(answer.err()));
        if let Ok(Some(news)) = answer {
            self.shop.set(Some(news));
        }
    }

    /// Server to Mion. Tracked.
    pub(crate) fn mion(self) -> Link {
        mion(self.server.get(), self.shop.get())
    }

    /// Which payments wait for a decision: how many, and a mark that changes with them. Tracked.
    pub(crate) fn alarms(self) -> Option<(u32, i64)> {
        self.shop.get().map(|news| (news.alarms, news.newest_alarm_ms))
    }
}

/// What the end of a call tells of the server.
fn server(error: Option<&ApiError>) -> Link {
    if error == Some(&ApiError::Unreachable) { Link::Down } else { Link::Up }
}

/// What is known of Mion.
fn mion(server: Link, shop: Option<ShopNews>) -> Link {
    match (server, shop) {
        // With the server out of reach, nobody can say how Mion is.
        (Link::Down, _) | (_, None) => Link::Unknown,
        (_, Some(news)) if news.mion_answers => Link::Up,
        (_, Some(_)) => Link::Down,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_out_of_reach_says_nothing_of_mion() {
        let news = ShopNews { mion_answers: true, alarms: 0, newest_alarm_ms: 0 };
        let silent = ShopNews { mion_answers: false, ..news };
        assert_eq!(server(Some(&ApiError::Unreachable)), Link::Down);
        assert_eq!(mion(Link::Down, Some(news)), Link::Unknown);
        assert_eq!(mion(Link::Up, Some(news)), Link::Up);
        assert_eq!(mion(Link::Up, Some(silent)), Link::Down);
        assert_eq!(mion(Link::Up, None), Link::Unknown);
    }

    #[test]
    fn a_server_that_says_no_is_there() {
        assert_eq!(server(Some(&ApiError::UnknownCheckout)), Link::Up);
        assert_eq!(server(None), Link::Up);
    }
}

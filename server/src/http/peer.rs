//! Who asks: known from the connection, or from a proxy whose word is believed.

use axum::http::Extensions;
use std::net::{IpAddr, Ipv4Addr};

/// What is known of a connection. Set on every request by whoever accepted it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrived {
    /// The address at its other end: the browser's, or a proxy's.
    pub(crate) ip: IpAddr,
    /// Whether it is TLS.
    pub(crate) tls: bool,
}

/// Who asks, and whether his words came to us unread by others. Every request has it, and it is the one
/// thing to ask for either: `Forwarded` and its kin are gone by the time a route sees the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Peer {
    /// The browser's address, as far as it can be known.
    pub(crate) ip: IpAddr,
    /// Whether the browser speaks TLS, with us or with a proxy we trust.
    pub(crate) is_https: bool,
}

impl Peer {
    /// Of the request with these extensions; a stranger without TLS where nobody has set it.
    pub(crate) fn of(extensions: &Extensions) -> Self {
        extensions.get().copied().unwrap_or(Self { ip: IpAddr::V4(Ipv4Addr::UNSPECIFIED), is_https: false })
    }
}

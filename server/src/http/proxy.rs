//! What a proxy says of a request that it hands on. It is believed only of a proxy that the operator trusts,
//! only in the headers that proxy is known to write, and nothing of it is left for anybody else to believe.
//!
//! - [`forwarded`]: the header of RFC 7239

mod forwarded;

use super::peer::{Arrived, Peer};
use crate::config::wall::{ProxyHeaders, TrustedProxies};
use axum::extract::{Request, State};
use axum::http::header::{FORWARDED, HOST};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use forwarded::Hop;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const X_FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const X_FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

/// Every header in which a proxy speaks, and those that other software reads as if one had.
const SPOKEN: [HeaderName; 10] = [
    FORWARDED,
    X_FORWARDED_FOR,
    X_FORWARDED_PROTO,
    X_FORWARDED_HOST,
    HeaderName::from_static("x-forwarded-port"),
    HeaderName::from_static("x-forwarded-scheme"),
    HeaderName::from_static("x-forwarded-ssl"),
    HeaderName::from_static("x-forwarded-server"),
    HeaderName::from_static("x-forwarded-prefix"),
    HeaderName::from_static("x-real-ip"),
];

/// Finds out who asks, puts the [`Peer`] into the request, makes `Host` what the browser asked for, and
/// removes all else that a proxy may have said.
pub(super) async fn learn(State(proxies): State<Arc<TrustedProxies>>, mut request: Request, next: Next) -> Response {
    let arrived = request.extensions().get::<Arrived>().copied();
    let arrived = arrived.unwrap_or(Arrived { ip: IpAddr::V4(Ipv4Addr::UNSPECIFIED), tls: false });
    let (peer, host) = look(&proxies, arrived, request.headers());
    let headers = request.headers_mut();
    for name in SPOKEN {
        headers.remove(name);
    }
    if let Some(host) = host {
        headers.insert(HOST, host);
    }
    request.extensions_mut().insert(peer);
    next.run(request).await
}

/// Who asks, and for which host if a proxy has changed that.
fn look(proxies: &TrustedProxies, arrived: Arrived, headers: &HeaderMap) -> (Peer, Option<HeaderValue>) {
    let direct = Peer { ip: arrived.ip, is_https: arrived.tls };
    if !proxies.trust(arrived.ip) {
        return (direct, None);
    }
    match proxies.headers {
        ProxyHeaders::XForwarded => {
            let hops: Vec<_> = values(headers, &X_FORWARDED_FOR).map(ip_of).collect();
            let proto = values(headers, &X_FORWARDED_PROTO).last();
            let host = values(headers, &X_FORWARDED_HOST).last();
            let (ip, _) = browser(proxies, direct.ip, &hops);
            (Peer { ip, is_https: proto.map_or(arrived.tls, is_https) }, host.and_then(valid_host))
        }
        ProxyHeaders::Forwarded => {
            let hops: Vec<Option<Hop>> = headers.get_all(FORWARDED).iter().flat_map(forwarded::hops).collect();
            let addresses: Vec<_> = hops.iter().map(|hop| ip_of(hop.as_ref()?.by.as_deref()?)).collect();
            let (ip, at) = browser(proxies, direct.ip, &addresses);
            let hop = at.and_then(|at| hops.get(at)?.as_ref());
            let is_https = hop.and_then(|hop| hop.proto.as_deref()).map_or(arrived.tls, is_https);
            (Peer { ip, is_https }, hop.and_then(|hop| valid_host(hop.host.as_deref()?)))
        }
    }
}

/// The browser's address and its place in `hops`: the right-most that is no proxy of ours. What stands left
/// of that, the browser may have written itself. `hops` are in the order of the headers, the last the
/// nearest to us.
fn browser(proxies: &TrustedProxies, nearest: IpAddr, hops: &[Option<IpAddr>]) -> (IpAddr, Option<usize>) {
    let mut found = (nearest, None);
    for (at, hop) in hops.iter().enumerate().rev() {
        match hop {
            Some(ip) if proxies.trust(*ip) => found = (*ip, Some(at)),
            Some(ip) => return (*ip, Some(at)),
            // Unreadable or hidden: whoever said so is the last we know of, and what he said of it counts.
            None => return (found.0, Some(at)),
        }
    }
    found
}

/// Each value of a header whose lines hold lists.
fn values<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl DoubleEndedIterator<Item = &'a str> {
    let lines = headers.get_all(name).iter().collect::<Vec<_>>().into_iter();
    // A line that is no text is one value that says nothing.
    lines.flat_map(|line| line.to_str().unwrap_or_default().split(',')).map(str::trim)
}

/// `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:4711`.
fn ip_of(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let ip = bare.parse().or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip())).ok()?;
    Some(IpAddr::to_canonical(&ip))
}

fn is_https(proto: &str) -> bool {
    proto.eq_ignore_ascii_case("https")
}

fn valid_host(host: &str) -> Option<HeaderValue> {
    let authority: Authority = host.parse().ok()?;
    (!authority.as_str().contains('@') && !authority.host().is_empty())
        .then(|| HeaderValue::from_str(authority.as_str()).ok())
        .flatten()
}

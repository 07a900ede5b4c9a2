//! What a proxy says of a request that it hands on. It is believed only of a proxy that the operator trusts,
//! only in the headers that proxy is known to write, and nothing of it is left for anybody else to believe.
//!
//! - [`forwarded`]: the header of RFC 7239

mod forwarded;

use super::peer::{Arrived, Peer};
use crate::config::wall::{ProxyHeaders, TrustedProxies};
use axum::extract::Request;
use axum::http::header::{FORWARDED, HOST};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use forwarded::Hop;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

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
pub(super) fn learn(proxies: &TrustedProxies, request: &mut Request) {
    let arrived = request.extensions().get::<Arrived>().copied();
    let arrived = arrived.unwrap_or(Arrived { ip: IpAddr::V4(Ipv4Addr::UNSPECIFIED), tls: false });
    let (peer, host) = look(proxies, arrived, request.headers());
    let headers = request.headers_mut();
    // Most requests hold none of them: a look at what is there is less than ten at what is not.
    if headers.keys().any(|name| name == FORWARDED || name.as_str().starts_with("x-")) {
        for name in SPOKEN {
            headers.remove(name);
        }
    }
    if let Some(host) = host {
        headers.insert(HOST, host);
    }
    request.extensions_mut().insert(peer);
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

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "10.0.0.1";

    fn trusting(headers: ProxyHeaders) -> TrustedProxies {
        TrustedProxies { networks: vec!["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()], headers }
    }

    /// Who asks, for `headers` that come from `from` over plain HTTP: address, `https` or `http`, new host.
    fn asks(
        kind: ProxyHeaders,
        from: &str,
        headers: &[(&'static str, &str)],
    ) -> (String, &'static str, Option<String>) {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        let arrived = Arrived { ip: from.parse().unwrap(), tls: false };
        let (peer, host) = look(&trusting(kind), arrived, &map);
        let host = host.map(|host| host.to_str().unwrap().to_owned());
        (peer.ip.to_string(), if peer.is_https { "https" } else { "http" }, host)
    }

    fn x(headers: &[(&'static str, &str)]) -> (String, &'static str, Option<String>) {
        asks(ProxyHeaders::XForwarded, PROXY, headers)
    }

    fn rfc(lines: &[&str]) -> (String, &'static str, Option<String>) {
        let headers: Vec<_> = lines.iter().map(|line| ("forwarded", *line)).collect();
        asks(ProxyHeaders::Forwarded, PROXY, &headers)
    }

    fn is(ip: &str, scheme: &'static str, host: Option<&str>) -> (String, &'static str, Option<String>) {
        (ip.to_owned(), scheme, host.map(str::to_owned))
    }

    #[test]
    fn a_stranger_is_not_believed() {
        let lies = [
            ("x-forwarded-for", "10.0.0.9"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "evil.example"),
            ("forwarded", "for=10.0.0.9;proto=https;host=evil.example"),
        ];
        for kind in [ProxyHeaders::XForwarded, ProxyHeaders::Forwarded] {
            for from in ["192.0.2.7", "11.0.0.1", "2001:db8::1"] {
                assert_eq!(asks(kind, from, &lies), is(from, "http", None));
            }
        }
    }

    #[test]
    fn a_proxy_of_ours_is_believed_in_its_own_words_alone() {
        let both = [
            ("x-forwarded-for", "192.0.2.7"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "shop.example"),
            ("forwarded", "for=198.51.100.1;proto=http;host=evil.example"),
        ];
        assert_eq!(x(&both), is("192.0.2.7", "https", Some("shop.example")));
        assert_eq!(asks(ProxyHeaders::Forwarded, PROXY, &both), is("198.51.100.1", "http", Some("evil.example")));
        assert_eq!(x(&[]), is(PROXY, "http", None));
        assert_eq!(rfc(&[]), is(PROXY, "http", None));
    }

    #[test]
    fn the_right_most_that_is_no_proxy_is_the_browser() {
        for line in ["192.0.2.7", "6.6.6.6, 192.0.2.7", "10.0.0.5, 192.0.2.7, 10.0.0.4", "rubbish, 192.0.2.7:4711"] {
            assert_eq!(x(&[("x-forwarded-for", line)]).0, "192.0.2.7", "{line}");
        }
        let two_lines = [("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "192.0.2.7, fd00::1")];
        assert_eq!(x(&two_lines).0, "192.0.2.7");
        assert_eq!(x(&[("x-forwarded-for", "10.0.0.5, 10.0.0.4")]).0, "10.0.0.5");
        assert_eq!(x(&[("x-forwarded-for", "[2001:db8::1]:4711")]).0, "2001:db8::1");
        assert_eq!(x(&[("x-forwarded-for", "::ffff:192.0.2.7")]).0, "192.0.2.7");
        let elements = "for=6.6.6.6;proto=https;host=evil.example, for=192.0.2.7;proto=http;host=shop.example";
        assert_eq!(rfc(&[elements, "for=\"[fd00::1]\";proto=https"]), is("192.0.2.7", "http", Some("shop.example")));
    }

    #[test]
    fn rubbish_is_not_looked_behind() {
        for line in ["6.6.6.6, rubbish", "6.6.6.6,", "6.6.6.6, 999.1.1.1", "6.6.6.6, unknown"] {
            assert_eq!(x(&[("x-forwarded-for", line)]).0, PROXY, "{line}");
        }
        assert_eq!(x(&[("x-forwarded-for", "6.6.6.6, rubbish, 10.0.0.4")]).0, "10.0.0.4");
        assert_eq!(rfc(&["for=6.6.6.6;proto=https, for=_hidden"]), is(PROXY, "http", None));
        assert_eq!(rfc(&["for=6.6.6.6, for=_hidden;proto=https;host=shop.example"]).1, "https");
        // A browser opens a quote to swallow what the proxy appends.
        assert_eq!(rfc(&["for=\"6.6.6.6;proto=https, for=192.0.2.7;proto=https"]), is(PROXY, "http", None));
        assert_eq!(rfc(&["for=\"6.6.6.6", "for=192.0.2.7;proto=https"]), is("192.0.2.7", "https", None));
    }

    #[test]
    fn the_last_word_counts_and_only_if_it_is_one() {
        let protos = [("x-forwarded-proto", "https"), ("x-forwarded-proto", "http")];
        assert_eq!(x(&protos).1, "http");
        assert_eq!(x(&[("x-forwarded-proto", "https, http")]).1, "http");
        for proto in ["httpsx", "", "https;", "on"] {
            assert_eq!(x(&[("x-forwarded-proto", proto)]).1, "http", "{proto}");
        }
        assert_eq!(x(&[("x-forwarded-host", "evil.example, shop.example")]).2.as_deref(), Some("shop.example"));
        for host in ["", "user@evil.example", "a b", "shop.example/path", "http://evil.example", ":80"] {
            assert_eq!(x(&[("x-forwarded-host", host)]).2, None, "{host}");
        }
    }

    #[test]
    fn own_tls_stays_tls_where_the_proxy_says_nothing() {
        let arrived = Arrived { ip: PROXY.parse().unwrap(), tls: true };
        let (peer, _) = look(&trusting(ProxyHeaders::XForwarded), arrived, &HeaderMap::new());
        assert!(peer.is_https);
    }
}

//! What this machine is called: its host name and its addresses in the shop's own network.

use crate::config::tls::TlsName;
use ipnet::IpNet;
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Endings of names that no public authority vouches for.
///
/// # Source
/// RFC 6761 and 6762 (`localhost`, `local`), RFC 8375 (`home.arpa`), ICANN's resolution of July 2024
/// (`internal`); `lan` is what routers use.
pub(super) const LOCAL_ENDINGS: [&str; 5] = ["local", "lan", "home.arpa", "internal", "localhost"];

/// Networks that are nobody's on the Internet.
///
/// # Source
/// RFC 1918 (private), 6598 (shared), 1122 (loopback), 3927 (link-local); for IPv6 RFC 4291 and 4193.
pub(super) const LOCAL_NETWORKS: [&str; 8] = [
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "::1/128",
    "fc00::/7",
];

/// Whether `ip` is in one of `networks`.
pub(super) fn is_in<'a>(networks: impl IntoIterator<Item = &'a str>, ip: &IpAddr) -> bool {
    networks.into_iter().filter_map(|network| network.parse::<IpNet>().ok()).any(|network| network.contains(ip))
}

/// Whether `name` is one of `endings` or ends in one, after a dot.
pub(super) fn is_under<'a>(endings: impl IntoIterator<Item = &'a str>, name: &str) -> bool {
    endings
        .into_iter()
        .any(|ending| name.strip_suffix(ending).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

/// The host name of this machine, if it is one that a browser can ask for.
pub(super) fn host_name() -> Option<String> {
    #[cfg(unix)]
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let name = std::env::var("COMPUTERNAME").ok()?;
    match name.parse() {
        Ok(TlsName::Dns(name)) if name != "localhost" => Some(name),
        _ => None,
    }
}

/// Everything that a tablet may call a server here that listens on `addr`, in order.
pub(super) fn of_this_machine(addr: SocketAddr) -> Vec<TlsName> {
    let mut names = BTreeSet::from([TlsName::Dns("localhost".to_owned())]);
    if let Some(name) = host_name() {
        if !name.contains('.') {
            // As multicast DNS makes it known.
            names.insert(TlsName::Dns(format!("{name}.local")));
        }
        names.insert(TlsName::Dns(name));
    }
    let addresses = if addr.ip().is_unspecified() { of_the_interfaces() } else { vec![addr.ip()] };
    let loopback = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
    names.extend(loopback.into_iter().chain(addresses).map(TlsName::Ip));
    names.into_iter().collect()
}

fn of_the_interfaces() -> Vec<IpAddr> {
    match if_addrs::get_if_addrs() {
        Ok(interfaces) => {
            interfaces.into_iter().map(|interface| interface.ip()).filter(|ip| is_in(LOCAL_NETWORKS, ip)).collect()
        }
        Err(error) => {
            tracing::warn!(%error, "this machine's addresses cannot be listed: set KIOSK_TLS_NAMES");
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_local_network_is_one() {
        for network in LOCAL_NETWORKS {
            let first = network.parse::<IpNet>().unwrap().network();
            assert!(is_in(LOCAL_NETWORKS, &first), "{network}");
        }
        for outside in ["8.8.8.8", "172.32.0.1", "2001:db8::1", "fe80::1"] {
            assert!(!is_in(LOCAL_NETWORKS, &outside.parse().unwrap()), "{outside}");
        }
    }

    #[test]
    fn a_name_is_under_an_ending_after_a_dot_alone() {
        for name in ["local", "kiosk.local", "a.b.local", "till.home.arpa"] {
            assert!(is_under(LOCAL_ENDINGS, name), "{name}");
        }
        for name in ["notlocal", "local.example", "arpa", ""] {
            assert!(!is_under(LOCAL_ENDINGS, name), "{name}");
        }
    }

    #[test]
    fn a_server_of_one_address_is_called_by_it() {
        let names = of_this_machine(([192, 168, 7, 7], 3000).into());
        let has = |name: &str| names.contains(&name.parse().unwrap());
        assert!(has("192.168.7.7") && has("127.0.0.1") && has("::1") && has("localhost"), "{names:?}");
    }

    #[test]
    fn a_server_of_all_addresses_is_called_by_each_that_is_local() {
        let names = of_this_machine(([0, 0, 0, 0], 3000).into());
        assert!(names.contains(&"127.0.0.1".parse().unwrap()), "{names:?}");
        assert!(!names.contains(&"0.0.0.0".parse().unwrap()), "{names:?}");
    }
}

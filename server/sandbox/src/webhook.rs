//! Tells a listener on this machine that a session's status changed. It is sent once and forgotten:
//! the documentation promises no more than a call, so nothing may depend on it.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use axum::http::Uri;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// How long one call may take in all.
const PATIENCE: Duration = Duration::from_secs(2);
/// How much of an answer is read before the connection is closed, in bytes.
const ANSWER_LIMIT: u64 = 64 * 1024;

/// Where to call. It has no `Debug`, because the path is a secret of the receiver.
#[derive(Clone)]
pub(crate) struct Target {
    addrs: Vec<SocketAddr>,
    authority: String,
    path: String,
}

impl Target {
    /// Reads `http://127.0.0.1:3000/path`; `localhost` and `[::1]` do as well.
    pub(crate) fn parse(url: &str) -> Result<Self, &'static str> {
        const WANTED: &str = "the webhook must be an http:// address of this machine";
        let uri: Uri = url.parse().map_err(|_| WANTED)?;
        let authority = uri.authority().ok_or(WANTED)?;
        if uri.scheme_str() != Some("http") || authority.as_str().contains('@') {
            return Err(WANTED);
        }
        let hosts = match authority.host() {
            "localhost" => {
                vec![IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from(Ipv6Addr::LOCALHOST)]
            }
            host => vec![host.trim_matches(['[', ']']).parse().map_err(|_| WANTED)?],
        };
        if !hosts.iter().all(IpAddr::is_loopback) {
            return Err(WANTED);
        }
        let port = authority.port_u16().unwrap_or(80);
        Ok(Self {
            addrs: hosts.into_iter().map(|host| SocketAddr::new(host, port)).collect(),
            authority: authority.as_str().to_owned(),
            path: uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
        })
    }

    /// Posts one JSON body, and drops whatever is answered.
    pub(crate) async fn call(self, body: String) {
        // A call that fails is like a call lost on the way: the receiver has to live with both.
        timeout(PATIENCE, self.post(&body)).await.ok();
    }

    async fn post(&self, body: &str) -> io::Result<()> {
        let mut stream = TcpStream::connect(self.addrs.as_slice()).await?;
        stream.set_nodelay(true)?;
        let Self { authority, path, .. } = self;
        let length = body.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {authority}\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\nconnection: close\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.take(ANSWER_LIMIT).read_to_end(&mut answer).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_this_machine_are_taken() {
        let target = Target::parse("http://127.0.0.1:3000/poke/abc?x=1").unwrap();
        assert_eq!(target.addrs, ["127.0.0.1:3000".parse().unwrap()]);
        assert_eq!(target.path, "/poke/abc?x=1");
        assert_eq!(Target::parse("http://[::1]:8").unwrap().addrs, ["[::1]:8".parse().unwrap()]);
        assert_eq!(Target::parse("http://localhost").unwrap().addrs.len(), 2);
    }

    #[test]
    fn other_machines_and_other_schemes_are_refused() {
        for url in [
            "https://127.0.0.1/",
            "http://192.168.1.4/",
            "http://example.org/",
            "http://localhost.example.org/",
            "http://localhost@example.org/",
            "http://a@127.0.0.1/",
            "/poke",
            "",
        ] {
            assert!(Target::parse(url).is_err(), "{url}");
        }
    }
}

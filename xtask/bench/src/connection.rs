//! A connection that is kept: one request goes out, one answer comes back. It knows no more of HTTP/1.1 than the
//! kiosk answers with, and says so where it meets anything else; what it costs must not count as the server's.

use core::time::Duration;
use std::net::SocketAddr;

use anyhow::{Context as _, Result, bail, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longer than any question is held.
const PATIENCE: Duration = Duration::from_secs(60);

/// A kept connection to one server.
pub(crate) struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

/// A question in the bytes that are sent.
#[derive(Clone)]
pub(crate) struct Question(Vec<u8>);

impl Question {
    /// A call of the server function `name` at `addr` by whoever holds `cookie`.
    pub(crate) fn call(addr: SocketAddr, cookie: &str, name: &str, body: &str) -> Self {
        let length = body.len();
        Self(
            format!(
                "POST /api/{name} HTTP/1.1\r\nhost: {addr}\r\norigin: http://{addr}\r\ncookie: {cookie}\r\n\
                 content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
            )
            .into_bytes(),
        )
    }

    /// The page or file at `path`.
    pub(crate) fn get(addr: SocketAddr, cookie: &str, path: &str) -> Self {
        Self(format!("GET {path} HTTP/1.1\r\nhost: {addr}\r\ncookie: {cookie}\r\n\r\n").into_bytes())
    }

    /// A form without fields, such as a hint of Mion's.
    pub(crate) fn post(addr: SocketAddr, path: &str) -> Self {
        Self(format!("POST {path} HTTP/1.1\r\nhost: {addr}\r\ncontent-length: 0\r\n\r\n").into_bytes())
    }
}

/// What came back.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer<'read> {
    /// The status code.
    pub(crate) status: u16,
    /// The body.
    pub(crate) body: &'read [u8],
}

impl Answer<'_> {
    /// The body as JSON, where all went well.
    pub(crate) fn json(&self) -> Result<serde_json::Value> {
        let text = String::from_utf8_lossy(self.body);
        ensure!(self.status == 200, "the server answered {}: {text}", self.status);
        serde_json::from_slice(self.body).with_context(|| format!("not JSON: {text}"))
    }
}

impl Connection {
    /// Connects to `addr`.
    pub(crate) async fn open(addr: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(addr).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, read: Vec::new() })
    }

    /// Asks, and waits for the whole answer.
    pub(crate) async fn ask(&mut self, question: &Question) -> Result<Answer<'_>> {
        self.stream.write_all(&question.0).await?;
        self.read.clear();
        let (status, body, end) = loop {
            if let Some(found) = complete(&self.read)? {
                break found;
            }
            let read = timeout(PATIENCE, self.stream.read_buf(&mut self.read)).await.context("no answer")??;
            ensure!(read > 0, "the server hung up");
        };
        Ok(Answer { status, body: self.read.get(body..end).unwrap_or_default() })
    }
}

/// Of an answer that is all there: its status, and where its body begins and ends.
fn complete(read: &[u8]) -> Result<Option<(u16, usize, usize)>> {
    let Some(head) = read.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let (lines, body) = (read.get(..head).unwrap_or_default(), head + 4);
    let text = core::str::from_utf8(lines).context("a head that is no text")?;
    let mut lines = text.split("\r\n");
    let status = lines.next().and_then(|line| line.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok());
    let Some(status) = status else { bail!("no HTTP/1.1: {text}") };
    let length = lines.find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>())
    });
    let length = match length {
        Some(length) => length.context("a content-length that is no number")?,
        None if status == 204 => 0,
        None => bail!("an answer of unknown length: {text}"),
    };
    Ok((read.len() >= body + length).then_some((status, body, body + length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_when_its_body_is() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nx: y\r\n\r\n{\"a\"";
        for end in 0..answer.len() {
            assert_eq!(complete(&answer[..end]).unwrap(), None, "{end}");
        }
        assert_eq!(complete(answer).unwrap(), Some((200, answer.len() - 4, answer.len())));
        assert_eq!(complete(b"HTTP/1.1 204 No Content\r\nx: y\r\n\r\n").unwrap(), Some((204, 33, 33)));
    }

    #[test]
    fn what_is_not_understood_is_an_error_and_no_figure() {
        for answer in [
            "HTTP/2 200\r\n\r\n",
            "HTTP/1.1 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n",
        ] {
            assert!(complete(answer.as_bytes()).is_err(), "{answer}");
        }
        let refused = Answer { status: 403, body: b"not-paired" };
        assert!(refused.json().unwrap_err().to_string().contains("403: not-paired"));
    }
}

//! A server that gives the answers it was told to, in order, and remembers every question.
//! It knows no more of HTTP than where a question ends.

use mion::{Client, NewSession, PaymentSessionId, Settings};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

pub(crate) const ID: &str = "75099bcf-22d5-43f9-8976-b7c5692eaa85";
pub(crate) const KEY: &str = "sk_marked_key";
pub(crate) const ATTEMPT: &str = include_str!("../../fixtures/attempt.json");
pub(crate) const STATUS: &str = include_str!("../../fixtures/status.json");

/// One answer.
#[derive(Clone)]
pub(crate) enum Reply {
    /// These bytes; the connection stays open for the next question.
    Bytes(String),
    /// These bytes, then the connection is closed.
    Last(String),
    /// These bytes, then more of them without end.
    Endless(String),
    /// Nothing at all, with the connection left open.
    Silence,
    /// The connection is closed without a word.
    HangUp,
}

impl Reply {
    /// A whole answer with `status` and `body`.
    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::with_headers(status, "", body)
    }

    /// A whole answer with more `headers`, each ended by CR LF.
    pub(crate) fn with_headers(status: u16, headers: &str, body: &str) -> Self {
        let length = body.len();
        Self::Bytes(format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n{headers}\r\n{body}"))
    }
}

/// One question, as it came.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) head: String,
    pub(crate) body: String,
    /// Which connection it came on, from 0.
    pub(crate) connection: usize,
}

impl Asked {
    pub(crate) fn line(&self) -> &str {
        self.head.lines().next().unwrap().trim_end_matches(" HTTP/1.1")
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found =
            self.head.lines().filter_map(|line| line.split_once(": ")).find(|(n, _)| n.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }
}

pub(crate) struct Responder {
    pub(crate) base: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    serving: tokio::task::JoinHandle<()>,
}

impl Drop for Responder {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Responder {
    /// Gives `replies` in order, whatever is asked, on any connection.
    pub(crate) async fn giving(replies: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let mut replies: Vec<Reply> = replies.into_iter().collect();
        replies.reverse();
        let replies = Arc::new(Mutex::new(replies));
        let seen = Arc::clone(&asked);
        let serving = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            for connection in 0.. {
                let (stream, _) = listener.accept().await.unwrap();
                connections.spawn(serve(stream, connection, Arc::clone(&replies), Arc::clone(&seen)));
            }
        });
        Self { base, asked, serving }
    }

    /// Everything asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// The one question asked.
    pub(crate) fn only(&self) -> Asked {
        let asked = self.asked();
        assert_eq!(asked.len(), 1, "{asked:?}");
        asked[0].clone()
    }

    pub(crate) fn settings(&self) -> Settings {
        Settings::new(self.base.parse().unwrap(), KEY.into())
    }

    pub(crate) fn client(&self) -> Client {
        Client::new(self.settings()).unwrap()
    }

    /// A client that gives up after a tenth of a second.
    pub(crate) fn hurried_client(&self) -> Client {
        let mut settings = self.settings();
        settings.timeouts.request = Duration::from_millis(100);
        Client::new(settings).unwrap()
    }
}

async fn serve(
    mut stream: TcpStream,
    connection: usize,
    replies: Arc<Mutex<Vec<Reply>>>,
    seen: Arc<Mutex<Vec<Asked>>>,
) {
    while let Some((head, body)) = question(&mut stream).await {
        seen.lock().unwrap().push(Asked { head, body, connection });
        let reply = replies.lock().unwrap().pop().expect("a question too many");
        match reply {
            Reply::Bytes(bytes) => stream.write_all(bytes.as_bytes()).await.unwrap(),
            Reply::Last(bytes) => {
                stream.write_all(bytes.as_bytes()).await.unwrap();
                return;
            }
            Reply::Endless(bytes) => {
                // Ends when the client has had enough and closes.
                while stream.write_all(bytes.as_bytes()).await.is_ok() {}
                return;
            }
            Reply::Silence => std::future::pending().await,
            Reply::HangUp => return,
        }
    }
}

/// The next question's head and body; `None` when the client has closed, or speaks no HTTP.
async fn question(stream: &mut TcpStream) -> Option<(String, String)> {
    let mut bytes = Vec::new();
    loop {
        if let Some(end) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
            let length =
                head.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |n| n.parse().unwrap());
            if bytes.len() >= end + 4 + length {
                return Some((head, String::from_utf8(bytes[end + 4..end + 4 + length].to_vec()).ok()?));
            }
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}

pub(crate) fn id() -> PaymentSessionId {
    ID.parse().unwrap()
}

pub(crate) fn now() -> jiff::Timestamp {
    "2026-01-01T12:00:00Z".parse().unwrap()
}

/// Twelve euro, payable for ten minutes.
pub(crate) fn new_session() -> NewSession {
    NewSession {
        amount_minor: 1200,
        reference: "till-1/sale 7".to_owned(),
        expires_at: "2026-01-01T12:10:00Z".parse().unwrap(),
    }
}

/// A session as Mion answers it, with our reference.
pub(crate) fn session_json() -> String {
    format!("{{\"paymentSessionId\":\"{ID}\",\"reference\":\"till-1/sale 7\"}}")
}

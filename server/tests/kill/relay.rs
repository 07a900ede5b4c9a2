//! A wire to Mion for each server, which notes who asked what, in the order in which it was asked.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What was asked: by which server, and the request's path.
pub(crate) type Question = (usize, String);

/// The questions of all servers.
#[derive(Clone, Default)]
pub(crate) struct Relay(Arc<Mutex<Vec<Question>>>);

impl Relay {
    /// A wire from server `number` to `mion`; returns the address to use instead of Mion's.
    pub(crate) async fn wire(&self, number: usize, mion: SocketAddr) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let relay = self.clone();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(relay.clone().carry(number, near, mion));
            }
        });
        base_url
    }

    /// What was asked so far.
    pub(crate) fn questions(&self) -> Vec<Question> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn carry(self, number: usize, near: TcpStream, mion: SocketAddr) {
        let (mut near_in, mut near_out) = near.into_split();
        let (mut far_in, mut far_out) = TcpStream::connect(mion).await.unwrap().into_split();
        let asking = async {
            let mut bytes = [0; 8192];
            while let Ok(count @ 1..) = near_in.read(&mut bytes).await {
                self.note(number, &bytes[..count]);
                if far_out.write_all(&bytes[..count]).await.is_err() {
                    return;
                }
            }
        };
        // Whichever side ends it, ends it for both.
        tokio::select! {
            () = asking => {}
            _ = tokio::io::copy(&mut far_in, &mut near_out) => {}
        }
    }

    /// A request begins with its method and path, in one piece with its headers.
    fn note(&self, number: usize, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        let mut words = text.split(' ');
        if let (Some("GET" | "POST"), Some(path)) = (words.next(), words.next()) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push((number, path.to_owned()));
        }
    }
}

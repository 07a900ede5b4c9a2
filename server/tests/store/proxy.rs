//! A wire to the database that can be cut, or go dead without a word.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// What becomes of the connections that there are, and of those that are made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wire {
    Whole,
    /// Everything that is sent is swallowed, and nothing comes back. A connection that was in use then
    /// stays dead.
    Dead,
    /// Connections are closed at once.
    Cut,
}

pub(crate) struct Proxy {
    pub(crate) host: String,
    wire: watch::Sender<Wire>,
}

impl Proxy {
    /// A wire to `server`, as `127.0.0.1:5432`.
    pub(crate) async fn to(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let (wire, state) = watch::channel(Wire::Whole);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(carry(near, server.clone(), state.clone()));
            }
        });
        Self { host, wire }
    }

    pub(crate) fn die(&self) {
        self.wire.send_replace(Wire::Dead);
    }

    pub(crate) fn cut(&self) {
        self.wire.send_replace(Wire::Cut);
    }

    pub(crate) fn mend(&self) {
        self.wire.send_replace(Wire::Whole);
    }
}

async fn carry(near: TcpStream, server: String, wire: watch::Receiver<Wire>) {
    let mut other = wire.clone();
    tokio::select! {
        () = both_ways(near, server, wire) => {}
        _ = other.wait_for(|wire| *wire == Wire::Cut) => {}
    }
}

async fn both_ways(near: TcpStream, server: String, wire: watch::Receiver<Wire>) {
    let (near_in, near_out) = near.into_split();
    if *wire.borrow() == Wire::Dead {
        return std::future::pending().await;
    }
    let (far_in, far_out) = TcpStream::connect(server).await.unwrap().into_split();
    tokio::join!(one_way(near_in, far_out, wire.clone()), one_way(far_in, near_out, wire));
}

async fn one_way(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, wire: watch::Receiver<Wire>) {
    let mut bytes = [0; 8192];
    let mut is_dead = false;
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        is_dead |= *wire.borrow() == Wire::Dead;
        if !is_dead && to.write_all(&bytes[..count]).await.is_err() {
            return;
        }
    }
    if is_dead {
        // Not even the end of it is passed on.
        std::future::pending::<()>().await;
    }
}

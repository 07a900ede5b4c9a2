//! Takes connections, speaks TLS where that is on, and hands their requests to the routes; gives up on whoever
//! takes too long over a handshake, a request's head, or the reading of an answer.

use super::limits::{Door, Place};
use super::peer::Arrived;
use crate::config::wall::Patience;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use core::convert::Infallible;
use core::pin::Pin;
use core::time::Duration;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

/// The longest head of a request; every header of ours together is below 2 KiB.
const MOST_HEAD_BYTES: usize = 32 * 1024;
/// How long to wait when the system has nothing left to open a connection with.
const BREATHER: Duration = Duration::from_millis(100);
/// How long an answer may take to leave when the kiosk stops.
const PARTING_WORD: Duration = Duration::from_secs(2);
/// The first byte of every TLS connection, and of no HTTP request.
const TLS_HANDSHAKE: u8 = 0x16;

/// What one address is served with.
#[derive(Clone)]
pub(crate) struct Service {
    /// The routes.
    pub(crate) router: Router,
    /// TLS, and the routes for whoever speaks plain HTTP all the same; or plain HTTP alone.
    pub(crate) tls: Option<(TlsAcceptor, Router)>,
    /// All connections of the kiosk.
    pub(crate) door: Door,
    /// How long each is waited for.
    pub(crate) patience: Patience,
}

/// Serves whoever comes to `listener` until `stop`, then answers what is in flight.
pub(crate) async fn serve(listener: TcpListener, service: Service, stop: CancellationToken) {
    let connections = TaskTracker::new();
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, from)) => {
                // No place: closed by dropping it.
                if let Some(place) = service.door.enter() {
                    connections.spawn(attend(stream, from, place, service.clone(), stop.clone()));
                }
            }
            Err(error) if is_of_the_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be accepted");
                service.door.make_room();
                tokio::time::sleep(BREATHER).await;
            }
        }
    }
    drop(listener);
    connections.close();
    connections.wait().await;
}

fn is_of_the_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// One connection, until it is over or has to go.
async fn attend(stream: TcpStream, from: SocketAddr, place: Arc<Place>, service: Service, stop: CancellationToken) {
    // Without this a small answer waits for the acknowledgement of the one before it.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY could not be set");
    }
    let arrived = Arrived { ip: from.ip().to_canonical(), tls: service.tls.is_some() };
    let Service { router, tls, patience, .. } = service;
    let exchange = Exchange { place: place.clone(), patience, stop: stop.clone() };
    let work = async {
        let Some((acceptor, plain)) = tls else {
            return exchange.run(patient(stream, patience), arrived, router).await;
        };
        let handshake = async move {
            // A browser that was told no scheme begins with HTTP, and deserves to be told the right one.
            if first_byte(&stream).await? != TLS_HANDSHAKE {
                return Ok(Err(patient(stream, patience)));
            }
            acceptor.accept(patient(stream, patience)).await.map(Ok)
        };
        let shaken = tokio::select! {
            shaken = tokio::time::timeout(patience.handshake, handshake) => shaken,
            () = stop.cancelled() => return,
        };
        match shaken {
            Ok(Ok(Ok(secure))) => exchange.run(secure, arrived, router).await,
            Ok(Ok(Err(open))) => exchange.run(open, Arrived { tls: false, ..arrived }, plain).await,
            Ok(Err(error)) => tracing::debug!(%error, "no TLS handshake"),
            Err(_) => tracing::debug!("no TLS handshake in time"),
        }
    };
    tokio::select! {
        () = work => {}
        () = place.ended() => {}
    }
}

/// The first byte, left where it is; 0 where nothing comes any more.
async fn first_byte(stream: &TcpStream) -> io::Result<u8> {
    let mut first = [0];
    stream.peek(&mut first).await?;
    Ok(first[0])
}

/// The stream, given up when the other side reads nothing for too long.
fn patient(stream: TcpStream, patience: Patience) -> Pin<Box<TimeoutStream<TcpStream>>> {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(patience.write));
    Box::pin(stream)
}

/// The requests of one connection.
struct Exchange {
    place: Arc<Place>,
    patience: Patience,
    stop: CancellationToken,
}

impl Exchange {
    async fn run(self, io: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, arrived: Arrived, router: Router) {
        let Self { place, patience, stop } = self;
        let answered = place.clone();
        let answer = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(arrived);
            request.extensions_mut().insert(answered.clone());
            let router = router.clone();
            async move { Ok::<_, Infallible>(router.oneshot(request).await.unwrap_or_else(|never| match never {})) }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(patience.head)
            .max_buf_size(MOST_HEAD_BYTES)
            .serve_connection(TokioIo::new(io), answer)
            .with_upgrades();
        let mut connection = core::pin::pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = stop.cancelled() => {
                connection.as_mut().graceful_shutdown();
                // Ends after the answer that is in flight; a request of which only a part has come is not one.
                loop {
                    match tokio::time::timeout(PARTING_WORD, connection.as_mut()).await {
                        Ok(ended) => break ended,
                        Err(_) if place.is_waiting() => return,
                        Err(_) => {}
                    }
                }
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection has ended badly");
        }
    }
}

//! Starts and stops one sandbox: three sides on one listener, each connection one that can be cut.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, extract::DefaultBodyLimit};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle, time::timeout};

use crate::{
    Control, Options, StartError, api, control,
    line::{Line, Lines},
    reply::BODY_LIMIT,
    shared::Shared,
    wallet,
};

/// How long a stop waits for what is in flight.
const PARTING: Duration = Duration::from_secs(5);

/// A running stand-in Mion. It stops when told, or when the handle is dropped.
pub struct Sandbox {
    addr: SocketAddr,
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

impl Sandbox {
    /// Starts a sandbox; it listens when this returns.
    ///
    /// # Errors
    /// - [`StartError::NotLoopback`]: other machines could reach it, and that was not asked for.
    /// - [`StartError::Listen`]: the address is taken or not this machine's.
    /// - [`StartError::Option`]: an option is unusable.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let asked = options.addr;
        if !asked.ip().is_loopback() && !options.allow_remote {
            return Err(StartError::NotLoopback(asked));
        }
        let (stop, stopping) = watch::channel(false);
        let shared = Shared::new(options, stopping)?;
        let failed = |source| StartError::Listen { addr: asked, source };
        let listener = TcpListener::bind(asked).await.map_err(failed)?;
        let addr = listener.local_addr().map_err(failed)?;
        let serving = tokio::spawn(serve(listener, shared.clone()));
        Ok(Self { addr, shared, stop, serving })
    }

    /// Where it listens, with the port that was taken.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// What a client is given as the base of all routes, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// The control side, in process.
    #[must_use]
    pub fn control(&self) -> Control {
        Control::new(self.shared.clone())
    }

    /// Stops: takes no more connections, ends what is being held back, and lets the rest finish for
    /// up to five seconds.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        if timeout(PARTING, &mut self.serving).await.is_err() {
            self.serving.abort();
        }
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let app = Router::new()
        .merge(wallet::routes())
        .nest("/_control", control::routes())
        .merge(api::routes(&shared))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(shared.clone());
    let service = app.into_make_service_with_connect_info::<Line>();
    let stopped = async move { shared.stopped().await };
    // Serving ends by the stop alone: accepting is retried for ever, so there is no error to tell.
    axum::serve(Lines(listener), service).with_graceful_shutdown(stopped).await.ok();
}

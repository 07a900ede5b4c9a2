//! What every handler holds: the fixed options, the clock, and the one book behind one lock. The
//! lock is a std one because it is never held across an await.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::json;
use tokio::{runtime::Handle, sync::watch};
use uuid::Uuid;

use crate::{
    chaos::Chaos,
    clock::Clock,
    invoice::Mint,
    journal::Journal,
    ledger::{Ledger, Session},
    options::{Network, Options, StartError},
    script::Scripts,
    webhook::Target,
};

/// Everything that changes.
#[derive(Default)]
pub(crate) struct Book {
    pub(crate) ledger: Ledger,
    pub(crate) scripts: Scripts,
    pub(crate) chaos: Chaos,
    pub(crate) journal: Journal,
    /// Every API call is dropped.
    pub(crate) down: bool,
    pub(crate) webhook: Option<Target>,
}

/// One sandbox, as its handlers and its control see it.
pub(crate) struct Shared {
    pub(crate) api_key: String,
    pub(crate) network: Network,
    pub(crate) msat_per_minor: u64,
    pub(crate) invoice_seconds: Option<u64>,
    pub(crate) kiosk_url: Option<String>,
    pub(crate) clock: Clock,
    pub(crate) mint: Mint,
    book: Mutex<Book>,
    first_webhook: Option<Target>,
    runtime: Handle,
    stop: watch::Receiver<bool>,
}

impl Shared {
    /// Checks the options. Needs to be called within a tokio runtime.
    pub(crate) fn new(options: Options, stop: watch::Receiver<bool>) -> Result<Arc<Self>, StartError> {
        if options.msat_per_minor == 0 {
            return Err(StartError::Option("the test rate must be positive"));
        }
        if options.invoice_seconds == Some(0) {
            return Err(StartError::Option("an invoice must last at least one second"));
        }
        let web = |url: &String| url.starts_with("http://") || url.starts_with("https://");
        if options.kiosk_url.as_ref().is_some_and(|url| !web(url)) {
            return Err(StartError::Option("the kiosk's address must begin with http:// or https://"));
        }
        let first_webhook = options.webhook.as_deref().map(Target::parse).transpose();
        let first_webhook = first_webhook.map_err(StartError::Option)?;
        let book = Book { webhook: first_webhook.clone(), ..Book::default() };
        Ok(Arc::new(Self {
            api_key: options.api_key,
            network: options.network,
            msat_per_minor: options.msat_per_minor,
            invoice_seconds: options.invoice_seconds,
            kiosk_url: options.kiosk_url,
            clock: options.clock,
            mint: Mint::new().map_err(|_| StartError::Option("the test key is unusable"))?,
            book: Mutex::new(book),
            first_webhook,
            runtime: Handle::current(),
            stop,
        }))
    }

    pub(crate) fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets everything since the start.
    pub(crate) fn reset(&self) {
        *self.book() = Book { webhook: self.first_webhook.clone(), ..Book::default() };
        self.clock.rewind();
    }

    /// Waits until the sandbox stops.
    pub(crate) async fn stopped(&self) {
        // An error means that the sandbox's handle is gone, which is a stop as well.
        self.stop.clone().wait_for(|stop| *stop).await.ok();
    }
}

/// A webhook call that waits to be sent.
pub(crate) struct Poke {
    target: Target,
    body: String,
}

/// The webhook's call about a session, to be sent once the lock is free.
pub(crate) fn poke(webhook: Option<&Target>, session: &Session) -> Option<Poke> {
    let body = json!({ "paymentSessionId": session.id, "status": session.status() });
    webhook.map(|target| Poke { target: target.clone(), body: body.to_string() })
}

impl Shared {
    /// Reads one session for the API, which can move its status on; `None` if it is unknown.
    pub(crate) fn read<T>(&self, id: Uuid, reply: impl FnOnce(&Session) -> T) -> Option<T> {
        let mut guard = self.book();
        let book = &mut *guard;
        let (session, moved) = book.ledger.read(id)?;
        let answer = reply(session);
        let poke = if moved { poke(book.webhook.as_ref(), session) } else { None };
        drop(guard);
        self.send(poke);
        Some(answer)
    }

    /// Sends a webhook call in the background.
    pub(crate) fn send(&self, poke: Option<Poke>) {
        if let Some(Poke { target, body }) = poke {
            self.runtime.spawn(target.call(body));
        }
    }
}

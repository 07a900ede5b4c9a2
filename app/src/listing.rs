//! A list of the server's, as a page shows it: read, read again where no answer comes, and kept meanwhile.

use crate::api::ApiError;
use crate::calls::{BackOff, Run, in_time};
use crate::kiosk::links::Links;
use crate::live::Trouble;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

/// One list; a handle, copied freely.
pub(crate) struct Listing<T: Send + Sync + 'static> {
    /// Its rows; none until they are known.
    pub(crate) rows: RwSignal<Option<Vec<T>>>,
    /// Why the last question got no answer; none while they do.
    pub(crate) trouble: RwSignal<Option<Trouble>>,
    links: Links,
    run: Run,
}

impl<T: Send + Sync + 'static> Clone for Listing<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Listing<T> {}

impl<T: Send + Sync + 'static> Listing<T> {
    /// A list that is not read yet.
    pub(crate) fn new(links: Links) -> Self {
        Self { rows: RwSignal::new(None), trouble: RwSignal::default(), links, run: Run::default() }
    }

    /// Reads it with `call`, in place of a reading that goes on; then again every `every_ms`, where that is
    /// said. Ends with its owner.
    pub(crate) fn read<F>(self, call: impl Fn() -> F + 'static, every_ms: Option<u32>)
    where
        F: Future<Output = Result<Vec<T>, ApiError>> + 'static,
    {
        self.run.start(async move {
            let mut back_off = BackOff::default();
            loop {
                let answer = in_time(call()).await;
                if self.rows.is_disposed() {
                    return;
                }
                self.links.hear(answer.as_ref().map(|_| None));
                let wait_ms = match answer {
                    Ok(rows) => {
                        self.rows.set(Some(rows));
                        self.trouble.set(None);
                        back_off = BackOff::default();
                        let Some(every_ms) = every_ms else {
                            return;
                        };
                        every_ms
                    }
                    Err(error) => {
                        let is_silent = error == ApiError::Unreachable;
                        self.trouble.set(Some(if is_silent { Trouble::Silent } else { Trouble::Server }));
                        back_off.next_ms()
                    }
                };
                TimeoutFuture::new(wait_ms).await;
                if self.rows.is_disposed() {
                    return;
                }
            }
        });
    }

    /// Whether it is known to be empty. Tracked.
    pub(crate) fn is_empty(self) -> bool {
        self.rows.with(|rows| rows.as_ref().is_some_and(Vec::is_empty))
    }

    /// What there is to say about the reading itself. Tracked.
    pub(crate) fn notice(self) -> &'static str {
        match self.trouble.get() {
            Some(Trouble::Silent) => "The server does not answer. Trying again…",
            Some(Trouble::Server) => "The server has trouble. Trying again…",
            None if self.rows.with(Option::is_none) => "Looking…",
            None => "",
        }
    }
}

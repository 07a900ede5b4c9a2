//! What all questions to the server have in common: patience, pauses, and one run at a time.
//!
//! - [`back_off`]: how long to wait between two failed calls

mod back_off;

pub(crate) use self::back_off::BackOff;

use crate::api::ApiError;
use crate::browser;
use crate::erased::begin;
use core::pin::pin;
use futures::future::{AbortHandle, Either, abortable, select};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

/// The server answers within 20 s even where there is nothing new; a call that takes longer is lost.
const PATIENCE_MS: u32 = 30_000;
/// An answer that brings nothing new and comes sooner than this is no reason to ask again at once.
pub(crate) const TOO_SOON_MS: u64 = 1_000;

/// The end of `call`, which is given up as lost after [`PATIENCE_MS`]. A tablet that is shut out asks for its
/// page anew: the server then shows how to come in again, or that it is locked.
pub(crate) async fn in_time<T>(call: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
    match select(pin!(call), TimeoutFuture::new(PATIENCE_MS)).await {
        Either::Left((answer, _)) => {
            if matches!(answer, Err(ApiError::NotPaired | ApiError::Locked)) {
                browser::reload();
            }
            answer
        }
        Either::Right(_) => Err(ApiError::Unreachable),
    }
}

/// Something that runs once at a time; a handle, copied freely.
#[derive(Clone, Copy, Default)]
pub(crate) struct Run(StoredValue<Option<AbortHandle>>);

impl Run {
    /// Runs `task` in place of the run before.
    pub(crate) fn start(self, task: impl Future<Output = ()> + 'static) {
        self.stop();
        let (task, handle) = abortable(task);
        self.0.set_value(Some(handle));
        begin(async move {
            // Aborted means that another run took over, or that its owner is gone.
            let _ = task.await;
        });
    }

    /// Ends the run, in the middle of a question if need be.
    pub(crate) fn stop(self) {
        if let Some(Some(handle)) = self.0.try_update_value(Option::take) {
            handle.abort();
        }
    }
}

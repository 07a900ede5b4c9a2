//! Listens to the other servers on a connection of its own, and notices when it is lost.

use super::{CHANNEL, PATIENCE};
use crate::store::{CallsEvent, StoreError, call};
use core::time::Duration;
use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use uuid::Uuid;

/// How long nothing is heard before we ask whether anybody is there.
const SILENCE: Duration = Duration::from_secs(2);

/// How long after a failure the database is tried again.
const PAUSE: Duration = Duration::from_millis(500);

/// A connection that listens.
pub(super) struct Ear {
    options: PgConnectOptions,
    voice: Uuid,
    listener: PgListener,
}

impl Ear {
    /// Begins to listen; what `voice` tells is not heard.
    pub(super) async fn open(options: PgConnectOptions, voice: Uuid) -> Result<Self, StoreError> {
        let listener = listener(options.clone()).await?;
        Ok(Self { options, voice, listener })
    }

    /// What is heard next. A lost connection is made again until it stands, and then is a gap.
    pub(super) async fn next(&mut self) -> CallsEvent {
        loop {
            match tokio::time::timeout(SILENCE, self.listener.try_recv()).await {
                Ok(Ok(Some(notification))) => {
                    let calls = call::heard(self.voice, notification.payload());
                    if !calls.is_empty() {
                        return CallsEvent::Heard(calls);
                    }
                }
                Err(_) if self.is_answered().await => {}
                Ok(Ok(None)) | Ok(Err(_)) | Err(_) => {
                    self.listen_again().await;
                    return CallsEvent::Gap;
                }
            }
        }
    }

    async fn is_answered(&mut self) -> bool {
        let answer = sqlx::query("SELECT 1").execute(&mut self.listener);
        matches!(tokio::time::timeout(SILENCE, answer).await, Ok(Ok(_)))
    }

    async fn listen_again(&mut self) {
        tracing::warn!("the other servers cannot be heard");
        loop {
            match listener(self.options.clone()).await {
                Ok(listener) => {
                    self.listener = listener;
                    tracing::info!("the other servers can be heard again");
                    return;
                }
                Err(error) => tracing::debug!(%error, "still not"),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

async fn listener(options: PgConnectOptions) -> Result<PgListener, StoreError> {
    let open = async {
        let pool = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
        let mut listener = PgListener::connect_with(&pool.connect_lazy_with(options)).await?;
        listener.ignore_pool_close_event(true);
        listener.eager_reconnect(false);
        listener.listen(CHANNEL).await?;
        Ok(listener)
    };
    tokio::time::timeout(PATIENCE, open).await.unwrap_or(Err(StoreError::Silent))
}

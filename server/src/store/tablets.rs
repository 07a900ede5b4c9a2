//! What is stored for the tablets besides sales: the secret that makes the addresses of receipts, and how each
//! terminal says that it is.

use super::StoreError;
use super::database::Database;
use super::records::Records;
use domain::Timestamp;

const KEEP_SECRET: &str = "INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";

const SECRET: &str = "SELECT value FROM secrets WHERE name = $1";

/// A report that comes late, from a server with another clock or after a pause, does not replace a newer one.
const REPORT: &str = "INSERT INTO heartbeats (terminal, at_ms, report_json) VALUES ($1, $2, $3) \
     ON CONFLICT (terminal) DO UPDATE SET at_ms = excluded.at_ms, report_json = excluded.report_json \
     WHERE heartbeats.at_ms <= excluded.at_ms";

const REPORTS: &str = "SELECT terminal, at_ms, report_json FROM heartbeats ORDER BY terminal";

const REPORT_OF: &str = "SELECT terminal, at_ms, report_json FROM heartbeats WHERE terminal = $1";

const LAST_TOTALS: &str = "SELECT total_minor FROM checkouts WHERE paid_at_ms IS NOT NULL \
     ORDER BY paid_at_ms DESC, id DESC LIMIT $1";

/// How a terminal said that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heartbeat {
    /// Its id.
    pub terminal: String,
    /// When.
    pub at: Timestamp,
    /// What it said, as JSON.
    pub report: String,
}

/// What the tablets need of the records besides sales.
#[async_trait::async_trait]
pub trait TabletStore: Send + Sync {
    /// The secret called `name`, which all servers share: `fresh` where there was none.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn secret(&self, name: &'static str, fresh: &str) -> Result<String, StoreError>;

    /// Notes how a terminal says that it is, in place of what it said before.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn report(&self, heartbeat: &Heartbeat) -> Result<(), StoreError>;

    /// What every terminal said last.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn reports(&self) -> Result<Vec<Heartbeat>, StoreError>;

    /// What `terminal` said last.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn report_of(&self, terminal: &str) -> Result<Option<Heartbeat>, StoreError>;

    /// The totals of at most `limit` sales that were paid last, in minor units, the newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn last_totals(&self, limit: u32) -> Result<Vec<u64>, StoreError>;
}

#[async_trait::async_trait]
impl<D: Database> TabletStore for Records<D> {
    async fn secret(&self, name: &'static str, fresh: &str) -> Result<String, StoreError> {
        self.database.execute(KEEP_SECRET, &[name.into(), fresh.into()]).await?;
        let found: Option<(String,)> = self.database.rows(SECRET, &[name.into()]).await?.pop();
        found.map(|(value,)| value).ok_or(StoreError::Stale)
    }

    async fn report(&self, heartbeat: &Heartbeat) -> Result<(), StoreError> {
        let Heartbeat { terminal, at, report } = heartbeat;
        let values = [terminal.as_str().into(), at.as_unix_ms().into(), report.as_str().into()];
        self.database.execute(REPORT, &values).await.map(drop)
    }

    async fn reports(&self) -> Result<Vec<Heartbeat>, StoreError> {
        let rows: Vec<(String, i64, String)> = self.database.rows(REPORTS, &[]).await?;
        Ok(rows.into_iter().map(heartbeat).collect())
    }

    async fn report_of(&self, terminal: &str) -> Result<Option<Heartbeat>, StoreError> {
        Ok(self.database.rows(REPORT_OF, &[terminal.into()]).await?.pop().map(heartbeat))
    }

    async fn last_totals(&self, limit: u32) -> Result<Vec<u64>, StoreError> {
        let rows: Vec<(i64,)> = self.database.rows(LAST_TOTALS, &[i64::from(limit).into()]).await?;
        rows.into_iter().map(|(total_minor,)| u64::try_from(total_minor).map_err(StoreError::broken)).collect()
    }
}

fn heartbeat((terminal, at_ms, report): (String, i64, String)) -> Heartbeat {
    Heartbeat { terminal, at: Timestamp::from_unix_ms(at_ms), report }
}

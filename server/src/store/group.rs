//! Writing to SQLite in groups. The disk takes as long for one change as for a hundred, and there is one writer; so
//! whoever is done while others stand in line lets them do theirs in the same transaction, and goes to the end of the
//! line. When that place comes up, everything so far is committed at once. Nobody is told "kept" before it is on the
//! disk: what fails, fails for the whole group, and an uncertain end is uncertain for each of them.
//!
//! Alone, a change is a transaction as any other. In a group each of several statements has a savepoint of its own, so
//! that undoing one, or losing interest in it, touches no other. One statement needs none: what it could not do whole it
//! has undone itself.

use super::connection::{Connection, Held, Row, Value};
use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;
use sqlx::{Sqlite, SqlitePool};
use std::io;
use std::sync::Arc;
use tokio::sync::{Mutex, OwnedMutexGuard, watch};
use tokio::time::timeout;

/// Where those who want to write stand in line.
pub(super) struct Line {
    pool: SqlitePool,
    /// Held by whoever's turn it is, which is given in the order of coming.
    open: Arc<Mutex<Option<Group>>>,
    waiting: AtomicUsize,
    patience: Duration,
}

/// A transaction with at least one change in it.
struct Group {
    connection: Held<Sqlite>,
    end: watch::Sender<Option<End>>,
}

/// How a group ended, with what was wrong.
type End = Result<(), Arc<str>>;

/// The turn of somebody who writes.
pub(super) struct Turn {
    line: Arc<Line>,
    /// None once it is over.
    place: Option<OwnedMutexGuard<Option<Group>>>,
    step: Step,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    NotBegun,
    /// In a transaction with nothing else in it.
    Alone,
    /// In a transaction with what others have done before.
    Joined,
    /// In such a transaction, with one statement.
    One,
    /// In one that may have been undone by what failed.
    Broken,
}

impl Line {
    /// A line for the one connection of `pool`; nobody stands in it for longer than `patience`.
    pub(super) fn new(pool: SqlitePool, patience: Duration) -> Arc<Self> {
        Arc::new(Self { pool, open: Arc::default(), waiting: AtomicUsize::new(0), patience })
    }

    /// Waits for a turn.
    pub(super) async fn turn(self: &Arc<Self>) -> Result<Turn, sqlx::Error> {
        let waiting = Waiting::among(&self.waiting);
        let place = timeout(self.patience, self.open.clone().lock_owned()).await;
        drop(waiting);
        let place = Some(place.map_err(|_| sqlx::Error::PoolTimedOut)?);
        Ok(Turn { line: self.clone(), place, step: Step::NotBegun })
    }

    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

/// Somebody who stands in line.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn among(all: &'a AtomicUsize) -> Self {
        all.fetch_add(1, Ordering::SeqCst);
        Self(all)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Turn {
    fn connection(&mut self) -> Result<&mut Held<Sqlite>, sqlx::Error> {
        let group = self.place.as_mut().and_then(|place| place.as_mut());
        Ok(&mut group.ok_or_else(broken_off)?.connection)
    }

    /// A statement that breaks a rule of the tables has undone itself, and nothing else; after any other error the
    /// transaction may be gone.
    fn learn<T>(&mut self, done: Result<T, sqlx::Error>) -> Result<T, sqlx::Error> {
        if self.step == Step::One && done.as_ref().is_err_and(|error| !breaks_a_rule(error)) {
            self.step = Step::Broken;
        }
        done
    }

    /// Ends the turn; `undone` takes back what was done in it. Goes on to the end though nobody may wait for it: others'
    /// changes hang on it.
    async fn end(mut self, undone: bool) -> Result<(), sqlx::Error> {
        let Some(place) = self.place.take() else { return Err(broken_off()) };
        let ending = tokio::spawn(ended(self.line.clone(), place, self.step, undone));
        ending.await.unwrap_or_else(|_| Err(broken_off()))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.step != Step::NotBegun
            && let Some(place) = self.place.take()
        {
            tokio::spawn(ended(self.line.clone(), place, self.step, true));
        }
    }
}

#[async_trait::async_trait]
impl Connection for Turn {
    async fn execute(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, sqlx::Error> {
        let done = self.connection()?.execute(sql, values).await;
        self.learn(done)
    }

    async fn rows<T: Row>(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Vec<T>, sqlx::Error> {
        let done = self.connection()?.rows(sql, values).await;
        self.learn(done)
    }

    async fn begin(mut self, words: &'static str) -> Result<Self, sqlx::Error> {
        let place = self.place.as_mut().ok_or_else(broken_off)?;
        if let Some(group) = place.as_mut() {
            self.step = Step::Joined;
            group.connection.execute("SAVEPOINT one", &[]).await?;
        } else {
            let connection = Held::new(self.line.pool.acquire().await?, None).begin(words).await?;
            **place = Some(Group { connection, end: watch::Sender::new(None) });
            self.step = Step::Alone;
        }
        Ok(self)
    }

    async fn begin_one(mut self, words: &'static str) -> Result<Self, sqlx::Error> {
        if self.place.as_ref().is_some_and(|place| place.is_some()) {
            self.step = Step::One;
            return Ok(self);
        }
        self.begin(words).await
    }

    async fn commit(self) -> Result<(), sqlx::Error> {
        self.end(false).await
    }

    async fn rollback(self) -> Result<(), sqlx::Error> {
        self.end(true).await
    }
}

/// Ends a turn; returns when what was done in it, and before it, is kept. Also what was undone may have been decided by
/// what others did before.
async fn ended(
    line: Arc<Line>,
    mut place: OwnedMutexGuard<Option<Group>>,
    step: Step,
    undone: bool,
) -> Result<(), sqlx::Error> {
    let Some(group) = place.as_mut() else { return Err(broken_off()) };
    let left = match (step, undone) {
        (Step::Joined, false) => group.connection.execute("RELEASE one", &[]).await.map(drop),
        (Step::Joined, true) => undo(&mut group.connection).await,
        (Step::One, _) => Ok(()),
        (Step::Broken, _) => Err(broken_off()),
        (_, false) => Ok(()),
        (_, true) => return place.take().ok_or_else(broken_off)?.connection.rollback().await,
    };
    if let Err(error) = left {
        // Whatever state the transaction is in, it is over: the connection is closed with it.
        place.take().ok_or_else(broken_off)?.end.send_replace(Some(Err(error.to_string().into())));
        return Err(error);
    }
    let end = group.end.subscribe();
    if line.waiting.load(Ordering::SeqCst) > 0 {
        drop(place);
        place = line.open.clone().lock_owned().await;
    }
    let known = end.borrow().clone();
    if let Some(end) = known {
        return end.map_err(|error| sqlx::Error::Io(io::Error::other(error.to_string())));
    }
    let Group { connection, end } = place.take().ok_or_else(broken_off)?;
    let kept = connection.commit().await;
    end.send_replace(Some(kept.as_ref().map(drop).map_err(|error| error.to_string().into())));
    kept
}

async fn undo(connection: &mut Held<Sqlite>) -> Result<(), sqlx::Error> {
    connection.execute("ROLLBACK TO one", &[]).await?;
    connection.execute("RELEASE one", &[]).await?;
    Ok(())
}

fn breaks_a_rule(error: &sqlx::Error) -> bool {
    // The last byte of SQLite's extended codes is its plain one.
    const SQLITE_CONSTRAINT: u32 = 19;
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok());
    code.is_some_and(|code| code & 0xff == SQLITE_CONSTRAINT)
}

fn broken_off() -> sqlx::Error {
    sqlx::Error::Io(io::Error::other("the group broke off"))
}

#[cfg(test)]
mod tests;

use super::{Line, Turn};
use crate::store::connection::{Connection as _, Held};
use core::time::Duration;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tempfile::TempDir;
use tokio::task::{JoinHandle, yield_now};

const BEGIN: &str = "BEGIN IMMEDIATE";

/// A database with a table of names, whose parents need to be there by the time of the commit.
struct Names {
    line: Arc<Line>,
    reader: sqlx::SqlitePool,
    _folder: TempDir,
}

impl Names {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = SqliteConnectOptions::new()
            .filename(folder.path().join("names.db"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .foreign_keys(true);
        let pool = |options| SqlitePoolOptions::new().max_connections(1).connect_with(options);
        let writer = pool(options.clone()).await.unwrap();
        let table = "CREATE TABLE names (name TEXT PRIMARY KEY, \
                     parent TEXT REFERENCES names (name) DEFERRABLE INITIALLY DEFERRED)";
        sqlx::query(table).execute(&writer).await.unwrap();
        let line = Line::new(writer, Duration::from_secs(5));
        Self { line, reader: pool(options).await.unwrap(), _folder: folder }
    }

    async fn turn(&self) -> Turn {
        self.line.turn().await.unwrap().begin(BEGIN).await.unwrap()
    }

    /// Somebody who stands in line already when this returns, and then does `work`.
    async fn next<T: Send + 'static, W>(&self, work: impl FnOnce(Turn) -> W + Send + 'static) -> JoinHandle<T>
    where
        W: Future<Output = T> + Send,
    {
        let (line, before) = (self.line.clone(), self.line.waiting.load(Ordering::SeqCst));
        let next = tokio::spawn(async move { work(line.turn().await.unwrap().begin(BEGIN).await.unwrap()).await });
        while self.line.waiting.load(Ordering::SeqCst) == before {
            yield_now().await;
        }
        next
    }

    /// Somebody in line who will add `name` and keep it.
    async fn next_adds(&self, name: &'static str, parent: Option<&'static str>) -> JoinHandle<Result<(), sqlx::Error>> {
        self.next(async move |mut turn| {
            add(&mut turn, name, parent).await?;
            turn.commit().await
        })
        .await
    }

    /// What everybody else can see.
    async fn kept(&self) -> Vec<String> {
        let mut reader = Held::new(self.reader.acquire().await.unwrap(), None);
        let names: Vec<(String,)> = reader.rows("SELECT name FROM names ORDER BY name", &[]).await.unwrap();
        names.into_iter().map(|(name,)| name).collect()
    }
}

async fn add(turn: &mut Turn, name: &str, parent: Option<&str>) -> Result<u64, sqlx::Error> {
    turn.execute("INSERT INTO names VALUES ($1, $2) ON CONFLICT DO NOTHING", &[name.into(), parent.into()]).await
}

#[tokio::test]
async fn all_that_stand_in_line_are_kept_at_once_and_nobody_is_told_before() {
    let names = Names::new().await;
    let mut first = names.turn().await;
    add(&mut first, "first", Some("second")).await.unwrap();
    let second = names.next_adds("second", None).await;
    // Alone the first would break a rule of the database: the second's parent is in the same transaction.
    first.commit().await.unwrap();
    assert_eq!(names.kept().await, ["first", "second"]);
    second.await.unwrap().unwrap();
}

#[tokio::test]
async fn undoing_one_undoes_no_other() {
    let names = Names::new().await;
    let mut first = names.turn().await;
    add(&mut first, "first", None).await.unwrap();
    let undone = names
        .next(async |mut turn| {
            add(&mut turn, "undone", None).await.unwrap();
            turn.rollback().await
        })
        .await;
    let left = names
        .next(async |mut turn| {
            add(&mut turn, "left", None).await.unwrap();
            drop(turn);
        })
        .await;
    let last = names
        .next(async |mut turn| {
            let is_new = add(&mut turn, "first", None).await.unwrap() == 1;
            turn.rollback().await.map(|()| is_new)
        })
        .await;
    first.commit().await.unwrap();
    undone.await.unwrap().unwrap();
    left.await.unwrap();
    assert!(!last.await.unwrap().unwrap());
    assert_eq!(names.kept().await, ["first"], "what the last was told of is kept by then");
}

#[tokio::test]
async fn one_statement_that_breaks_a_rule_undoes_itself_and_one_that_fails_otherwise_takes_all_along() {
    let names = Names::new().await;
    let one = |sql: &'static str| {
        let line = names.line.clone();
        async move {
            let mut turn = line.turn().await?.begin_one(BEGIN).await?;
            turn.execute(sql, &[]).await?;
            turn.commit().await
        }
    };
    let mut first = names.turn().await;
    add(&mut first, "first", None).await.unwrap();
    let others = async {
        tokio::join!(
            one("INSERT INTO names VALUES ('second', NULL), ('first', NULL)"),
            one("INSERT INTO names VALUES ('third', NULL)"),
        )
    };
    let (first, (second, third)) = tokio::join!(once_waiting(&names, 2, first.commit()), others);
    first.unwrap();
    assert!(second.unwrap_err().as_database_error().unwrap().is_unique_violation());
    third.unwrap();
    assert_eq!(names.kept().await, ["first", "third"]);

    let mut fourth = names.turn().await;
    add(&mut fourth, "fourth", None).await.unwrap();
    let others = async { tokio::join!(one("no statement"), one("INSERT INTO names VALUES ('fifth', NULL)")) };
    let (fourth, (broken, fifth)) = tokio::join!(once_waiting(&names, 2, fourth.commit()), others);
    fourth.unwrap_err();
    broken.unwrap_err();
    fifth.unwrap();
    assert_eq!(names.kept().await, ["fifth", "first", "third"]);
}

/// `work`, once so many stand in line.
async fn once_waiting<T>(names: &Names, waiting: usize, work: impl Future<Output = T>) -> T {
    while names.line.waiting.load(Ordering::SeqCst) < waiting {
        yield_now().await;
    }
    work.await
}

#[tokio::test]
async fn what_fails_fails_for_the_whole_group_and_not_for_the_next() {
    let names = Names::new().await;
    let mut first = names.turn().await;
    add(&mut first, "first", None).await.unwrap();
    let second = names.next_adds("second", Some("nobody")).await;
    first.commit().await.unwrap_err();
    second.await.unwrap().unwrap_err();
    assert!(names.kept().await.is_empty());

    let mut next = names.turn().await;
    add(&mut next, "next", None).await.unwrap();
    next.commit().await.unwrap();
    assert_eq!(names.kept().await, ["next"]);
}

#[tokio::test]
async fn whoever_loses_interest_takes_nobody_along() {
    let names = Names::new().await;
    let mut dropped = names.turn().await;
    add(&mut dropped, "dropped", None).await.unwrap();
    drop(dropped);
    let mut first = names.turn().await;
    add(&mut first, "first", None).await.unwrap();
    let second = names.next_adds("second", None).await;
    // It has said that it is to be kept; whether it waits for the answer is its own affair.
    let first = tokio::spawn(first.commit());
    yield_now().await;
    first.abort();
    second.await.unwrap().unwrap();
    assert_eq!(names.kept().await, ["first", "second"]);
}

#[tokio::test]
async fn a_crowd_is_kept_to_the_last() {
    let names = Names::new().await;
    let mut crowd = tokio::task::JoinSet::new();
    for number in 0..200 {
        let line = names.line.clone();
        crowd.spawn(async move {
            let mut turn = line.turn().await.unwrap().begin(BEGIN).await.unwrap();
            add(&mut turn, &format!("{number:03}"), None).await.unwrap();
            match number % 5 {
                0 => turn.rollback().await.unwrap(),
                1 => drop(turn),
                _ => turn.commit().await.unwrap(),
            }
        });
    }
    crowd.join_all().await;
    assert_eq!(names.kept().await.len(), 120);
}

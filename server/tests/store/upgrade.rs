//! A database of the first version is brought up to date with everything that is in it.

use crate::databases::{Database as _, Sqlite};
use crate::sales::{at, new_server};
use domain::alarm::AlarmKind;
use domain::checkout::change::Event;
use domain::{Checkout, Timestamp};
use server::store::StoreError;
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;

const OPENING: &str = "0afb7a6c-04d3-4f4e-8a4f-4a1f9b3f2a01";
const AWAITING: &str = "1afb7a6c-04d3-4f4e-8a4f-4a1f9b3f2a02";
const PAID: &str = "2afb7a6c-04d3-4f4e-8a4f-4a1f9b3f2a03";
const LATE: &str = "3afb7a6c-04d3-4f4e-8a4f-4a1f9b3f2a04";
const CANCELLED: &str = "4afb7a6c-04d3-4f4e-8a4f-4a1f9b3f2a05";

/// What the first version wrote, in its own words.
fn written_then() -> String {
    let ms = |second: i64| at(second).as_unix_ms();
    let (start, end, later) = (ms(0), ms(600), ms(50));
    let session = |number: u32| format!("'75099bcf-22d5-43f9-8976-b7c5692eaa{number:02}', {end}");
    let settlement = format!(r#"{{"paid_at":{later},"recorded_at":{later},"complete":true}}"#);
    let late = format!(r#"{{"paid-late":{{"settlement":{settlement},"after":"cancelled"}}}}"#);
    let reading = format!(
        r#"'{{"word":"funded","word_means_paid":true,"word_is_last":true,"paid_at":{later},"funding_status":null,"fee_status":null,"funding_amount_available":1250}}'"#
    );
    let mut sql = String::new();
    for (id, columns) in [
        (OPENING, format!("1, 'not-asked', NULL, NULL, NULL, 'opening', {start}, '\"opening\"', NULL, 0")),
        (
            AWAITING,
            format!("3, 'open', NULL, {}, 'awaiting-payment', {start}, '\"awaiting-payment\"', NULL, 0", session(1)),
        ),
        (PAID, format!("4, 'open', NULL, {}, 'paid', {later}, '{{\"paid\":{settlement}}}', {reading}, 1", session(2))),
        (LATE, format!("5, 'open', NULL, {}, 'paid-late', {later}, '{late}', {reading}, 1", session(3))),
        (CANCELLED, format!("4, 'open', NULL, {}, 'cancelled', {later}, '\"cancelled\"', NULL, 0", session(4))),
    ] {
        sql += &format!("INSERT INTO checkouts VALUES ('{id}', 'kiosk-{id}', 1250, 'EUR', {start}, {end}, {columns});");
        sql += &format!("INSERT INTO changes VALUES ('{id}', 1, {start}, 'opening', '\"opened\"');");
        if id != OPENING {
            sql += &format!(
                "INSERT INTO attempts VALUES ('{id}', 1, {start}, 'ready', 'lnbcrt1', 'h-{id}', 25000000, {end});"
            );
        }
    }
    sql
}

async fn first_version() -> Sqlite {
    let database = Sqlite::new().await;
    let options = SqliteConnectOptions::new().filename(database.file()).create_if_missing(true);
    let mut connection = options.connect().await.unwrap();
    sqlx::migrate!("migrations/sqlite").run_to(1, &mut connection).await.unwrap();
    drop(connection);
    database.by_hand(&written_then()).await;
    database
}

#[tokio::test]
async fn everything_is_still_there_and_where_it_was() {
    let database = first_version().await;
    let store = database.open().await;
    let mut states = Vec::new();
    for id in [OPENING, AWAITING, PAID, LATE, CANCELLED] {
        let checkout = store.get(id.parse().unwrap()).await.unwrap().unwrap();
        assert_eq!(checkout.record().attempts.len(), usize::from(id != OPENING));
        assert_eq!(store.history(checkout.id()).await.unwrap()[0].event, Event::Opened);
        assert_eq!(store.owner(checkout.id()).await.unwrap(), None);
        states.push(checkout.state().name());
    }
    assert_eq!(states, ["opening", "awaiting-payment", "paid", "paid-late", "cancelled"]);
    let named = |checkouts: Vec<Checkout>| {
        let mut ids: Vec<String> = checkouts.iter().map(|checkout| checkout.id().to_string()).collect();
        ids.sort();
        ids
    };
    assert_eq!(named(store.live(10).await.unwrap()), [OPENING, AWAITING]);
    let server = new_server();
    store.join(server).await.unwrap();
    assert_eq!(named(store.claim(server, at(10), 10).await.unwrap()), [OPENING, AWAITING, CANCELLED]);
    let opening = store.get(OPENING.parse().unwrap()).await.unwrap().unwrap();
    store.save(&Checkout::clone(&opening).cancel(at(60)).unwrap()).await.unwrap();
}

#[tokio::test]
async fn money_that_came_late_then_waits_for_a_person_now() {
    let database = first_version().await;
    let store = database.open().await;
    let alarmed = store.alarmed(10).await.unwrap();
    assert_eq!(alarmed.len(), 1);
    assert_eq!(alarmed[0].id().to_string(), LATE);
    let alarm = &alarmed[0].record().alarms[0];
    assert_eq!((alarm.kind, alarm.raised_at, &alarm.decision), (AlarmKind::Late, at(50), &None));
    assert_eq!(store.alarm_count().await.unwrap(), (1, Some::<Timestamp>(at(50))));
}

#[tokio::test]
async fn a_database_of_a_later_version_is_left_alone() {
    let database = Sqlite::new().await;
    database.open().await.close().await;
    let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (9999, 'of the future', 1, x'00', 0)";
    database.by_hand(later).await;
    let opened = server::store::SqliteStore::open(&database.file()).await.map(drop);
    assert!(matches!(opened, Err(StoreError::Migration(_))), "{opened:?}");
}

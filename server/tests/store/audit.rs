//! The audit log is only ever added to, in one line however many servers add, and says where it was
//! tampered with.

use crate::databases::{Database, on_both_databases};
use crate::sales::at;
use domain::access::{PersonId, Role};
use futures::future::join_all;
use server::access::{VerifyError, verify};
use server::store::AccessStore;
use server::store::access::audit::Broken;
use server::store::access::{Applied, AuditHead, Change, Deed, NewEntry};

on_both_databases!(
    what_is_written_is_read_as_it_was_written,
    many_servers_write_one_line,
    what_is_refused_is_not_written_down,
    nothing_is_changed_or_deleted_through_the_database,
    a_log_that_was_tampered_with_says_where,
    a_log_is_walked_along_while_it_grows,
);

fn entry(event: &str) -> NewEntry {
    NewEntry {
        at: at(3),
        person: Some(("p".to_owned(), "Ada <b>\u{1f600}".to_owned())),
        terminal: None,
        peer: Some("192.0.2.7".to_owned()),
        event: event.to_owned(),
        detail_json: r#"{"a":1}"#.to_owned(),
    }
}

async fn write(store: &dyn AccessStore, event: &str) {
    let deed = Deed { changes: Vec::new(), entries: vec![entry(event)], changes_access: false };
    assert_eq!(store.apply(&deed).await.unwrap(), Applied::Done);
}

async fn whole(store: &dyn AccessStore) -> Result<AuditHead, VerifyError> {
    verify(store, None, |_| {}).await
}

fn broken(result: Result<AuditHead, VerifyError>) -> Broken {
    match result {
        Err(VerifyError::Broken(broken)) => broken,
        other => panic!("{other:?}"),
    }
}

async fn what_is_written_is_read_as_it_was_written(database: &impl Database) {
    let store = database.open().await;
    assert_eq!(whole(store.as_ref()).await.unwrap(), AuditHead::default());
    let entries = vec![entry("one"), entry("two"), entry("three")];
    store.apply(&Deed { changes: Vec::new(), entries, changes_access: false }).await.unwrap();
    let all = store.audit_after(0, 10).await.unwrap();
    assert_eq!(
        all.iter().map(|entry| (entry.number, entry.event.as_str())).collect::<Vec<_>>(),
        [(1, "one"), (2, "two"), (3, "three")]
    );
    assert_eq!(all[0].person_name.as_deref(), Some("Ada <b>\u{1f600}"));
    assert_eq!((all[0].terminal_id.as_deref(), all[0].at), (None, at(3)));
    let mut newest = store.audit_before(u64::MAX, 2).await.unwrap();
    newest.reverse();
    assert_eq!(newest, all[1..]);
    assert_eq!(store.audit_before(2, 10).await.unwrap(), all[..1]);
    assert_eq!(store.audit_after(2, 10).await.unwrap(), all[2..]);
    let head = whole(store.as_ref()).await.unwrap();
    assert_eq!(head, AuditHead { count: 3, hash: all[2].hash.clone() });
    assert_eq!(store.audit_head().await.unwrap(), head);
    assert!(database.everything().await.contains(&head.hash));
    assert_eq!(verify(store.as_ref(), Some(all[0].hash.clone()), |_| {}).await.unwrap(), head);
    assert_eq!(broken(verify(store.as_ref(), Some("0".repeat(64)), |_| {}).await), Broken::Unexpected);
}

async fn many_servers_write_one_line(database: &impl Database) {
    let stores = database.servers(3).await;
    join_all((0..30).map(|number| write(stores[number % 3].as_ref(), "event"))).await;
    let mut seen = 0;
    let head = verify(stores[0].as_ref(), None, |_| seen += 1).await.unwrap();
    assert_eq!((head.count, seen), (30, 30));
}

async fn what_is_refused_is_not_written_down(database: &impl Database) {
    let store = database.open().await;
    let deed = Deed { changes: vec![Change::AnOwnerRemains], entries: vec![entry("one")], changes_access: true };
    assert_eq!(store.apply(&deed).await.unwrap(), Applied::Refused(0));
    let id: PersonId = uuid::Builder::from_random_bytes([7; 16]).into_uuid().try_into().unwrap();
    let (from, to) = (Role::Cashier, Role::Owner);
    let deed = Deed { changes: vec![Change::SetRole { id, from, to }], ..deed };
    assert_eq!(store.apply(&deed).await.unwrap(), Applied::Refused(0));
    assert_eq!(whole(store.as_ref()).await.unwrap().count, 0);
}

async fn nothing_is_changed_or_deleted_through_the_database(database: &impl Database) {
    let store = database.open().await;
    write(store.as_ref(), "one").await;
    write(store.as_ref(), "two").await;
    for sql in [
        "UPDATE audit SET event = 'nothing'",
        "UPDATE audit SET hash = 'x' WHERE number = 2",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE number = 2",
    ] {
        let error = database.try_by_hand(sql).await.unwrap_err().to_string();
        assert!(error.contains("the audit log is append-only"), "{sql}: {error}");
    }
    assert_eq!(whole(store.as_ref()).await.unwrap().count, 2);
}

async fn a_log_that_was_tampered_with_says_where(database: &impl Database) {
    let store = database.open().await;
    for number in 1..=5 {
        write(store.as_ref(), &format!("event {number}")).await;
    }
    // Whoever owns the database can take the triggers away, and is found out all the same.
    database.by_hand(database.without_triggers()).await;
    for (tamper, mend, expected) in [
        (
            "UPDATE audit SET event = 'nothing' WHERE number = 3",
            "UPDATE audit SET event = 'event 3' WHERE number = 3",
            Broken::Changed(3),
        ),
        (
            "UPDATE audit SET person_name = NULL WHERE number = 1",
            "UPDATE audit SET person_name = 'Ada <b>\u{1f600}' WHERE number = 1",
            Broken::Changed(1),
        ),
        (
            "UPDATE audit SET number = 9 WHERE number = 4",
            "UPDATE audit SET number = 4 WHERE number = 9",
            Broken::Missing(4),
        ),
        (
            "UPDATE access SET audit_count = 4",
            "UPDATE access SET audit_count = 5",
            Broken::End { found: 5, expected: 4 },
        ),
        (
            "UPDATE access SET audit_count = 6",
            "UPDATE access SET audit_count = 5",
            Broken::End { found: 5, expected: 6 },
        ),
        ("DELETE FROM audit WHERE number = 5", "", Broken::End { found: 4, expected: 5 }),
    ] {
        database.by_hand(tamper).await;
        assert_eq!(broken(whole(store.as_ref()).await), expected, "{tamper}");
        database.by_hand(mend).await;
    }
}

async fn a_log_is_walked_along_while_it_grows(database: &impl Database) {
    let stores = database.servers(2).await;
    let write_many = async {
        for _ in 0..30 {
            write(stores[0].as_ref(), "event").await;
        }
    };
    let walk_often = async {
        for _ in 0..10 {
            whole(stores[1].as_ref()).await.unwrap();
        }
    };
    futures::join!(write_many, walk_often);
    assert_eq!(whole(stores[1].as_ref()).await.unwrap().count, 30);
}

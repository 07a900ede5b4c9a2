//! What a person has to look at stays until somebody has decided, and then stays decided.

use crate::databases::{Database, on_both_databases};
use crate::sales::{at, awaiting, opened, overpaid, paid_late, stored};
use domain::alarm::{AlarmKind, Verdict};
use domain::{Checkout, Timestamp};

on_both_databases!(
    alarms_wait_oldest_first,
    what_is_decided_waits_no_more_and_stays_on_record,
    a_decision_is_never_changed,
    what_two_decide_at_once_one_has_decided,
);

fn accepted(checkout: Checkout, second: i64) -> Checkout {
    let kind = checkout.open_alarms().next().unwrap().kind;
    checkout.decide(kind, Verdict::Accept, "the customer has it", at(second)).unwrap()
}

fn raised_at(checkout: &Checkout) -> Timestamp {
    checkout.record().alarms[0].raised_at
}

async fn alarms_wait_oldest_first(database: &impl Database) {
    let store = database.open().await;
    assert_eq!(store.alarm_count().await.unwrap(), (0, None));
    let mut waiting = Vec::new();
    for second in [70, 50, 60] {
        waiting.push(stored(store.as_ref(), paid_late(opened(), second)).await);
    }
    // One with two alarms is one checkout.
    let twice = overpaid(awaiting(opened()).cancel(at(80)).unwrap(), 80);
    waiting.push(stored(store.as_ref(), twice).await);
    stored(store.as_ref(), awaiting(opened())).await;
    waiting.sort_by_key(raised_at);
    let kinds: Vec<_> = waiting[3].open_alarms().map(|alarm| alarm.kind).collect();
    assert_eq!(kinds, [AlarmKind::Late, AlarmKind::Overpaid]);
    assert_eq!(store.alarmed(10).await.unwrap(), waiting);
    assert_eq!(store.alarmed(2).await.unwrap(), waiting[..2]);
    assert_eq!(store.alarm_count().await.unwrap(), (5, Some(at(80))));
}

async fn what_is_decided_waits_no_more_and_stays_on_record(database: &impl Database) {
    let store = database.open().await;
    let late = stored(store.as_ref(), paid_late(opened(), 50)).await;
    let decided = accepted(late, 60);
    store.save(&decided).await.unwrap();
    assert_eq!(store.alarmed(10).await.unwrap(), []);
    assert_eq!(store.alarm_count().await.unwrap(), (0, None));
    let found = store.get(decided.id()).await.unwrap().unwrap();
    assert_eq!(found.record().alarms, decided.record().alarms);
    assert_eq!(found.record().alarms[0].decision.as_ref().unwrap().note, "the customer has it");
}

async fn a_decision_is_never_changed(database: &impl Database) {
    let store = database.open().await;
    let late = stored(store.as_ref(), paid_late(opened(), 50)).await;
    let undecided = late.clone();
    store.save(&accepted(late, 60)).await.unwrap();
    let found = store.get(undecided.id()).await.unwrap().unwrap();
    // Somebody winds the checkout back and decides otherwise: the first decision stands.
    database.by_hand(&format!("UPDATE checkouts SET version = {}", undecided.version())).await;
    database.by_hand(&format!("DELETE FROM changes WHERE version > {}", undecided.version())).await;
    let refunded = undecided.decide(AlarmKind::Late, Verdict::Refund, "", at(99)).unwrap();
    store.save(&refunded).await.unwrap();
    let after = store.get(refunded.id()).await.unwrap().unwrap();
    assert_eq!(after.record().alarms, found.record().alarms);
}

async fn what_two_decide_at_once_one_has_decided(database: &impl Database) {
    let stores = database.servers(2).await;
    let late = stored(stores[0].as_ref(), paid_late(opened(), 50)).await;
    let decisions = [accepted(late.clone(), 60), accepted(late, 61)];
    let (one, other) = futures::join!(stores[0].save(&decisions[0]), stores[1].save(&decisions[1]));
    assert!(one.is_ok() != other.is_ok());
    let winner = if one.is_ok() { &decisions[0] } else { &decisions[1] };
    let found = stores[0].get(winner.id()).await.unwrap().unwrap();
    assert_eq!(found.record().alarms, winner.record().alarms);
}

use super::{Database as _, SqliteStore};
use crate::store::columns;
use crate::store::records::at_once;
use crate::store::{ServerId, Store as _};
use domain::answer::{Action, Answer, Invoice};
use domain::{Checkout, CheckoutId, Currency, Money, Msat, SessionId, Timestamp};
use tempfile::TempDir;
use uuid::Uuid;

const AT: Timestamp = Timestamp::from_unix_ms(1_790_000_000_000);
const END: Timestamp = Timestamp::from_unix_ms(1_790_000_600_000);

async fn open() -> (SqliteStore, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (SqliteStore::open(&folder.path().join("kiosk.sqlite")).await.unwrap(), folder)
}

fn opened() -> Checkout {
    let id = CheckoutId::try_from(uuid::Builder::from_random_bytes(rand::random()).into_uuid()).unwrap();
    let checkout = Checkout::open(id, Money::from_minor(1250, Currency::EUR), AT, END);
    checkout.asking(Action::CreateSession, AT).unwrap()
}

fn asking(checkout: Checkout) -> Checkout {
    let id = SessionId::from_uuid(Uuid::from_u128(rand::random()));
    let open = checkout.answered(Answer::SessionOpen { id, expires_at: None }, AT, AT).unwrap();
    open.asking(Action::CreateAttempt, AT).unwrap()
}

fn awaiting(checkout: Checkout) -> Checkout {
    let invoice = Invoice {
        bolt11: "lnbcrt1".to_owned(),
        payment_hash: format!("{:032x}", rand::random::<u128>()),
        amount: Msat::from_msat(25_000_000),
        expires_at: END,
        on_chain: None,
    };
    checkout.answered(Answer::AttemptReady(invoice), AT, AT).unwrap()
}

async fn inserts(store: &SqliteStore, checkout: &Checkout) -> bool {
    let mut values = columns::changing(checkout).unwrap();
    values.extend(columns::lasting(checkout, ServerId::from_uuid(Uuid::from_u128(1))).unwrap());
    values.push(None::<i64>.into());
    at_once(&store.database, checkout, &values).await.unwrap()
}

async fn updates(store: &SqliteStore, checkout: &Checkout) -> bool {
    let mut values = columns::changing(checkout).unwrap();
    values.push(columns::number(checkout.stored_version()).unwrap().into());
    at_once(&store.database, checkout, &values).await.unwrap()
}

#[tokio::test]
async fn a_sale_needs_one_statement_for_each_of_its_changes() {
    let (store, _folder) = open().await;
    let new = opened();
    assert!(inserts(&store, &new).await);
    let asking = asking(new.saved());
    assert!(updates(&store, &asking).await);
    let awaiting = awaiting(asking.clone().saved());
    assert!(updates(&store, &awaiting).await);
    // An attempt that is settled is given again, as it is stored.
    let aside = awaiting.clone().saved().put_aside(AT).unwrap();
    assert!(updates(&store, &aside).await);
    let changes = u64::try_from(store.history(aside.id()).await.unwrap().len()).unwrap();
    assert_eq!(changes, aside.version());
    assert_eq!(store.get(aside.id()).await.unwrap(), Some(aside.saved().into()));
}

#[tokio::test]
async fn what_does_not_come_out_as_it_was_given_is_not_written() {
    let (store, _folder) = open().await;
    let new = opened();
    assert!(inserts(&store, &new).await);
    assert!(!inserts(&store, &new).await, "there is one already");
    let asking = asking(new.clone().saved());
    assert!(updates(&store, &asking).await);
    let behind = new.saved().cancel(AT).unwrap();
    assert!(!updates(&store, &behind).await, "it has changed since");

    let awaiting = awaiting(asking.saved());
    let by_hand = "UPDATE attempts SET outcome = 'without'";
    store.database.execute(by_hand, &[]).await.unwrap();
    assert!(!updates(&store, &awaiting).await, "its attempt is settled otherwise");
    let changes = u64::try_from(store.history(awaiting.id()).await.unwrap().len()).unwrap();
    assert_eq!(changes, awaiting.stored_version());
}

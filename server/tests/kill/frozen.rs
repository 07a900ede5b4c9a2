//! One of two servers is frozen past its lease, in the middle of opening a sale and of watching others: a
//! laptop's lid, a suspended machine. The other takes over; when the first wakes, it has lost its sales and
//! must not ask about them any more.

use crate::books::compare;
use crate::relay::{Question, Relay};
use crate::sale::{Payment, Sale};
use crate::tablet::{Tablet, is_paid};
use crate::world::{Lives, World, new_sale, until};
use sandbox::{Answer, Route};
use std::sync::Arc;

const SLEEPER: usize = 0;
const OTHER: usize = 1;

#[tokio::test]
async fn a_server_that_slept_past_its_lease_finds_its_sales_taken_over() {
    let relay = Relay::default();
    let mut world = World::on_postgres(2, Lives::USUAL).await;
    for number in [SLEEPER, OTHER] {
        let wire = relay.wire(number, world.sandbox.addr()).await;
        world.recipes[number].settings.retain(|(name, _)| *name != "MION_BASE_URL");
        world.recipes[number].settings.push(("MION_BASE_URL", wire));
    }
    let servers = world.start_all().await;
    let (opening, paid, open, new) = (new_sale(), new_sale(), new_sale(), new_sale());
    let (mut at_sleeper, mut at_other) = (Tablet::new(&world), Tablet::new(&world));
    (at_sleeper.at, at_other.at) = (SLEEPER, OTHER);
    let invoice = at_sleeper.invoice_of(&paid).await;
    at_sleeper.invoice_of(&open).await;
    let watching = watch(&world, &open);

    // The answer is on its way while the server falls asleep.
    world.mion().script(Route::CreateSession, 1, Answer::Delay { ms: 300 }).unwrap();
    let asking = {
        let (mut tablet, opening) = (at_sleeper.clone(), opening.clone());
        tokio::spawn(async move { tablet.open(&opening).await })
    };
    until("Mion is asked for the session", || world.mion().count(Route::CreateSession) == 3).await;
    servers[SLEEPER].signal("STOP");
    asking.abort();
    pay(&world, &paid, &invoice);
    let invoice = at_other.invoice_of(&opening).await;
    pay(&world, &opening, &invoice);
    at_other.until(&opening, is_paid).await.unwrap();
    at_other.until(&paid, is_paid).await.unwrap();

    servers[SLEEPER].signal("CONT");
    until("it notices", || world.log(SLEEPER).contains("declared dead by another server; joining anew")).await;
    let invoice = at_sleeper.invoice_of(&new).await;
    pay(&world, &new, &invoice);
    at_sleeper.until(&new, is_paid).await.unwrap();
    at_sleeper.until(&opening, is_paid).await.unwrap();
    // Four more looks at the sale that is still open, by whomever.
    let looks = |questions: Vec<Question>| questions.iter().filter(|(_, what)| is_about(&world, &open, what)).count();
    let before = looks(relay.questions());
    until("the open sale is watched", || looks(relay.questions()) >= before + 4).await;
    watching.abort();

    for sale in [&opening, &paid, &open] {
        let about: Vec<_> = relay.questions().into_iter().filter(|(_, what)| is_about(&world, sale, what)).collect();
        let taken_over = about.iter().position(|(number, _)| *number == OTHER).expect("it was taken over");
        let by_the_sleeper: Vec<_> = about[taken_over..].iter().filter(|(number, _)| *number == SLEEPER).collect();
        // It may have fallen asleep between deciding to look and looking; what changes something is never sent late.
        assert!(by_the_sleeper.len() <= 1, "the sleeper asks about what it has lost: {about:?}");
        assert!(by_the_sleeper.iter().all(|(_, question)| question.starts_with("GET ")), "{about:?}");
    }
    assert_eq!(world.mion().count(Route::CreateSession), 4, "one for each sale");
    for server in servers {
        world.stop(server).await;
    }
    let sales = [opening, paid, open, new];
    compare(world.database.open().await.as_ref(), &world.mion(), &sales).await.expect_none(&world);
}

/// A tablet at the other server that waits for news of a sale, so that it is asked about twice a second.
fn watch(world: &World, sale: &Arc<Sale>) -> tokio::task::JoinHandle<()> {
    let (mut tablet, sale) = (Tablet::new(world), sale.clone());
    tablet.at = OTHER;
    tokio::spawn(async move {
        tablet.until(&sale, is_paid).await.unwrap();
    })
}

fn pay(world: &World, sale: &Sale, invoice: &str) {
    sale.known().payments.push(Payment::InTime);
    world.mion().pay(invoice, false).unwrap();
}

/// Whether a question names the sale, by its session or by its reference.
fn is_about(world: &World, sale: &Sale, question: &str) -> bool {
    let reference = domain::Reference::of(sale.id);
    let sessions = world.mion().sessions(None);
    let session = sessions.iter().find(|session| session.reference == reference.as_str());
    question.contains(reference.as_str())
        || session.is_some_and(|session| question.contains(&session.payment_session_id.to_string()))
}

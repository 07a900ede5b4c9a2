//! Payments on chain, over HTTP: seen, confirmed, too little, too much; and the books of all payments.

use bech32::{hrp, segwit};
use reqwest::StatusCode;
use sandbox::{ControlError, Network, Options};
use serde_json::{Value, json};

use crate::world::{World, options, text};

impl World {
    /// A session with an attempt: its id and the attempt's address.
    async fn addressed(&self) -> (String, String) {
        let id = self.opened().await;
        let address = text(&self.attempted(&id).await, "onChainAddress");
        (id, address)
    }

    /// Status, funding, amount, and whether there is a time of payment.
    async fn told(&self, id: &str) -> Value {
        let status = self.status(id).await;
        let paid = !status["paidAt"].is_null();
        json!([status["status"], status["fundingStatus"], status["fundingAmountAvailable"], paid])
    }
}

#[tokio::test]
async fn every_attempt_has_an_address_of_its_own_on_the_sandboxs_network() {
    for (network, prefix) in [
        (Network::Bitcoin, hrp::BC),
        (Network::Testnet, hrp::TB),
        (Network::Signet, hrp::TB),
        (Network::Regtest, hrp::BCRT),
    ] {
        let world = World::with(Options { network, ..options() }).await;
        let (id, one) = world.addressed().await;
        let other = text(&world.attempted(&id).await, "onChainAddress");
        assert_ne!(one, other);
        let (found, version, program) = segwit::decode(&one).unwrap();
        assert_eq!((found, version, program.len()), (prefix, segwit::VERSION_0, 20));
    }
}

#[tokio::test]
async fn a_payment_is_seen_then_confirmed_then_funded() {
    let world = World::new().await;
    let (id, address) = world.addressed().await;
    let link = format!("bitcoin:{}?amount=0.00025", address.to_uppercase());
    let (code, seen) = world.verb("pay_on_chain", &json!({ "address": link, "sat": 25_000 })).await;
    assert_eq!((code, seen), (StatusCode::OK, json!({ "seen": 1_767_355_200_000_i64 })));
    assert_eq!(world.told(&id).await, json!(["funding-detected", null, 0, false]));
    world.control.advance(600).unwrap();
    let (code, confirmed) = world.verb("confirm", &json!({ "address": address })).await;
    assert_eq!((code, confirmed), (StatusCode::OK, json!({ "confirmed": 1_767_355_800_000_i64 })));
    assert_eq!(world.status(&id).await["paidAt"], "2026-01-02T12:10:00.000Z");
    assert_eq!(world.told(&id).await, json!(["funded", "well-funded", 0, true]));
    let (code, refusal) = world.verb("confirm", &json!({ "address": address })).await;
    assert_eq!(code, StatusCode::CONFLICT);
    assert_eq!(refusal["error"], "nothing is waiting to be confirmed");
}

#[tokio::test]
async fn too_little_is_told_and_a_second_payment_completes_it() {
    let world = World::new().await;
    let (id, address) = world.addressed().await;
    world.control.pay_on_chain(&address, 10_000, true).unwrap();
    assert_eq!(world.told(&id).await, json!(["draft", "under-funded", 500, false]));
    let listed = world.list("sessions").await;
    let attempt = &listed["sessions"][0]["attempts"][0];
    assert_eq!((&attempt["state"], &attempt["onChainSat"]), (&json!("short"), &json!(10_000)));
    world.control.pay_on_chain(&address, 15_000, false).unwrap();
    assert_eq!(world.list("sessions").await["sessions"][0]["attempts"][0]["state"], "seen");
    world.control.confirm(&address).unwrap();
    assert_eq!(world.told(&id).await, json!(["funding-received", "well-funded", 0, true]));
    assert_eq!(world.list("sessions").await["sessions"][0]["attempts"][0]["state"], "paid");
}

#[tokio::test]
async fn too_much_is_paid_and_told() {
    let world = World::new().await;
    let (id, address) = world.addressed().await;
    world.control.pay_on_chain(&address, 30_000, true).unwrap();
    assert_eq!(world.told(&id).await, json!(["funding-received", "over-funded", 1_500, true]));
}

#[tokio::test]
async fn two_paid_invoices_of_one_session_are_over_funded_since_the_second() {
    let world = World::new().await;
    let (id, first) = world.invoiced().await;
    let second = text(&world.attempted(&id).await, "lnInvoice");
    world.control.pay(&second, false).unwrap();
    assert_eq!(world.told(&id).await, json!(["funding-received", "well-funded", 0, true]));
    world.control.advance(5).unwrap();
    world.control.pay(&first, false).unwrap();
    assert_eq!(world.told(&id).await, json!(["funded", "over-funded", 2_500, true]));
    assert_eq!(world.status(&id).await["paidAt"], "2026-01-02T12:00:00.000Z");
    assert_eq!(world.control.payments().len(), 2);
}

#[tokio::test]
async fn the_books_name_every_payment_once() {
    let world = World::new().await;
    let (first, invoice) = world.invoiced().await;
    let (second, address) = world.addressed().await;
    world.control.pay(&invoice, false).unwrap();
    assert_eq!(world.control.pay(&invoice, true), Err(ControlError::AlreadyPaid));
    world.control.advance(601).unwrap();
    world.control.pay_on_chain(&address, 7, false).unwrap();
    let books = world.list("payments").await;
    assert_eq!(
        books["payments"],
        json!([
            {
                "number": 1,
                "paymentSessionId": first,
                "reference": "till-4/sale 17",
                "attempt": 0,
                "means": "lightning",
                "to": invoice,
                "msat": 25_000_000,
                "at": 1_767_355_200_000_i64,
                "confirmed": 1_767_355_200_000_i64,
                "late": false,
            },
            {
                "number": 2,
                "paymentSessionId": second,
                "reference": "till-4/sale 17",
                "attempt": 0,
                "means": "on_chain",
                "to": address,
                "msat": 7_000,
                "at": 1_767_355_801_000_i64,
                "confirmed": null,
                "late": true,
            },
        ])
    );
}

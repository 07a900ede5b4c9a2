//! Managers and owners come in with a passkey: one that this file makes, as a telephone would.

use crate::databases::{Database, on_both_databases};
use crate::shop::{OTHER_PASSWORD, PIN, Shop, peer, refusal, secret, slow};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::{Role, Standing};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use server::access::{AccessError, Caller, PasskeyAnswer};
use sha2::{Digest as _, Sha256};

const ORIGIN: &str = "https://kiosk.example:8443";
const HOST: &str = "kiosk.example";

on_both_databases!(
    a_passkey_opens_the_back_office,
    an_answer_is_good_once_and_for_five_minutes,
    an_answer_that_is_not_the_one_is_refused,
    a_new_passkey_that_is_not_the_one_is_refused,
    a_passkey_that_counts_back_was_copied,
    whoever_may_not_come_in_does_not_with_a_passkey,
    a_passkey_is_forgotten_by_its_owner_alone,
    wrong_answers_make_the_next_one_wait,
    where_browsers_have_none_nobody_is_asked_for_one,
);

/// A telephone with one passkey. Each field is what an honest one says; a test changes what it likes.
struct Phone {
    id: String,
    key: EcdsaKeyPair,
    origin: String,
    host: String,
    flags: u8,
    count: u32,
    counts: bool,
}

fn base64url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Phone {
    fn new() -> Self {
        let dice = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &dice).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &dice).unwrap();
        let id = base64url(rand::random::<[u8; 32]>());
        Self { id, key, origin: ORIGIN.to_owned(), host: HOST.to_owned(), flags: 0b101, count: 0, counts: false }
    }

    fn answer(&mut self, kind: &str, asked: &Value) -> PasskeyAnswer {
        self.count += u32::from(self.counts);
        let mut data = Sha256::digest(self.host.as_bytes()).to_vec();
        data.push(self.flags);
        data.extend(self.count.to_be_bytes());
        let page =
            json!({ "type": kind, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": false });
        PasskeyAnswer {
            id: self.id.clone(),
            client_data_json: base64url(page.to_string()),
            authenticator_data: base64url(data),
            signature: None,
            public_key: None,
        }
    }

    fn make(&mut self, asked: &Value) -> PasskeyAnswer {
        let mut spki = vec![
            0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
            0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
        ];
        spki.extend(self.key.public_key().as_ref());
        PasskeyAnswer { public_key: Some(base64url(spki)), ..self.answer("webauthn.create", asked) }
    }

    fn sign(&mut self, asked: &Value) -> PasskeyAnswer {
        let answer = self.answer("webauthn.get", asked);
        let mut signed = URL_SAFE_NO_PAD.decode(&answer.authenticator_data).unwrap();
        signed.extend(Sha256::digest(URL_SAFE_NO_PAD.decode(&answer.client_data_json).unwrap()));
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        PasskeyAnswer { signature: Some(base64url(signature)), ..answer }
    }
}

async fn added(shop: &Shop, by: &Caller) -> Phone {
    let mut phone = Phone::new();
    let asked = shop.access.ask_for_passkey(by, ORIGIN).await.unwrap();
    shop.access.add_passkey(by, "Telephone", &phone.make(&asked)).await.unwrap();
    phone
}

fn browser() -> Caller {
    Caller::nobody(peer(3))
}

async fn a_passkey_opens_the_back_office(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let asked = shop.access.ask_for_passkey(&owner, ORIGIN).await.unwrap();
    assert_eq!((&asked["rp"]["id"], &asked["user"]["name"]), (&HOST.into(), &"Ada".into()));
    let mut phone = added(&shop, &owner).await;
    let mine = shop.access.passkeys(&owner).await.unwrap();
    assert_eq!((mine.len(), mine[0].name.as_str(), mine[0].used_at), (1, "Telephone", None));
    let again = shop.access.ask_for_passkey(&owner, ORIGIN).await.unwrap();
    assert_eq!(again["excludeCredentials"][0]["id"], phone.id.as_str());
    // At another server, and by a browser that is nobody so far.
    let other = Shop::on(shop.store.clone(), shop.clock.clone());
    let asked = shop.access.ask_for_sign_in(ORIGIN).await.unwrap();
    assert_eq!((&asked["rpId"], &asked["allowCredentials"]), (&HOST.into(), &json!([])));
    let session = other.access.sign_in_by_passkey(&browser(), &phone.sign(&asked)).await.unwrap();
    let caller = shop.person(&session, 3).await;
    assert_eq!((caller.standing(), caller.person.unwrap().name.as_str()), (Standing::Owner, "Ada"));
    assert!(shop.access.passkeys(&owner).await.unwrap()[0].used_at.is_some());
    let log = shop.log().await;
    assert_eq!(log[log.len() - 2..], ["passkey-added", "signed-in"]);
}

async fn an_answer_is_good_once_and_for_five_minutes(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let mut phone = added(&shop, &owner).await;
    let asked = shop.access.ask_for_sign_in(ORIGIN).await.unwrap();
    let answer = phone.sign(&asked);
    let browsers = [browser(), Caller::nobody(peer(4))];
    let (one, two) = futures::join!(
        shop.access.sign_in_by_passkey(&browsers[0], &answer),
        shop.access.sign_in_by_passkey(&browsers[1], &answer)
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    shop.pass(1);
    let late = shop.access.ask_for_sign_in(ORIGIN).await.unwrap();
    let answer = phone.sign(&late);
    shop.pass(300);
    let refused = shop.access.sign_in_by_passkey(&browser(), &answer).await;
    assert!(matches!(refused, Err(AccessError::WrongPasskey)), "{refused:?}");
}

async fn an_answer_that_is_not_the_one_is_refused(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let mut phone = added(&shop, &owner).await;
    let other_key = Phone::new();
    type Spoil<'a> = (&'a str, &'a dyn Fn(&mut Phone));
    let spoil: [Spoil<'_>; 7] = [
        ("another page", &|phone| phone.origin = "https://kiosk.example.evil.example".to_owned()),
        ("another port", &|phone| phone.origin = "https://kiosk.example".to_owned()),
        ("another site", &|phone| phone.host = "evil.example".to_owned()),
        ("nobody was there", &|phone| phone.flags = 0b100),
        ("nobody has shown who they are", &|phone| phone.flags = 0b001),
        ("an unknown passkey", &|phone| phone.id = base64url([7; 32])),
        ("no id", &|phone| phone.id = String::new()),
    ];
    for (what, spoil) in spoil {
        let asked = shop.access.ask_for_sign_in(ORIGIN).await.unwrap();
        let (id, key) = (phone.id.clone(), phone.key);
        let mut spoilt = Phone { key, id: id.clone(), ..Phone::new() };
        spoil(&mut spoilt);
        let answer = spoilt.sign(&asked);
        phone = Phone { key: spoilt.key, id, ..Phone::new() };
        let refused = shop.access.sign_in_by_passkey(&browser(), &answer).await;
        assert!(matches!(refused, Err(AccessError::WrongPasskey)), "{what} {refused:?}");
        shop.pass(300);
    }
    let made = shop.access.ask_for_passkey(&owner_again(&shop).await, ORIGIN).await.unwrap();
    let asked = shop.access.ask_for_sign_in(ORIGIN).await.unwrap();
    let good = phone.sign(&asked);
    let mut other = Phone { id: phone.id.clone(), ..other_key };
    let invented = json!({ "challenge": base64url([9; 32]) });
    for (what, answer) in [
        ("another key", other.sign(&asked)),
        ("no signature", PasskeyAnswer { signature: None, ..good.clone() }),
        ("no base64url", PasskeyAnswer { signature: Some("=".to_owned()), ..good.clone() }),
        ("cut short", PasskeyAnswer { authenticator_data: base64url([0; 36]), ..good.clone() }),
        ("no JSON", PasskeyAnswer { client_data_json: base64url("{"), ..good.clone() }),
        ("far too long", PasskeyAnswer { client_data_json: "A".repeat(100_000), ..good.clone() }),
        ("never asked", phone.sign(&invented)),
        ("asked for something else", phone.sign(&made)),
        ("an answer to something else", phone.make(&asked)),
        ("nothing", PasskeyAnswer::default()),
    ] {
        let refused = shop.access.sign_in_by_passkey(&browser(), &answer).await;
        assert!(matches!(refused, Err(AccessError::WrongPasskey)), "{what} {refused:?}");
        // Not so long that what was asked is over.
        shop.store.apply(&release()).await.unwrap();
    }
    let asked = shop.access.ask_for_sign_in(ORIGIN).await.unwrap();
    shop.access.sign_in_by_passkey(&browser(), &phone.sign(&asked)).await.unwrap();
}

fn release() -> server::store::access::Deed {
    let changes = vec![server::store::access::Change::ReleaseBrake("passkey:192.0.2.3".to_owned())];
    server::store::access::Deed { changes, ..Default::default() }
}

/// Time has passed: the owner signs in again.
async fn owner_again(shop: &Shop) -> Caller {
    let session = shop.signed_in("Ada", crate::shop::PASSWORD).await;
    shop.person(&session, 1).await
}

async fn a_new_passkey_that_is_not_the_one_is_refused(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    shop.manager(&owner, "Mia").await;
    let manager = shop.person(&shop.signed_in("Mia", OTHER_PASSWORD).await, 2).await;
    let mut phone = Phone::new();
    let asked = shop.access.ask_for_passkey(&owner, ORIGIN).await.unwrap();
    let of_another = shop.access.ask_for_passkey(&manager, ORIGIN).await.unwrap();
    let to_sign_in = shop.access.ask_for_sign_in(ORIGIN).await.unwrap();
    let good = phone.make(&asked);
    let mut key = URL_SAFE_NO_PAD.decode(good.public_key.as_ref().unwrap()).unwrap();
    key[26] = 2;
    for (what, answer) in [
        ("for somebody else", phone.make(&of_another)),
        ("to sign in", phone.make(&to_sign_in)),
        ("no key", PasskeyAnswer { public_key: None, ..good.clone() }),
        ("half a key", PasskeyAnswer { public_key: Some(base64url(&key[..60])), ..good.clone() }),
        ("a key of another form", PasskeyAnswer { public_key: Some(base64url(&key)), ..good.clone() }),
        ("a short id", PasskeyAnswer { id: base64url([1; 8]), ..good.clone() }),
    ] {
        let refused = shop.access.add_passkey(&owner, "Telephone", &answer).await;
        assert!(matches!(refused, Err(AccessError::WrongPasskey)), "{what} {refused:?}");
    }
    assert_eq!(refusal(shop.access.add_passkey(&owner, " ", &good).await), "the passkey's name: it is empty");
    shop.access.add_passkey(&owner, "Telephone", &good).await.unwrap();
    let again = shop.access.add_passkey(&owner, "Telephone", &good).await;
    assert!(matches!(again, Err(AccessError::WrongPasskey)), "{again:?}");
    // The same passkey as somebody else's.
    let stolen = shop.access.add_passkey(&manager, "Mine", &phone.make(&of_another)).await;
    assert!(matches!(stolen, Err(AccessError::WrongPasskey)), "{stolen:?}");
    assert_eq!(shop.store.passkeys(None).await.unwrap().len(), 1);
}

async fn a_passkey_that_counts_back_was_copied(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let mut phone = Phone { counts: true, ..Phone::new() };
    let asked = shop.access.ask_for_passkey(&owner, ORIGIN).await.unwrap();
    shop.access.add_passkey(&owner, "Key", &phone.make(&asked)).await.unwrap();
    for (count, is_right) in [(4, true), (5, true), (4, false), (0, false), (5, false), (19, true)] {
        // Counted up once more when it signs.
        phone.count = count;
        let asked = shop.access.ask_for_sign_in(ORIGIN).await.unwrap();
        let signed_in = shop.access.sign_in_by_passkey(&browser(), &phone.sign(&asked)).await;
        assert_eq!(signed_in.is_ok(), is_right, "{count} {signed_in:?}");
        shop.pass(10);
    }
}

async fn whoever_may_not_come_in_does_not_with_a_passkey(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let mia = shop.manager(&owner, "Mia").await;
    let manager = shop.person(&shop.signed_in("Mia", OTHER_PASSWORD).await, 2).await;
    let mut phone = added(&shop, &manager).await;
    let mut tries = async || {
        shop.pass(60);
        let asked = shop.access.ask_for_sign_in(ORIGIN).await.unwrap();
        shop.access.sign_in_by_passkey(&browser(), &phone.sign(&asked)).await
    };
    tries().await.unwrap();
    shop.access.disable_person(&owner, mia).await.unwrap();
    assert!(matches!(tries().await, Err(AccessError::WrongPasskey)));
    shop.access.enable_person(&owner, mia).await.unwrap();
    tries().await.unwrap();
    shop.access.set_role(&owner, mia, Role::Cashier, None).await.unwrap();
    assert!(matches!(tries().await, Err(AccessError::WrongPasskey)));
    // And nobody but whoever is signed in gets one.
    let bar = shop.paired(&owner, "Bar").await;
    let eve = shop.cashier(&owner, "Eve", PIN).await;
    let pass = shop.access.enter_pin(&shop.terminal(&bar).await, eve, secret(PIN)).await.unwrap();
    for by in [browser(), shop.with_pass(&bar, &pass).await] {
        assert!(matches!(shop.access.ask_for_passkey(&by, ORIGIN).await, Err(AccessError::Forbidden)));
        assert!(matches!(shop.access.passkeys(&by).await, Err(AccessError::Forbidden)));
    }
}

async fn a_passkey_is_forgotten_by_its_owner_alone(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    shop.manager(&owner, "Mia").await;
    let manager = shop.person(&shop.signed_in("Mia", OTHER_PASSWORD).await, 2).await;
    let mut phone = added(&shop, &owner).await;
    assert_eq!(refusal(shop.access.remove_passkey(&manager, &phone.id).await), "no such terminal or person");
    shop.access.remove_passkey(&owner, &phone.id).await.unwrap();
    assert_eq!(refusal(shop.access.remove_passkey(&owner, &phone.id).await), "no such terminal or person");
    assert_eq!(shop.log().await.last().unwrap(), "passkey-removed");
    let asked = shop.access.ask_for_sign_in(ORIGIN).await.unwrap();
    let refused = shop.access.sign_in_by_passkey(&browser(), &phone.sign(&asked)).await;
    assert!(matches!(refused, Err(AccessError::WrongPasskey)), "{refused:?}");
}

async fn wrong_answers_make_the_next_one_wait(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    let mut phone = added(&shop, &owner).await;
    let nothing = PasskeyAnswer::default();
    for wait in [1, 1, 2, 5] {
        assert!(matches!(shop.access.sign_in_by_passkey(&browser(), &nothing).await, Err(AccessError::WrongPasskey)));
        let asked = shop.access.ask_for_sign_in(ORIGIN).await.unwrap();
        assert_eq!(slow(shop.access.sign_in_by_passkey(&browser(), &phone.sign(&asked)).await), wait);
        shop.pass(wait);
    }
    // Elsewhere nobody waits.
    shop.access.sign_in_by_passkey(&browser(), &nothing).await.unwrap_err();
    let asked = shop.access.ask_for_sign_in(ORIGIN).await.unwrap();
    shop.access.sign_in_by_passkey(&Caller::nobody(peer(4)), &phone.sign(&asked)).await.unwrap();
}

async fn where_browsers_have_none_nobody_is_asked_for_one(database: &impl Database) {
    let (shop, owner) = Shop::with_owner(database).await;
    for origin in ["http://192.0.2.7:3000", "https://192.0.2.7", "http://kiosk.example", ""] {
        assert!(matches!(shop.access.ask_for_passkey(&owner, origin).await, Err(AccessError::NoPasskeys)));
        assert!(matches!(shop.access.ask_for_sign_in(origin).await, Err(AccessError::NoPasskeys)));
    }
    shop.access.ask_for_sign_in("http://localhost:3000").await.unwrap();
}

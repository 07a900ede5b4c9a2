//! The addresses of receipts. Each follows from its sale's id and a secret that only the servers have, so nothing has
//! to be stored for it, the same sale has one address for ever, and nobody else can make one
//! (`docs/adr/0021`).

use crate::store::{Store, StoreError};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::alarm::{AlarmKind, Verdict};
use domain::checkout::state::State;
use domain::{Checkout, CheckoutId};
use ring::hmac;
use uuid::Uuid;

/// What the secret is called in the records.
const NAME: &str = "receipts";
/// How many bytes of the proof stand in an address: nobody guesses 128 bits.
const PROOF_BYTES: usize = 16;
const ID_BYTES: usize = 16;

/// Makes and reads the addresses of receipts.
#[derive(Clone)]
pub struct Receipts {
    key: hmac::Key,
}

impl Receipts {
    /// With the secret of the records, which is made here where there is none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open(store: &dyn Store) -> Result<Self, StoreError> {
        let secret = store.secret(NAME, &URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())).await?;
        Ok(Self::with(&secret))
    }

    fn with(secret: &str) -> Self {
        Self { key: hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()) }
    }

    /// The end of the address of the receipt of `id`: 43 letters, digits, `-` and `_`.
    pub fn token(&self, id: CheckoutId) -> String {
        let id = id.as_uuid().into_bytes();
        let proof = hmac::sign(&self.key, &id);
        let bytes: Vec<u8> = id.iter().chain(proof.as_ref().iter().take(PROOF_BYTES)).copied().collect();
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The end of the address of the receipt of `sale`, if it has one: it is paid, or was paid late and a person has
    /// accepted that.
    pub fn of(&self, sale: &Checkout) -> Option<String> {
        let is_accepted = || {
            sale.record().alarms.iter().any(|alarm| {
                let verdict = alarm.decision.as_ref().map(|decision| &decision.verdict);
                alarm.kind == AlarmKind::Late && verdict == Some(&Verdict::Accept)
            })
        };
        let has_one = match sale.state() {
            State::Paid(_) => true,
            State::PaidLate(_) => is_accepted(),
            _ => false,
        };
        has_one.then(|| self.token(sale.id()))
    }

    /// The address of the receipt of `sale`, if it has one.
    pub fn path_of(&self, sale: &Checkout) -> Option<String> {
        self.of(sale).map(|token| format!("/receipt/{token}"))
    }

    /// The sale that `token` is for; none where this shop has never made it. Says so without a look at the records,
    /// and takes as long for a near miss as for any other.
    pub fn sale(&self, token: &str) -> Option<CheckoutId> {
        use subtle::ConstantTimeEq as _;
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (id, proof) = bytes.split_at_checked(ID_BYTES)?;
        let made = hmac::sign(&self.key, id);
        let is_ours = made.as_ref().get(..PROOF_BYTES)?.ct_eq(proof);
        if bool::from(is_ours) { CheckoutId::try_from(Uuid::from_slice(id).ok()?).ok() } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sale() -> CheckoutId {
        "75099bcf-22d5-43f9-8976-b7c5692eaa85".parse().unwrap()
    }

    #[test]
    fn an_address_leads_to_its_sale_and_is_always_the_same() {
        let receipts = Receipts::with("secret");
        let token = receipts.token(sale());
        assert_eq!(token.len(), 43);
        assert_eq!(receipts.sale(&token), Some(sale()));
        assert_eq!(Receipts::with("secret").token(sale()), token);
    }

    #[test]
    fn nobody_without_the_secret_can_make_one() {
        let receipts = Receipts::with("secret");
        assert_eq!(receipts.sale(&Receipts::with("another").token(sale())), None);
        let token = receipts.token(sale());
        for at in 0..token.len() {
            for letter in ["A", "-", "z"] {
                let mut changed = token.clone();
                changed.replace_range(at..=at, letter);
                assert_eq!(receipts.sale(&changed).is_some(), changed == token, "{changed}");
            }
        }
    }

    #[test]
    fn what_is_no_address_is_none() {
        let receipts = Receipts::with("secret");
        let token = receipts.token(sale());
        for text in ["", "x", "ü", &token[..42], &format!("{token}A"), &token.repeat(2), &"A".repeat(43)] {
            assert_eq!(receipts.sale(text), None, "{text}");
        }
    }
}

//! Managers and owners come in with a passkey instead of their password, if they like.
//!
//! What a browser is asked to sign is stored, so that any server takes the answer, once. A passkey lives
//! in whatever its owner unlocks with a finger, a face or a PIN; of it we keep a public key, which opens
//! nothing.
//!
//! - [`answer`]: what browsers answer, and what must be true of it
//! - [`site`]: the address that passkeys are for

pub mod answer;
pub mod site;

use super::brake::{DOOR, network};
use super::{Access, AccessError, AuditEvent, Caller, Field, SignedInBy, Token, fields};
use crate::store::StoreError;
use crate::store::access::{ChallengeRow, Change, SecretHash};
use answer::{Key, Kind, PasskeyAnswer, SignedBy, base64url};
use core::time::Duration;
use domain::Timestamp;
use domain::access::Role;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use site::Site;

/// How long a browser has to answer.
const PATIENCE: Duration = Duration::from_secs(5 * 60);

/// More than that nobody needs.
const MOST: usize = 20;

/// A passkey, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyView {
    /// The credential's id, as the browser writes it.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub made_at: Timestamp,
    /// When it last opened a door.
    pub used_at: Option<Timestamp>,
}

/// What is kept of a passkey.
#[derive(Serialize, Deserialize)]
struct Kept {
    key: Key,
    /// Counts up where the passkey counts at all; one that counts back was copied.
    count: u32,
}

/// What is remembered of a challenge.
#[derive(Serialize, Deserialize)]
struct Asked {
    origin: String,
}

impl Access {
    /// One's own passkeys, oldest first.
    ///
    /// # Errors
    /// [`AccessError`].
    pub async fn passkeys(&self, by: &Caller) -> Result<Vec<PasskeyView>, AccessError> {
        let row = self.oneself(by).await?;
        let passkeys = self.store().passkeys(Some(row.id)).await?.into_iter();
        let view = |row: crate::store::access::PasskeyRow| PasskeyView {
            id: row.id,
            name: row.name,
            made_at: row.made_at,
            used_at: row.used_at,
        };
        Ok(passkeys.map(view).collect())
    }

    /// What the browser is asked that is to make a passkey: the argument of `navigator.credentials.create`,
    /// with `base64url` where it wants bytes.
    ///
    /// # Errors
    /// [`AccessError::NoPasskeys`] where `origin` is an address that browsers make none for; any other
    /// [`AccessError`].
    pub async fn ask_for_passkey(&self, by: &Caller, origin: &str) -> Result<Value, AccessError> {
        let row = self.oneself(by).await?;
        let site = Site::of(origin)?;
        let have = self.store().passkeys(Some(row.id)).await?;
        let exclude: Vec<Value> =
            have.into_iter().map(|passkey| json!({ "type": "public-key", "id": passkey.id })).collect();
        let challenge = self.ask(&site, Some(&row.id)).await?;
        Ok(json!({
            "challenge": challenge,
            "rp": { "id": site.host(), "name": "Mion Kiosk" },
            "user": { "id": base64url(row.id.to_string().as_bytes()), "name": row.name, "displayName": row.name },
            "pubKeyCredParams": [{ "type": "public-key", "alg": -7 }],
            "excludeCredentials": exclude,
            "authenticatorSelection": { "residentKey": "required", "requireResidentKey": true, "userVerification": "required" },
            "attestation": "none",
            "timeout": PATIENCE.as_millis(),
        }))
    }

    /// Keeps the passkey that a browser has made, called `name`.
    ///
    /// # Errors
    /// [`AccessError::WrongPasskey`] where the answer is not one to what was asked, [`AccessError::Forbidden`]
    /// where one has twenty of them; any other [`AccessError`].
    pub async fn add_passkey(&self, by: &Caller, name: &str, answer: &PasskeyAnswer) -> Result<(), AccessError> {
        let row = self.oneself(by).await?;
        let name = fields::name(Field::PasskeyName, name)?;
        if self.store().passkeys(Some(row.id)).await?.len() >= MOST {
            return Err(AccessError::Forbidden);
        }
        let (challenge, asked, site) = self.asked(answer).await?;
        if asked.person != Some(row.id) {
            return Err(AccessError::WrongPasskey);
        }
        let made = answer.check(Kind::Create, &site).ok_or(AccessError::WrongPasskey)?;
        let key = answer.new_key().ok_or(AccessError::WrongPasskey)?;
        let kept = text(&Kept { key, count: made.count })?;
        let (id, at) = (answer.id.clone(), self.now());
        let event = AuditEvent::PasskeyAdded { person: row.id, passkey: name.clone() };
        let changes = vec![
            Change::UseChallenge { token: challenge, at },
            Change::AddPasskey { id, person: row.id, name, json: kept, at },
        ];
        match self.deed(by, changes, vec![event]).await.map_err(|undone| undone.told([AccessError::WrongPasskey])) {
            Err(AccessError::Store(StoreError::Taken)) => Err(AccessError::WrongPasskey),
            done => done,
        }
    }

    /// Forgets one of one's own passkeys.
    ///
    /// # Errors
    /// [`AccessError::Unknown`] where one has none of that id; any other [`AccessError`].
    pub async fn remove_passkey(&self, by: &Caller, id: &str) -> Result<(), AccessError> {
        let row = self.oneself(by).await?;
        let passkeys = self.store().passkeys(Some(row.id)).await?;
        let passkey = passkeys.into_iter().find(|passkey| passkey.id == id).ok_or(AccessError::Unknown)?;
        let event = AuditEvent::PasskeyRemoved { person: row.id, passkey: passkey.name };
        let remove = Change::RemovePasskey { id: passkey.id, person: row.id };
        self.deed(by, vec![remove], vec![event]).await.map_err(|undone| undone.told([AccessError::Unknown]))
    }

    /// What a browser is asked that wants to sign in: the argument of `navigator.credentials.get`, with
    /// `base64url` where it wants bytes. Names nobody: whoever asks learns nothing.
    ///
    /// # Errors
    /// [`AccessError::NoPasskeys`] where `origin` is an address that browsers have none for;
    /// [`AccessError::Store`].
    pub async fn ask_for_sign_in(&self, origin: &str) -> Result<Value, AccessError> {
        let site = Site::of(origin)?;
        let challenge = self.ask(&site, None).await?;
        Ok(json!({
            "challenge": challenge,
            "rpId": site.host(),
            "allowCredentials": [],
            "userVerification": "required",
            "timeout": PATIENCE.as_millis(),
        }))
    }

    /// Signs in whoever's passkey has answered.
    ///
    /// # Errors
    /// [`AccessError::WrongPasskey`] whatever is wrong, [`AccessError::Slow`] after several of those;
    /// [`AccessError::Store`].
    pub async fn sign_in_by_passkey(&self, by: &Caller, answer: &PasskeyAnswer) -> Result<Token, AccessError> {
        let from = by.terminal.as_ref().map_or_else(|| network(by.peer), |terminal| terminal.id.to_string());
        let brake = format!("passkey:{from}");
        self.brake(core::slice::from_ref(&brake), DOOR).await?;
        let passkeys = self.store().passkeys(None).await?;
        let passkey = passkeys.into_iter().find(|passkey| passkey.id == answer.id);
        let person = passkey.as_ref().map(|passkey| passkey.person);
        let looked_at = async {
            let passkey = passkey.as_ref()?;
            let (challenge, asked, site) = self.asked(answer).await.ok()?;
            let kept: Kept = serde_json::from_str(&passkey.json).ok()?;
            let signed = answer.check(Kind::Get, &site).filter(|_| asked.person.is_none())?;
            let is_copy = (signed.count != 0 || kept.count != 0) && signed.count <= kept.count;
            (answer.is_signed_by(&kept.key) && !is_copy).then_some((challenge, kept, signed))
        };
        let row = match person {
            Some(person) => self.store().person(person).await?.filter(|row| row.enabled && row.role > Role::Cashier),
            None => None,
        };
        let (Some((challenge, kept, SignedBy { count })), Some(row)) = (looked_at.await, row) else {
            let event = AuditEvent::SignInFailed { person, by: SignedInBy::Passkey.name() };
            self.note_failure(by, event).await;
            return Err(AccessError::WrongPasskey);
        };
        let at = self.now();
        let changes = vec![
            Change::UseChallenge { token: challenge, at },
            Change::UsedPasskey { id: answer.id.clone(), json: text(&Kept { count, ..kept })?, at },
            Change::ReleaseBrake(brake),
        ];
        match self.let_in(by, row, SignedInBy::Passkey, changes).await {
            // The same answer was used in this very moment.
            Err(AccessError::Stale) => Err(AccessError::WrongPasskey),
            done => done,
        }
    }

    /// Stores a new challenge; returns it as the browser writes it.
    async fn ask(&self, site: &Site, person: Option<&domain::access::PersonId>) -> Result<String, AccessError> {
        let bytes: [u8; 32] = rand::random();
        let challenge = base64url(&bytes);
        let add = Change::AddChallenge {
            token: hash(&challenge),
            person: person.copied(),
            state_json: text(&Asked { origin: site.origin().to_owned() })?,
            ends_at: self.now().plus(PATIENCE),
        };
        self.apply(None, vec![add], &[], false).await?;
        Ok(challenge)
    }

    /// What was asked that a browser has answered.
    async fn asked(&self, answer: &PasskeyAnswer) -> Result<(SecretHash, ChallengeRow, Site), AccessError> {
        let challenge = answer.challenge().ok_or(AccessError::WrongPasskey)?;
        let token = hash(&challenge);
        let row = self.store().challenge(token).await?.ok_or(AccessError::WrongPasskey)?;
        if row.ends_at <= self.now() {
            return Err(AccessError::WrongPasskey);
        }
        let asked: Asked =
            serde_json::from_str(&row.state_json).map_err(|error| AccessError::Internal(error.to_string()))?;
        let site = Site::of(&asked.origin)?;
        Ok((token, row, site))
    }
}

// With a beginning of its own: no challenge is ever the hash of another secret.
fn hash(challenge: &str) -> SecretHash {
    SecretHash::of(&format!("challenge-{challenge}"))
}

fn text<T: Serialize>(value: &T) -> Result<String, AccessError> {
    serde_json::to_string(value).map_err(|error| AccessError::Internal(error.to_string()))
}

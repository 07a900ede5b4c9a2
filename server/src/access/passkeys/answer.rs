//! What browsers answer, and what must be true of it.
//!
//! # Source
//! Web Authentication, Level 3, sections 5.8.1 (client data), 6.1 (authenticator data), 7.1 and 7.2 (what
//! a server checks). Of the attestation formats there is only `none` here, so that a new key comes as the
//! browser hands it out (`getPublicKey`), and no CBOR is read. Of the algorithms there is only ES256,
//! which every platform has.

use super::site::Site;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// What stands before a point of the curve P-256 in a `SubjectPublicKeyInfo`.
const SPKI: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
    0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// Flags of the authenticator: somebody was there, and has shown who they are.
const PRESENT_AND_VERIFIED: u8 = 0b0000_0101;

/// No part of an answer is longer, in characters; a credential's id has at most 1023 bytes.
const LONGEST: usize = 4096;

/// What a browser answers, each part as base64url without padding.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PasskeyAnswer {
    /// The credential's id.
    pub id: String,
    /// What the browser says of the page that has asked, as JSON.
    #[serde(rename = "clientDataJSON")]
    pub client_data_json: String,
    /// What the passkey says.
    pub authenticator_data: String,
    /// Where somebody signs in: the passkey's signature.
    #[serde(default)]
    pub signature: Option<String>,
    /// Where a passkey is made: its public key, as `SubjectPublicKeyInfo`.
    #[serde(default)]
    pub public_key: Option<String>,
}

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Create,
    Get,
}

/// What a passkey says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SignedBy {
    /// How often it was used, if it counts.
    pub(super) count: u32,
}

/// A public key: a point of the curve P-256, as 65 bytes in base64url.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Key(String);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

pub(super) fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    URL_SAFE_NO_PAD.decode(text).ok()
}

impl PasskeyAnswer {
    fn client_data(&self) -> Option<ClientData> {
        serde_json::from_slice(&bytes(&self.client_data_json)?).ok()
    }

    /// The challenge that was answered.
    pub(super) fn challenge(&self) -> Option<String> {
        let challenge = self.client_data()?.challenge;
        (challenge.len() == 43).then_some(challenge)
    }

    /// Whether this is an answer from a page of `site` to what was asked for, by somebody who has shown
    /// their passkey who they are. The signature and the challenge are not looked at.
    pub(super) fn check(&self, kind: Kind, site: &Site) -> Option<SignedBy> {
        let page = self.client_data()?;
        let asked = match kind {
            Kind::Create => "webauthn.create",
            Kind::Get => "webauthn.get",
        };
        let is_id = bytes(&self.id).is_some_and(|id| (16..=1023).contains(&id.len()));
        if page.kind != asked || page.origin != site.origin() || page.cross_origin || !is_id {
            return None;
        }
        let data = bytes(&self.authenticator_data)?;
        let (host, rest) = data.split_at_checked(32)?;
        let (flags, rest) = rest.split_first()?;
        let count = rest.first_chunk::<4>()?;
        let is_here = host == Sha256::digest(site.host().as_bytes()).as_slice();
        let is_verified = flags & PRESENT_AND_VERIFIED == PRESENT_AND_VERIFIED;
        (is_here && is_verified).then_some(SignedBy { count: u32::from_be_bytes(*count) })
    }

    /// The public key of a new passkey.
    pub(super) fn new_key(&self) -> Option<Key> {
        let spki = bytes(self.public_key.as_deref()?)?;
        let point = spki.strip_prefix(&SPKI)?;
        // Not compressed: two coordinates.
        (point.len() == 65 && point.first() == Some(&4)).then(|| Key(base64url(point)))
    }

    /// Whether the owner of `key` has signed it.
    pub(super) fn is_signed_by(&self, key: &Key) -> bool {
        let verified = || {
            let signature = bytes(self.signature.as_deref()?)?;
            let mut signed = bytes(&self.authenticator_data)?;
            signed.extend(Sha256::digest(bytes(&self.client_data_json)?));
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, bytes(&key.0)?).verify(&signed, &signature).ok()
        };
        verified().is_some()
    }
}

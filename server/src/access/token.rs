//! What opens a door: random, shown once, and stored as a hash alone. Each kind has its own beginning,
//! so that one shown in another's place is nothing.

use crate::store::access::SecretHash;
use core::fmt;
use domain::Timestamp;
use domain::access::TerminalId;
use rand::Rng as _;
use secrecy::{ExposeSecret as _, SecretString};

/// What a token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A paired tablet's.
    Terminal,
    /// Of somebody who signed in with a password or a passkey.
    Person,
    /// Of somebody who entered a PIN at a terminal.
    Pass,
    /// In a link that makes an owner.
    Link,
}

impl TokenKind {
    const fn beginning(self) -> &'static str {
        match self {
            Self::Terminal => "kt-",
            Self::Person => "kp-",
            Self::Pass => "ks-",
            Self::Link => "kl-",
        }
    }
}

/// A token as its holder has it. It is shown once, and is in no log, no error and no record.
#[derive(Clone)]
pub struct Token(SecretString);

impl Token {
    /// A new one: 256 random bits.
    pub fn new(kind: TokenKind) -> Self {
        let bytes: [u8; 32] = rand::random();
        let digits = bytes.iter().fold(String::with_capacity(67), |mut text, byte| {
            for half in [byte >> 4, byte & 15] {
                text.push(char::from_digit(half.into(), 16).unwrap_or('0'));
            }
            text
        });
        Self(format!("{}{digits}", kind.beginning()).into())
    }

    /// The text, for the one who is to have it.
    pub fn reveal(&self) -> &str {
        self.0.expose_secret()
    }

    /// What is stored of it.
    pub fn hash(&self) -> SecretHash {
        SecretHash::of(self.reveal())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// The hash of `text`, if it is a token of `kind` in the one spelling that we give out.
pub(crate) fn shown(kind: TokenKind, text: &str) -> Option<SecretHash> {
    let digits = text.strip_prefix(kind.beginning())?;
    let is_ours = digits.len() == 64 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_ours.then(|| SecretHash::of(text))
}

/// What is in the place of one cookie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Nothing.
    #[default]
    Nothing,
    /// What was never a token of this kind.
    Nonsense,
    /// What may be one.
    Token(SecretHash),
}

impl Shown {
    fn new(kind: TokenKind, text: Option<&str>) -> Self {
        match text {
            None => Self::Nothing,
            Some(text) => shown(kind, text).map_or(Self::Nonsense, Self::Token),
        }
    }

    pub(crate) const fn token(self) -> Option<SecretHash> {
        match self {
            Self::Token(hash) => Some(hash),
            Self::Nothing | Self::Nonsense => None,
        }
    }
}

/// What a browser presents: the values of its cookies, of which only the hashes are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Presented {
    pub(crate) terminal: Shown,
    pub(crate) person: Shown,
    pub(crate) pass: Shown,
}

impl Presented {
    /// The values of the terminal's, the person's and the pass's cookie.
    pub fn new(terminal: Option<&str>, person: Option<&str>, pass: Option<&str>) -> Self {
        Self {
            terminal: Shown::new(TokenKind::Terminal, terminal),
            person: Shown::new(TokenKind::Person, person),
            pass: Shown::new(TokenKind::Pass, pass),
        }
    }
}

/// No vowels and no look-alikes: nothing to misread and no words.
const LETTERS: &[u8; 24] = b"BCDFGHJKLMNPQRSTVWXZ2345";

/// Letters of a pairing code: 24⁸, about 110 thousand million of them.
const CODE_LENGTH: usize = 8;

/// A pairing code, shown once to whoever has asked for it.
#[derive(Clone)]
pub struct PairingCode {
    /// Which terminal it pairs.
    pub terminal: TerminalId,
    /// Until when.
    pub ends_at: Timestamp,
    code: SecretString,
}

impl PairingCode {
    pub(crate) fn new(terminal: TerminalId, ends_at: Timestamp) -> Self {
        let mut dice = rand::rng();
        let letter = |_| char::from(*LETTERS.get(dice.random_range(0..LETTERS.len())).unwrap_or(&b'B'));
        let code: String = (0..CODE_LENGTH).map(letter).collect();
        Self { terminal, ends_at, code: code.into() }
    }

    /// The code, without a space: for an address.
    pub fn reveal(&self) -> &str {
        self.code.expose_secret()
    }

    /// The code in two halves: for a person.
    pub fn spoken(&self) -> String {
        let (one, other) = self.reveal().split_at(CODE_LENGTH / 2);
        format!("{one} {other}")
    }

    pub(crate) fn hash(&self) -> SecretHash {
        code_hash(self.reveal())
    }
}

impl fmt::Debug for PairingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PairingCode").field("terminal", &self.terminal).finish_non_exhaustive()
    }
}

/// The hash of what somebody has typed, if it can be a code: large or small letters, with spaces or
/// dashes wherever they like.
pub(crate) fn typed_code(text: &str) -> Option<SecretHash> {
    if text.len() > 40 {
        return None;
    }
    let letters = text.chars().filter(|letter| !matches!(letter, ' ' | '-'));
    let code: String = letters.map(|letter| letter.to_ascii_uppercase()).collect();
    let is_code = code.len() == CODE_LENGTH && code.bytes().all(|letter| LETTERS.contains(&letter));
    is_code.then(|| code_hash(&code))
}

// With a beginning of its own: no code is ever the hash of another secret.
fn code_hash(code: &str) -> SecretHash {
    SecretHash::of(&format!("code-{code}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    const KINDS: [TokenKind; 4] = [TokenKind::Terminal, TokenKind::Person, TokenKind::Pass, TokenKind::Link];

    #[test]
    fn a_token_is_one_of_its_own_kind_and_of_no_other() {
        for kind in KINDS {
            let token = Token::new(kind);
            for other in KINDS {
                assert_eq!(shown(other, token.reveal()), (kind == other).then(|| token.hash()), "{kind:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_token_in_anothers_place_is_nonsense() {
        let [terminal, person, pass, ..] = KINDS.map(Token::new);
        let right = Presented::new(Some(terminal.reveal()), Some(person.reveal()), Some(pass.reveal()));
        assert_eq!(right.terminal, Shown::Token(terminal.hash()));
        let swapped = Presented::new(Some(person.reveal()), Some(pass.reveal()), Some(terminal.reveal()));
        assert_eq!([swapped.terminal, swapped.person, swapped.pass], [Shown::Nonsense; 3]);
        assert_eq!(Presented::new(None, None, None), Presented::default());
    }

    #[test]
    fn no_two_are_alike_and_none_is_told() {
        let all: BTreeSet<_> = (0..1000).map(|_| Token::new(TokenKind::Pass).reveal().to_owned()).collect();
        assert_eq!(all.len(), 1000);
        let token = Token::new(TokenKind::Link);
        assert_eq!(format!("{token:?} {:?}", token.hash()), "Token SecretHash");
        let code = PairingCode::new(
            uuid::Builder::from_random_bytes([7; 16]).into_uuid().try_into().unwrap(),
            Timestamp::from_unix_ms(0),
        );
        assert!(!format!("{code:?}").contains(code.reveal()));
    }

    #[test]
    fn a_code_may_be_typed_as_one_likes() {
        let id = TerminalId::try_from(uuid::Builder::from_random_bytes([7; 16]).into_uuid()).unwrap();
        let code = PairingCode::new(id, Timestamp::from_unix_ms(0));
        let dashed = code.spoken().replace(' ', "-").to_lowercase();
        for typed in [code.reveal(), &code.spoken(), &dashed, &format!("  {}  ", code.spoken())] {
            assert_eq!(typed_code(typed), Some(code.hash()), "{typed}");
        }
        for bad in ["", "BCDF", "BCDFGHJKL", "BCDFGHJA", "BCDFGHJ0", "ÄCDFGHJK", &"-".repeat(100)] {
            assert_eq!(typed_code(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_text_but_a_token_is_one(text in "(k[tpsl]-)?[0-9a-fA-F-]{0,70}") {
            for kind in KINDS {
                if shown(kind, &text).is_some() {
                    prop_assert!(text.len() == 67 && text.starts_with(kind.beginning()) && text == text.to_lowercase());
                }
            }
        }
    }
}

//! A shop with an owner, a terminal and a clock, all its own for every test.

use crate::databases::Database;
use core::time::Duration;
use domain::Timestamp;
use domain::access::{PersonId, Role, Standing};
use secrecy::SecretString;
use server::access::{Access, AccessError, Caller, Presented, Token};
use server::clock::ManualClock;
use server::store::AccessStore;
use std::net::IpAddr;
use std::sync::Arc;

/// Passwords and PINs that are found wherever they do not belong.
pub(crate) const PASSWORD: &str = "marked otters swim";
pub(crate) const OTHER_PASSWORD: &str = "marked herons stand";
pub(crate) const PIN: &str = "4071638295";
pub(crate) const OTHER_PIN: &str = "8305291746";

pub(crate) fn peer(last: u8) -> IpAddr {
    [192, 0, 2, last].into()
}

pub(crate) fn secret(text: &str) -> SecretString {
    text.to_owned().into()
}

pub(crate) struct Shop {
    pub(crate) store: Arc<dyn AccessStore>,
    pub(crate) clock: ManualClock,
    pub(crate) access: Access,
}

impl Shop {
    /// With nobody and nothing.
    pub(crate) async fn empty(database: &impl Database) -> Self {
        let clock = ManualClock::at(Timestamp::from_unix_ms(1_790_000_000_000));
        Self::on(database.open().await, clock)
    }

    /// Another server, or the same one started anew, on the same records.
    pub(crate) fn on(store: Arc<dyn AccessStore>, clock: ManualClock) -> Self {
        let access = Access::new(store.clone(), Arc::new(clock.clone()), false);
        Self { store, clock, access }
    }

    /// With an owner called Ada, who is signed in at nothing; returns her, too.
    pub(crate) async fn with_owner(database: &impl Database) -> (Self, Caller) {
        let shop = Self::empty(database).await;
        shop.access.add_first_owner("Ada", secret(PASSWORD)).await.unwrap().unwrap();
        let token = shop.access.sign_in(&Caller::nobody(peer(1)), "Ada", secret(PASSWORD)).await.unwrap();
        let owner = shop.person(&token, 1).await;
        assert_eq!(owner.standing(), Standing::Owner);
        (shop, owner)
    }

    pub(crate) async fn who(&self, presented: &Presented, last: u8) -> Caller {
        self.access.who(presented, peer(last)).await.unwrap()
    }

    /// Whoever holds a person's token, at no terminal.
    pub(crate) async fn person(&self, token: &Token, last: u8) -> Caller {
        self.who(&Presented::new(None, Some(token.reveal()), None), last).await
    }

    /// Whoever stands before the terminal of `token`.
    pub(crate) async fn terminal(&self, token: &Token) -> Caller {
        self.who(&Presented::new(Some(token.reveal()), None, None), 9).await
    }

    /// Whoever holds the pass at the terminal.
    pub(crate) async fn with_pass(&self, terminal: &Token, pass: &Token) -> Caller {
        self.who(&Presented::new(Some(terminal.reveal()), None, Some(pass.reveal())), 9).await
    }

    /// A new terminal, paired.
    pub(crate) async fn paired(&self, owner: &Caller, name: &str) -> Token {
        let code = self.access.invite_terminal(owner, name).await.unwrap();
        let (here, token) = self.access.pair(&Caller::nobody(peer(9)), code.reveal(), Some("A browser")).await.unwrap();
        assert_eq!((here.id, here.name.as_str()), (code.terminal, name));
        token
    }

    /// A new cashier with a PIN.
    pub(crate) async fn cashier(&self, owner: &Caller, name: &str, pin: &str) -> PersonId {
        self.access.add_person(owner, name, Role::Cashier, None, Some(secret(pin))).await.unwrap()
    }

    /// A new manager with a password.
    pub(crate) async fn manager(&self, owner: &Caller, name: &str) -> PersonId {
        self.access.add_person(owner, name, Role::Manager, Some(secret(OTHER_PASSWORD)), None).await.unwrap()
    }

    pub(crate) async fn signed_in(&self, name: &str, password: &str) -> Token {
        self.access.sign_in(&Caller::nobody(peer(1)), name, secret(password)).await.unwrap()
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// The words of the audit log, oldest first.
    pub(crate) async fn log(&self) -> Vec<String> {
        server::access::verify(self.store.as_ref(), None, |_| {}).await.unwrap();
        self.store.audit_after(0, 1000).await.unwrap().into_iter().map(|entry| entry.event).collect()
    }
}

/// How many seconds nobody may try.
pub(crate) fn slow<T: core::fmt::Debug>(result: Result<T, AccessError>) -> u64 {
    match result {
        Err(AccessError::Slow { seconds }) => seconds,
        other => panic!("{other:?}"),
    }
}

/// The error, as text.
pub(crate) fn refusal<T: core::fmt::Debug>(result: Result<T, AccessError>) -> String {
    result.unwrap_err().to_string()
}

//! Passwords and PINs become hashes, and are held against them: Argon2id, a few at a time, away from
//! what serves everybody else.

use super::error::AccessError;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use secrecy::{ExposeSecret as _, SecretString};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Memory of one hash in KiB, passes over it, and lanes: what OWASP's cheat sheet asks for at least.
const COST: (u32, u32, u32) = (19_456, 2, 1);

/// So many at a time: a flood of sign-ins takes no more memory and no more processors than that.
const AT_ONCE: usize = 2;

/// So many may wait; whoever comes then is told to come back.
const WAITING: usize = 32;

/// The hash of nothing that anybody knows, made at the same cost: an unknown name takes as long as a wrong password.
const STAND_IN: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bWlvbi1raW9zay1zYWx0$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

/// Makes and checks hashes.
#[derive(Clone)]
pub(super) struct Hasher {
    running: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl Hasher {
    pub(super) fn new() -> Self {
        Self { running: Arc::new(Semaphore::new(AT_ONCE)), queue: Arc::new(Semaphore::new(AT_ONCE + WAITING)) }
    }

    /// The hash of `secret`, with a salt of its own.
    pub(super) async fn hash(&self, secret: SecretString) -> Result<String, AccessError> {
        self.run(move || {
            let salt: [u8; 16] = rand::random();
            let hash = argon2()?.hash_password_with_salt(secret.expose_secret().as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).map_err(internal)
        })
        .await
    }

    /// Whether `secret` belongs to `hash`; never to none, which takes as long.
    pub(super) async fn matches(&self, secret: SecretString, hash: Option<String>) -> Result<bool, AccessError> {
        self.run(move || {
            let stored = hash.as_deref().unwrap_or(STAND_IN);
            let parsed = PasswordHash::new(stored).map_err(internal)?;
            let is_right = argon2()?.verify_password(secret.expose_secret().as_bytes(), &parsed).is_ok();
            Ok(is_right && hash.is_some())
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, AccessError> + Send + 'static,
    ) -> Result<T, AccessError> {
        let place = self.queue.clone().try_acquire_owned().map_err(|_| AccessError::Busy)?;
        let turn = self.running.clone().acquire_owned().await.map_err(internal)?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            // Not before: whoever gives up waiting does not make the work end.
            drop((turn, place));
            done
        });
        done.await.map_err(internal)?
    }
}

fn argon2() -> Result<Argon2<'static>, AccessError> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn internal(error: impl core::fmt::Display) -> AccessError {
    AccessError::Internal(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_secret_belongs_to_its_own_hash_alone() {
        let hasher = Hasher::new();
        let (one, again) = tokio::join!(hasher.hash("4071".into()), hasher.hash("4071".into()));
        let (one, again) = (one.unwrap(), again.unwrap());
        assert_ne!(one, again);
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert!(hasher.matches("4071".into(), Some(one.clone())).await.unwrap());
        assert!(!hasher.matches("4072".into(), Some(one)).await.unwrap());
        assert!(hasher.matches("4071".into(), Some("4071".to_owned())).await.is_err());
    }

    #[tokio::test]
    async fn nobodys_hash_costs_as_much_and_fits_nothing() {
        let parsed = PasswordHash::new(STAND_IN).unwrap();
        let params = Params::try_from(&parsed).unwrap();
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), COST);
        assert!(!Hasher::new().matches("4071".into(), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_flood_is_told_to_come_back() {
        let hasher = Hasher::new();
        let flood = futures::future::join_all((0..60).map(|_| hasher.matches("x".into(), None))).await;
        let busy = flood.iter().filter(|result| matches!(result, Err(AccessError::Busy))).count();
        assert_eq!(busy, 60 - AT_ONCE - WAITING);
        assert!(!hasher.matches("x".into(), None).await.unwrap());
    }
}

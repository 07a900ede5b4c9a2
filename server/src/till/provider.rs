//! Mion as the engine sees it: one question at a time, answered in our own words. Everything that is
//! Mion's vocabulary ends here.

use super::address;
use super::invoice::{self, Network};
use domain::answer::{Action, Answer, Blocked, Funding, Invoice, InvoiceFault, OnChain, Refusal, StatusRead};
use domain::{Checkout, Money, Msat, SessionId, Timestamp};
use engine::Reply;

/// Whoever takes the payments: Mion, or a simulation of it.
#[async_trait::async_trait]
pub trait Provider: Send + Sync {
    /// Asks about `checkout`. Never fails: no answer is [`Answer::Lost`].
    async fn ask(&self, action: Action, checkout: &Checkout, now: Timestamp) -> Reply;

    /// Whether it is there to answer, asking it for nothing.
    async fn reach(&self) -> bool;
}

/// Mion over its API.
#[derive(Clone, Debug)]
pub struct Mion {
    client: mion::Client,
    network: Network,
    takes_on_chain: bool,
}

impl Mion {
    /// Mion through `client`, whose invoices must be for `network`. Its addresses are shown only where
    /// the shop takes regular bitcoin.
    pub fn new(client: mion::Client, network: Network, takes_on_chain: bool) -> Self {
        Self { client, network, takes_on_chain }
    }

    async fn try_ask(&self, action: Action, checkout: &Checkout, now: Timestamp) -> Result<Answer, mion::Error> {
        match action {
            Action::CreateSession => {
                let new = mion::NewSession {
                    amount_minor: checkout.record().total.minor(),
                    reference: checkout.reference().as_str().to_owned(),
                    expires_at: to_instant(checkout.record().ends_at),
                };
                let session = self.client.create_session(&new, to_instant(now)).await?;
                Ok(session_answer(&session, checkout.record().total))
            }
            Action::LookUpSession => {
                let found = self.client.session_by_reference(checkout.reference().as_str()).await?;
                Ok(found.map_or(Answer::SessionAbsent, |session| session_answer(&session, checkout.record().total)))
            }
            Action::CreateAttempt | Action::ReadStatus => {
                // The engine asks neither before there is a session.
                let Some(session) = checkout.session() else {
                    return Ok(Answer::NotDone);
                };
                let id = mion::PaymentSessionId::from_uuid(session.id.as_uuid());
                if action == Action::ReadStatus {
                    return Ok(Answer::Status(self.status_read(self.client.status(&id).await?)));
                }
                Ok(self.attempt_answer(&self.client.create_attempt(&id).await?, now))
            }
        }
    }

    fn attempt_answer(&self, attempt: &mion::Attempt, now: Timestamp) -> Answer {
        if attempt.is_blocked() {
            return Answer::AttemptBlocked(Blocked {
                by_compliance: attempt.blocked_by_compliance,
                missing_fields: attempt.missing_customer_fields.clone(),
            });
        }
        let (Some(bolt11), Some(msat)) = (attempt.ln_invoice.as_deref(), attempt.amount_msat) else {
            return Answer::AttemptUnusable(InvoiceFault::Missing);
        };
        let expiry = attempt.expires_at.map(from_instant);
        match invoice::check(bolt11, Msat::from_msat(msat), expiry, self.network, now) {
            Ok(invoice) => Answer::AttemptReady(Invoice { on_chain: self.on_chain(attempt), ..invoice }),
            Err(fault) => Answer::AttemptUnusable(fault),
        }
    }

    /// How the attempt can be paid on chain. Without a usable address it is paid by Lightning alone.
    fn on_chain(&self, attempt: &mion::Attempt) -> Option<OnChain> {
        let address = attempt.on_chain_address.as_deref().filter(|_| self.takes_on_chain)?;
        let Some(address) = address::check(address, self.network) else {
            tracing::error!("Mion gave an address that is none of the shop's network; it is not shown");
            return None;
        };
        let fee_rate = attempt.suggested_fee_rate.as_ref().and_then(mion::Number::to_text);
        Some(OnChain { address, fee_rate })
    }

    fn status_read(&self, status: mion::Status) -> StatusRead {
        StatusRead {
            word_means_paid: status.status.is_paid_status(),
            word_is_last: status.status.is_final(),
            seen: self.client.is_seen(&status),
            funding: self.client.funding(&status).and_then(|funding| match funding {
                mion::Funding::Well => Some(Funding::Well),
                mion::Funding::Under => Some(Funding::Under),
                mion::Funding::Over => Some(Funding::Over),
                mion::Funding::Other => None,
            }),
            fee_is_correct: self.client.fee_is_correct(&status),
            word: status.status.as_str().to_owned(),
            paid_at: status.paid_at.map(from_instant),
            funding_status: status.funding_status.map(|name| name.as_str().to_owned()),
            fee_status: status.fee_status.map(|name| name.as_str().to_owned()),
            funding_amount_available: status.funding_amount_available.and_then(|number| number.whole()),
        }
    }
}

#[async_trait::async_trait]
impl Provider for Mion {
    async fn ask(&self, action: Action, checkout: &Checkout, now: Timestamp) -> Reply {
        match self.try_ask(action, checkout, now).await {
            Ok(answer) => Reply { answer, mion_answered: true, retry_after: None },
            Err(error) => {
                tracing::warn!(checkout = %checkout.id(), ?action, %error, "Mion did not do what was asked");
                reply_to(&error)
            }
        }
    }

    async fn reach(&self) -> bool {
        self.client.reach().await.is_ok_and(|reach| reach.authorised)
    }
}

fn reply_to(error: &mion::Error) -> Reply {
    let status = error.http_status();
    let answer = match (error.outcome_unknown(), error.retryable(), status) {
        (true, _, _) => Answer::Lost,
        (_, true, _) => Answer::NotDone,
        (_, _, status) => Answer::Refused(Refusal {
            http_status: status.unwrap_or(0),
            text: error.provider_text().unwrap_or_default().to_owned(),
        }),
    };
    // An answer below 500 comes from a Mion that is well, whatever it says.
    let mion_answered = status.is_some_and(|status| status < 500 && status != 408);
    Reply { answer, mion_answered, retry_after: error.retry_after() }
}

fn session_answer(session: &mion::Session, total: Money) -> Answer {
    // Mion need not repeat amount and currency; where it does, they must be this sale's.
    let same_amount = session.amount_minor.is_none_or(|minor| minor == total.minor());
    let same_currency = session.currency.as_deref().is_none_or(|code| code == total.currency().code());
    if !same_amount || !same_currency {
        return Answer::SessionConflict;
    }
    Answer::SessionOpen {
        id: SessionId::from_uuid(session.id.as_uuid()),
        expires_at: session.expires_at.map(from_instant),
    }
}

/// An instant in the words of [`jiff`], which Mion's client speaks.
pub fn to_instant(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(at.as_unix_ms()).unwrap_or(jiff::Timestamp::MAX)
}

/// An instant in our own words.
pub fn from_instant(at: jiff::Timestamp) -> Timestamp {
    Timestamp::from_unix_ms(at.as_millisecond())
}

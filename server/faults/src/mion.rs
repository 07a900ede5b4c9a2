//! A simulated Mion: sessions, attempts, money, and a status that tells of it in its own time. It
//! keeps the true books; the records are held against them.

pub(crate) mod session;

use crate::clock::{Clock, Moment};
use crate::random::Chance;
use domain::answer::{Answer, Blocked, Invoice, InvoiceFault, OnChain, Refusal};
use domain::{Msat, SessionId, Timestamp};
use session::{Attempt, Script, Session};
use uuid::Uuid;

/// Mion.
#[derive(Debug)]
pub(crate) struct Mion {
    pub(crate) clock: Clock,
    pub(crate) sessions: Vec<Session>,
    /// Away until then.
    pub(crate) away: Option<Moment>,
    /// While away, it refuses connections; otherwise it swallows questions.
    pub(crate) refuses: bool,
    invoices: u32,
}

impl Mion {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { clock, sessions: Vec::new(), away: None, refuses: false, invoices: 0 }
    }

    /// Whether it can be reached at `now`.
    pub(crate) fn is_there(&self, now: Moment) -> bool {
        self.away.is_none_or(|until| now >= until)
    }

    /// The session it calls `id`.
    pub(crate) fn session(&self, id: SessionId) -> Option<&Session> {
        let number = usize::try_from(id.as_uuid().as_u128()).ok()?;
        self.sessions.get(number.checked_sub(1)?)
    }

    /// The session and the attempt of the invoice with this payment hash.
    pub(crate) fn invoice(&mut self, hash: u32) -> Option<(&mut Session, usize)> {
        self.sessions.iter_mut().find_map(|session| {
            let attempt = session.attempts.iter().position(|attempt| attempt.hash == hash)?;
            Some((session, attempt))
        })
    }

    /// Creates a session for sale number `sale`, whether or not there is one already: that is how the
    /// real one may be, so nobody may ask twice.
    pub(crate) fn create_session(
        &mut self,
        sale: usize,
        total: u64,
        wanted: Timestamp,
        now: Moment,
        chance: &mut Chance,
    ) -> Answer {
        if wanted <= self.clock.at(now) {
            return refused("the expiry lies in the past");
        }
        let number = u128::try_from(self.sessions.len()).unwrap_or(0) + 1;
        let ends = match chance.below(30) {
            // It may know better when a session ends.
            0 => now.plus(chance.between(10_000, 120_000)),
            _ => self.clock.shows(wanted),
        };
        let script = Script::draw(chance);
        let id = SessionId::from_uuid(Uuid::from_u128(number));
        self.sessions.push(Session::new(id, sale, total, ends, script));
        self.told_of(self.sessions.len() - 1, chance)
    }

    /// What it says when asked for the session of sale number `sale`.
    pub(crate) fn look_up(&self, sale: usize, chance: &mut Chance) -> Answer {
        match self.sessions.iter().position(|session| session.sale == sale) {
            Some(_) if chance.one_in(200) => Answer::SessionConflict,
            Some(found) => self.told_of(found, chance),
            None => Answer::SessionAbsent,
        }
    }

    fn told_of(&self, number: usize, chance: &mut Chance) -> Answer {
        let session = &self.sessions[number];
        let expires_at = match chance.below(12) {
            0 => None,
            // A slip of somebody's clock.
            1 => Some(Timestamp::from_unix_ms(chance.one_of(&[0, i64::MIN, -1]))),
            _ => Some(self.clock.at(session.ends)),
        };
        Answer::SessionOpen { id: session.id, expires_at }
    }

    /// Creates an attempt under session `id`; `here` is the time at whoever checks the invoice.
    pub(crate) fn create_attempt(
        &mut self,
        id: SessionId,
        life: i64,
        on_chain: bool,
        now: Moment,
        here: Timestamp,
        chance: &mut Chance,
    ) -> Answer {
        let clock = self.clock;
        self.invoices += 1;
        let hash = self.invoices;
        let number = usize::try_from(id.as_uuid().as_u128()).unwrap_or(0);
        let Some(session) = number.checked_sub(1).and_then(|number| self.sessions.get_mut(number)) else {
            return refused("no such session");
        };
        if now >= session.ends {
            return refused("the session has ended");
        }
        match chance.below(60) {
            0 => return Answer::AttemptBlocked(Blocked { by_compliance: chance.one_in(2), missing_fields: vec![] }),
            1 => return Answer::AttemptUnusable(InvoiceFault::WrongAmount),
            2 => return refused("not today"),
            _ => {}
        }
        let ends = now.plus(life).min(session.ends);
        session.attempts.push(Attempt { hash, ends, is_paid: false });
        let expires_at = clock.at(ends);
        if expires_at <= here {
            return Answer::AttemptUnusable(InvoiceFault::Expired);
        }
        Answer::AttemptReady(Invoice {
            bolt11: String::new(),
            payment_hash: hash.to_string(),
            amount: Msat::from_msat(session.total * 1000),
            expires_at,
            on_chain: on_chain.then(|| OnChain { address: String::new(), fee_rate: None }),
        })
    }

    /// The status of session `id`.
    pub(crate) fn status(&self, id: SessionId, now: Moment) -> Answer {
        match self.session(id) {
            Some(session) => Answer::Status(session.status(self.clock, now)),
            None => refused("no such session"),
        }
    }
}

/// A final no.
pub(crate) fn refused(text: &str) -> Answer {
    Answer::Refused(Refusal { http_status: 422, text: text.to_owned() })
}

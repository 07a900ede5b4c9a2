//! What may be asked of Mion: only what is stored as about to be asked, only by the owner, not too
//! often about one checkout, not too often in all, and hardly at all while Mion is silent.

use super::{Rules, Violation};
use crate::clock::Moment;
use crate::event::Question;
use crate::records::Name;
use crate::server::Life;
use crate::world::World;
use domain::answer::Action;
use domain::checkout::Record;
use domain::checkout::progress::{AttemptOutcome, SessionProgress};
use domain::checkout::state::State;
use domain::{Timestamp, checkout};

/// The last question about a status.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    at: Moment,
    shown: Timestamp,
    server: usize,
    boot: u32,
    hinted: bool,
}

/// How long Mion has been silent to one server.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Silence {
    unanswered: u32,
    /// Since it has been left alone.
    since: Option<Moment>,
    /// Questions let through since, and asked.
    asked: i64,
}

/// Shortest time between two questions about one status, in milliseconds: with somebody waiting, for two hints in a
/// row, for an open sale nobody looks at, and for one that is over.
const WAITED_FOR: i64 = 500;
const HINTED: i64 = 200;
const UNATTENDED: i64 = 5_000;
const ENDED: i64 = 2_000;
/// A last look that failed is tried again, after half of the shortest back-off at least.
const AGAIN: i64 = 250;
/// A clock that is too fast shows half a second a little early.
const DRIFT: i64 = 2;

/// Questions without an answer before Mion is left alone.
const PATIENCE: u32 = 5;
/// Least time until the first, second, … question after that.
const PAUSES: [i64; 4] = [750, 1_500, 3_000, 6_000];

impl Rules {
    pub(crate) fn server_starts(&mut self, server: usize) {
        self.silences[server] = Silence::default();
        for sale in &mut self.sales {
            sale.taken_over = true;
        }
    }

    /// `server` asks a question that its governor let through at `admitted`.
    fn asks_a_silent_mion(&mut self, server: usize, admitted: Moment, now: Moment) {
        let silence = &mut self.silences[server];
        let Some(since) = silence.since.filter(|since| *since < admitted) else { return };
        silence.asked += 1;
        let mut left = now.since(since);
        let mut allowed = 0;
        for n in 0.. {
            left -= PAUSES.get(n).copied().unwrap_or(6_000);
            if left < -DRIFT {
                break;
            }
            allowed += 1;
        }
        if silence.asked > allowed {
            let what = format!("server {server} does not leave a silent Mion alone");
            self.broken(Violation::wrong(what));
        }
    }

    /// A server that has just started finds itself alone. Where the last one ended less than a second
    /// ago, it does not know what that one has spent.
    pub(crate) fn nobody_else_is_there(&mut self) {
        self.let_through.clear();
    }

    /// A question of `server` came to its end.
    pub(crate) fn heard(&mut self, server: usize, answered: bool, now: Moment) {
        let silence = &mut self.silences[server];
        if answered {
            *silence = Silence::default();
            return;
        }
        silence.unanswered += 1;
        if silence.unanswered == PATIENCE {
            silence.since = Some(now);
        }
    }

    /// Notes that a question was asked that had been let through at `admitted`; returns how many there
    /// were within the busiest second around it.
    fn spend(&mut self, admitted: Moment) -> usize {
        while self.let_through.front().is_some_and(|first| admitted.since(*first) > 20_000) {
            self.let_through.pop_front();
        }
        let place = self.let_through.partition_point(|other| *other <= admitted);
        self.let_through.insert(place, admitted);
        let all = &self.let_through;
        let within = |first: usize| all.iter().skip(first).take_while(|at| at.since(all[first]) < 995).count();
        (0..all.len()).filter(|first| admitted.since(all[*first]).abs() < 1_000).map(within).max().unwrap_or(0)
    }

    /// Mion did not say how the sale is: a hint that has brought the last question forward is still to be heeded.
    pub(crate) fn not_read(&mut self, server: usize, sale: usize) {
        let one = &mut self.sales[sale];
        one.hinted[server] |= one.asked.as_ref().is_some_and(|asked| asked.server == server && asked.hinted);
    }
}

impl World {
    /// Looks at a question that is being asked by the server that was `name` when it took the sale.
    pub(crate) fn check_question(&mut self, question: &Question, name: Name, admitted: Option<Moment>) {
        let sale = question.sale;
        let Some(row) = self.records.row(sale) else {
            return self.rules.broken(Violation::wrong(format!("sale {sale} was asked about before it was stored")));
        };
        if row.owner != name {
            let what = format!("sale {sale} was asked about by a server that does not own it any more");
            return self.rules.broken(Violation::wrong(what));
        }
        if !is_stored(question.action, &row.record) {
            let what = format!("sale {sale}: {:?} was not stored before it was asked", question.action);
            return self.rules.broken(Violation::wrong(what));
        }
        if self.setup.runs_wild {
            return;
        }
        self.check_budget(question.server, admitted);
        if question.action == Action::ReadStatus {
            self.check_pace(question);
        } else {
            // A hint is over with the next question, whichever it is.
            self.rules.sales[sale].hinted[question.server] = false;
        }
    }

    fn check_budget(&mut self, server: usize, admitted: Option<Moment>) {
        let Some(admitted) = admitted else {
            return self.rules.broken(Violation::wrong("a question was asked that nobody had let through"));
        };
        self.rules.asks_a_silent_mion(server, admitted, self.now);
        let most = usize::try_from(self.setup.budget).unwrap_or(usize::MAX) + self.setup.servers - 1;
        let within = self.rules.spend(admitted);
        if within > most {
            let what = format!("{within} questions within a second, of {} allowed", self.setup.budget);
            self.rules.broken(Violation::wrong(what));
        }
    }

    /// One question about a status in each interval, whoever asks.
    fn check_pace(&mut self, question: &Question) {
        let (server, boot, now) = (question.server, question.boot, self.now);
        let shown = self.time_at(server);
        let waits = (0..self.setup.servers).any(|one| self.waited_for(one, question.sale));
        let Some(row) = self.records.row(question.sale) else { return };
        let record = &row.record;
        let one = &mut self.rules.sales[question.sale];
        let hinted = core::mem::take(&mut one.hinted[server]);
        let waited = one.waited_for || waits;
        let last = one.asked.replace(Asked { at: now, shown, server, boot, hinted });
        let taken_over = one.taken_over;
        (one.waited_for, one.taken_over) = (waits, false);
        let Some(last) = last.filter(|last| !taken_over && last.server == server && last.boot == boot) else {
            return;
        };
        let changed = now.since(one.changed_at) < 1_000;
        let least = match () {
            () if ends_between(record, last.shown, shown) => 0,
            () if hinted && !last.hinted => 0,
            () if hinted || record.cancel_asked_at.is_some() => HINTED,
            // It may have been asked with the state in mind that was there a moment ago.
            () if is_last_look(record, shown) || changed => AGAIN,
            () if waited => WAITED_FOR,
            () if record.state == State::AwaitingPayment => UNATTENDED,
            () => ENDED,
        };
        if now.since(last.at) < least - DRIFT {
            let what = format!("sale {} was asked about twice within {} ms", question.sale, now.since(last.at));
            self.rules.broken(Violation::wrong(what));
        }
    }

    /// Nobody speaks any more under a name whose checkouts `server` may have taken over just now.
    pub(crate) fn check_claim(&mut self, server: usize) {
        for (n, other) in self.servers.iter().enumerate().filter(|(n, _)| *n != server) {
            let is_member = self.records.members.iter().any(|member| member.server == other.name());
            if !is_member && other.life != Life::Down && other.would_speak(self.now) {
                let what = format!("server {n} may still ask about what server {server} takes over");
                return self.rules.broken(Violation::wrong(what));
            }
        }
    }

    /// A payment session was created at Mion.
    pub(crate) fn check_session_created(&mut self, sale: usize) {
        if self.mion.sessions.iter().filter(|session| session.sale == sale).count() > 1 {
            self.rules.broken(Violation::doubled(format!("sale {sale} has two sessions at Mion")));
        }
    }
}

/// Whether the question stands in the records as one that is about to be asked, where it has to.
fn is_stored(action: Action, record: &Record) -> bool {
    match action {
        Action::CreateSession => matches!(record.session, SessionProgress::Asked { .. }),
        // It changes nothing at Mion; another may have learnt in the meantime what it asks for.
        Action::LookUpSession => true,
        Action::CreateAttempt => record.attempts.last().is_some_and(|attempt| attempt.outcome == AttemptOutcome::Asked),
        Action::ReadStatus => record.session.open().is_some(),
    }
}

/// Whether nothing goes on before the status has been read once more.
fn is_last_look(record: &Record, now: Timestamp) -> bool {
    let invoice = record.attempts.iter().rev().find_map(checkout::progress::Attempt::invoice);
    let is_over = invoice.is_some_and(|invoice| invoice.expires_at <= now);
    record.state.is_live() && is_over
}

/// Whether an invoice ends from `from` to `to`: then a last look is due at once.
fn ends_between(record: &Record, from: Timestamp, to: Timestamp) -> bool {
    let within = |at: Timestamp| from < at && at <= to;
    let invoice = record.attempts.iter().rev().find_map(checkout::progress::Attempt::invoice);
    invoice.is_some_and(|invoice| within(invoice.expires_at))
}

//! The questions to Mion on their way: begun, sent, perhaps lost, perhaps late, perhaps in vain.
//!
//! What is assumed of the network: a question that was sent reaches Mion within two seconds
//! ([`ARRIVES_WITHIN`]) or never. The answer may take any time.

use super::follow::Doing;
use crate::clock::Moment;
use crate::event::{Event, Question, Work};
use crate::mion::refused;
use crate::stats::{Count, of_action};
use crate::world::World;
use core::time::Duration;
use domain::answer::{Action, Answer};
use domain::planted;
use engine::membership::SENT_WITHIN;
use engine::{Outcome, Reply};

/// A little less than the engine waits before it believes that a lost question never arrived.
const ARRIVES_WITHIN: i64 = 1_950;

fn reply(answer: Answer, mion_answered: bool) -> Reply {
    Reply { answer, mion_answered, retry_after: None }
}

impl World {
    /// A task asks Mion, unless others may have taken its checkout over.
    pub(super) fn asks(&mut self, server: usize, id: u32, action: Action) {
        self.beat_if_calm(server);
        let now = self.time_at(server);
        let boot = self.servers[server].boot;
        let one = &mut self.servers[server];
        let Some(task) = one.tasks.iter_mut().find(|task| task.id == id) else { return };
        let admitted = task.admitted.take();
        if !one.membership.speaks(task.name, now) {
            self.note(Count::NotSpoken);
            self.withdraw(server, admitted);
            return self.step(server, id, Outcome::Replied(Reply::NOT_SENT));
        }
        task.doing = Doing::Asking;
        let checkout = task.follower.checkout();
        let question = Question {
            server,
            boot,
            task: id,
            sale: task.sale,
            action,
            session: checkout.session().map(|session| session.id),
            ends_at: checkout.record().ends_at,
            begun: self.now,
        };
        let name = task.name;
        self.note(of_action(action));
        self.tell(|_| format!("server {server} asks Mion about sale {}: {action:?}", question.sale));
        self.check_question(&question, name, admitted);
        let connects = match self.troubled() && self.chance.one_in(3) {
            true => self.chance.between(100, 6_000),
            false => self.chance.between(0, 3),
        };
        self.arrange(server, connects, Work::Send(Box::new(question)));
    }

    /// Whether this question meets trouble.
    fn troubled(&mut self) -> bool {
        self.is_bad() && self.setup.mion_trouble > 0 && self.chance.per_mille(self.setup.mion_trouble)
    }

    /// A question goes onto the wire, unless it is too old for that.
    pub(super) fn send(&mut self, question: Box<Question>) {
        let age = self.now.since(question.begun);
        let gives_up = question.begun.plus(self.setup.patience);
        let changes_something = matches!(question.action, Action::CreateSession | Action::CreateAttempt);
        let latest = i64::try_from(SENT_WITHIN.as_millis()).unwrap_or(0);
        let is_too_old = changes_something && age > latest && !planted!(SendHoweverLate);
        if is_too_old || (self.now >= gives_up && !planted!(SendHoweverLate)) {
            self.note(Count::NeverSent);
            return self.reply_at(self.now, question, reply(Answer::NotDone, false), None);
        }
        if !self.mion.is_there(self.now) && self.mion.refuses {
            self.note(Count::ConnectionRefused);
            let at = self.now.plus(self.chance.between(0, 30));
            return self.reply_at(at, question, reply(Answer::NotDone, false), None);
        }
        if !self.mion.is_there(self.now) || (self.troubled() && self.chance.one_in(4)) {
            self.note(Count::QuestionLost);
            return self.reply_at(gives_up, question, reply(Answer::Lost, false), None);
        }
        let is_slow = self.troubled();
        let arrives = self.now.plus(self.chance.between(1, if is_slow { ARRIVES_WITHIN } else { 40 }));
        let breaks = is_slow && self.chance.one_in(3);
        let heard = arrives < gives_up && !breaks;
        if !heard {
            // The connection broke, or nobody waits any longer, and the question goes its way all the same.
            self.note(if breaks { Count::ConnectionBroken } else { Count::QuestionLate });
            let at = if breaks { self.now.plus(self.chance.between(1, 60)) } else { gives_up };
            self.reply_at(at, question.clone(), reply(Answer::Lost, false), None);
        }
        self.spite(question.server);
        self.queue.arrange(arrives, Event::Mion { question: *question, heard });
    }

    /// A question reaches Mion.
    pub(crate) fn at_mion(&mut self, question: Question, heard: bool) {
        let gives_up = question.begun.plus(self.setup.patience);
        let question = Box::new(question);
        if !self.mion.is_there(self.now) {
            if heard {
                self.reply_at(gives_up, question, reply(Answer::Lost, false), None);
            }
            return;
        }
        if let Some(refusal) = self.mion_declines() {
            if heard {
                let at = self.now.plus(self.chance.between(1, 30));
                self.reply_at(at.min(gives_up), question, refusal, None);
            }
            return;
        }
        let answer = self.mion_does(&question);
        if !heard {
            return;
        }
        let given = Some(self.now);
        let mut takes = self.chance.between(1, self.setup.mion_takes);
        if self.troubled() {
            match self.chance.below(4) {
                0 => {
                    self.note(Count::AnswerLost);
                    return self.reply_at(gives_up, question, reply(Answer::Lost, false), None);
                }
                1 => {
                    self.note(Count::FailedAfter);
                    return self.reply_at(self.now.plus(takes), question, reply(Answer::Lost, false), None);
                }
                2 => {
                    self.note(Count::Malformed);
                    return self.reply_at(self.now.plus(takes), question, reply(Answer::Lost, true), None);
                }
                _ => takes = self.chance.between(100, 8_000),
            }
        }
        let at = self.now.plus(takes);
        if at >= gives_up {
            self.note(Count::AnswerLost);
            return self.reply_at(gives_up, question, reply(Answer::Lost, false), None);
        }
        self.reply_at(at, question, reply(answer, true), given);
    }

    /// Mion answers without having done anything.
    fn mion_declines(&mut self) -> Option<Reply> {
        if !self.troubled() {
            return None;
        }
        let retry_after = Some(Duration::from_millis(self.chance.next() % 6_000));
        match self.chance.below(8) {
            0 | 1 => {
                self.note(Count::FailedBefore);
                Some(reply(Answer::Lost, false))
            }
            2 => {
                self.note(Count::TooMany);
                Some(Reply { answer: Answer::NotDone, mion_answered: true, retry_after })
            }
            3 => {
                self.note(Count::Unavailable);
                Some(Reply { answer: Answer::Lost, mion_answered: false, retry_after })
            }
            4 if self.chance.one_in(8) => Some(reply(refused("no"), true)),
            _ => None,
        }
    }

    fn mion_does(&mut self, question: &Question) -> Answer {
        let now = self.now;
        let here = self.servers[question.server].clock.at(now);
        let sale = question.sale;
        let (mion, chance) = (&mut self.mion, &mut self.chance);
        match (question.action, question.session) {
            (Action::CreateSession, _) => {
                let answer = mion.create_session(sale, self.sales[sale].total, question.ends_at, now, chance);
                if matches!(answer, Answer::SessionOpen { .. }) {
                    self.session_created(sale);
                }
                answer
            }
            (Action::LookUpSession, _) => mion.look_up(sale, chance),
            (Action::CreateAttempt, Some(id)) => {
                self.stats.note(Count::AttemptCreated);
                mion.create_attempt(id, self.setup.invoice_life, self.setup.takes_on_chain, now, here, chance)
            }
            (Action::ReadStatus, Some(id)) => mion.status(id, now),
            _ => Answer::NotDone,
        }
    }

    fn session_created(&mut self, sale: usize) {
        self.note(Count::SessionCreated);
        self.tell(|_| format!("Mion creates a session for sale {sale}"));
        self.check_session_created(sale);
    }

    fn reply_at(&mut self, at: Moment, question: Box<Question>, reply: Reply, given: Option<Moment>) {
        let (server, boot) = (question.server, question.boot);
        let work = Work::Reply { question, reply: Box::new(reply), given };
        self.queue.arrange(at.max(self.now), Event::Server { server, boot, work });
    }
}

//! Everything that can be going to happen in a schedule.

use crate::clock::Moment;
use crate::faults::Fault;
use crate::records::{Done, Name, Op};
use crate::tablet::{Act, Request};
use crate::view::View;
use domain::answer::Action;
use domain::{SessionId, Timestamp};
use engine::Reply;

/// What happens, and where.
#[derive(Debug)]
pub(crate) enum Event {
    /// At a server, if that start of it still lives; a frozen one does it when it thaws.
    Server { server: usize, boot: u32, work: Work },
    /// A question reaches the records.
    Records { server: usize, boot: u32, who: Who, op: Op },
    /// A question reaches Mion; `heard` is whether anybody still waits for the answer.
    Mion { question: Question, heard: bool },
    /// At a tablet.
    Tablet { tablet: usize, what: AtTablet },
    /// A customer pays.
    Pay { sale: usize, hash: u32, minor: u64, how: How },
    /// Mion, or somebody who pretends to be, calls the webhook.
    Webhook { sale: usize, is_true: bool },
    /// A person looks at the alarms.
    Staff,
    /// Something goes wrong.
    Goes(Fault),
    /// A killed server is started.
    Start { server: usize },
    /// A frozen server thaws.
    Thaw { server: usize, freeze: u32 },
    /// Bad times begin.
    BadTimes,
    /// Bad times are over, and everything has settled.
    Calm,
}

/// How a customer pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Lightning,
    /// Confirmed so many milliseconds after it was seen.
    OnChain(i64),
}

/// Who asked the records something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Task(u32),
    Errand(u32),
    Beating,
    Leaving,
}

/// A question to Mion on its way.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) server: usize,
    pub(crate) boot: u32,
    pub(crate) task: u32,
    pub(crate) sale: usize,
    pub(crate) action: Action,
    pub(crate) session: Option<SessionId>,
    pub(crate) ends_at: Timestamp,
    pub(crate) begun: Moment,
}

/// What a server has to do.
#[derive(Debug)]
pub(crate) enum Work {
    /// The time has come to move its counter.
    Beat,
    /// The records have answered, or have not.
    Answered {
        who: Who,
        done: Done,
    },
    /// A task's waiting is over, if it is still that one.
    Wake {
        task: u32,
        wait: u32,
    },
    /// Somebody nudges whoever follows the sale.
    Nudge {
        sale: usize,
    },
    /// The governor has let a task's question through.
    Admitted {
        task: u32,
        at: Moment,
    },
    Shown {
        task: u32,
    },
    /// A question goes onto the wire.
    Send(Box<Question>),
    /// Mion's answer, and when Mion gave it.
    Reply {
        question: Box<Question>,
        reply: Box<Reply>,
        given: Option<Moment>,
    },
    /// The governor wanted to be asked again.
    Gate,
    /// A tablet asks.
    Request(Request),
    /// An errand's patience is over.
    Patience {
        errand: u32,
    },
    /// Another server tells something.
    Call(Call),
    /// The connection on which others tell things is back.
    Gap,
    /// The webhook was called; the body says "paid" about this sale.
    Poked {
        sale: usize,
    },
}

/// What servers tell each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    Changed(usize),
    Waiting(usize),
    Poke,
}

/// What happens at a tablet.
#[derive(Debug)]
pub(crate) enum AtTablet {
    /// Whatever staff do next.
    Next,
    /// Somebody does something about the sale on the screen.
    Act { sale: usize, act: Act },
    /// The server has answered request `number`, with what there is to be shown.
    Answer { number: u32, view: Option<View> },
    /// No answer to request `number`.
    Silence { number: u32 },
}

/// A name nobody has had before.
pub(crate) fn new_name(names: &mut u32) -> Name {
    *names += 1;
    Name(*names)
}

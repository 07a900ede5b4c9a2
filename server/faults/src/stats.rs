//! How often everything a schedule can hold has happened: a simulation that never visits a state
//! proves nothing about it.

use domain::alarm::AlarmKind;
use domain::answer::{Action, Answer};
use domain::checkout::state::State;

macro_rules! counts {
    ($($name:ident $text:literal),* $(,)?) => {
        /// Something that is counted.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Count { $($name),* }

        impl Count {
            /// Everything that is counted, with its name.
            pub(crate) const ALL: &[(Self, &'static str)] = &[$((Self::$name, $text)),*];
        }
    };
}

counts! {
    Crash "fault: server killed",
    CrashWhileAsking "fault: server killed with a question under way",
    Stopped "fault: server stopped in good order",
    ShopClosed "fault: all servers off for hours",
    Freeze "fault: server frozen",
    FrozenPastItsLease "fault: server frozen past its lease",
    Thaw "fault: server thawed",
    RecordsOut "fault: records away",
    RecordsOutForOne "fault: records away for one server",
    NotStored "fault: records did nothing and said nothing",
    StoredUnheard "fault: records did it and the word was lost",
    SlowRecords "fault: records slow",
    MionOut "fault: Mion away",
    ConnectionRefused "fault: connection to Mion refused",
    QuestionLost "fault: question to Mion lost",
    ConnectionBroken "fault: connection to Mion broken, and the question arrives",
    QuestionLate "fault: question reached Mion after it was given up",
    NeverSent "fault: question too old to be sent",
    AnswerLost "fault: Mion's answer lost",
    FailedBefore "fault: 5xx, nothing done",
    FailedAfter "fault: 5xx, and done all the same",
    Malformed "fault: Mion's answer unreadable",
    TooMany "fault: 429 with Retry-After",
    Unavailable "fault: 503 with Retry-After",
    CallsLost "fault: calls between servers lost",
    TabletMessageLost "fault: message of a tablet lost",
    TrueHint "webhook: true",
    LyingHint "webhook: lie",
    Beat "server: beat",
    DeclaredDead "server: declared another dead",
    Renamed "server: took a new name",
    TakenOver "server: took a checkout over",
    Stale "server: write refused, others were faster",
    NotSpoken "server: kept silent, others may have taken over",
    BreakerOpened "server: left Mion alone",
    Oddity "server: an answer made no sense",
    SessionCreated "Mion: session created",
    AttemptCreated "Mion: attempt created",
    PaidInTime "customer: paid in time",
    PaidAtTheEnd "customer: paid within 3 ms of the end",
    PaidEndedInvoice "customer: paid an invoice that had ended",
    PaidEndedSession "customer: paid after the session's end",
    PaidSecondInvoice "customer: paid a second invoice",
    PaidTooLittle "customer: paid too little",
    PaidTheRest "customer: paid the rest",
    PaidTooMuch "customer: paid too much",
    PaidOnChain "customer: paid on chain",
    PaymentNotTaken "customer: payment not taken",
    Tap "tablet: opened a sale",
    DoubleTap "tablet: tapped twice",
    Retry "tablet: asked again",
    OtherServer "tablet: asked another server",
    Reload "tablet: reloaded",
    TakenUp "tablet: took a sale up",
    AskedToCancel "tablet: cancelled",
    PutAside "tablet: put a sale aside",
    MovedOn "tablet: moved on",
    ShownInvoice "shown: invoice",
    ShownReplaced "shown: second invoice",
    ShownPaid "shown: paid",
    ShownEnded "shown: ended",
    Decided "staff: decided",
    AskedCreateSession "asked: create session",
    AskedLookUp "asked: look-up by reference",
    AskedCreateAttempt "asked: create attempt",
    AskedStatus "asked: status",
    SessionOpen "answer: session open",
    SessionAbsent "answer: session absent",
    SessionConflict "answer: session conflict",
    AttemptReady "answer: attempt ready",
    AttemptBlocked "answer: attempt blocked",
    AttemptUnusable "answer: attempt unusable",
    StatusUnpaid "answer: status, unpaid",
    StatusHalf "answer: status, half paid",
    StatusSeen "answer: status, seen on chain",
    StatusShort "answer: status, short",
    StatusPaid "answer: status, paid",
    StatusOver "answer: status, paid and over",
    StatusUnknownWord "answer: status, unknown word",
    Refused "answer: refused",
    NotDone "answer: not done",
    Lost "answer: lost",
    Opening "state: opening",
    AwaitingPayment "state: awaiting payment",
    Confirming "state: confirming",
    Seen "state: seen",
    Underpaid "state: underpaid",
    Paid "state: paid",
    PaidLate "state: paid late",
    Expired "state: expired",
    Cancelled "state: cancelled",
    Blocked "state: blocked",
    Failed "state: failed",
    AlarmLate "alarm: late",
    AlarmTwice "alarm: twice",
    AlarmOverpaid "alarm: overpaid",
    AlarmUnderpaid "alarm: underpaid",
    AlarmUnsettled "alarm: unsettled",
}

/// How often.
#[derive(Clone, Debug)]
pub(crate) struct Stats([u64; Count::ALL.len()]);

impl Stats {
    pub(crate) fn new() -> Self {
        Self([0; Count::ALL.len()])
    }

    pub(crate) fn note(&mut self, what: Count) {
        self.0[what as usize] += 1;
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, more)| *sum += more);
    }

    /// Everything with its name and how often it happened.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'static str, u64)> {
        Count::ALL.iter().map(|(what, name)| (*name, self.0[*what as usize]))
    }
}

/// What counts a state.
pub(crate) fn of_state(state: &State) -> Count {
    match state {
        State::Opening => Count::Opening,
        State::AwaitingPayment => Count::AwaitingPayment,
        State::Confirming => Count::Confirming,
        State::Seen => Count::Seen,
        State::Underpaid => Count::Underpaid,
        State::Paid(_) => Count::Paid,
        State::PaidLate(_) => Count::PaidLate,
        State::Expired => Count::Expired,
        State::Cancelled => Count::Cancelled,
        State::Blocked(_) => Count::Blocked,
        State::Failed(_) => Count::Failed,
    }
}

/// What counts an alarm.
pub(crate) fn of_alarm(kind: AlarmKind) -> Count {
    match kind {
        AlarmKind::Late => Count::AlarmLate,
        AlarmKind::Twice => Count::AlarmTwice,
        AlarmKind::Overpaid => Count::AlarmOverpaid,
        AlarmKind::Underpaid => Count::AlarmUnderpaid,
        AlarmKind::Unsettled => Count::AlarmUnsettled,
    }
}

/// What counts a question.
pub(crate) fn of_action(action: Action) -> Count {
    match action {
        Action::CreateSession => Count::AskedCreateSession,
        Action::LookUpSession => Count::AskedLookUp,
        Action::CreateAttempt => Count::AskedCreateAttempt,
        Action::ReadStatus => Count::AskedStatus,
    }
}

/// What counts an answer.
pub(crate) fn of_answer(answer: &Answer) -> Count {
    match answer {
        Answer::SessionOpen { .. } => Count::SessionOpen,
        Answer::SessionAbsent => Count::SessionAbsent,
        Answer::SessionConflict => Count::SessionConflict,
        Answer::AttemptReady(_) => Count::AttemptReady,
        Answer::AttemptBlocked(_) => Count::AttemptBlocked,
        Answer::AttemptUnusable(_) => Count::AttemptUnusable,
        Answer::Status(read) if read.is_over() => Count::StatusOver,
        Answer::Status(read) if read.paid().is_some() => Count::StatusPaid,
        Answer::Status(read) if read.half_paid() => Count::StatusHalf,
        Answer::Status(read) if read.seen => Count::StatusSeen,
        Answer::Status(read) if read.is_short() => Count::StatusShort,
        Answer::Status(read) if read.word != "draft" => Count::StatusUnknownWord,
        Answer::Status(_) => Count::StatusUnpaid,
        Answer::Refused(_) => Count::Refused,
        Answer::NotDone => Count::NotDone,
        Answer::Lost => Count::Lost,
    }
}

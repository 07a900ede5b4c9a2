//! Bugs on purpose. A simulation that finds nothing proves nothing until it has found these: each
//! breaks one rule of the engine where the rule is kept. Without the feature `planted` none can be
//! switched on, and the compiler removes the questions.

/// Whether this build can have bugs planted. The server refuses to compile where it can.
pub const POSSIBLE: bool = cfg!(feature = "planted");

macro_rules! bugs {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// One bug.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Bug { $($(#[$doc])* $name),* }

        impl Bug {
            /// Every bug there is.
            pub const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

bugs! {
    /// A lost answer to a creation is taken for "not created", so Mion is not asked by reference.
    SkipLookUp,
    /// Since when a creation is in doubt is counted by another server's clock.
    TrustOtherClocks,
    /// "No such session" is believed at once, while the lost request may still be on its way.
    BelieveAbsenceAtOnce,
    /// The status without the time of payment, or the time without the status, counts as paid.
    HalfIsPaid,
    /// A status that could not be read expires the checkout.
    SilenceIsExpiry,
    /// The checkout expires by the clock, without a last look.
    ExpireWithoutLook,
    /// A payment after the end turns the screen green as if nothing had happened.
    LateIsPaid,
    /// A late payment raises no alarm.
    NoLateAlarm,
    /// Paying twice raises no alarm.
    NoTwiceAlarm,
    /// Nothing is asked about a checkout after its end.
    StopAtTheEnd,
    /// Watching ends by the clock, even where no server has looked for days.
    CloseWithoutLook,
    /// Watching stops at Mion's last status even where a second invoice may still be paid.
    ForgetTheOldInvoice,
    /// An invoice is replaced without a last look at the old one.
    ReplaceWithoutLook,
    /// Mion is asked before the question is stored.
    AskBeforeStoring,
    /// An answer is shown before it is stored.
    ShowBeforeStoring,
    /// A server goes on asking when others may have taken its checkouts over.
    IgnoreLostLease,
    /// Everybody's checkouts are taken over, not only a dead server's.
    ClaimFromTheLiving,
    /// What a webhook's body says is believed.
    BelieveTheWebhook,
    /// Requests to Mion are not counted.
    IgnoreTheBudget,
    /// Mion is asked however long it has been silent.
    IgnoreTheBreaker,
    /// A second tap, a retry or another tablet opens the sale once more.
    InsertTwice,
    /// A write does not mind what others have written since it read.
    OverwriteOthers,
    /// An answer that was held back is taken for the answer to whatever was asked meanwhile.
    TakeAnyAnswer,
    /// A server that was declared dead and took a new name goes on asking for what it followed before.
    AskInTheOldName,
    /// A server that has just joined asks at once, before the others know that they have to share.
    NewcomerSpeaksAtOnce,
    /// A server does not mind that it may own checkouts it does not know of.
    NeverUnsure,
    /// A server that stops says goodbye before its last questions are answered.
    LeaveInAHurry,
    /// Too little money at the end raises no alarm.
    NoUnderpaidAlarm,
    /// A payment for a sale that was put aside turns the screen green for nobody.
    AsideIsPaid,
    /// A request is sent however long ago it was begun.
    SendHoweverLate,
}

/// Asks whether a bug is planted: `planted!(SkipLookUp)`.
#[macro_export]
macro_rules! planted {
    ($name:ident) => {
        $crate::planted::is($crate::planted::Bug::$name)
    };
}
pub use planted;

#[cfg(not(feature = "planted"))]
/// Whether `bug` is planted: never.
#[inline]
pub const fn is(_bug: Bug) -> bool {
    false
}

#[cfg(feature = "planted")]
pub use switch::{is, plant};

#[cfg(feature = "planted")]
mod switch {
    use super::Bug;
    use core::cell::Cell;

    std::thread_local! {
        static PLANTED: Cell<Option<Bug>> = const { Cell::new(None) };
    }

    /// Whether `bug` is planted in this thread.
    pub fn is(bug: Bug) -> bool {
        PLANTED.get() == Some(bug)
    }

    /// Plants `bug` in this thread, in place of any other.
    pub fn plant(bug: Option<Bug>) {
        PLANTED.set(bug);
    }
}

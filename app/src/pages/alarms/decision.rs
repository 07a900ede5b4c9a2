//! The question before a decision: what it means, a note, and for a payment of another sale, which one.

use super::other_sale::OtherSale;
use crate::api::{ApiError, decide_alarm};
use crate::calls::in_time;
use crate::erased::{begin, effect};
use crate::listing::Listing;
use crate::view::AlarmView;
use domain::CheckoutId;
use domain::alarm::{DecisionRefused, LONGEST_NOTE, Verdict};
use leptos::ev::SubmitEvent;
use leptos::html::{Dialog, Input};
use leptos::prelude::*;

/// What can be decided about a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It is the sale's.
    Accept,
    /// It is another sale's.
    Link,
    /// It goes back.
    Refund,
}

/// What is being asked: shall it be decided this way?
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    /// The payment.
    pub(super) alarm: AlarmView,
    /// The decision.
    pub(super) way: Way,
}

impl Way {
    /// Every way, in the order of the buttons.
    pub(super) const ALL: [Self; 3] = [Self::Accept, Self::Link, Self::Refund];

    /// The name in the markup.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Link => "link",
            Self::Refund => "refund",
        }
    }

    /// What its button says.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Accept => "Accept",
            Self::Link => "Link to another sale",
            Self::Refund => "Refund by hand",
        }
    }

    /// The question, what a yes means, and what is said when it is done.
    fn words(self) -> [&'static str; 3] {
        match self {
            Self::Accept => [
                "Accept this payment?",
                "It is this sale's: the customer has, or gets now, what was bought.",
                "Accepted.",
            ],
            Self::Link => [
                "Which sale is it for?",
                "Both stay in the records. If the other sale is still open, cancel it: its code could be paid as well.",
                "Linked to the other sale.",
            ],
            Self::Refund => [
                "Refund by hand?",
                "This is only noted. The kiosk moves no money: send it back yourself, and say how in the note.",
                "Noted: to be refunded by hand.",
            ],
        }
    }
}

/// The dialog; closed while nothing is asked.
#[component]
pub(super) fn Decision(
    /// What is asked.
    question: RwSignal<Option<Question>>,
    /// The payments that wait, as the answer leaves them.
    alarms: Listing<AlarmView>,
    /// Called with a word about it when a payment is decided about.
    done: impl Fn(&'static str) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
        question.set(None);
    };
    effect(move || {
        if let (true, Some(dialog)) = (question.with(Option::is_some), dialog.get()) {
            // Fails only where it is open already.
            let _ = dialog.show_modal();
        }
    });
    let end = move |words| {
        close();
        done(words);
    };
    view! {
        <dialog class="dialog" node_ref=dialog aria-labelledby="decision" on:close=move |_| question.set(None)>
            {move || question.get().map(|question| view! { <Form question alarms close end /> })}
        </dialog>
    }
}

#[component]
fn Form(
    question: Question,
    alarms: Listing<AlarmView>,
    close: impl Fn() + Copy + Send + Sync + 'static,
    end: impl Fn(&'static str) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let Question { alarm, way } = question;
    let (id, kind) = (alarm.id, alarm.kind);
    let [headline, meaning, is_done] = way.words();
    let note = NodeRef::<Input>::new();
    let other = RwSignal::new(None::<CheckoutId>);
    let refused = RwSignal::new(None::<&'static str>);
    let is_busy = RwSignal::new(false);
    let confirm = move |event: SubmitEvent| {
        event.prevent_default();
        let verdict = match (way, other.get_untracked()) {
            (Way::Accept, _) => Verdict::Accept,
            (Way::Refund, _) => Verdict::Refund,
            (Way::Link, Some(other)) => Verdict::Link(other),
            (Way::Link, None) => return refused.set(Some("Say which sale it is for.")),
        };
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        refused.set(None);
        let text = note.get_untracked().map(|note| note.value().trim().to_owned()).unwrap_or_default();
        begin(async move {
            let answer = in_time(decide_alarm(id, kind, verdict, text)).await;
            if alarms.rows.is_disposed() {
                return;
            }
            let _ = is_busy.try_set(false);
            match answer {
                Ok(left) => {
                    alarms.rows.set(Some(left));
                    end(is_done);
                }
                Err(error) => match reason(&error) {
                    Some(words) => {
                        let _ = refused.try_set(Some(words));
                    }
                    None => {
                        alarms.rows.update(|rows| {
                            if let Some(rows) = rows {
                                rows.retain(|alarm| (alarm.id, alarm.kind) != (id, kind));
                            }
                        });
                        end("Somebody has decided about this payment already.");
                    }
                },
            }
        });
    };
    view! {
        <form on:submit=confirm data-decision=way.name()>
            <h2 id="decision">{headline}</h2>
            <p>{format!("{} · {}", alarm.total, alarm.code)}</p>
            <p>{meaning}</p>
            {(way == Way::Link).then(|| view! { <OtherSale of=id other /> })}
            <label class="field">
                "Note (optional)"
                <input type="text" name="note" maxlength=LONGEST_NOTE autocomplete="off" node_ref=note />
            </label>
            <p class="not-done" role="alert">
                {move || refused.get()}
            </p>
            <div class="dialog-choices">
                <button type="button" class="button" autofocus on:click=move |_| close()>
                    "Back"
                </button>
                <button type="submit" class="button is-main" data-confirm disabled=move || is_busy.get()>
                    {way.label()}
                </button>
            </div>
        </form>
    }
}

/// Why it was not decided; nothing where there is nothing left to decide.
fn reason(error: &ApiError) -> Option<&'static str> {
    Some(match error {
        ApiError::Decision { reason: DecisionRefused::Decided | DecisionRefused::NoAlarm } => return None,
        ApiError::Decision { reason: DecisionRefused::Note } => "The note must be at most 500 characters on one line.",
        ApiError::Decision { reason: DecisionRefused::Itself } => "That is the very sale this payment was for.",
        ApiError::UnknownLink => "The other sale is not known here.",
        ApiError::Unreachable => "The server does not answer: it was perhaps not recorded. Try again.",
        _ => "It was not recorded. Try again.",
    })
}

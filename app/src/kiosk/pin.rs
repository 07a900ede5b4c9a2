//! A PIN that is asked for, in the middle of something that goes on once it is right: whose it is, and what has
//! been typed. What is typed is in no element of the page, and gone when the question is.

use crate::api::{ApiError, enter_pin, staff_names};
use crate::calls::in_time;
use crate::erased::begin;
use crate::view::StaffName;
use domain::access::PersonId;
use domain::entry::Key;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use std::sync::Arc;

/// The longest PIN.
const MOST_DIGITS: usize = 10;

/// The question; a handle, copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Pin {
    /// Whether it was ever on the screen: it is drawn for the first time then.
    pub(crate) was_asked: RwSignal<bool>,
    /// Whether it is on the screen.
    pub(crate) is_asked: RwSignal<bool>,
    /// Whose PIN it can be; none until that is known.
    pub(crate) people: RwSignal<Option<Vec<StaffName>>>,
    /// Whose it is to be.
    pub(crate) person: RwSignal<Option<PersonId>>,
    /// Why the last one was not taken.
    pub(crate) error: RwSignal<Option<ApiError>>,
    /// For how many seconds no other is taken.
    pub(crate) wait_s: RwSignal<u32>,
    /// Whether one is being looked at.
    pub(crate) is_busy: RwSignal<bool>,
    digits: RwSignal<String>,
    then: StoredValue<Option<Arc<dyn Fn() + Send + Sync>>>,
}

impl Pin {
    /// Nothing is asked.
    pub(crate) fn new() -> Self {
        Self {
            was_asked: RwSignal::default(),
            is_asked: RwSignal::default(),
            people: RwSignal::default(),
            person: RwSignal::default(),
            error: RwSignal::default(),
            wait_s: RwSignal::default(),
            is_busy: RwSignal::default(),
            digits: RwSignal::default(),
            then: StoredValue::default(),
        }
    }

    /// Asks for a PIN; `then` is done once it is right.
    pub(crate) fn ask(self, then: impl Fn() + Send + Sync + 'static) {
        self.then.set_value(Some(Arc::new(then)));
        self.digits.set(String::new());
        self.error.set(None);
        self.is_asked.set(true);
        if !self.was_asked.get_untracked() {
            self.was_asked.set(true);
        }
        begin(async move {
            match in_time(staff_names()).await {
                Ok(people) => {
                    let only = if let [one] = &people[..] { Some(one.id) } else { None };
                    self.person.update(|person| {
                        // Whoever was it last time is likely to be it again.
                        let is_there = person.is_some_and(|id| people.iter().any(|one| one.id == id));
                        *person = if is_there { *person } else { only };
                    });
                    self.people.set(Some(people));
                }
                Err(error) => self.error.set(Some(error)),
            }
        });
    }

    /// Asks no more, and does nothing.
    pub(crate) fn give_up(self) {
        self.is_asked.set(false);
        self.digits.set(String::new());
        self.then.set_value(None);
    }

    /// How many digits there are. Tracked.
    pub(crate) fn length(self) -> usize {
        self.digits.with(String::len)
    }

    /// A key, on the glass or on a keyboard.
    pub(crate) fn press(self, key: Key) {
        self.digits.update(|digits| match key {
            Key::Digit(digit) if digits.len() < MOST_DIGITS => digits.push(char::from(b'0'.saturating_add(digit))),
            Key::Back => {
                digits.pop();
            }
            Key::Clear => digits.clear(),
            Key::Digit(_) | Key::Add => {}
        });
    }

    /// Whether it can be looked at. Tracked.
    pub(crate) fn is_ready(self) -> bool {
        self.length() > 0 && self.person.get().is_some() && self.wait_s.get() == 0 && !self.is_busy.get()
    }

    /// Has it looked at.
    pub(crate) fn enter(self) {
        let person = self.person.get_untracked();
        let (Some(person), true) = (person, untrack(|| self.is_ready())) else {
            return;
        };
        self.is_busy.set(true);
        let pin = self.digits.get_untracked();
        self.digits.set(String::new());
        begin(async move {
            let answer = in_time(enter_pin(person, pin)).await;
            self.is_busy.set(false);
            match answer {
                Ok(()) => {
                    let then = self.then.try_update_value(Option::take);
                    self.give_up();
                    if let Some(Some(then)) = then {
                        then();
                    }
                }
                Err(error) => {
                    if let ApiError::WrongPin { wait_s } | ApiError::TooOften { wait_s } = error {
                        self.wait(wait_s);
                    }
                    self.error.set(Some(error));
                }
            }
        });
    }

    /// Counts down.
    fn wait(self, seconds: u32) {
        self.wait_s.set(seconds);
        begin(async move {
            while self.wait_s.get_untracked() > 0 {
                TimeoutFuture::new(1_000).await;
                self.wait_s.update(|left| *left = left.saturating_sub(1));
            }
        });
    }
}

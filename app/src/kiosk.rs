//! What outlives a screen: the amount keyed, the sale being opened, what the last calls told of the two
//! connections. One value in context; its methods are what a person at the tablet can do.
//!
//! - [`keyed`]: the amount that waits while the customer is asked for a tip
//! - [`language`]: the customer's language, for one sale
//! - [`pending`]: the sale being opened, kept over a reload
//! - [`links`]: tablet to server, server to Mion
//! - [`pin`]: a PIN that is asked for

mod keyed;
mod language;
pub(crate) mod links;
pub(crate) mod pending;
pub(crate) mod pin;

use self::links::{Link, Links};
use self::pending::Pending;
use crate::api::{ApiError, open_checkout, put_aside};
use crate::browser;
use crate::calls::{BackOff, in_time};
use crate::carried::{Carried, FirstLook};
use crate::erased::{begin, effect};
use crate::i18n::{Choice, Words};
use crate::live::Known;
use crate::screen::Screen;
use crate::view::{CheckoutView, ShopView};
use core::cell::Cell;
use core::pin::Pin;
use domain::entry::{Entry, Key};
use domain::limits::AmountRefused;
use domain::mode::{Mode, Selling};
use domain::{CheckoutId, Money};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

/// Where the note of the sale being opened is kept over a reload, and while the customer is asked for a tip.
const NOTE: &str = "note";

/// The answer to a question that was asked.
type Answer = Pin<Box<dyn Future<Output = Result<CheckoutView, ApiError>>>>;

thread_local! {
    /// The opening that was sent when its sale was charged, and whose answer nobody waits for yet. A browser has one
    /// thread, and a server opens nothing by itself.
    static OPENING: Cell<Option<(CheckoutId, Answer)>> = const { Cell::new(None) };
}

/// Why nothing can be charged now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hindrance {
    /// The server does not answer the tablet.
    NoServer,
    /// Mion does not answer the server.
    NoMion,
    /// The amount is not one this shop accepts.
    Amount(AmountRefused),
}

/// The kiosk's state; a handle, copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Kiosk {
    /// The shop it stands in.
    pub(crate) shop: StoredValue<ShopView>,
    /// What is on the screen.
    pub(crate) screen: RwSignal<Screen>,
    /// Whether the page answers to taps: false in the HTML the server sends.
    pub(crate) awake: RwSignal<bool>,
    /// What is on the keypad.
    pub(crate) entry: RwSignal<Entry>,
    /// What the staff want to know the sale by.
    pub(crate) note: RwSignal<String>,
    /// Whether staff are asked if they really mean the amount.
    pub(crate) doubt: RwSignal<bool>,
    /// Why the last sale was not opened; empty where there is nothing to say.
    pub(crate) refusal: RwSignal<String>,
    /// The two connections.
    pub(crate) links: Links,
    /// The checkout whose updates are being asked for; they bring the news of the shop.
    pub(crate) followed: RwSignal<Option<CheckoutId>>,
    /// The words of whoever stands before the screen: the shop's, or those a customer chose.
    pub(crate) words: RwSignal<Words>,
    /// The words of the shop, in which its staff are addressed.
    pub(crate) staff: Words,
    /// What a customer can choose from.
    pub(crate) choices: StoredValue<Vec<Choice>>,
    loaded: StoredValue<Vec<Words>>,
    leaving_for: StoredValue<Option<&'static str>>,
    /// The PIN that is asked for.
    pub(crate) pin: pin::Pin,
    pending: RwSignal<Option<Pending>>,
    last: StoredValue<Option<(CheckoutId, Known)>>,
}

impl Kiosk {
    /// A kiosk that shows `screen`, with what was read for it and the words of the shop.
    pub(crate) fn new(screen: Screen, carried: Carried, words: Words, choices: Vec<Choice>) -> Self {
        let Carried { shop, first } = carried;
        let kiosk = Self {
            shop: StoredValue::new(shop),
            screen: RwSignal::new(screen),
            awake: RwSignal::new(false),
            entry: RwSignal::default(),
            note: RwSignal::default(),
            doubt: RwSignal::default(),
            refusal: RwSignal::default(),
            links: Links::new(),
            followed: RwSignal::default(),
            words: RwSignal::new(words),
            staff: words,
            choices: StoredValue::new(choices),
            loaded: StoredValue::default(),
            leaving_for: StoredValue::default(),
            pin: pin::Pin::new(),
            pending: RwSignal::default(),
            last: StoredValue::default(),
        };
        match (screen, first) {
            (Screen::Checkout(id), FirstLook::Checkout(answer)) => {
                kiosk.hear(&answer);
                kiosk.remember(id, &Known::from_answer(*answer));
            }
            (_, FirstLook::Shop(news)) => kiosk.links.hear(Ok(Some(news))),
            _ => {}
        }
        kiosk
    }

    /// The kiosk of the component that asks.
    pub(crate) fn here() -> Self {
        expect_context()
    }

    /// How this terminal sells.
    pub(crate) fn selling(self) -> Selling {
        self.shop.with_value(|shop| shop.selling)
    }

    /// The words to draw with now. Not tracked: what is drawn is drawn anew for another language.
    pub(crate) fn words(self) -> Words {
        self.words.get_untracked()
    }

    /// Learns of the connections and the shop from the end of a call about a checkout.
    pub(crate) fn hear(self, answer: &Result<CheckoutView, ApiError>) {
        self.links.hear(answer.as_ref().map(|view| Some(view.seen.shop)));
    }

    /// Starts to answer: to taps, and to the browser's *back* and *forward*.
    pub(crate) fn wake(self) {
        effect(move || {
            let popped = window_event_listener_untyped("popstate", move |_| self.show(Screen::parse(&browser::path())));
            on_cleanup(move || popped.remove());
            self.awake.set(true);
        });
        // From the tip one comes back to what was keyed; a sale that was opened has it no more.
        effect(move || {
            let kept = keyed::take();
            if let (Screen::Keypad, Some(entry)) = (self.screen.get_untracked(), kept) {
                self.entry.set(entry);
                self.recall_note();
            }
        });
        self.wake_language();
    }

    /// A key of the keypad, on the glass or on a keyboard.
    pub(crate) fn press(self, key: Key) {
        self.refuse(None);
        self.entry.update(|entry| *entry = entry.press(key));
    }

    /// What a scanner has typed is taken back: the amount is as it was `before`.
    pub(crate) fn undo_scan(self, before: &Entry) {
        self.entry.set(before.clone());
        self.refusal.set(self.staff.scanned().to_owned());
    }

    fn refuse(self, why: Option<&ApiError>) {
        self.refusal.set(why.map(|error| refused(self.staff, error)).unwrap_or_default());
    }

    /// What is written beside the amount. Another note is another sale.
    pub(crate) fn write_note(self, note: String) {
        self.pending.set(None);
        self.note.set(note);
    }

    /// What *Charge* would charge, or why it cannot. Tracked.
    pub(crate) fn chargeable(self) -> Result<Money, Hindrance> {
        let total_minor = self.entry.with(Entry::total_minor);
        match (self.links.server.get(), self.links.mion()) {
            (Link::Down, _) => Err(Hindrance::NoServer),
            (_, Link::Down) => Err(Hindrance::NoMion),
            _ => self.shop.with_value(|shop| shop.limits.check(total_minor)).map_err(Hindrance::Amount),
        }
    }

    /// *Charge*, with a question first where the amount is unusual in this shop.
    pub(crate) fn charge(self) {
        if let Ok(total) = untrack(|| self.chargeable()) {
            let ask_from_minor = self.shop.with_value(|shop| shop.ask_from_minor);
            if ask_from_minor.is_some_and(|from_minor| total.minor() >= from_minor) {
                self.doubt.set(true);
            } else {
                self.charge_really();
            }
        }
    }

    /// Names the sale and shows its screen, which opens it. Named once: a second tap, and a new try after *back*,
    /// mean the same sale.
    pub(crate) fn charge_really(self) {
        self.doubt.set(false);
        if untrack(|| self.chargeable()).is_err() {
            return;
        }
        let total_minor = self.entry.with_untracked(Entry::total_minor);
        let sale = match self.pending.get_untracked() {
            Some(sale) if sale.total_minor == total_minor => sale,
            _ => match Pending::name(total_minor) {
                Ok(sale) => sale,
                Err(_) => return self.refuse(Some(&ApiError::BadRequest)),
            },
        };
        let note = self.note.get_untracked();
        browser::keep(NOTE, &note);
        if self.selling().asks_for_tip {
            // The customer's own step, on a page of the server's, which opens the sale.
            self.entry.with_untracked(keyed::keep);
            let note = browser::escaped(&note);
            return browser::leave_for(&format!("/catalogue/tip?id={}&keyed={total_minor}&note={note}", sale.id));
        }
        sale.keep();
        // On its way while the screen is drawn that waits for it.
        OPENING.set(Some((sale.id, Box::pin(open_checkout(sale.id, total_minor, note)))));
        self.pending.set(Some(sale));
        self.refuse(None);
        self.go(Screen::Checkout(sale.id));
    }

    /// The answer to the opening of `id`, of a sale of `total_minor` minor units: to the one that was sent when it was
    /// charged, or to another.
    pub(crate) fn open(self, id: CheckoutId, total_minor: u64) -> Answer {
        match OPENING.take() {
            Some((of, answer)) if of == id => answer,
            _ => Box::pin(open_checkout(id, total_minor, self.note.get_untracked())),
        }
    }

    /// The sale being opened, if it is `id`. Tracked.
    pub(crate) fn pending(self, id: CheckoutId) -> Option<Pending> {
        self.pending.get().filter(|sale| sale.id == id)
    }

    /// Takes up `id` again where a reload interrupted its opening, unless the server knows it.
    pub(crate) fn resume(self, id: CheckoutId, known: bool) {
        match Pending::recall() {
            Some(sale) if sale.id == id && known => self.opened(id),
            Some(sale) if sale.id == id => {
                self.recall_note();
                self.pending.set(Some(sale));
            }
            _ => {}
        }
    }

    /// The note that belongs to what comes back.
    fn recall_note(self) {
        self.note.set(browser::recall(NOTE).unwrap_or_default());
    }

    /// The server has `id`: nothing of it is left on the keypad.
    pub(crate) fn opened(self, id: CheckoutId) {
        if self.pending.with_untracked(|pending| pending.is_some_and(|sale| sale.id == id)) {
            self.entry.set(Entry::default());
            self.note.set(String::new());
            self.pending.set(None);
        }
        Pending::forget(id);
    }

    /// Back to the keypad with the amount kept, and why where the server said so: `id` was not opened.
    pub(crate) fn withdraw(self, id: CheckoutId, refusal: Option<ApiError>) {
        Pending::forget(id);
        self.pending.set(None);
        self.refuse(refusal.as_ref());
        browser::replace_path(&Screen::Keypad.path());
        self.show(Screen::Keypad);
    }

    /// *New sale*: an empty keypad.
    pub(crate) fn new_sale(self) {
        self.entry.set(Entry::default());
        self.note.set(String::new());
        self.refuse(None);
        self.go(Screen::Keypad);
    }

    /// Leaves `id` open, in the hands of the staff: a payment that nobody sees come is brought to their eyes.
    /// Asked until the server has heard it, or the checkout is on the screen again.
    pub(crate) fn leave_aside(self, id: CheckoutId) {
        self.forget(id);
        begin(async move {
            let mut back_off = BackOff::default();
            loop {
                let answer = in_time(put_aside(id)).await;
                self.hear(&answer);
                if !matches!(answer, Err(ApiError::Unreachable | ApiError::Internal { .. })) {
                    if let Some(Some(path)) = self.leaving_for.try_update_value(Option::take) {
                        browser::go_to(path);
                    }
                    return;
                }
                TimeoutFuture::new(back_off.next_ms()).await;
                if self.screen.get_untracked() == Screen::Checkout(id) {
                    return;
                }
            }
        });
    }

    /// Goes to another page of the server's, once the server has heard that the sale on the screen is put aside.
    /// False where there is none, and whoever was asked to go can.
    pub(crate) fn leave_for(self, path: &'static str) -> bool {
        let Screen::Checkout(id) = self.screen.get_untracked() else {
            return false;
        };
        let is_open = self.last_known(id).is_to_be_left_aside();
        if is_open {
            self.leaving_for.set_value(Some(path));
            // A screen that hears of it would take the sale up again; one that is gone leaves it aside.
            self.show(Screen::Keypad);
        }
        is_open
    }

    /// What was last known of `id`.
    pub(crate) fn last_known(self, id: CheckoutId) -> Known {
        self.last.with_value(|last| match last {
            Some((of, known)) if *of == id => known.clone(),
            _ => Known::NotYet,
        })
    }

    /// Remembers what is known of `id`, for when its screen is shown again.
    pub(crate) fn remember(self, id: CheckoutId, known: &Known) {
        self.last.set_value(Some((id, known.clone())));
    }

    /// Forgets what was known of `id`: whoever shows it again has to ask first.
    pub(crate) fn forget(self, id: CheckoutId) {
        self.last.update_value(|last| {
            last.take_if(|(of, _)| *of == id);
        });
    }

    /// The updates of `id` are not asked for any more.
    pub(crate) fn unfollow(self, id: CheckoutId) {
        if self.followed.get_untracked() == Some(id) {
            self.followed.set(None);
        }
    }

    /// Shows `screen`.
    pub(crate) fn go(self, screen: Screen) {
        // Where items are sold, one begins at a page of the server's.
        if screen == Screen::Keypad && self.selling().mode != Mode::Keypad {
            return browser::leave_for(&screen.path());
        }
        if self.screen.get_untracked() != screen {
            browser::push_path(&screen.path());
            self.show(screen);
        }
    }
}

/// Why the server would not open the sale.
fn refused(words: Words, refusal: &ApiError) -> String {
    match refusal {
        ApiError::Amount { reason } => words.not_charged(&words.amount_reason(*reason)),
        ApiError::AlreadyOpen => words.already_open().to_owned(),
        ApiError::OtherOrigin => words.other_origin().to_owned(),
        _ => words.not_accepted().to_owned(),
    }
}

//! What the pages are made of. A component knows the kiosk or the checkout it is given, and no page.
//!
//! - every screen: [`Header`] with its [`lights`], [`DemoBanner`], [`AlarmBanner`], [`PinDialog`]
//! - keypad: [`AmountDisplay`], [`Keypad`], [`ChargeButton`]
//! - checkout: [`Qr`], [`Countdown`], [`CopyInvoice`], [`ServeNext`], [`CancelSale`], [`NotDone`], [`Totals`],
//!   [`Notice`]
//! - between code and end: [`WaitScreen`]
//! - the end of a sale: [`EndScreen`], [`NewSale`], [`Elapsed`]
//! - lists: [`ago()`], [`GoTo`]
//! - [`icon`]: the drawings

mod ago;
mod alarm_banner;
mod amount_display;
mod cancel_sale;
mod charge_button;
mod copy_invoice;
mod countdown;
mod demo_banner;
mod elapsed;
mod end_screen;
mod go_to;
mod header;
pub(crate) mod icon;
mod keypad;
mod lights;
mod new_sale;
mod not_done;
mod notice;
mod pin_dialog;
mod qr;
mod serve_next;
mod totals;
mod wait_screen;

pub(crate) use ago::ago;
pub(crate) use alarm_banner::{AlarmBanner, words as alarm_words};
pub(crate) use amount_display::AmountDisplay;
pub(crate) use cancel_sale::CancelSale;
pub(crate) use charge_button::ChargeButton;
pub(crate) use copy_invoice::CopyInvoice;
pub(crate) use countdown::Countdown;
pub(crate) use demo_banner::DemoBanner;
pub(crate) use elapsed::Elapsed;
pub(crate) use end_screen::{EndScreen, Ending};
pub(crate) use go_to::GoTo;
pub(crate) use header::Header;
pub(crate) use keypad::Keypad;
pub(crate) use new_sale::NewSale;
pub(crate) use not_done::NotDone;
pub(crate) use notice::Notice;
pub(crate) use pin_dialog::PinDialog;
pub(crate) use qr::Qr;
pub(crate) use serve_next::ServeNext;
pub(crate) use totals::Totals;
pub(crate) use wait_screen::{WaitScreen, Waiting};

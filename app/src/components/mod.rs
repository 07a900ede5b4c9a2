//! What the pages are made of. A component knows the kiosk or the checkout it is given, and no page.
//!
//! - every screen: [`Header`] with its [`lights`], [`LanguageSwitch`] where a customer reads, [`DemoBanner`],
//!   [`AlarmBanner`], [`PinDialog`]
//! - keypad: [`AmountDisplay`], [`Keypad`], [`ChargeButton`], [`Really`]
//! - checkout: [`Qr`], [`Countdown`], [`CopyInvoice`], [`ServeNext`], [`CancelSale`], [`NotDone`], [`Totals`],
//!   [`Notice`]
//! - between code and end: [`WaitScreen`]
//! - the end of a sale: [`EndScreen`], [`NewSale`], [`Elapsed`]
//! - [`ToStaff`]: to the staff's pages
//! - [`icon`]: the drawings

mod alarm_banner;
mod amount_display;
mod cancel_sale;
mod charge_button;
mod copy_invoice;
mod countdown;
mod demo_banner;
mod elapsed;
mod end_screen;
mod header;
pub(crate) mod icon;
mod keypad;
mod language_switch;
mod lights;
mod new_sale;
mod not_done;
mod note;
mod notice;
mod pin_dialog;
mod qr;
mod really;
mod serve_next;
mod to_staff;
mod totals;
mod wait_screen;

pub(crate) use alarm_banner::AlarmBanner;
pub(crate) use amount_display::AmountDisplay;
pub(crate) use cancel_sale::CancelSale;
pub(crate) use charge_button::ChargeButton;
pub(crate) use copy_invoice::CopyInvoice;
pub(crate) use countdown::Countdown;
pub(crate) use demo_banner::DemoBanner;
pub(crate) use elapsed::Elapsed;
pub(crate) use end_screen::{EndScreen, Ending};
pub(crate) use header::Header;
pub(crate) use keypad::Keypad;
pub(crate) use language_switch::LanguageSwitch;
pub(crate) use new_sale::NewSale;
pub(crate) use not_done::NotDone;
pub(crate) use notice::Notice;
pub(crate) use pin_dialog::PinDialog;
pub(crate) use qr::Qr;
#[cfg(feature = "ssr")]
pub use qr::picture;
pub(crate) use really::Really;
pub(crate) use serve_next::ServeNext;
pub(crate) use to_staff::{Place, ToStaff};
pub(crate) use totals::Totals;
pub(crate) use wait_screen::{WaitScreen, Waiting};

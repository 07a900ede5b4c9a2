//! What the pages are made of. A component knows the kiosk or the checkout it is given, and no page.
//!
//! - every screen: [`Header`] with its [`lights`], [`DemoBanner`]
//! - keypad: [`AmountDisplay`], [`Keypad`], [`ChargeButton`]
//! - checkout: [`Qr`], [`Countdown`], [`CopyInvoice`], [`CancelSale`], [`Totals`], [`Notice`]
//! - the end of a sale: [`EndScreen`], [`NewSale`], [`Elapsed`]
//! - [`icon`]: the drawings

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
mod lights;
mod new_sale;
mod notice;
mod qr;
mod totals;

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
pub(crate) use new_sale::NewSale;
pub(crate) use notice::Notice;
pub(crate) use qr::Qr;
pub(crate) use totals::Totals;

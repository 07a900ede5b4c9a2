//! The screens, one file each. A page knows what its components need to be told; what it does is the
//! kiosk's and the checkout's.
//!
//! - [`KeypadPage`] at the root
//! - [`CheckoutPage`] at `/checkout/{id}`, with a file for each state
//! - [`NotFoundPage`] anywhere else

mod checkout;
mod keypad;
mod not_found;

pub(crate) use checkout::CheckoutPage;
pub(crate) use keypad::KeypadPage;
pub(crate) use not_found::NotFoundPage;

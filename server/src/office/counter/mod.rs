//! The screens on which items are sold: the shelf with the cart beside it, carts that were put by, and the tip.
//! They are drawn on the server (docs/adr/0023): a terminal that sells by keypad loads nothing of them, ten
//! thousand items cost a tablet nothing, and there is no price in the browser that could be another.
//!
//! A script of ours (`public/tablet/counter.js`) exchanges the page's middle instead of loading the page anew; without it
//! everything works the same, a little slower.
//!
//! - `at`: who stands here, and what they read
//! - `handlers`: what each address answers
//! - `draw`: the document; `shelf`, `cart`, `held`, `tip`: what is in it; `switch`: the languages to choose from
//! - `alone`: what is said where customers stand alone; `really`: before an unusual total is charged
//! - `why`: why something was not done

mod alone;
mod at;
mod cart;
mod draw;
mod handlers;
mod held;
mod really;
mod shelf;
mod switch;
mod tip;
mod why;

pub(crate) use alone::alone_words;
pub(super) use handlers::{change, hold, list_held, pay, recall, shelf as show, speak, stay, tip as ask_tip};

/// Where the shelf is.
pub(crate) const PATH: &str = "/catalogue";
/// Where the customer's own step is.
const TIP_PATH: &str = "/catalogue/tip";
/// Where a customer's choice of a language is sent to.
const LANGUAGE_PATH: &str = "/catalogue/language";

//! What travels inside the page, from the server that renders it to the browser that wakes it. It is read
//! as the server functions' answers are.

use crate::api::ApiError;
use crate::view::{CheckoutView, ShopNews, ShopView};
#[cfg(any(not(feature = "ssr"), test))]
use domain::told::{Told, Value};
use domain::{told_fields, told_variants};
use serde::Serialize;

/// What was read for a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Carried {
    /// The shop it stands in.
    pub(crate) shop: ShopView,
    /// What it is about.
    pub(crate) first: FirstLook,
}

/// What a page is about, as it was when the page was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum FirstLook {
    /// A checkout, which brings the news of the shop.
    Checkout(Box<Result<CheckoutView, ApiError>>),
    /// The news of the shop.
    Shop(ShopNews),
    /// Nothing that had to be read, or could be.
    Nothing,
}

impl Carried {
    /// As text; empty where it cannot be written, which is read as nothing.
    #[cfg(any(feature = "ssr", test))]
    pub(crate) fn pack(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What is in `text`, if it is there.
    #[cfg(any(not(feature = "ssr"), test))]
    pub(crate) fn unpack(text: &str) -> Option<Self> {
        Self::read(&Value::parse(text)?)
    }
}

told_fields!(Carried { shop, first });

told_variants!(FirstLook {
    "Checkout" => Checkout(answer),
    "Shop" => Shop(news),
    "Nothing" => Nothing,
});

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Currency;
    use domain::limits::Limits;

    #[test]
    fn what_was_packed_is_unpacked() {
        let limits = Limits::new(1, 100_000, Currency::EUR).unwrap();
        let shop = ShopView {
            name: "A <shop> & \"son\"".to_owned(),
            limits,
            unit: Default::default(),
            terminal: None,
            logo: None,
            ask_from_minor: None,
            demo: None,
            selling: Default::default(),
        };
        let firsts = [
            FirstLook::Checkout(Box::new(Err(ApiError::UnknownCheckout))),
            FirstLook::Shop(ShopNews::UNSEEN),
            FirstLook::Nothing,
        ];
        for first in firsts {
            let carried = Carried { shop: shop.clone(), first };
            assert_eq!(Carried::unpack(&carried.pack()), Some(carried));
        }
    }

    #[test]
    fn a_page_that_lost_its_data_carries_nothing() {
        assert_eq!(Carried::unpack(""), None);
    }
}

//! The routes, by hand: there are two, and a router crate would weigh more than everything else here.

use domain::CheckoutId;

/// What is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    /// `/`: key an amount.
    Keypad,
    /// `/checkout/{id}`: one sale, whatever its state.
    Checkout(CheckoutId),
    /// Any other path.
    NotFound,
}

impl Screen {
    /// The screen at `path`, given without query and fragment.
    pub(crate) fn parse(path: &str) -> Self {
        match path {
            "" | "/" => Self::Keypad,
            _ => path
                .strip_prefix("/checkout/")
                .map(|id| id.strip_suffix('/').unwrap_or(id))
                .and_then(|id| id.parse().ok())
                .map_or(Self::NotFound, Self::Checkout),
        }
    }

    /// The path of this screen; a page that does not exist leads to the keypad.
    pub(crate) fn path(self) -> String {
        match self {
            Self::Keypad | Self::NotFound => "/".to_owned(),
            Self::Checkout(id) => format!("/checkout/{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "75099bcf-22d5-43f9-8976-b7c5692eaa85";

    #[test]
    fn every_screen_has_one_path() {
        let checkout = Screen::Checkout(ID.parse().unwrap());
        for screen in [Screen::Keypad, checkout] {
            assert_eq!(Screen::parse(&screen.path()), screen);
        }
        assert_eq!(checkout.path(), format!("/checkout/{ID}"));
        assert_eq!(Screen::parse(&format!("/checkout/{ID}/")), checkout);
    }

    #[test]
    fn any_other_path_is_not_found() {
        let upper = format!("/checkout/{}", ID.to_uppercase());
        for path in [
            "/checkout",
            "/checkout/",
            "/checkout/1",
            "/sales",
            "/staff/sales",
            "/admin",
            "//",
            &upper,
            &format!("/checkout/{ID}/x"),
        ] {
            assert_eq!(Screen::parse(path), Screen::NotFound, "{path}");
        }
    }
}

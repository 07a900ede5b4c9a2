//! What stands in the body of the document: the kiosk with what was read for it, which travels along. It is read before
//! anything is drawn, so that a page is drawn in one go, and a browser that goes away meanwhile leaves nothing half done.

use crate::App;
use crate::api::ApiError;
use crate::carried::{Carried, FirstLook};
use crate::i18n::{Choice, Language};
use crate::ports::Till;
use crate::screen::Screen;
use crate::view::{ShopNews, ShopView};
use domain::Currency;
use domain::mode::Selling;
use leptos::prelude::*;

/// A page with all that was read for it.
#[derive(Clone)]
pub struct Ready {
    screen: Screen,
    carried: Carried,
}

impl Ready {
    /// The page at `path` for a terminal that sells as in `selling`, of a shop with its `logo` at that address; `request`
    /// is the id of who asks for it.
    pub async fn read(till: &dyn Till, path: &str, selling: Selling, logo: Option<String>, request: &str) -> Self {
        let screen = Screen::parse(path);
        let first = match screen {
            // It brings the news of the shop.
            Screen::Checkout(id) => {
                FirstLook::Checkout(Box::new(till.read(id).await.map_err(|error| error.of_request(request))))
            }
            Screen::Keypad => FirstLook::Shop(till.shop_news(ShopNews::UNSEEN).await),
            Screen::NotFound => FirstLook::Nothing,
        };
        Self { screen, carried: Carried { shop: ShopView { selling, logo, ..till.shop() }, first } }
    }

    /// What is sold for.
    pub(crate) fn currency(&self) -> Currency {
        self.carried.shop.limits.currency()
    }

    /// The HTTP status it is answered with.
    pub fn http_status(&self) -> u16 {
        match (self.screen, &self.carried.first) {
            (Screen::NotFound, _) => 404,
            (_, FirstLook::Checkout(checkout)) => checkout.as_ref().as_ref().err().map_or(200, ApiError::http_status),
            _ => 200,
        }
    }
}

/// The page.
#[component]
pub(crate) fn Page(
    /// What was read for it.
    ready: Ready,
    /// The shop's language.
    language: Language,
    /// What a customer can choose from.
    choices: Vec<Choice>,
) -> impl IntoView {
    let formats = language.formats(ready.currency());
    let Ready { screen, carried } = ready;
    let (text, packed) = (carried.pack(), Choice::pack(&choices));
    view! {
        <div data-carried=text data-words=language.table() data-formats=formats data-choices=packed>
            <App screen carried words=language.words() choices />
        </div>
    }
}

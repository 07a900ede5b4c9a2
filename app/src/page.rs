//! What stands in the body of the document: the kiosk with what was read for it, which travels along.

use crate::App;
use crate::api::{read_checkout, shop_update};
use crate::carried::{Carried, FirstLook};
use crate::i18n::{Choice, Language};
use crate::pages::UnloadedPage;
use crate::screen::Screen;
use crate::view::{ShopNews, ShopView};
use leptos::either::Either;
use leptos::prelude::*;

/// Where the shop's logo is: put into the context of a page by whoever serves it.
#[derive(Clone, Debug)]
pub struct Logo(pub String);

/// The page at a path, read before it is sent.
#[component]
pub(crate) fn Page(
    /// The path that was asked for.
    path: String,
    /// The shop's language.
    language: Language,
    /// What a customer can choose from.
    choices: Vec<Choice>,
) -> impl IntoView {
    let words = language.words();
    let choices = StoredValue::new(choices);
    let screen = Screen::parse(&path);
    view! {
        <Suspense fallback=|| ()>
            {move || {
                // Before anything is waited for: of a page that nobody waits for any more nothing is left.
                let choices = choices.get_value();
                Suspend::new(async move {
                match shop_here() {
                    None => Either::Left(view! { <UnloadedPage words /> }),
                    Some(shop) => {
                        let carried = Carried { shop, first: first_look(screen).await };
                        let text = carried.pack();
                        let packed = Choice::pack(&choices);
                        Either::Right(view! {
                            <div data-carried=text data-words=language.table() data-choices=packed>
                                <App screen carried words choices />
                            </div>
                        })
                    }
                }
                })
            }}
        </Suspense>
    }
}

fn shop_here() -> Option<ShopView> {
    let till = crate::ports::till().ok()?;
    let logo = use_context::<Logo>().map(|Logo(path)| path);
    Some(ShopView { selling: use_context().unwrap_or_default(), logo, ..till.shop() })
}

/// What the page is about: a checkout, which brings the news of the shop, or the news alone.
async fn first_look(screen: Screen) -> FirstLook {
    match screen {
        Screen::Checkout(id) => FirstLook::Checkout(Box::new(read_checkout(id).await)),
        Screen::Keypad => shop_update(ShopNews::UNSEEN).await.map_or(FirstLook::Nothing, FirstLook::Shop),
        Screen::NotFound => FirstLook::Nothing,
    }
}

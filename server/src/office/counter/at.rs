//! The counter at which somebody stands: how its terminal sells, and who reads. At self-service that is a customer, in
//! the language that they have chosen for this sale; elsewhere it is the staff, in the shop's, but for the tip.

use super::super::here::{Here, see};
use super::draw::{Notice, screen};
use crate::catalogue::carts::Counter;
use crate::catalogue::{CartView, Catalogue};
use crate::store::StoreError;
use crate::words::{self, Chosen, Words};
use app::view::ShopNews;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::response::Response;
use domain::mode::Mode;
use domain::{CheckoutId, Currency};
use leptos::prelude::AnyView;
use uuid::Uuid;

/// What everything at the counter begins with.
pub(in super::super) struct At {
    /// Who asks.
    pub(super) here: Here,
    /// What is for sale, and the carts.
    pub(super) catalogue: Catalogue,
    /// This terminal, and how it sells.
    pub(super) counter: Counter,
    /// The language that a customer has chosen.
    pub(super) chosen: Option<Words>,
}

impl At {
    /// The words of a customer.
    pub(super) fn customers(&self) -> Words {
        self.chosen.unwrap_or(self.here.words)
    }

    /// The words of whoever stands here.
    pub(super) fn words(&self) -> Words {
        if self.is_attended() { self.here.words } else { self.customers() }
    }

    /// Whether staff stand here.
    pub(super) fn is_attended(&self) -> bool {
        self.counter.selling.mode.is_attended()
    }

    /// What the shop charges in.
    pub(super) fn currency(&self) -> Currency {
        self.catalogue.currency()
    }

    /// What is said above a screen.
    pub(super) async fn notice(&self, refusal: Option<String>) -> Notice {
        let news = self.here.office.till.shop_news(ShopNews::UNSEEN).await;
        Notice { refusal, alarms: news.alarms, mion_answers: news.mion_answers, ..Notice::default() }
    }

    /// The screen called `name`, for whoever stands here.
    pub(super) fn show(&self, name: &'static str, title: &str, notice: &Notice, body: AnyView) -> Response {
        screen(&self.here, self.counter.selling, self.words(), name, title, notice, body)
    }

    /// `answer`, at which another customer may begin: what the last one has chosen is given up.
    pub(super) fn anew(&self, mut answer: Response) -> Response {
        if self.chosen.is_some() {
            let (name, value) = words::forget();
            answer.headers_mut().append(name, value);
        }
        answer
    }

    /// The records cannot be read or written.
    pub(super) fn failed(&self, error: &StoreError) -> Response {
        tracing::error!(%error, "the catalogue cannot be read or written");
        self.here.failed()
    }

    /// What an item of `cart` is called.
    pub(super) fn name_of(cart: &CartView) -> impl Fn(domain::catalogue::ItemId) -> Option<String> {
        |id| cart.shelf.find(id).map(|item| item.name.to_string())
    }
}

/// A name for the next sale. Sent with *Pay*, so that paying twice is paying once.
pub(super) fn new_sale() -> Option<CheckoutId> {
    CheckoutId::try_from(Uuid::new_v4()).ok()
}

impl<S: Send + Sync> FromRequestParts<S> for At
where
    super::super::Office: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let Ok(Chosen(chosen)) = Chosen::from_request_parts(parts, state).await;
        let here = Here::from_request_parts(parts, state).await?;
        let catalogue = here.office.tills.till.catalogue.clone();
        let terminal = here.caller.at().map(|id| id.to_string()).unwrap_or_default();
        match catalogue.counter(&terminal).await {
            Ok(counter) if counter.selling.mode == Mode::Keypad && !counter.selling.asks_for_tip => Err(see("/")),
            Ok(counter) => Ok(Self { here, catalogue, counter, chosen }),
            Err(error) => {
                tracing::error!(%error, "how a terminal sells cannot be read");
                Err(here.failed())
            }
        }
    }
}

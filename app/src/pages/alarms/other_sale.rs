//! Which sale a payment is for: one that is still open, or any other by the address of its page.

use crate::api::open_sales;
use crate::components::Notice;
use crate::erased::effect;
use crate::kiosk::Kiosk;
use crate::listing::Listing;
use crate::pages::sales;
use crate::view::OpenSaleView;
use domain::CheckoutId;
use leptos::prelude::*;

/// The choice.
#[component]
pub(super) fn OtherSale(
    /// The sale it was paid to, which is no choice.
    of: CheckoutId,
    /// The one chosen.
    other: RwSignal<Option<CheckoutId>>,
) -> impl IntoView {
    let sales = Listing::new(Kiosk::here().links);
    effect(move || sales.read(open_sales, None));
    let choices = move || {
        let mut rows = sales.rows.get().unwrap_or_default();
        rows.retain(|sale| sale.id != of);
        rows
    };
    view! {
        <fieldset class="choices">
            <legend>"Open sales"</legend>
            <Notice text=Signal::derive(move || sales.notice()) />
            {move || choices().into_iter().map(|sale| view! { <Choice sale other /> }).collect::<Vec<_>>()}
            {move || (sales.rows.with(Option::is_some) && choices().is_empty()).then_some("No other sale is open.")}
        </fieldset>
        <label class="field">
            "Or the address of its page"
            <input
                type="text"
                name="address"
                autocomplete="off"
                on:input=move |event| other.set(named(&event_target_value(&event)))
            />
        </label>
    }
}

#[component]
fn Choice(sale: OpenSaleView, other: RwSignal<Option<CheckoutId>>) -> impl IntoView {
    let id = sale.id;
    view! {
        <label class="choice">
            <input type="radio" name="sale" prop:checked=move || other.get() == Some(id) on:change=move |_| other.set(Some(id)) />
            <span>{format!("{} · {} · {}", sale.total, sale.code, sales::words(&sale.state))}</span>
        </label>
    }
}

/// The checkout that `text` names: by its id, or by the address of its page.
fn named(text: &str) -> Option<CheckoutId> {
    let text = text.trim().trim_end_matches('/');
    text.rsplit('/').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sale_is_named_by_its_address_or_its_id() {
        let id = "75099bcf-22d5-43f9-8976-b7c5692eaa85";
        for text in [id, &format!(" https://kiosk.example/checkout/{id}/ "), &format!("/checkout/{id}")] {
            assert_eq!(named(text).map(|id| id.to_string()).as_deref(), Some(id), "{text}");
        }
        for text in ["", "/", "BCDFGH", "https://kiosk.example/checkout/"] {
            assert_eq!(named(text), None, "{text}");
        }
    }
}

//! The sales that are open, on whichever tablet they began: a tap takes one up here.

use crate::api::open_sales;
use crate::browser;
use crate::components::{Ago, GoTo, NewSale, Notice};
use crate::kiosk::Kiosk;
use crate::listing::Listing;
use crate::screen::Screen;
use crate::view::OpenSaleView;
use leptos::prelude::*;

/// How often the list is read while it is shown: nobody is told of other tablets' sales.
const EVERY_MS: u32 = 5_000;

/// The list.
#[component]
pub(crate) fn SalesPage() -> impl IntoView {
    let sales = Listing::new(Kiosk::here().links);
    Effect::new(move || {
        let read = move || sales.read(open_sales, Some(EVERY_MS));
        read();
        browser::on_return(read);
    });
    view! {
        <main class="list" data-screen="sales">
            <h1>"Open sales"</h1>
            <Notice text=Signal::derive(move || sales.notice()) />
            <ul class="rows">
                <For
                    each=move || sales.rows.get().unwrap_or_default()
                    key=|sale| (sale.id, sale.state.clone(), sale.put_aside)
                    let:sale
                >
                    <li>
                        <Row sale />
                    </li>
                </For>
            </ul>
            {move || sales.is_empty().then(|| view! {
                <section class="end">
                    <p class="end-sentence">"No sale is open."</p>
                    <NewSale />
                </section>
            })}
        </main>
    }
}

#[component]
fn Row(sale: OpenSaleView) -> impl IntoView {
    let state = words(&sale.state);
    view! {
        <GoTo to=Screen::Checkout(sale.id)>
            <span class="row-total">{sale.total.to_string()}</span>
            <span class="row-code">{sale.code}</span>
            <span class="row-state">{state} {sale.put_aside.then_some(" · put aside")}</span>
            <Ago seconds=sale.opened_seconds_ago />
        </GoTo>
    }
}

/// A state's name in words.
pub(crate) fn words(state: &str) -> &'static str {
    match state {
        "opening" => "Preparing the invoice",
        "awaiting-payment" => "Waiting for payment",
        "confirming" => "Payment seen",
        "seen" => "Waiting for confirmation",
        "underpaid" => "Part of it is missing",
        _ => "Open",
    }
}

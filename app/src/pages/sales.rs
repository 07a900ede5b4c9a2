//! The sales that are open, on whichever tablet they began: a tap takes one up here.

use crate::api::open_sales;
use crate::browser;
use crate::components::{GoTo, NewSale, Notice, ago};
use crate::erased::effect;
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
    effect(move || {
        let read = move || sales.read(open_sales, Some(EVERY_MS));
        read();
        browser::on_return(read);
    });
    view! {
        <main class="list" data-screen="sales">
            <h1>"Open sales"</h1>
            <Notice text=Signal::derive(move || sales.notice()) />
            <ul class="rows">{move || sales.rows.get().unwrap_or_default().into_iter().map(row).collect::<Vec<_>>()}</ul>
            {move || sales.is_empty().then(|| view! {
                <section class="end">
                    <p class="end-sentence">"No sale is open."</p>
                    <NewSale />
                </section>
            })}
        </main>
    }
}

fn row(sale: OpenSaleView) -> impl IntoView {
    let (total, age) = (sale.total.to_string(), ago(sale.opened_seconds_ago));
    let state = words(&sale.state);
    let state = if sale.put_aside { format!("{state} · put aside") } else { state.to_owned() };
    let says = view! {
        <span class="row-total">{total}</span>
        <span class="row-code">{sale.code}</span>
        <span class="row-state">{state}</span>
        <span>{move || age.get()}</span>
    };
    view! {
        <li>
            <GoTo to=Screen::Checkout(sale.id) says />
        </li>
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

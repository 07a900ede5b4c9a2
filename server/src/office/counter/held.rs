//! Carts that were put by, for any terminal of the shop to take up.

use crate::catalogue::Shelf;
use crate::store::catalogue::HeldCart;
use domain::Timestamp;
use leptos::prelude::*;
use uuid::Uuid;

/// The list.
pub(super) fn draw(held: &[HeldCart], shelf: &Shelf, now: Timestamp) -> AnyView {
    let rows: Vec<_> = held.iter().map(|cart| row(cart, shelf, now)).collect();
    let none = rows.is_empty().then(|| view! { <p class="counter-none" data-empty>"No cart is held."</p> });
    view! {
        <section class="held" aria-label="Held carts">
            <ul class="held-rows">{rows}</ul>
            {none}
            <a class="button" href=super::PATH>"Back to the items"</a>
        </section>
    }
    .into_any()
}

fn row(cart: &HeldCart, shelf: &Shelf, now: Timestamp) -> impl IntoView + use<> {
    let names: Vec<String> = cart
        .order
        .lines
        .iter()
        .take(4)
        .filter_map(|line| Some(format!("{} × {}", line.quantity, shelf.find(line.item)?.name)))
        .collect();
    let more = cart.order.lines.len().saturating_sub(names.len());
    let more = (more > 0).then(|| format!(" and {more} more"));
    let minutes = now.since(cart.held_at).as_secs() / 60;
    let age = match minutes {
        0 => "just now".to_owned(),
        1..60 => format!("{minutes} min ago"),
        _ => format!("{} h ago", minutes / 60),
    };
    let note = (!cart.note.is_empty()).then(|| cart.note.clone());
    view! {
        <li class="held-row" data-held-cart=cart.id.to_string()>
            <div>
                {note.map(|note| view! { <bdi class="held-note">{note}</bdi> })}
                <p><bdi>{names.join(", ")}</bdi>{more}</p>
                <p class="held-age">{age}</p>
            </div>
            <form method="post" action="/catalogue/recall">
                <input r#type="hidden" name="id" value=cart.id.to_string() />
                <input r#type="hidden" name="by" value=Uuid::new_v4().to_string() />
                <button class="button" data-recall>"Take up"</button>
            </form>
        </li>
    }
}

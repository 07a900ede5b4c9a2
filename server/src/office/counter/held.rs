//! Carts that were put by, for any terminal of the shop to take up.

use crate::catalogue::Shelf;
use crate::store::catalogue::HeldCart;
use crate::words::Words;
use domain::Timestamp;
use leptos::prelude::*;
use uuid::Uuid;

/// The list.
pub(super) fn draw(held: &[HeldCart], shelf: &Shelf, now: Timestamp, words: Words) -> AnyView {
    let rows: Vec<_> = held.iter().map(|cart| row(cart, shelf, now, words)).collect();
    let none = rows.is_empty().then(|| view! { <p class="counter-none" data-empty>{words.no_held_cart()}</p> });
    view! {
        <section class="held" aria-label=words.held_carts()>
            <ul class="held-rows">{rows}</ul>
            {none}
            <a class="button" href=super::PATH>{words.back_to_items()}</a>
        </section>
    }
    .into_any()
}

fn row(cart: &HeldCart, shelf: &Shelf, now: Timestamp, words: Words) -> impl IntoView + use<> {
    let names: Vec<String> = cart
        .order
        .lines
        .iter()
        .take(4)
        .filter_map(|line| Some(format!("{} × {}", line.quantity, shelf.find(line.item)?.name)))
        .collect();
    let more = cart.order.lines.len().saturating_sub(names.len());
    let more = u32::try_from(more).ok().filter(|more| *more > 0).map(|more| words.and_more(more));
    let minutes = u32::try_from(now.since(cart.held_at).as_secs() / 60).unwrap_or(u32::MAX);
    let age = match minutes {
        0 => words.just_now().to_owned(),
        1..60 => words.minutes_ago(minutes),
        _ => words.hours_ago(minutes / 60),
    };
    let note = (!cart.note.is_empty()).then(|| cart.note.clone());
    view! {
        <li class="held-row" data-held-cart=cart.id.to_string()>
            <div>
                {note.map(|note| view! { <bdi class="held-note">{note}</bdi> })}
                <p><bdi>{names.join(", ")}</bdi> " " {more}</p>
                <p class="held-age">{age}</p>
            </div>
            <form method="post" action="/catalogue/recall">
                <input r#type="hidden" name="id" value=cart.id.to_string() />
                <input r#type="hidden" name="by" value=Uuid::new_v4().to_string() />
                <button class="button" data-recall>{words.take_up()}</button>
            </form>
        </li>
    }
}

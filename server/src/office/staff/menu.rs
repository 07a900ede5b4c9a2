//! `/staff`: what the staff can do at this tablet.

use super::super::parts::icon::{Symbol, icon};
use leptos::prelude::*;

/// Where a tile leads.
struct Tile {
    path: &'static str,
    symbol: Symbol,
    label: &'static str,
    hint: String,
}

/// The menu, with how many payments wait.
pub(super) fn menu(alarms: u32, open: usize) -> AnyView {
    let waiting = match alarms {
        0 => "None waits.".to_owned(),
        1 => "One waits for you.".to_owned(),
        many => format!("{many} wait for you."),
    };
    let open = match open {
        0 => "No sale is open.".to_owned(),
        1 => "One sale is open.".to_owned(),
        many => format!("{many} sales are open."),
    };
    let tiles = [
        Tile { path: "/staff/sales", symbol: Symbol::List, label: "Sales", hint: open },
        Tile { path: "/staff/alarms", symbol: Symbol::Inbox, label: "Payments to decide", hint: waiting },
        Tile {
            path: "/office",
            symbol: Symbol::Key,
            label: "Back office",
            hint: "For managers and owners, with a password.".to_owned(),
        },
    ];
    let tiles = tiles.map(|tile| {
        view! {
            <li>
                <a class="tile" href=tile.path>
                    {icon(tile.symbol)}
                    <span class="tile-label">{tile.label}</span>
                    <span class="tile-hint">{tile.hint}</span>
                </a>
            </li>
        }
    });
    view! {
        <ul class="tiles">{tiles}</ul>
        <a class="button is-main is-wide" href="/">"Back to the kiosk"</a>
    }
    .into_any()
}

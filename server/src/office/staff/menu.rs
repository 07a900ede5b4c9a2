//! `/staff`: what the staff can do at this tablet.

use super::super::parts::icon::{Symbol, icon};
use crate::words::Words;
use leptos::prelude::*;

/// Where a tile leads.
struct Tile {
    path: &'static str,
    symbol: Symbol,
    label: &'static str,
    hint: String,
}

/// The menu, with how many payments wait.
pub(super) fn menu(alarms: u32, open: usize, words: Words) -> AnyView {
    let waiting = match alarms {
        0 => words.none_waits().to_owned(),
        some => words.some_wait(some),
    };
    let open = match u32::try_from(open).unwrap_or(u32::MAX) {
        0 => words.none_open().to_owned(),
        some => words.some_open(some),
    };
    let tiles = [
        Tile { path: "/staff/sales", symbol: Symbol::List, label: words.sales(), hint: open },
        Tile { path: "/staff/alarms", symbol: Symbol::Inbox, label: words.payments_to_decide(), hint: waiting },
        Tile {
            path: "/staff/self-test",
            symbol: Symbol::Tablet,
            label: words.self_test(),
            hint: words.self_test_hint().to_owned(),
        },
        Tile {
            path: super::LEAVE,
            symbol: Symbol::Cross,
            label: words.leave_kiosk(),
            hint: words.leave_kiosk_hint().to_owned(),
        },
        Tile {
            path: "/office",
            symbol: Symbol::Key,
            label: words.back_office(),
            hint: words.back_office_hint().to_owned(),
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
        <a class="button is-main is-wide" href="/">{words.back_to_kiosk()}</a>
    }
    .into_any()
}

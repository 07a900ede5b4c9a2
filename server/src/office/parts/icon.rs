//! The drawings, all of one line width on a grid of 24. They repeat what the words beside them say, so screen
//! readers pass them by.

use leptos::prelude::*;

/// Which drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    /// A check mark: paid, or done.
    Check,
    /// A clock: open, or run out.
    Clock,
    /// A cross: called off, or failed.
    Cross,
    /// An exclamation mark in a triangle: somebody has to look.
    Warning,
    /// Three lines: the menu.
    Menu,
    /// A house: where one begins.
    Home,
    /// A tray: payments that wait.
    Inbox,
    /// A list: sales.
    List,
    /// A price tag: what is sold.
    Tag,
    /// A tablet.
    Tablet,
    /// Two people.
    People,
    /// Two sliders: settings.
    Sliders,
    /// A book: what is written down.
    Book,
    /// A sum: the day is closed.
    Sum,
    /// An arrow to the left: back.
    Back,
    /// A lock.
    Lock,
    /// A key.
    Key,
}

/// The drawing of `symbol`.
pub(crate) fn icon(symbol: Symbol) -> impl IntoView + use<> {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=strokes(symbol) />
        </svg>
    }
}

fn strokes(symbol: Symbol) -> &'static str {
    match symbol {
        Symbol::Check => "M4 13l5.5 5.5L20 7",
        Symbol::Clock => "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7v5l3.5 2",
        Symbol::Cross => "M6 6l12 12M18 6L6 18",
        Symbol::Warning => "M12 3.5L2.5 20h19zM12 10v4.5M12 17v.5",
        Symbol::Menu => "M4 6h16M4 12h16M4 18h16",
        Symbol::Home => "M3.5 11L12 4l8.5 7M6 9.5V20h12V9.5M10 20v-6h4v6",
        Symbol::Inbox => "M3 13l3-8h12l3 8v6H3zM3 13h5.5l1.5 2.5h4l1.5-2.5H21",
        Symbol::List => "M9 6h12M9 12h12M9 18h12M4 6h.5M4 12h.5M4 18h.5",
        Symbol::Tag => "M3.5 3.5h8l9 9l-8 8l-9-9zM8 7.5v.5",
        Symbol::Tablet => "M6 3h12v18H6zM11 17.5h2",
        Symbol::People => {
            "M9 11a3.5 3.5 0 1 0 0-7a3.5 3.5 0 1 0 0 7M2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.3M18 14.5c2 .8 3.5 2.5 3.5 5.5"
        }
        Symbol::Sliders => {
            "M4 8h7M17 8h3M4 16h3M13 16h7M14 5.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5M10 13.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5"
        }
        Symbol::Book => "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M9 8h6",
        Symbol::Sum => "M18 7V4H6l6.5 8L6 20h12v-3",
        Symbol::Back => "M19 12H5M11 6l-6 6l6 6",
        Symbol::Lock => "M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
        Symbol::Key => "M8 11a4 4 0 1 0 0 8a4 4 0 1 0 0-8M11 12l8.5-8.5M15.5 7.5l3 3M18 5l2 2",
    }
}

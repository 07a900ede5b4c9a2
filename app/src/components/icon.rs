//! The drawings, all of one line width on a grid of 24. They repeat what the words beside them say, so
//! screen readers pass them by.

use leptos::prelude::*;

/// Which drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    /// A check mark: paid.
    Check,
    /// A clock: run out.
    Clock,
    /// A cross: called off, or failed.
    Cross,
    /// An exclamation mark in a triangle: somebody has to look.
    Warning,
    /// A shield: not allowed.
    Shield,
    /// A question mark: nobody knows.
    Question,
    /// A globe: languages.
    Globe,
    /// An arrow with a cross: the last digit back.
    Backspace,
}

/// The drawing of `symbol`.
#[component]
pub(crate) fn Icon(
    /// Which one.
    symbol: Symbol,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
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
        Symbol::Shield => "M12 3l7.5 2.5V11c0 4.7-3 8-7.5 10C7.5 19 4.5 15.7 4.5 11V5.5zM9 9l6 6M15 9l-6 6",
        Symbol::Question => "M8.5 9a3.5 3.5 0 1 1 5.2 3C12.5 12.7 12 13.3 12 14.5M12 18v.5",
        Symbol::Globe => "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M3 12h18M12 3c-5 5.5-5 12.5 0 18c5-5.5 5-12.5 0-18",
        Symbol::Backspace => "M9 5h12v14H9l-7-7zM12.5 9.5l5 5M17.5 9.5l-5 5",
    }
}

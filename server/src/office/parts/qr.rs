//! A QR code as a drawing in the page: black on white in every theme, its quiet zone part of it.

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

/// The quiet zone's width, in modules.
const QUIET: usize = 4;

/// `text` as a QR code, called `label` by whoever only hears it. What cannot be drawn is left to the text beside it.
pub(crate) fn qr(text: &str, label: &'static str) -> AnyView {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return ().into_any();
    };
    let width = code.width();
    let size = width.saturating_add(2 * QUIET);
    let mut path = String::new();
    for (number, color) in code.to_colors().iter().enumerate() {
        if *color == Color::Dark {
            let (x, y) = (number % width + QUIET, number / width + QUIET);
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    view! {
        <svg class="qr" viewBox=format!("0 0 {size} {size}") role="img" aria-label=label shape-rendering="crispEdges">
            <path d=path />
        </svg>
    }
    .into_any()
}

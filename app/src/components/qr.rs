//! An invoice as a QR code: black on white in every theme, with its quiet zone, drawn as one path of whole
//! numbers so that modules have sharp edges at any size.

use leptos::either::Either;
use leptos::prelude::*;
use qrcode::types::QrError;
use qrcode::{Color, EcLevel, QrCode};

/// Modules of white that a scanner needs on each side.
///
/// # Source
/// ISO/IEC 18004: four modules.
const QUIET: usize = 4;

/// The code of the invoice `bolt11`.
#[component]
pub(crate) fn Qr(
    /// BOLT 11, as the server gave it.
    bolt11: String,
) -> impl IntoView {
    match draw(&uri(&bolt11)) {
        Ok((side, path)) => Either::Left(view! {
            <div class="qr" data-qr data-invoice=bolt11>
                <svg viewBox=format!("0 0 {side} {side}") role="img" aria-label="QR code of the invoice" shape-rendering="crispEdges">
                    <path d=path fill="#000" />
                </svg>
            </div>
        }),
        Err(_) => Either::Right(view! {
            <div class="qr is-empty">
                <p>"This code is too long to draw. Copy the invoice instead."</p>
            </div>
        }),
    }
}

/// What a wallet reads: upper case, so that the code's alphanumeric mode can hold it in fewer modules.
fn uri(bolt11: &str) -> String {
    format!("LIGHTNING:{}", bolt11.to_ascii_uppercase())
}

/// The side of the square in modules, quiet zone included, and the path of its dark modules.
///
/// Error correction L: a screen is neither torn nor dirty, and the larger modules that it allows are what
/// counts for a phone held at arm's length.
fn draw(text: &str) -> Result<(usize, String), QrError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L)?;
    let width = code.width();
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut column = QUIET;
        for run in modules.chunk_by(|a, b| a == b) {
            let length = run.len();
            if run.first() == Some(&Color::Dark) {
                path.push_str(&format!("M{column} {}h{length}v1h-{length}z", row + QUIET));
            }
            column += length;
        }
    }
    Ok((width + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The length of a signed invoice, in the letters it may hold.
    fn invoice() -> String {
        "lnbcrt250u1p5qpzry9x8gf2tvdw0s3jn54khce6mua7l".repeat(7)
    }

    #[test]
    fn upper_case_needs_fewer_modules() {
        let width = |text: &str| QrCode::with_error_correction_level(text, EcLevel::L).unwrap().width();
        let text = uri(&invoice());
        assert!(text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b':'));
        assert!(width(&text) + 8 <= width(&text.to_lowercase()), "the alphanumeric mode was not chosen");
    }

    #[test]
    fn the_path_draws_exactly_the_dark_modules_inside_the_quiet_zone() {
        let text = uri(&invoice());
        let code = QrCode::with_error_correction_level(&text, EcLevel::L).unwrap();
        let (side, path) = draw(&text).unwrap();
        assert_eq!(side, code.width() + 8);

        let mut drawn = vec![Color::Light; code.width() * code.width()];
        for run in path.split('M').skip(1) {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let (length, rest) = rest.split_once('v').unwrap();
            assert_eq!(rest, format!("1h-{length}z"));
            let [x, y, length]: [usize; 3] = [x, y, length].map(|number| number.parse().unwrap());
            let start = (y - QUIET) * code.width() + x - QUIET;
            drawn[start..start + length].fill(Color::Dark);
        }
        assert_eq!(drawn, code.to_colors());
    }

    #[test]
    fn a_text_that_no_code_can_hold_is_an_error() {
        assert!(draw(&"A".repeat(5000)).is_err());
    }
}

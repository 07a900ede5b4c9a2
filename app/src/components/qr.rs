//! An invoice, alone or in a payment URI, as a QR code: black on white in every theme, with its quiet zone, drawn as one path of whole
//! numbers so that modules have sharp edges at any size.

use crate::kiosk::Kiosk;
use core::fmt::Write as _;
use leptos::either::Either;
use leptos::prelude::*;
use qrcode::types::QrError;
use qrcode::{Color, EcLevel, QrCode};

/// Modules of white that a scanner needs on each side.
///
/// # Source
/// ISO/IEC 18004: four modules.
const QUIET: usize = 4;

/// The code of an invoice, or of a payment URI that holds it.
#[component]
pub(crate) fn Qr(
    /// What the code holds, as the server gave it.
    text: String,
    /// The invoice in it.
    bolt11: String,
) -> impl IntoView {
    let words = Kiosk::here().words();
    match draw(&text) {
        Ok((side, path)) => Either::Left(view! {
            <div class="qr" data-qr data-invoice=bolt11>
                <svg viewBox=format!("0 0 {side} {side}") role="img" aria-label=words.qr() shape-rendering="crispEdges">
                    <path d=path fill="#000" />
                </svg>
            </div>
        }),
        Err(_) => Either::Right(view! {
            <div class="qr is-empty">
                <p>{words.code_too_long()}</p>
            </div>
        }),
    }
}

/// Any text as a code, as a picture of its own.
///
/// # Errors
/// Where it is too long for a code.
#[cfg(feature = "ssr")]
pub fn picture(text: &str) -> Result<String, QrError> {
    let (side, path) = draw(text)?;
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>"
    ))
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
                // Failing is not in a string's nature; `format!` would be a second one each time.
                let _ = write!(path, "M{column} {}h{length}v1h-{length}z", row + QUIET);
            }
            column += length;
        }
    }
    Ok((width + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_draws_exactly_the_dark_modules_inside_the_quiet_zone() {
        let text = format!("LIGHTNING:{}", "LNBCRT250U1P5QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".repeat(7));
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

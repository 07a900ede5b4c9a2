//! An invoice, alone or in a payment URI, as a QR code: black on white in every theme, with its quiet zone, drawn as one path of whole
//! numbers so that modules have sharp edges at any size.

use crate::kiosk::Kiosk;
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
    /// BOLT 11, as the server gave it.
    bolt11: String,
    /// BIP 21 with the same invoice in it, where it can be paid on chain too.
    uri: Option<String>,
) -> impl IntoView {
    let words = Kiosk::here().words();
    let text = uri.map_or_else(|| lightning(&bolt11), |uri| bip21(&uri));
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

/// What a Lightning wallet reads: upper case, so that the code's alphanumeric mode can hold it in fewer modules.
fn lightning(bolt11: &str) -> String {
    format!("LIGHTNING:{}", bolt11.to_ascii_uppercase())
}

/// `uri` with everything in upper case that means the same in it: the scheme, an address in bech32, and the
/// invoice. An address in base 58 would be another one, and wallets look for their keys in lower case. The code
/// changes its mode between the parts, which costs far less than it saves.
///
/// # Source
/// RFC 3986, 3.1 (schemes); BIP 173 and BOLT 11 (bech32 in upper case, meant for QR codes); BIP 21 (keys).
fn bip21(uri: &str) -> String {
    let (target, query) = uri.split_once('?').unwrap_or((uri, ""));
    let (scheme, address) = target.split_once(':').unwrap_or(("bitcoin", target));
    let address = if is_bech32(address) { address.to_ascii_uppercase() } else { address.to_owned() };
    let mut text = format!("{}:{address}", scheme.to_ascii_uppercase());
    for (n, part) in query.split('&').filter(|part| !part.is_empty()).enumerate() {
        text.push(if n == 0 { '?' } else { '&' });
        match part.split_once('=') {
            Some(("lightning", invoice)) => text.push_str(&format!("lightning={}", invoice.to_ascii_uppercase())),
            _ => text.push_str(part),
        }
    }
    text
}

/// Whether `address` is a segregated-witness one of the main, a test or a local network.
fn is_bech32(address: &str) -> bool {
    ["bc1", "tb1", "bcrt1"].iter().any(|start| address.starts_with(start))
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
        let text = lightning(&invoice());
        assert!(text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b':'));
        assert!(width(&text) + 8 <= width(&text.to_lowercase()), "the alphanumeric mode was not chosen");
    }

    #[test]
    fn the_path_draws_exactly_the_dark_modules_inside_the_quiet_zone() {
        let text = lightning(&invoice());
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
    fn a_payment_uri_is_upper_case_where_that_means_the_same() {
        assert_eq!(
            bip21("bitcoin:bcrt1qar0?amount=0.00025&lightning=lnbcrt1p&label=My%20shop"),
            "BITCOIN:BCRT1QAR0?amount=0.00025&lightning=LNBCRT1P&label=My%20shop"
        );
        assert_eq!(bip21("bitcoin:mipcBbFg9gMiCh?amount=1"), "BITCOIN:mipcBbFg9gMiCh?amount=1");
        assert_eq!(bip21("bitcoin:bc1q"), "BITCOIN:BC1Q");
    }

    #[test]
    fn mixed_case_still_needs_fewer_modules() {
        let width = |text: &str| QrCode::with_error_correction_level(text, EcLevel::L).unwrap().width();
        let plain = format!("bitcoin:bcrt1q{}?amount=0.00025&lightning={}", "qpzry9x8gf".repeat(4), invoice());
        assert!(width(&bip21(&plain)) + 8 <= width(&plain));
    }

    #[test]
    fn a_text_that_no_code_can_hold_is_an_error() {
        assert!(draw(&"A".repeat(5000)).is_err());
    }
}

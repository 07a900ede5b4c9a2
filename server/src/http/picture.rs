//! The server's picture of the kiosk, as small as it can be sent. A kiosk is drawn anew in the browser
//! (docs/adr/0009), so the picture needs nothing that would tell the browser how to go on with it, and no dialog, which
//! nobody could open before. It goes out in one piece, so that it is packed in one piece.

use axum::body::to_bytes;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use brotli::enc::BrotliEncoderParams;

/// Every page is drawn for one visit: what more would take longer than it saves on the way.
const QUALITY: i32 = 9;
/// A window of 64 kB: larger than any picture, and little memory for whoever packs.
const WINDOW: i32 = 16;

/// Whether whoever asks can read brotli.
pub(super) fn takes_brotli(headers: &HeaderMap) -> bool {
    let encodings = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut all = encodings.flat_map(|value| value.split(',')).map(|one| one.trim().to_ascii_lowercase());
    all.any(|one| one == "br" || one.strip_prefix("br;q=").is_some_and(|weight| !is_none(weight)))
}

/// `0`, `0.`, `0.000`
fn is_none(weight: &str) -> bool {
    weight.trim_start_matches('0').trim_start_matches('.').trim_start_matches('0').is_empty()
}

/// The page in `answer`, as it is sent.
pub(super) async fn sent(answer: Response, takes_brotli: bool) -> Response {
    let (mut head, body) = answer.into_parts();
    let Ok(page) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let page = bare(&String::from_utf8_lossy(&page));
    head.headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if takes_brotli && let Ok(packed) = packed(&page) {
        head.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
        return Response::from_parts(head, packed.into());
    }
    Response::from_parts(head, page.into())
}

/// `page` without what only hydration would need. Whatever is said in it is escaped, so no name or note can look like
/// what is left out.
fn bare(page: &str) -> String {
    let document = page.split_once("</html>").map_or(page, |(document, _)| document);
    let mut kept = String::with_capacity(document.len());
    let mut rest = document;
    while let Some((before, dialog)) = rest.split_once("<dialog") {
        kept.push_str(before);
        rest = dialog.split_once("</dialog>").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.push_str("</html>");
    kept.replace("<!>", "")
}

fn packed(page: &str) -> std::io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: QUALITY,
        lgwin: WINDOW,
        size_hint: page.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut page.as_bytes(), &mut packed, &parameters)?;
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_hydration_needs_is_left_out() {
        let page = "<html><body><p>A<!></p><dialog open><p>Really?<!></p></dialog><p>&lt;!&gt;</p><!>\
                    <dialog></dialog></body><!></html><!><script>__RESOLVED=[]</script>";
        assert_eq!(bare(page), "<html><body><p>A</p><p>&lt;!&gt;</p></body></html>");
        assert_eq!(bare("<p>half"), "<p>half</html>");
    }

    #[tokio::test]
    async fn a_page_is_packed_for_whoever_can_read_it_and_comes_back_whole() {
        let page = || format!("<html>{}</html>", "<p>one</p><p>two</p>".repeat(100)).into_response();
        let plain = sent(page(), false).await;
        assert!(!plain.headers().contains_key(CONTENT_ENCODING));
        let plain = to_bytes(plain.into_body(), usize::MAX).await.unwrap();
        let answer = sent(page(), true).await;
        assert_eq!(
            (&answer.headers()[CONTENT_ENCODING], &answer.headers()[VARY]),
            (&"br".parse().unwrap(), &"accept-encoding".parse().unwrap())
        );
        let (small, mut whole) = (to_bytes(answer.into_body(), usize::MAX).await.unwrap(), Vec::new());
        brotli::BrotliDecompress(&mut &small[..], &mut whole).unwrap();
        assert_eq!(whole, plain);
        assert!(small.len() < 100);
    }

    #[test]
    fn brotli_is_for_whoever_asks_for_it() {
        for (asked, takes) in [
            ("gzip, deflate, br, zstd", true),
            ("br", true),
            ("gzip;q=1, BR;q=0.5", true),
            ("gzip, br;q=0", false),
            ("br;q=0.00", false),
            ("gzip", false),
            ("brotli", false),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, asked.parse().unwrap())]);
            assert_eq!(takes_brotli(&headers), takes, "{asked}");
        }
        assert!(!takes_brotli(&HeaderMap::new()));
    }
}

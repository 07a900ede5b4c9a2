//! The shop's own accent colour, as a style sheet of a few lines over the kiosk's. On every ground it is shown as the
//! nearest colour that can be read there. Without a colour of its own a shop has no such sheet.

use super::Served;
use app::Assets;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use domain::colour::{Colour, HIGH_CONTRAST, TEXT_CONTRAST};
use sha2::{Digest as _, Sha256};

/// The grounds of `style/_tokens.scss`, and how much contrast is wanted on each.
const THEMES: [(&str, Colour, u32); 4] = [
    ("all", Colour::rgb(0xf4, 0xf5, 0xf7), TEXT_CONTRAST),
    // The lighter of the two that the dark theme has.
    ("(prefers-color-scheme: dark)", Colour::rgb(0x1e, 0x23, 0x2c), TEXT_CONTRAST),
    ("(prefers-contrast: more)", Colour::WHITE, HIGH_CONTRAST),
    ("(prefers-contrast: more) and (prefers-color-scheme: dark)", Colour::BLACK, HIGH_CONTRAST),
];

/// Where somebody has chosen colours for everything, no shop has one of its own.
const FORCED: &str =
    "@media (forced-colors: active){:root{--accent:CanvasText;--on-accent:Canvas;--focus:Highlight}}\n";

/// Where it is; the name holds the hash of what is in it.
pub(super) const PATH: &str = "/look/{name}";

/// The sheet.
#[derive(Clone)]
pub(crate) struct Look {
    path: String,
    css: Bytes,
}

impl Look {
    /// With the accent that a shop picked; notes in `assets` where the sheet is.
    pub(crate) fn new(accent: Colour, assets: &mut Assets) -> Self {
        let css = sheet(accent);
        let mut hash = format!("{:x}", Sha256::digest(&css));
        hash.truncate(16);
        let path = format!("/look/accent.{hash}.css");
        assets.look = Some(path.clone());
        Self { path, css: css.into() }
    }
}

/// The sheet, under the name that it has now.
pub(super) async fn show(State(served): State<Served>, uri: Uri) -> Response {
    match &served.look {
        Some(Look { path, css }) if path == uri.path() => ([(CONTENT_TYPE, "text/css")], css.clone()).into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

fn sheet(accent: Colour) -> String {
    let mut css = String::new();
    for (theme, ground, contrast) in THEMES {
        let shown = accent.readable_on(ground, contrast);
        let ink = shown.ink();
        css.push_str(&format!("@media {theme}{{:root{{--accent:{shown};--on-accent:{ink};--focus:{shown}}}}}\n"));
    }
    css.push_str(FORCED);
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_gets_the_nearest_colour_that_can_be_read() {
        let css = sheet("#ffd84d".parse().unwrap());
        let (shops, forced) = css.split_at(css.len() - FORCED.len());
        assert_eq!(forced, FORCED, "the last word is the system's");
        let accents: Vec<Colour> =
            shops.split("--accent:").skip(1).map(|rest| rest.split(';').next().unwrap().parse().unwrap()).collect();
        assert_eq!(accents.len(), THEMES.len());
        for (accent, (theme, ground, contrast)) in accents.iter().zip(THEMES) {
            assert!(accent.contrast(ground) >= contrast, "{theme}: {accent}");
        }
        assert_eq!(accents.get(1).unwrap().to_string(), "#ffd84d", "yellow on black is fine as it is");
    }

    #[test]
    fn the_grounds_are_those_of_the_kiosk() {
        let tokens = include_str!("../../../style/_tokens.scss");
        for (theme, ground, _) in THEMES {
            let short = match ground {
                Colour::WHITE => "#fff".to_owned(),
                Colour::BLACK => "#000".to_owned(),
                colour => colour.to_string(),
            };
            assert!(tokens.contains(&format!(": {short};")), "{theme}: {short}");
        }
    }

    #[test]
    fn it_is_named_by_what_is_in_it() {
        let mut assets = Assets::default();
        let path = |accent: &str, assets: &mut Assets| Look::new(accent.parse().unwrap(), assets).path;
        let (one, two) = (path("#102030", &mut assets), path("#302010", &mut assets));
        assert_ne!(one, two);
        assert_eq!(assets.look, Some(two));
    }
}

//! The stylesheets: `style/main.scss` for the kiosk and `style/office.scss` for the staff's pages, each with what it
//! uses as one compressed CSS text.
//! `grass` is a Sass compiler in Rust, so that nobody needs to install one.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use grass::{Options, OutputStyle};

/// Compiles the stylesheet `name` in `folder`.
///
/// # Errors
/// When it is missing, or Sass objects; the message then shows the place.
pub(crate) fn compile(folder: &Path, name: &str) -> Result<String> {
    let main = folder.join(name);
    if !main.exists() {
        bail!("the stylesheet {} is missing", main.display());
    }
    let options = Options::default().style(OutputStyle::Compressed).load_path(folder);
    // The error borrows nothing, but is not Send + Sync: only its words travel on.
    grass::from_path(&main, &options).map_err(|error| anyhow!("{error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_reported_with_its_place() {
        let folder = std::env::temp_dir().join(format!("kiosk-style-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("main.scss"), "a { color: $nowhere; }").unwrap();
        let error = compile(&folder, "main.scss").unwrap_err().to_string();
        std::fs::write(folder.join("main.scss"), "a { b { color: red; } }").unwrap();
        let css = compile(&folder, "main.scss").unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(error.contains("main.scss") && error.contains("Undefined variable"), "{error}");
        assert_eq!(css.trim(), "a b{color:red}");
    }

    /// Anything else in there has the browser look at the whole page for whatever comes into it (docs/adr/0035).
    #[test]
    fn the_kiosks_styles_ask_of_what_an_element_holds_for_one_class_at_most() {
        let style = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style");
        let css = compile(&style, "main.scss").unwrap();
        let held: Vec<_> = css.split(":has(").skip(1).filter_map(|rest| rest.split_once(')')).collect();
        assert!(!held.is_empty());
        for (held, _) in held {
            let name = held.strip_prefix('.').unwrap_or_default();
            assert!(!name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), ":has({held})");
        }
    }
}

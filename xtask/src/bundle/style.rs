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
}

//! The folder with what the browser loads: where it is, and whether it is whole.

use app::Assets;
use std::path::{Path, PathBuf};

/// The folder with what the browser loads is not there or not whole.
#[derive(Debug, thiserror::Error)]
#[error("the kiosk's files are not in {dir} ({problem}): build them with `cargo xtask bundle`, or set KIOSK_SITE_DIR")]
pub struct SiteError {
    dir: PathBuf,
    problem: String,
}

/// Reads which files a page loads, from the list the bundle was built with. `cargo leptos` writes no list,
/// and files of plain names.
///
/// # Errors
/// [`SiteError`] where there is neither.
pub fn read_assets(site_dir: &Path) -> Result<Assets, SiteError> {
    let error = |problem: String| SiteError { dir: site_dir.to_owned(), problem };
    let list = site_dir.join("assets.json");
    if !list.exists() && site_dir.join("pkg/kiosk.wasm").exists() {
        let plain = |ending| format!("/pkg/kiosk.{ending}");
        let script = |name| format!("/tablet/{name}.js");
        let (tablet, self_test) = (script("index"), script("self-test"));
        let (alone, counter) = (script("alone"), script("counter"));
        let (js, wasm, css) = (plain("js"), plain("wasm"), plain("css"));
        // It makes one style sheet, in which the office's is not.
        let office_css = plain("css");
        return Ok(Assets { js, wasm, css, tablet, alone, counter, self_test, office_css, ..Assets::default() });
    }
    let text = std::fs::read_to_string(list).map_err(|failed| error(failed.to_string()))?;
    serde_json::from_str(&text).map_err(|failed| error(failed.to_string()))
}

/// The folder with the bundle: as set, else `site` beside the program, else above it.
pub fn site_dir(set: Option<&Path>) -> PathBuf {
    if let Some(dir) = set {
        return dir.to_owned();
    }
    let program = std::env::current_exe().unwrap_or_default();
    let beside = program.with_file_name("site");
    let above = program.parent().and_then(Path::parent).map(|dir| dir.join("site"));
    if beside.is_dir() { beside } else { above.unwrap_or(beside) }
}

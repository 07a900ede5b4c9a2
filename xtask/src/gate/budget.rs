//! How many bytes a cold load of the kiosk costs, at most: glue, module, stylesheet, the tablet's script, the largest
//! language, which travels in the page, and every icon there is, as brotli sends them. The browser's story counts what is
//! really transferred, with the rest of the page and every header; this says the figure with every build.

use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::bundle::{Assets, files};
use crate::steps::headline;

/// 150 kB (docs/adr/0019).
const CEILING_BYTES: u64 = 150_000;

/// Adds up the site.
///
/// # Errors
/// When it is over the ceiling.
pub(crate) fn check(site: &Path) -> Result<()> {
    let assets = Assets::of(site)?;
    let mut total_bytes = 0;
    for asset in assets.each() {
        let sent_bytes = sent(&site.join(asset.trim_start_matches('/')))?;
        headline(&format!("{sent_bytes:>7} bytes {asset}"));
        total_bytes += sent_bytes;
    }
    // Of the icons a tablet takes one or two, and of the languages one: counting the most leaves room to the better side.
    let (mut icon_bytes, mut language_bytes) = (0, 0);
    for path in files::below(site)? {
        match kind(site, &path) {
            Some(Kind::Icon) => icon_bytes += sent(&path)?,
            Some(Kind::Language) => language_bytes = sent(&path)?.max(language_bytes),
            None => {}
        }
    }
    headline(&format!("{icon_bytes:>7} bytes of icons"));
    headline(&format!("{language_bytes:>7} bytes of one language"));
    total_bytes += icon_bytes + language_bytes;
    headline(&format!("{total_bytes:>7} bytes in all, of {CEILING_BYTES}"));
    if total_bytes > CEILING_BYTES {
        bail!("a cold load costs {total_bytes} bytes, and {CEILING_BYTES} are allowed");
    }
    Ok(())
}

/// What is loaded beside the assets.
enum Kind {
    /// A picture of the kiosk, at the top of the site.
    Icon,
    /// The words of one language that people speak.
    Language,
}

fn kind(site: &Path, path: &Path) -> Option<Kind> {
    let name = path.file_name()?.to_str()?;
    let is_icon = path.parent() == Some(site) && (name.ends_with(".png") || name.ends_with(".svg"));
    let is_language =
        path.parent() == Some(&site.join("pkg")) && name.ends_with(".txt") && !name.starts_with(locales::pseudo::CODE);
    if is_icon { Some(Kind::Icon) } else { is_language.then_some(Kind::Language) }
}

/// The size of a file as it is sent: its brotli form, where there is one.
fn sent(path: &Path) -> Result<u64> {
    let packed = files::with_suffix(path, ".br");
    let sent = if packed.exists() { packed.as_path() } else { path };
    Ok(sent.metadata().with_context(|| format!("{} is missing", sent.display()))?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(name: &str, icon_bytes: usize) -> std::path::PathBuf {
        let site = std::env::temp_dir().join(format!("kiosk-budget-{name}-{}", std::process::id()));
        let assets = r#"{"js": "/pkg/k.js", "wasm": "/pkg/k.wasm", "css": "/pkg/k.css", "office_css": "/pkg/o.css",
            "tablet": "/pkg/t.js", "self_test": "/pkg/s.js"}"#;
        files::write(&site.join("assets.json"), assets.as_bytes()).unwrap();
        for (file, bytes) in [
            ("pkg/k.js", 900_000),
            ("pkg/k.wasm", 900_000),
            ("pkg/k.css", 10),
            ("pkg/t.js", 10),
            ("icon.png", icon_bytes),
            ("pkg/de.1.txt", 20),
            ("pkg/en.1.txt", 15),
            ("pkg/ar-XB.1.txt", 900_000),
            ("pkg/counter.1.js", 900_000),
        ] {
            files::write(&site.join(file), &vec![b'x'; bytes]).unwrap();
        }
        for file in ["pkg/k.js.br", "pkg/k.wasm.br", "pkg/k.wasm.gz"] {
            files::write(&site.join(file), &vec![b'x'; 72_500]).unwrap();
        }
        site
    }

    #[test]
    fn what_is_sent_counts_to_the_byte() {
        let (fits, over) = (site("fits", 4_960), site("over", 4_961));
        let verdicts = (check(&fits).is_ok(), check(&over).is_ok());
        std::fs::remove_dir_all(fits).unwrap();
        std::fs::remove_dir_all(over).unwrap();
        assert_eq!(verdicts, (true, false));
    }
}

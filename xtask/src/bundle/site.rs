//! The folder that the server serves: assets named by their content, public files under their own names.
//! A name that changes with every byte may be cached for ever; `assets.json` tells the server today's names.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::files;
use super::module::Module;

/// Where the pages find their assets: paths from the root of the site.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Assets {
    /// The glue, an ES module.
    pub(crate) js: String,
    /// The module that the glue is handed by the page.
    pub(crate) wasm: String,
    /// The kiosk's stylesheet.
    pub(crate) css: String,
    /// The stylesheet of the staff's pages, which a kiosk never loads.
    pub(crate) office_css: String,
}

impl Assets {
    /// Reads `assets.json` of a finished site.
    pub(crate) fn of(site: &Path) -> Result<Self> {
        let path = site.join("assets.json");
        serde_json::from_slice(&files::read(&path)?).with_context(|| format!("{} is damaged", path.display()))
    }

    /// The paths of what a kiosk loads.
    pub(crate) fn each(&self) -> [&str; 3] {
        [&self.js, &self.wasm, &self.css]
    }
}

/// What a site is made of.
pub(crate) struct Parts {
    pub(crate) module: Module,
    pub(crate) css: String,
    pub(crate) office_css: String,
    /// The folder of files that keep their names (icons, the web manifest).
    pub(crate) public: PathBuf,
}

/// Writes the site's files, uncompressed, into the empty folder `site`.
pub(crate) fn lay_out(site: &Path, parts: &Parts) -> Result<Assets> {
    for path in files::below(&parts.public)? {
        files::write(&site.join(path.strip_prefix(&parts.public)?), &files::read(&path)?)?;
    }
    let glue = place_snippets(site, &parts.module)?;
    let assets = Assets {
        js: place(site, "kiosk", "js", glue.as_bytes())?,
        wasm: place(site, "kiosk", "wasm", &parts.module.wasm)?,
        css: place(site, "kiosk", "css", parts.css.as_bytes())?,
        office_css: place(site, "office", "css", parts.office_css.as_bytes())?,
    };
    files::write(&site.join("assets.json"), &serde_json::to_vec(&assets)?)?;
    Ok(assets)
}

fn place(site: &Path, stem: &str, extension: &str, content: &[u8]) -> Result<String> {
    let name = format!("pkg/{stem}.{}.{extension}", hash(&[content]));
    files::write(&site.join(&name), content)?;
    Ok(format!("/{name}"))
}

/// Gives the folder of JavaScript that crates bring along a hashed name too, and returns the glue that knows it.
fn place_snippets(site: &Path, module: &Module) -> Result<String> {
    if module.snippets.is_empty() {
        return Ok(module.glue.clone());
    }
    let contents: Vec<&[u8]> = module.snippets.values().map(Vec::as_slice).collect();
    let folder = format!("snippets.{}", hash(&contents));
    for (path, content) in &module.snippets {
        files::write(&site.join("pkg").join(&folder).join(path), content)?;
    }
    Ok(module.glue.replace("'./snippets/", &format!("'./{folder}/")))
}

/// Sixteen hexadecimal digits of SHA-256: enough that two builds never meet.
fn hash(contents: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for content in contents {
        hasher.update(content);
    }
    let mut digits = format!("{:x}", hasher.finalize());
    digits.truncate(16);
    digits
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;

    use super::*;

    fn parts(public: &Path, snippets: BTreeMap<PathBuf, Vec<u8>>) -> Parts {
        let glue = "import { f } from './snippets/app-1/inline0.js';".to_owned();
        let module = Module { glue, wasm: b"\0asm".to_vec(), snippets };
        Parts { module, css: "a{b:c}".to_owned(), office_css: "d{e:f}".to_owned(), public: public.to_owned() }
    }

    #[test]
    fn assets_are_named_by_content_and_listed() {
        let scratch = std::env::temp_dir().join(format!("kiosk-site-{}", std::process::id()));
        let (public, site) = (scratch.join("public"), scratch.join("site"));
        files::write(&public.join("icons/a.svg"), b"<svg/>").unwrap();
        let snippets = BTreeMap::from([(PathBuf::from("app-1/inline0.js"), b"export const f = 1".to_vec())]);

        let assets = lay_out(&site, &parts(&public, snippets)).unwrap();

        let css = fs::read(site.join(&assets.css[1..])).unwrap();
        let glue = fs::read_to_string(site.join(&assets.js[1..])).unwrap();
        let snippet = glue.split('\'').nth(1).unwrap().replacen("./", "pkg/", 1);
        assert_eq!(assets.wasm, format!("/pkg/kiosk.{}.wasm", hash(&[b"\0asm"])));
        assert_eq!(css, b"a{b:c}");
        assert_eq!(fs::read(site.join(&assets.office_css[1..])).unwrap(), b"d{e:f}");
        assert_eq!(fs::read(site.join(snippet)).unwrap(), b"export const f = 1");
        assert_eq!(fs::read(site.join("icons/a.svg")).unwrap(), b"<svg/>");
        assert_eq!(Assets::of(&site).unwrap(), assets);
        fs::remove_dir_all(&scratch).unwrap();
    }
}

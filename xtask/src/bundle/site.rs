//! The folder that the server serves: assets named by their content, public files under their own names.
//! A name that changes with every byte may be cached for ever; `assets.json` tells the server today's names.

use std::collections::BTreeMap;
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
    /// The tablet's own JavaScript, which the page loads when it answers.
    pub(crate) tablet: String,
    /// The same for a tablet that customers use on their own.
    #[serde(default)]
    pub(crate) alone: String,
    /// What the pages load on which items are sold.
    #[serde(default)]
    pub(crate) counter: String,
    /// What the page for a tablet's self-test loads.
    pub(crate) self_test: String,
    /// The tables of the languages, by their codes: loaded when a customer chooses one.
    #[serde(default)]
    pub(crate) languages: BTreeMap<String, String>,
    /// The stylesheet of the staff's pages, which a kiosk never loads.
    pub(crate) office_css: String,
}

impl Assets {
    /// Reads `assets.json` of a finished site.
    pub(crate) fn of(site: &Path) -> Result<Self> {
        let path = site.join("assets.json");
        serde_json::from_slice(&files::read(&path)?).with_context(|| format!("{} is damaged", path.display()))
    }

    /// The paths of what a cold load of the kiosk fetches.
    pub(crate) fn each(&self) -> [&str; 4] {
        [&self.js, &self.wasm, &self.css, &self.tablet]
    }
}

/// What a site is made of.
pub(crate) struct Parts {
    pub(crate) module: Module,
    pub(crate) css: String,
    /// The tables of the languages, by their codes.
    pub(crate) languages: BTreeMap<String, String>,
    pub(crate) office_css: String,
    /// The tablet's own JavaScript, made of the folder `tablet` in `public`.
    pub(crate) tablet: String,
    /// The same for a tablet that customers use on their own.
    pub(crate) alone: String,
    /// The same for the pages on which items are sold.
    pub(crate) counter: String,
    /// The same for the page of a tablet's self-test.
    pub(crate) self_test: String,
    /// The folder of files that keep their names: icons.
    pub(crate) public: PathBuf,
}

/// Writes the site's files, uncompressed, into the empty folder `site`.
pub(crate) fn lay_out(site: &Path, parts: &Parts) -> Result<Assets> {
    for path in files::below(&parts.public)? {
        if path.starts_with(parts.public.join("tablet")) {
            continue;
        }
        files::write(&site.join(path.strip_prefix(&parts.public)?), &files::read(&path)?)?;
    }
    let glue = place_snippets(site, &parts.module)?;
    let assets = Assets {
        languages: place_languages(site, &parts.languages)?,
        js: place(site, "kiosk", "js", glue.as_bytes())?,
        wasm: place(site, "kiosk", "wasm", &parts.module.wasm)?,
        css: place(site, "kiosk", "css", parts.css.as_bytes())?,
        tablet: place(site, "tablet", "js", parts.tablet.as_bytes())?,
        alone: place(site, "alone", "js", parts.alone.as_bytes())?,
        counter: place(site, "counter", "js", parts.counter.as_bytes())?,
        self_test: place(site, "self-test", "js", parts.self_test.as_bytes())?,
        office_css: place(site, "office", "css", parts.office_css.as_bytes())?,
    };
    files::write(&site.join("assets.json"), &serde_json::to_vec(&assets)?)?;
    Ok(assets)
}

/// All languages share one hash: their names travel in every page, and what is said again costs next to nothing.
fn place_languages(site: &Path, languages: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>> {
    let contents: Vec<&[u8]> = languages.values().map(String::as_bytes).collect();
    let hash = hash(&contents);
    let place = |(code, table): (&String, &String)| {
        Ok((code.clone(), place_as(site, &format!("{code}.{hash}.txt"), table.as_bytes())?))
    };
    languages.iter().map(place).collect()
}

fn place(site: &Path, stem: &str, extension: &str, content: &[u8]) -> Result<String> {
    place_as(site, &format!("{stem}.{}.{extension}", hash(&[content])), content)
}

fn place_as(site: &Path, name: &str, content: &[u8]) -> Result<String> {
    files::write(&site.join("pkg").join(name), content)?;
    Ok(format!("/pkg/{name}"))
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
    use std::fs;

    use super::*;

    fn parts(public: &Path, snippets: BTreeMap<PathBuf, Vec<u8>>) -> Parts {
        let glue = "import { f } from './snippets/app-1/inline0.js';".to_owned();
        let module = Module { glue, wasm: b"\0asm".to_vec(), snippets };
        let languages = BTreeMap::from([("fi".to_owned(), "fi\nltr".to_owned())]);
        let (css, office_css) = ("a{b:c}".to_owned(), "d{e:f}".to_owned());
        let [tablet, alone, counter, self_test] = ["let a", "let c", "let d", "let b"].map(str::to_owned);
        Parts { module, css, languages, tablet, alone, counter, self_test, office_css, public: public.to_owned() }
    }

    #[test]
    fn assets_are_named_by_content_and_listed() {
        let scratch = std::env::temp_dir().join(format!("kiosk-site-{}", std::process::id()));
        let (public, site) = (scratch.join("public"), scratch.join("site"));
        files::write(&public.join("icons/a.svg"), b"<svg/>").unwrap();
        files::write(&public.join("tablet/a.js"), b"let  a").unwrap();
        let snippets = BTreeMap::from([(PathBuf::from("app-1/inline0.js"), b"export const f = 1".to_vec())]);

        let assets = lay_out(&site, &parts(&public, snippets)).unwrap();

        let css = fs::read(site.join(&assets.css[1..])).unwrap();
        let glue = fs::read_to_string(site.join(&assets.js[1..])).unwrap();
        let snippet = glue.split('\'').nth(1).unwrap().replacen("./", "pkg/", 1);
        assert_eq!(assets.wasm, format!("/pkg/kiosk.{}.wasm", hash(&[b"\0asm"])));
        assert_eq!(css, b"a{b:c}");
        assert_eq!(assets.languages["fi"], format!("/pkg/fi.{}.txt", hash(&[b"fi\nltr"])));
        assert_eq!(fs::read(site.join(&assets.office_css[1..])).unwrap(), b"d{e:f}");
        assert_eq!(fs::read(site.join(snippet)).unwrap(), b"export const f = 1");
        assert_eq!(fs::read(site.join("icons/a.svg")).unwrap(), b"<svg/>");
        assert_eq!(fs::read(site.join(&assets.tablet[1..])).unwrap(), b"let a");
        assert!(!site.join("tablet").exists(), "its modules are served as one file");
        assert_eq!(Assets::of(&site).unwrap(), assets);
        fs::remove_dir_all(&scratch).unwrap();
    }
}

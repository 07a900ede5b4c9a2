//! From crates and stylesheets to `target/site`: what the browser downloads, named by its content and compressed.
//! The folder is put together beside the old one and then takes its place, so a server never meets half of it.
//!
//! - [`module`]: the WebAssembly module and its JavaScript glue
//! - [`trim`]: both without what nobody can call; [`silence`]: and without what panics would say;
//!   [`same`]: and without what is there twice
//! - [`style`]: the stylesheets
//! - [`tablet`]: the tablet's own JavaScript
//! - [`site`]: the folder: names, copies, `assets.json`
//! - [`squeeze`]: the `.br` and `.gz` beside each file
//! - [`inputs`]: whether anything has changed since the last time
//! - [`files`]: walking through folders
//!
//! ```text
//! target/site/assets.json                 {"js": "/pkg/kiosk.….js", "wasm": …, "css": …, "tablet": …, "office_css": …}
//! target/site/pkg/kiosk.<hash>.{js,wasm,css}{,.br,.gz}
//! target/site/pkg/{tablet,alone,counter,self-test}.<hash>.js{,.br,.gz}
//! target/site/pkg/<language>.<hash>.txt{,.br,.gz}
//! target/site/pkg/office.<hash>.css{,.br,.gz}
//! target/site/…                           the files of public/, likewise compressed
//! ```

pub(crate) mod files;
mod inputs;
mod module;
mod same;
mod silence;
mod site;
mod squeeze;
mod style;
mod tablet;
mod trim;

use std::collections::BTreeMap;
use std::fs::{self, File};

use anyhow::{Context as _, Result, anyhow};

use crate::steps::{Stopwatch, headline};
use crate::workspace::Workspace;

pub(crate) use site::Assets;

/// Builds the site, unless the one that is there was made from the very same inputs.
///
/// # Errors
/// When a build fails, a source is missing, or the disk refuses; the site that was there then stays.
pub(crate) fn build(workspace: &Workspace, optimise: bool) -> Result<()> {
    module::compile(workspace)?;
    assemble(workspace, optimise)
}

fn assemble(workspace: &Workspace, optimise: bool) -> Result<()> {
    let watch = Stopwatch::start();
    let lock = File::create(workspace.target().join("site.lock")).context("target/site.lock cannot be created")?;
    // Two chores at once (a demo beside a gate) take turns; the second then finds nothing left to do.
    lock.lock().context("target/site.lock cannot be locked")?;

    let fingerprint = inputs::fingerprint(workspace, optimise)?;
    if inputs::unchanged(workspace, &fingerprint) {
        headline(&format!("Site: nothing has changed ({})", watch.reading()));
        return Ok(());
    }

    headline("Site: bindings, stylesheet, compression (seconds)");
    let fresh = workspace.target().join("site.new");
    remove(&fresh)?;
    let mut module = module::bind(workspace, &workspace.target().join("site.module"))?;
    trim::trim(&mut module)?;
    if optimise {
        module::shrink(workspace, &workspace.target().join("site.module"), &mut module)?;
    }
    let parts = site::Parts {
        module,
        css: style::compile(&workspace.root().join("style"), "main.scss")?,
        office_css: style::compile(&workspace.root().join("style"), "office.scss")?,
        languages: languages(workspace)?,
        tablet: tablet::bundle(&workspace.root().join("public/tablet"), "index.js")?,
        alone: tablet::bundle(&workspace.root().join("public/tablet"), "alone.js")?,
        counter: tablet::bundle(&workspace.root().join("public/tablet"), "counter.js")?,
        self_test: tablet::bundle(&workspace.root().join("public/tablet"), "self-test.js")?,
        public: workspace.root().join("public"),
    };
    let assets = site::lay_out(&fresh, &parts)?;
    squeeze::all_in(&fresh)?;
    take_place(workspace, &fresh)?;
    inputs::remember(workspace, &fingerprint)?;
    headline(&format!("Site: {} in {} ({})", assets.wasm, workspace.site().display(), watch.reading()));
    Ok(())
}

/// The tables of all languages, by their codes.
fn languages(workspace: &Workspace) -> Result<BTreeMap<String, String>> {
    let languages = locales::read(&workspace.root().join("app/locales")).map_err(|mistakes| anyhow!("{mistakes}"))?;
    Ok(languages.into_iter().map(|language| (language.code.clone(), language.table())).collect())
}

/// Puts `fresh` where the site is. Should the machine die between the two renames, the next build finds no
/// site and makes one.
fn take_place(workspace: &Workspace, fresh: &std::path::Path) -> Result<()> {
    let site = workspace.site();
    let old = workspace.target().join("site.old");
    remove(&old)?;
    if site.exists() {
        fs::rename(&site, &old).with_context(|| format!("{} cannot be moved aside", site.display()))?;
    }
    fs::rename(fresh, &site).with_context(|| format!("{} cannot be put in place", site.display()))?;
    remove(&old)
}

fn remove(folder: &std::path::Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    Ok(())
}

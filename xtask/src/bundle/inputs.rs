//! Whether anything has changed since the site was made: one hash over all that goes in, kept beside the site.
//! The list of what came out is kept with it, so that a site somebody tidied away in part is made again.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use super::files;
use crate::workspace::Workspace;

/// A hash over the compiled module, the stylesheets, the public files, the languages, and this program itself.
pub(crate) fn fingerprint(workspace: &Workspace, optimise: bool) -> Result<String> {
    let mut hasher = Sha256::new();
    hasher.update([u8::from(optimise)]);
    // A changed recipe makes another site. Size and time of the program tell, without reading its 30 MB.
    let recipe = env::current_exe()?.metadata()?;
    hasher.update(recipe.len().to_le_bytes());
    hasher.update(recipe.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos().to_le_bytes());

    let mut sources = vec![workspace.wasm_module()];
    sources.extend(files::below(&workspace.root().join("style"))?);
    sources.extend(files::below(&workspace.root().join("public"))?);
    sources.extend(files::below(&workspace.root().join("app/locales/languages"))?);
    for path in sources {
        let content = files::read(&path)?;
        let name = path.strip_prefix(workspace.root()).unwrap_or(&path);
        for part in [name.as_os_str().as_encoded_bytes(), &content] {
            hasher.update(part.len().to_le_bytes());
            hasher.update(part);
        }
    }
    Ok(format!("{:x}", hasher.finalize()))
}

/// Is the site that is there, whole, the one made from these inputs?
pub(crate) fn unchanged(workspace: &Workspace, fingerprint: &str) -> bool {
    let Ok(note) = fs::read_to_string(note_of(workspace)) else { return false };
    let mut lines = note.lines();
    lines.next() == Some(fingerprint) && lines.all(|name| workspace.site().join(name).is_file())
}

/// Notes what the site that is now in place was made from, and which files it holds.
pub(crate) fn remember(workspace: &Workspace, fingerprint: &str) -> Result<()> {
    let site = workspace.site();
    let mut note = format!("{fingerprint}\n");
    for path in files::below(&site)? {
        note.push_str(name_below(&site, &path)?);
        note.push('\n');
    }
    files::write(&note_of(workspace), note.as_bytes())
}

fn name_below<'path>(folder: &Path, path: &'path Path) -> Result<&'path str> {
    path.strip_prefix(folder)?.to_str().with_context(|| format!("the name of {} is not UTF-8", path.display()))
}

fn note_of(workspace: &Workspace) -> PathBuf {
    workspace.target().join("site.inputs")
}

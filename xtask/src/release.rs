//! `make release`: one archive with the program and its site, ready to be unpacked on a shop's machine.
//! The archive's content is ordered, owned by root and dated, so that equal sources give equal bytes.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use crate::demo;
use crate::steps::{self, headline};
use crate::workspace::{Profile, Workspace};

/// Builds for release and packs `target/dist/mion-kiosk-<version>-<target>.tar.gz`, with a `.sha256` beside it.
pub(crate) fn pack(workspace: &Workspace, optimise: bool) -> Result<()> {
    demo::build(workspace, Profile::Release, optimise)?;

    let name = format!("mion-kiosk-{}-{}", env!("CARGO_PKG_VERSION"), host()?);
    let dist = workspace.target().join("dist");
    let folder = dist.join(&name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    copy(&workspace.server(Profile::Release), &folder.join("mion-kiosk"))?;
    steps::run(Command::new("cp").arg("-R").arg(workspace.site()).arg(folder.join("site")))?;
    for entry in fs::read_dir(workspace.root())? {
        let path = entry?.path();
        if let Some(file) = path.file_name().filter(|file| file.to_string_lossy().starts_with("LICENSE")) {
            copy(&path, &folder.join(file))?;
        }
    }

    let archive = dist.join(format!("{name}.tar.gz"));
    let date = env::var("SOURCE_DATE_EPOCH").unwrap_or_else(|_| "0".to_owned());
    steps::run(
        Command::new("tar")
            .args(["--create", "--sort=name", "--owner=0", "--group=0", "--numeric-owner"])
            .arg(format!("--mtime=@{date}"))
            .args(["--use-compress-program", "gzip -9n"])
            .arg("--file")
            .arg(&archive)
            .arg("--directory")
            .arg(&dist)
            .arg(&name),
    )?;
    fs::remove_dir_all(&folder)?;
    let digest = format!("{:x}  {name}.tar.gz\n", Sha256::digest(fs::read(&archive)?));
    fs::write(dist.join(format!("{name}.tar.gz.sha256")), &digest)?;
    headline(&format!("Packed {}", archive.display()));
    print!("{digest}");
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("{} cannot be copied", from.display()))?;
    Ok(())
}

/// The target triple that rustc builds for when it is told none.
fn host() -> Result<String> {
    let answer = steps::output_of(Command::new("rustc").arg("-vV"))?;
    let host = answer.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("`rustc -vV` names no host")
}

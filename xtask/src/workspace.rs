//! Where things are: the workspace, its target folder, and what is built there.
//! Nothing here touches the disk except [`Workspace::locate`].

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

/// The triple of what runs in the browser.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// How the server is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build: the demo and the tests.
    Dev,
    /// What a shop runs.
    Release,
}

/// The folders of this workspace.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the workspace around this crate, and the target folder that cargo uses for it.
    pub(crate) fn locate() -> Result<Self> {
        // Cargo sets the variable at run time too; that one is right even if the clone has been moved.
        let manifest_dir =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest_dir.parent().context("xtask has no folder above it")?.to_owned();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => env::current_dir().context("the current folder is gone")?.join(folder),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// The folder of the root manifest.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's target folder.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// The folder the server serves: hashed assets, public files, `assets.json`.
    pub(crate) fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// The module as the compiler leaves it, before bindings.
    pub(crate) fn wasm_module(&self) -> PathBuf {
        self.target.join(WASM_TARGET).join("wasm").join("hydrate.wasm")
    }

    /// The server's program.
    pub(crate) fn server(&self, profile: Profile) -> PathBuf {
        let folder = match profile {
            Profile::Dev => "debug",
            Profile::Release => "release",
        };
        self.target.join(folder).join("mion-kiosk")
    }

    /// A cargo that sees this workspace as a person's shell would.
    ///
    /// `cargo run` describes the running package to its child in variables that some build scripts watch
    /// (ring's does): left in place, they would make every second build start over.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        for (name, _) in env::vars_os() {
            let about_this_package =
                name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"));
            if about_this_package {
                cargo.env_remove(name);
            }
        }
        cargo.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        cargo
    }
}

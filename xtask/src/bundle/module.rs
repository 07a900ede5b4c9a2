//! The WebAssembly module and its JavaScript glue, made by the binding generator that our own lock file pins.
//! Because it is a library of this program, it can never be of another version than `wasm-bindgen` itself.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::files;
use crate::steps;
use crate::workspace::{WASM_TARGET, Workspace};

/// What the generator made of the compiled module.
pub(crate) struct Module {
    /// The glue: an ES module whose default export takes `{ module_or_path }`.
    pub(crate) glue: String,
    /// The module, in the one form that this glue understands.
    pub(crate) wasm: Vec<u8>,
    /// JavaScript that crates bring along, by its path below `snippets/`.
    pub(crate) snippets: BTreeMap<PathBuf, Vec<u8>>,
}

/// The instructions that rustc uses by itself for wasm32, and so the ones wasm-opt may meet.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Compiles the `hydrate` crate for the browser.
pub(crate) fn compile(workspace: &Workspace) -> Result<()> {
    let mut cargo = workspace.cargo();
    // The profile strips everything. Here the names stay until they have told what is a panic's.
    cargo.args(["rustc", "--package", "hydrate", "--profile", "wasm", "--target", WASM_TARGET]);
    cargo.args(["--", "-C", "strip=none"]);
    steps::run_labelled("browser", &mut cargo)
}

/// Generates the bindings of the compiled module, using `scratch` for the generator's files.
pub(crate) fn bind(workspace: &Workspace, scratch: &Path) -> Result<Module> {
    super::remove(scratch)?;
    let mut generator = Bindgen::new();
    generator
        .input_path(workspace.wasm_module())
        .out_name("kiosk")
        .typescript(false)
        .remove_name_section(false)
        .demangle(false)
        .remove_producers_section(true)
        // The page says where the module is, so the glue needs no file name and can be hashed as it stands.
        .omit_default_module_path(true);
    generator
        .web(true)
        .and_then(|generator| generator.generate(scratch))
        .context("the bindings of the WebAssembly module could not be generated")?;

    let wasm = scratch.join("kiosk_bg.wasm");
    let glue = String::from_utf8(files::read(&scratch.join("kiosk.js"))?).context("the glue is not UTF-8")?;
    let folder = scratch.join("snippets");
    let mut snippets = BTreeMap::new();
    for path in files::below(&folder)? {
        snippets.insert(path.strip_prefix(&folder)?.to_owned(), files::read(&path)?);
    }
    let module = Module { glue, wasm: files::read(&wasm)?, snippets };
    super::remove(scratch)?;
    Ok(module)
}

/// Runs wasm-opt over the module, using `scratch` for its files.
pub(crate) fn shrink(workspace: &Workspace, scratch: &Path, module: &mut Module) -> Result<()> {
    let local = workspace.root().join("end2end/node_modules/.bin/wasm-opt");
    let Some(wasm_opt) = local.exists().then_some(local).or_else(|| in_path("wasm-opt")) else {
        bail!(
            "--optimise needs wasm-opt (npm's `binaryen` brings it), and there is none in end2end/node_modules or PATH"
        );
    };
    let wasm = scratch.join("kiosk.wasm");
    files::write(&wasm, &module.wasm)?;
    steps::run(Command::new(wasm_opt).arg("-Oz").args(FEATURES).arg(&wasm).arg("-o").arg(&wasm))?;
    module.wasm = files::read(&wasm)?;
    super::remove(scratch)
}

fn in_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(program)).find(|path| path.is_file())
}

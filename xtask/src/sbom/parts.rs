//! What is shipped. Which crates with which features a build takes, only `cargo tree` says of one crate for one
//! target; what they are, `cargo metadata` says; and what was downloaded, `Cargo.lock`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use semver::Version;
use serde::Deserialize;

use crate::policy::{Rules, metadata};
use crate::steps;
use crate::workspace::{WASM_TARGET, Workspace};

/// Libraries in C that a crate compiles in: the crate, the library and its licence, the header that names the
/// version, and the word before it. Code that a crate has made its own (ring's) is in the crate's own licence.
///
/// SQLite's authors have given it away: `blessing` asks for nothing.
const BROUGHT: [(&str, &str, &str, &str, &str); 1] =
    [("libsqlite3-sys", "sqlite", "blessing", "sqlite3/sqlite3.h", "#define SQLITE_VERSION ")];

/// A crate, or a library in C.
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) version: Version,
    pub(crate) licence: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) repository: Option<String>,
    /// From crates.io, where it has this checksum; else ours, or brought by a crate.
    pub(crate) is_from_registry: bool,
    pub(crate) sha256: Option<String>,
    pub(crate) in_server: bool,
    pub(crate) in_browser: bool,
    /// The crate that brings it, if it is none itself.
    pub(crate) brought_by: Option<String>,
    /// The other parts that it uses, by [`Part::reference`].
    pub(crate) uses: BTreeSet<String>,
}

impl Part {
    /// Its name in the document.
    pub(crate) fn reference(&self) -> String {
        reference(&self.name, &self.version)
    }
}

fn reference(name: &str, version: &Version) -> String {
    format!("{name}@{version}")
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: Version,
    license: Option<String>,
    description: Option<String>,
    repository: Option<String>,
    source: Option<String>,
    manifest_path: PathBuf,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Edge>,
}

#[derive(Deserialize)]
struct Edge {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    /// Nothing for an ordinary dependency, else `dev` or `build`.
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: Version,
    checksum: Option<String>,
}

/// Every part of the server and of the browser's module, by name and version.
pub(crate) fn shipped(workspace: &Workspace, rules: &Rules) -> Result<Vec<Part>> {
    let mut server = BTreeSet::new();
    for target in rules.graph.targets.iter().filter(|target| *target != WASM_TARGET) {
        server.extend(compiled(workspace, "server", target)?);
    }
    let browser = compiled(workspace, "hydrate", WASM_TARGET)?;
    let described: Metadata =
        serde_json::from_str(&metadata(workspace, rules)?).context("cargo metadata answered something else")?;
    let lock = fs::read_to_string(workspace.root().join("Cargo.lock"))?;
    let lock: Lock = toml::from_str(&lock).context("Cargo.lock does not say what it should")?;
    let checksums: BTreeMap<String, String> = lock
        .package
        .into_iter()
        .filter_map(|locked| Some((reference(&locked.name, &locked.version), locked.checksum?)))
        .collect();

    let references: BTreeMap<&str, String> =
        described.packages.iter().map(|one| (one.id.as_str(), reference(&one.name, &one.version))).collect();
    let is_shipped = |part: &String| server.contains(part) || browser.contains(part);
    let uses = |id: &str| -> BTreeSet<String> {
        let node = described.resolve.nodes.iter().find(|node| node.id == id);
        let used = node.into_iter().flat_map(|node| &node.deps);
        let used = used.filter(|edge| edge.dep_kinds.iter().any(|kind| kind.kind.is_none()));
        used.filter_map(|edge| references.get(edge.pkg.as_str())).filter(|part| is_shipped(part)).cloned().collect()
    };
    let mut parts = Vec::new();
    for package in &described.packages {
        let name = reference(&package.name, &package.version);
        if !is_shipped(&name) {
            continue;
        }
        let mut part = Part {
            name: package.name.clone(),
            version: package.version.clone(),
            licence: package.license.clone(),
            description: package.description.clone(),
            repository: package.repository.clone(),
            is_from_registry: package.source.is_some(),
            sha256: checksums.get(&name).cloned(),
            in_server: server.contains(&name),
            in_browser: browser.contains(&name),
            brought_by: None,
            uses: uses(&package.id),
        };
        for brought in brought_by(&package.manifest_path, &part)? {
            part.uses.insert(brought.reference());
            parts.push(brought);
        }
        parts.push(part);
    }
    parts.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    Ok(parts)
}

/// The crates that are compiled into `package` for `target`; without macros, which end with the compilation.
fn compiled(workspace: &Workspace, package: &str, target: &str) -> Result<BTreeSet<String>> {
    let mut cargo = workspace.cargo();
    cargo.args(["tree", "--package", package, "--target", target]);
    cargo.args(["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"]);
    let tree = steps::output_of(&mut cargo)?;
    tree.lines()
        .map(|line| {
            // `name v1.2.3`, and for a crate of ours its folder after it.
            let mut words = line.split(' ');
            let name = words.next().context("cargo tree named no crate")?;
            let version = words.next().and_then(|word| word.strip_prefix('v'));
            let version = version.with_context(|| format!("cargo tree gave no version of {name}"))?;
            Ok(format!("{name}@{version}"))
        })
        .collect()
}

/// What the crate `part` with its manifest at `manifest` brings in C.
fn brought_by(manifest: &Path, part: &Part) -> Result<Vec<Part>> {
    let mut brought = Vec::new();
    for (_, name, licence, header, before) in BROUGHT.iter().filter(|(by, ..)| *by == part.name) {
        let header = manifest.with_file_name(header);
        let text = fs::read_to_string(&header).with_context(|| format!("{} cannot be read", header.display()))?;
        let version = text.lines().find_map(|line| line.strip_prefix(before)).map(|rest| rest.trim().trim_matches('"'));
        let version = version.with_context(|| format!("{} names no version", header.display()))?;
        brought.push(Part {
            name: (*name).to_owned(),
            version: Version::parse(version).with_context(|| format!("the version of {name}"))?,
            licence: Some((*licence).to_owned()),
            description: Some(format!("In C, compiled in by {}", part.name)),
            repository: None,
            is_from_registry: false,
            sha256: None,
            in_server: part.in_server,
            in_browser: part.in_browser,
            brought_by: Some(part.name.clone()),
            uses: BTreeSet::new(),
        });
    }
    Ok(brought)
}

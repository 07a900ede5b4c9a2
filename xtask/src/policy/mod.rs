//! Which crates may be used, under which licences, from where, and who may import whom.
//! The rules are those of `deny.toml`, which cargo-deny reads too; compiling cargo-deny would cost more than all
//! our tests, so this reads the same file against `cargo metadata` in less than a second.
//!
//! - [`rules`]: the part of `deny.toml` that is checked here
//! - [`graph`]: the crates that are really built, out of `cargo metadata`
//! - [`licence`]: SPDX expressions
//! - [`objections`]: the rules against the graph
//! - [`borders`]: who may import whom, which `deny.toml` has no words for

mod borders;
mod graph;
mod licence;
mod objections;
mod rules;

pub(crate) use self::objections::against_licence;
pub(crate) use self::rules::Rules;

use std::collections::BTreeSet;
use std::process::Stdio;

use anyhow::{Result, bail};

use crate::steps::{self, headline};
use crate::workspace::{WASM_TARGET, Workspace};

/// Checks the whole policy and prints every objection.
///
/// # Errors
/// When there is an objection, or the graph cannot be read.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let rules = Rules::read(&workspace.root().join("deny.toml"))?;
    let graph = graph::Graph::parse(&metadata(workspace, &rules)?)?;

    let mut objections = objections::all(&rules, &graph);
    objections.extend(borders::crossed(graph.members()));
    objections.extend(borders::smuggled(&browser_crates(workspace)?));

    for unneeded in objections::unneeded(&rules, &graph) {
        println!("note: {unneeded}");
    }
    for objection in &objections {
        println!("objection: {objection}");
    }
    if !objections.is_empty() {
        bail!("the dependency policy has {} objection(s)", objections.len());
    }
    headline(&format!("Policy: {} crates, no objection", graph.len()));
    Ok(())
}

/// What `cargo metadata` answers, for the targets that we build for.
pub(crate) fn metadata(workspace: &Workspace, rules: &Rules) -> Result<String> {
    let mut cargo = workspace.cargo();
    cargo.args(["metadata", "--format-version", "1"]);
    for target in &rules.graph.targets {
        cargo.args(["--filter-platform", target]);
    }
    steps::output_of(cargo.stderr(Stdio::null()))
}

/// The names of all crates that are compiled into the browser's module.
///
/// `cargo metadata` mixes the features of the whole workspace, and so the server's half of `app` with the
/// browser's; only `cargo tree` resolves one crate for one target as a build would.
fn browser_crates(workspace: &Workspace) -> Result<BTreeSet<String>> {
    let mut cargo = workspace.cargo();
    cargo.args(["tree", "--package", "hydrate", "--target", WASM_TARGET]);
    cargo.args(["--edges", "normal", "--prefix", "none", "--format", "{p}"]);
    let tree = steps::output_of(&mut cargo)?;
    Ok(tree.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect())
}

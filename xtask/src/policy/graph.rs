//! The crates that are really built, out of `cargo metadata`.
//! Cargo lists more than that: an optional dependency that a feature mentions weakly (`sqlx-mysql?/json`) is in
//! its answer though nobody turned it on. Such edges are left out here, as cargo-deny does.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use semver::Version;
use serde::Deserialize;

/// One crate of the graph, as its manifest describes it.
#[derive(Deserialize)]
pub(crate) struct Package {
    id: String,
    pub(crate) name: String,
    pub(crate) version: Version,
    pub(crate) license: Option<String>,
    /// Nothing for a crate of this workspace.
    pub(crate) source: Option<String>,
    pub(crate) dependencies: Vec<Dependency>,
    features: BTreeMap<String, Vec<String>>,
}

/// A dependency as the manifest declares it.
#[derive(Deserialize)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    rename: Option<String>,
    /// Nothing for an ordinary one, else `dev` or `build`.
    pub(crate) kind: Option<String>,
    optional: bool,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_members: Vec<String>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Edge>,
    features: Vec<String>,
}

#[derive(Deserialize)]
struct Edge {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    kind: Option<String>,
}

/// The crates that are built, and what for.
pub(crate) struct Graph {
    packages: BTreeMap<String, Package>,
    members: BTreeSet<String>,
    /// Who depends on whom directly, by id; without the edges that no feature turns on.
    edges: Vec<(String, String)>,
    /// Without what only our tests need.
    shipped: BTreeSet<String>,
}

impl Graph {
    /// Reads the answer of `cargo metadata`.
    pub(crate) fn parse(metadata: &str) -> Result<Self> {
        let metadata: Metadata = serde_json::from_str(metadata).context("cargo metadata answered something else")?;
        let mut packages: BTreeMap<_, _> =
            metadata.packages.into_iter().map(|package| (package.id.clone(), package)).collect();
        let mut edges = Vec::new();
        let mut for_tests = BTreeSet::new();
        for node in &metadata.resolve.nodes {
            let from = packages.get(&node.id).with_context(|| format!("cargo does not describe {}", node.id))?;
            for edge in &node.deps {
                let to = packages.get(&edge.pkg).with_context(|| format!("cargo does not describe {}", edge.pkg))?;
                if is_on(from, &node.features, &to.name) {
                    edges.push((node.id.clone(), edge.pkg.clone()));
                    if edge.dep_kinds.iter().all(|kind| kind.kind.as_deref() == Some("dev")) {
                        for_tests.insert((node.id.clone(), edge.pkg.clone()));
                    }
                }
            }
        }
        let members: BTreeSet<_> = metadata.workspace_members.into_iter().collect();
        let built = reached(&members, |from, to| follows(&edges, from, to));
        let shipped = reached(&members, |from, to| {
            edges.iter().filter(|edge| edge.0 == from && !for_tests.contains(*edge)).for_each(|edge| to(&edge.1));
        });
        packages.retain(|id, _| built.contains(id));
        edges.retain(|(from, _)| built.contains(from));
        Ok(Self { packages, members, edges, shipped })
    }

    /// How many crates there are.
    pub(crate) fn len(&self) -> usize {
        self.packages.len()
    }

    /// Every crate.
    pub(crate) fn packages(&self) -> impl Iterator<Item = &Package> {
        self.packages.values()
    }

    /// Every crate but those that only our tests need.
    pub(crate) fn shipped(&self) -> impl Iterator<Item = &Package> {
        self.packages().filter(|package| self.shipped.contains(&package.id))
    }

    /// The crates of this workspace.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages().filter(|package| self.members.contains(&package.id))
    }

    /// Who depends directly on `package`.
    pub(crate) fn dependents(&self, package: &Package) -> impl Iterator<Item = &Package> {
        self.edges.iter().filter(|(_, to)| *to == package.id).filter_map(|(from, _)| self.packages.get(from))
    }
}

fn follows(edges: &[(String, String)], from: &str, to: &mut dyn FnMut(&str)) {
    edges.iter().filter(|edge| edge.0 == from).for_each(|edge| to(&edge.1));
}

fn reached(roots: &BTreeSet<String>, next: impl Fn(&str, &mut dyn FnMut(&str))) -> BTreeSet<String> {
    let mut reached = roots.clone();
    let mut waiting: Vec<String> = roots.iter().cloned().collect();
    while let Some(id) = waiting.pop() {
        next(&id, &mut |found| {
            if reached.insert(found.to_owned()) {
                waiting.push(found.to_owned());
            }
        });
    }
    reached
}

/// Is `package`'s dependency on the crate `name` turned on by `features`, the features it is built with?
fn is_on(package: &Package, features: &[String], name: &str) -> bool {
    let mut declared = package.dependencies.iter().filter(|dependency| dependency.name == name).peekable();
    declared.peek().is_none()
        || declared.any(|dependency| {
            !dependency.optional || {
                let key = dependency.rename.as_deref().unwrap_or(&dependency.name);
                let (explicit, with_feature) = (format!("dep:{key}"), format!("{key}/"));
                features
                    .iter()
                    .filter_map(|feature| package.features.get(feature))
                    .flatten()
                    .any(|turned_on| *turned_on == explicit || turned_on.starts_with(&with_feature))
            }
        })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Two members and their world: `shop` uses `store` (with its feature `lite`), and `mock` in tests only;
    /// `store` has two optional parts, of which `lite` turns on one and mentions the other weakly.
    pub(crate) const WORLD: &str = r#"{
        "workspace_members": ["shop"],
        "packages": [
            {"id": "shop", "name": "shop", "version": "0.1.0", "license": "MIT", "source": null, "features": {},
             "dependencies": [
                {"name": "store", "rename": null, "kind": null, "optional": false},
                {"name": "mock", "rename": null, "kind": "dev", "optional": false}]},
            {"id": "store", "name": "store", "version": "1.0.0", "license": "MIT OR Apache-2.0",
             "source": "registry+https://example.org/index",
             "features": {"lite": ["dep:lite-store", "mega-store?/lite"]},
             "dependencies": [
                {"name": "lite-store", "rename": null, "kind": null, "optional": true},
                {"name": "mega-store", "rename": null, "kind": null, "optional": true}]},
            {"id": "lite-store", "name": "lite-store", "version": "1.4.2", "license": "GPL-3.0-only",
             "source": "registry+https://example.org/index", "features": {}, "dependencies": []},
            {"id": "mega-store", "name": "mega-store", "version": "1.4.2", "license": null,
             "source": "git+https://example.org/mega", "features": {}, "dependencies": []},
            {"id": "mock", "name": "mock", "version": "2.0.0", "license": "MIT",
             "source": "git+https://example.org/mock", "features": {},
             "dependencies": [{"name": "lite-store", "rename": null, "kind": null, "optional": false}]},
            {"id": "lite-store 2", "name": "lite-store", "version": "2.0.0", "license": "MIT",
             "source": "registry+https://example.org/index", "features": {}, "dependencies": []}
        ],
        "resolve": {"nodes": [
            {"id": "shop", "features": [], "deps": [
                {"pkg": "store", "dep_kinds": [{"kind": null}]}, {"pkg": "mock", "dep_kinds": [{"kind": "dev"}]}]},
            {"id": "store", "features": ["lite"], "deps": [
                {"pkg": "lite-store", "dep_kinds": [{"kind": null}]},
                {"pkg": "mega-store", "dep_kinds": [{"kind": null}]}]},
            {"id": "lite-store", "features": [], "deps": []},
            {"id": "mega-store", "features": [], "deps": []},
            {"id": "mock", "features": [], "deps": [{"pkg": "lite-store 2", "dep_kinds": [{"kind": null}]}]},
            {"id": "lite-store 2", "features": [], "deps": []}
        ]}
    }"#;

    fn names<'a>(packages: impl Iterator<Item = &'a Package>) -> Vec<String> {
        packages.map(|package| format!("{} {}", package.name, package.version)).collect()
    }

    #[test]
    fn what_no_feature_turns_on_is_not_there() {
        let graph = Graph::parse(WORLD).unwrap();
        assert_eq!(
            names(graph.packages()),
            ["lite-store 1.4.2", "lite-store 2.0.0", "mock 2.0.0", "shop 0.1.0", "store 1.0.0"]
        );
    }

    #[test]
    fn what_only_tests_need_is_not_shipped() {
        let graph = Graph::parse(WORLD).unwrap();
        assert_eq!(names(graph.shipped()), ["lite-store 1.4.2", "shop 0.1.0", "store 1.0.0"]);
        assert_eq!(names(graph.members()), ["shop 0.1.0"]);
    }

    #[test]
    fn dependents_are_direct_ones() {
        let graph = Graph::parse(WORLD).unwrap();
        let lite = graph.packages().find(|package| package.id == "lite-store").unwrap();
        assert_eq!(names(graph.dependents(lite)), ["store 1.0.0"]);
    }
}

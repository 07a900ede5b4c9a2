//! The rules of `deny.toml` against the graph: licences, banned crates, doubled crates, sources.
//! Each objection is one sentence that names the crate and what would settle it.

use std::collections::BTreeMap;

use semver::Version;

use super::graph::{Graph, Package};
use super::licence;
use super::rules::{Ban, Rules};

/// Everything that the rules have against the graph.
pub(crate) fn all(rules: &Rules, graph: &Graph) -> Vec<String> {
    let mut objections: Vec<String> = Vec::new();
    for package in graph.packages() {
        let licence = package.license.as_deref();
        objections.extend(against_licence(rules, &package.name, &package.version, licence));
        objections.extend(against_source(rules, package));
        for ban in &rules.bans.deny {
            objections.extend(against_use(ban, graph, package));
        }
    }
    objections.extend(against_doubles(rules, graph));
    objections
}

/// Entries of the rules that no longer stand for anything: worth tidying, no reason to stop.
pub(crate) fn unneeded(rules: &Rules, graph: &Graph) -> Vec<String> {
    let used = |spec: &super::rules::Spec| graph.packages().any(|package| spec.names(&package.name, &package.version));
    let skips = rules.bans.skip.iter().map(|skip| ("bans.skip", &skip.spec));
    let exceptions = rules.licenses.exceptions.iter().map(|exception| ("licenses.exceptions", &exception.spec));
    skips
        .chain(exceptions)
        .filter(|(_, spec)| !used(spec))
        .map(|(list, spec)| format!("{list} of deny.toml lists {spec}, which is not used any more"))
        .collect()
}

/// What the rules have against the licence that the crate `name` states, if it states any.
pub(crate) fn against_licence(rules: &Rules, name: &str, version: &Version, licence: Option<&str>) -> Option<String> {
    let Some(expression) = licence else {
        return Some(format!("{name} {version} states no licence"));
    };
    let allowed = |licence: &str| {
        let excepted = rules.licenses.exceptions.iter().filter(|exception| exception.spec.names(name, version));
        rules.licenses.allow.iter().chain(excepted.flat_map(|exception| &exception.allow)).any(|it| it == licence)
    };
    match licence::satisfied(expression, &allowed) {
        Ok(true) => None,
        Ok(false) => Some(format!("{name} {version} is under `{expression}`, which licenses.allow does not cover")),
        Err(why) => Some(format!("{name} {version} states `{expression}`, which is no licence expression: {why}")),
    }
}

fn against_source(rules: &Rules, package: &Package) -> Option<String> {
    // Crates of this workspace have none.
    let source = package.source.as_deref()?;
    let allowed =
        rules.sources.allow_registry.iter().any(|registry| source.strip_prefix("registry+") == Some(registry));
    (!allowed)
        .then(|| format!("{} {} comes from {source}, not from an allowed registry", package.name, package.version))
}

fn against_use(ban: &Ban, graph: &Graph, package: &Package) -> Option<String> {
    if !ban.spec.names(&package.name, &package.version) {
        return None;
    }
    let users: Vec<&str> = graph
        .dependents(package)
        .map(|user| user.name.as_str())
        .filter(|user| !ban.wrappers.iter().any(|wrapper| wrapper == user))
        .collect();
    (!users.is_empty()).then(|| {
        format!(
            "{} {} is not to be used ({}), but is by {}",
            package.name,
            package.version,
            ban.reason,
            users.join(", ")
        )
    })
}

/// Versions that stand beside another one in what is shipped, and are not listed.
fn against_doubles(rules: &Rules, graph: &Graph) -> Vec<String> {
    let mut versions: BTreeMap<&str, Vec<&Package>> = BTreeMap::new();
    for package in graph.shipped() {
        let skipped = rules.bans.skip.iter().any(|skip| skip.spec.names(&package.name, &package.version));
        if !skipped {
            versions.entry(&package.name).or_default().push(package);
        }
    }
    let doubled = versions.into_iter().filter(|(_, packages)| packages.len() > 1);
    doubled
        .map(|(name, packages)| {
            let each: Vec<String> = packages
                .iter()
                .map(|package| {
                    let users: Vec<&str> = graph.dependents(package).map(|user| user.name.as_str()).collect();
                    format!("{} (for {})", package.version, users.join(", "))
                })
                .collect();
            format!(
                "{name} stands there more than once: {}; list all but one in bans.skip, with the reason",
                each.join(" and ")
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::graph::tests::WORLD;
    use super::*;

    const FINE: &str = r#"
        [graph]
        targets = []
        [licenses]
        allow = ["MIT"]
        exceptions = [{ crate = "lite-store:1", allow = ["GPL-3.0-only"] }]
        [bans]
        deny = [{ crate = "lite-store:1", reason = "heavy", wrappers = ["store"] }]
        skip = []
        [sources]
        allow-registry = ["https://example.org/index"]
    "#;

    fn objections(rules: &str, world: &str) -> Vec<String> {
        all(&toml::from_str(rules).unwrap(), &Graph::parse(world).unwrap())
    }

    /// The world, with its one flaw mended: a test crate from a git repository.
    fn mended() -> String {
        WORLD.replace("git+https://example.org/mock", "registry+https://example.org/index")
    }

    #[test]
    fn nothing_is_said_against_what_the_rules_cover() {
        assert!(objections(FINE, &mended()).is_empty());
    }

    #[test]
    fn other_sources_are_not_allowed() {
        let expected = "mock 2.0.0 comes from git+https://example.org/mock, not from an allowed registry";
        assert_eq!(objections(FINE, WORLD), [expected]);
    }

    #[test]
    fn a_licence_outside_the_list_is_named() {
        let expected = "lite-store 1.4.2 is under `GPL-3.0-only`, which licenses.allow does not cover";
        assert_eq!(objections(&FINE.replace("lite-store:1\", allow", "lite-store:9\", allow"), &mended()), [expected]);
    }

    #[test]
    fn a_crate_without_licence_is_named() {
        let world = mended().replace(r#""license": "MIT OR Apache-2.0""#, r#""license": null"#);
        assert_eq!(objections(FINE, &world), ["store 1.0.0 states no licence"]);
    }

    #[test]
    fn a_banned_crate_is_allowed_to_its_wrappers_only() {
        let expected = "lite-store 1.4.2 is not to be used (heavy), but is by store";
        assert_eq!(objections(&FINE.replace(r#"["store"]"#, r#"["shop"]"#), &mended()), [expected]);
    }

    #[test]
    fn a_double_counts_once_it_is_shipped() {
        let world = mended().replace(r#"[{"kind": "dev"}]"#, r#"[{"kind": null}]"#);
        let expected = "lite-store stands there more than once: 1.4.2 (for store) and 2.0.0 (for mock); \
                        list all but one in bans.skip, with the reason";
        assert_eq!(objections(FINE, &world), [expected]);
        let listed = FINE.replace("skip = []", r#"skip = [{ crate = "lite-store:1", reason = "store is late" }]"#);
        assert!(objections(&listed, &world).is_empty());
    }

    #[test]
    fn an_entry_that_stands_for_nothing_is_noted() {
        let stale = FINE.replace("skip = []", r#"skip = [{ crate = "gone:1", reason = "once" }]"#);
        let notes = unneeded(&toml::from_str(&stale).unwrap(), &Graph::parse(WORLD).unwrap());
        assert_eq!(notes, ["bans.skip of deny.toml lists gone:^1, which is not used any more"]);
    }
}

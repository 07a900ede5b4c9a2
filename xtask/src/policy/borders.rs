//! Who may import whom: the map of the house, held against the manifests.
//! The compiler sees to it that nothing is used without being declared; this sees to what is declared.

use std::collections::BTreeSet;

use super::graph::{Dependency, Package};

/// Each crate of ours, those of ours it may import, and those its tests may import besides.
///
/// `domain` knows nobody, and `engine` knows `domain` alone: it decides and never acts; `faults` knows no more. `sandbox` knows nobody, its tests included: sharing a type with the client it checks,
/// it would share that client's misreadings. `mion` speaks Mion's words only, but may be tried on the sandbox.
const OURS: [(&str, &[&str], &[&str]); 11] = [
    ("bench", &["domain", "sandbox", "server"], &[]),
    ("domain", &[], &[]),
    ("app", &["domain", "locales"], &[]),
    ("engine", &["domain"], &[]),
    ("faults", &["domain", "engine"], &[]),
    ("hydrate", &["app"], &[]),
    ("locales", &[], &[]),
    ("mion", &[], &["sandbox"]),
    ("sandbox", &[], &[]),
    ("server", &["app", "domain", "engine", "locales", "mion", "sandbox"], &[]),
    ("xtask", &["locales"], &[]),
];

/// Crates that only one room may import; everybody's tests may, where the flag says so.
const KEPT: [(&str, &str, bool); 2] = [("sqlx", "server", false), ("reqwest", "mion", true)];

/// What has no business in a browser; most would not even compile there, and none may try.
const NATIVE_ONLY: [&str; 9] = ["axum", "hyper", "mion", "reqwest", "rustls", "sandbox", "server", "sqlx", "tokio"];

/// Every import in the manifests of `members` that the map does not show.
pub(crate) fn crossed<'a>(members: impl Iterator<Item = &'a Package>) -> Vec<String> {
    members.flat_map(|member| crossings(&member.name, &member.dependencies)).collect()
}

fn crossings(member: &str, dependencies: &[Dependency]) -> Vec<String> {
    let Some((_, may, tests_may)) = OURS.iter().find(|(name, ..)| *name == member) else {
        return vec![format!(
            "{member} is not on the map of xtask/src/policy/borders.rs: say there whom it may import"
        )];
    };
    let mut crossings = Vec::new();
    for Dependency { name, kind, .. } in dependencies {
        let in_tests = kind.as_deref() == Some("dev");
        let ours = OURS.iter().any(|(one, ..)| one == name);
        if ours && !may.contains(&name.as_str()) && !(in_tests && tests_may.contains(&name.as_str())) {
            crossings.push(format!("{member} must not import {name}"));
        }
        if let Some((_, keeper, tests_may)) = KEPT.iter().find(|(kept, ..)| kept == name)
            && member != *keeper
            && !(in_tests && *tests_may)
        {
            crossings.push(format!("{member} must not import {name}, which is {keeper}'s"));
        }
    }
    crossings
}

/// The native crates among `browser`, the names of all that is compiled into the browser's module.
pub(crate) fn smuggled(browser: &BTreeSet<String>) -> Vec<String> {
    let native = NATIVE_ONLY.iter().filter(|name| browser.contains(**name));
    native
        .map(|name| format!("{name} is compiled into what the browser downloads (cargo tree -p hydrate -i {name})"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn importing(member: &str, name: &str, kind: &str) -> Vec<String> {
        let kind = if kind.is_empty() { "null".to_owned() } else { format!("\"{kind}\"") };
        let dependency = format!(r#"{{"name": "{name}", "rename": null, "kind": {kind}, "optional": false}}"#);
        crossings(member, &[serde_json::from_str(&dependency).unwrap()])
    }

    #[test]
    fn the_map_is_followed() {
        assert!(importing("server", "mion", "").is_empty());
        assert!(importing("app", "domain", "").is_empty());
        assert!(importing("app", "serde", "").is_empty());
        assert_eq!(importing("app", "mion", ""), ["app must not import mion"]);
        assert_eq!(importing("domain", "app", "dev"), ["domain must not import app"]);
    }

    #[test]
    fn the_sandbox_knows_nobody_not_even_in_tests() {
        assert_eq!(importing("sandbox", "mion", "dev"), ["sandbox must not import mion"]);
        assert!(importing("mion", "sandbox", "dev").is_empty());
        assert_eq!(importing("mion", "sandbox", ""), ["mion must not import sandbox"]);
    }

    #[test]
    fn database_and_http_client_have_one_room_each() {
        assert!(importing("server", "sqlx", "").is_empty());
        assert_eq!(importing("app", "sqlx", ""), ["app must not import sqlx, which is server's"]);
        assert_eq!(importing("server", "reqwest", ""), ["server must not import reqwest, which is mion's"]);
        assert!(importing("server", "reqwest", "dev").is_empty());
        assert_eq!(importing("mion", "sqlx", "dev"), ["mion must not import sqlx, which is server's"]);
    }

    #[test]
    fn a_new_crate_needs_a_place_on_the_map() {
        assert_eq!(importing("annex", "serde", "").len(), 1);
    }

    #[test]
    fn the_browser_gets_nothing_native() {
        let browser = ["leptos", "tokio"].map(str::to_owned).into();
        assert_eq!(smuggled(&browser).len(), 1);
    }
}

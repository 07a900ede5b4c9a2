//! `make sbom`: the bill of materials of what a shop gets, as CycloneDX: every crate in the server's program and
//! in the browser's module, with version, licence, origin and checksum; and the C library that one of them brings.
//! Crates that only build, test or generate are not in it. It has no date: equal sources give equal bytes.
//!
//! - [`parts`]: what is shipped, out of `cargo tree`, `cargo metadata` and `Cargo.lock`
//! - [`document`]: the same in CycloneDX's words

mod document;
mod parts;

use std::fs;

use anyhow::{Context as _, Result, bail};

use self::parts::Part;
use crate::policy::{Rules, against_licence};
use crate::steps::headline;
use crate::workspace::Workspace;

/// Writes `target/dist/sbom.cdx.json`.
///
/// # Errors
/// When the parts cannot be read, or one of them has a licence that `deny.toml` does not allow.
pub(crate) fn write(workspace: &Workspace) -> Result<()> {
    let rules = Rules::read(&workspace.root().join("deny.toml"))?;
    let parts = parts::shipped(workspace, &rules)?;
    let objections = objections(&rules, &parts);
    for objection in &objections {
        println!("objection: {objection}");
    }
    if !objections.is_empty() {
        bail!("{} part(s) of what is shipped are not allowed by deny.toml", objections.len());
    }
    let dist = workspace.target().join("dist");
    fs::create_dir_all(&dist)?;
    let path = dist.join("sbom.cdx.json");
    let text = serde_json::to_string_pretty(&document::of(&parts))?;
    fs::write(&path, text + "\n").with_context(|| format!("{} cannot be written", path.display()))?;
    headline(&format!("{} parts in {}", parts.len(), path.display()));
    Ok(())
}

/// What the licence policy has against the parts. What a crate brings in C is judged where it is named.
fn objections(rules: &Rules, parts: &[Part]) -> Vec<String> {
    parts
        .iter()
        .filter(|part| part.brought_by.is_none())
        .filter_map(|part| against_licence(rules, &part.name, &part.version, part.licence.as_deref()))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn real() -> (Rules, Vec<Part>) {
        let workspace = Workspace::locate().unwrap();
        let rules = Rules::read(&workspace.root().join("deny.toml")).unwrap();
        let parts = parts::shipped(&workspace, &rules).unwrap();
        (rules, parts)
    }

    #[test]
    fn all_that_is_shipped_is_listed_and_allowed_and_nothing_else_is_listed() {
        let (rules, parts) = real();
        assert_eq!(objections(&rules, &parts), Vec::<String>::new());
        let named = |name: &str| parts.iter().find(|part| part.name == name);
        for both in ["domain", "app", "leptos", "serde"] {
            let part = named(both).unwrap();
            assert!(part.in_server && part.in_browser, "{both}");
        }
        for server in ["server", "tokio", "rustls", "ring", "sqlx-postgres", "sqlite"] {
            let part = named(server).unwrap();
            assert!(part.in_server && !part.in_browser, "{server}");
        }
        let hydrate = named("hydrate").unwrap();
        assert!(hydrate.in_browser && !hydrate.in_server);
        for not_shipped in ["proptest", "xtask", "grass", "wasm-bindgen-cli-support", "cc", "thiserror-impl"] {
            assert!(named(not_shipped).is_none(), "{not_shipped}");
        }
        for part in parts.iter().filter(|part| part.is_from_registry) {
            assert_eq!(part.sha256.as_deref().map(str::len), Some(64), "{}", part.name);
        }
        assert!(parts.iter().all(|part| part.licence.is_some()));
        let mion = named("mion").unwrap();
        assert!(mion.uses.iter().any(|used| used.starts_with("reqwest@")));
        assert!(!mion.uses.iter().any(|used| used.starts_with("sandbox@")), "that is for its tests");
    }

    #[test]
    fn a_part_under_a_licence_that_is_not_allowed_is_objected_to() {
        let (rules, mut parts) = real();
        parts.iter_mut().find(|part| part.name == "tokio").unwrap().licence = Some("GPL-3.0-only".to_owned());
        parts.iter_mut().find(|part| part.name == "leptos").unwrap().licence = None;
        let objections = objections(&rules, &parts).join("\n");
        assert!(objections.contains("tokio") && objections.contains("GPL-3.0-only"), "{objections}");
        assert!(objections.contains("leptos") && objections.contains("states no licence"), "{objections}");
    }

    #[test]
    fn the_document_is_whole_and_the_same_every_time() {
        let (_, parts) = real();
        let document = document::of(&parts);
        assert_eq!(document, document::of(&real().1));
        let components = document["components"].as_array().unwrap();
        assert_eq!(components.len(), parts.len());
        let refs: BTreeSet<&str> = components.iter().map(|one| one["bom-ref"].as_str().unwrap()).collect();
        assert_eq!(refs.len(), parts.len(), "each has a name of its own");
        for dependency in document["dependencies"].as_array().unwrap() {
            let from = dependency["ref"].as_str().unwrap();
            assert!(refs.contains(from) || from == "mion-kiosk", "{from}");
            for to in dependency["dependsOn"].as_array().unwrap() {
                assert!(refs.contains(to.as_str().unwrap()), "{from} → {to}");
            }
        }
        let serial = document["serialNumber"].as_str().unwrap();
        assert!(serial.starts_with("urn:uuid:") && serial.len() == 45, "{serial}");
    }
}

//! The bill of materials in the words of CycloneDX 1.6.
//!
//! # Source
//! `https://cyclonedx.org/docs/1.6/json/`; package addresses after `https://github.com/package-url/purl-spec`.

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::parts::Part;

/// The kiosk itself, in the document.
const KIOSK: &str = "mion-kiosk";

/// The whole document.
pub(crate) fn of(parts: &[Part]) -> Value {
    let roots: Vec<String> =
        parts.iter().filter(|part| ["server", "hydrate"].contains(&part.name.as_str())).map(Part::reference).collect();
    let mut dependencies = vec![json!({ "ref": KIOSK, "dependsOn": roots })];
    dependencies.extend(parts.iter().map(|part| json!({ "ref": part.reference(), "dependsOn": part.uses })));
    let mut document = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "tools": { "components": [{ "type": "application", "name": "xtask", "version": env!("CARGO_PKG_VERSION") }] },
            "component": {
                "type": "application",
                "bom-ref": KIOSK,
                "name": KIOSK,
                "version": env!("CARGO_PKG_VERSION"),
                "licenses": [{ "expression": "MIT OR Apache-2.0" }],
            },
        },
        "components": parts.iter().map(component).collect::<Vec<_>>(),
        "dependencies": dependencies,
    });
    document["serialNumber"] = format!("urn:uuid:{}", named_by_content(&document)).into();
    document
}

fn component(part: &Part) -> Value {
    let mut component = Map::new();
    let mut say = |key: &str, value: Value| component.insert(key.to_owned(), value);
    say("type", "library".into());
    say("bom-ref", part.reference().into());
    say("name", part.name.clone().into());
    say("version", part.version.to_string().into());
    if let Some(description) = &part.description {
        // As in the manifest, where it may go over several lines.
        say("description", description.split_whitespace().collect::<Vec<_>>().join(" ").into());
    }
    if let Some(licence) = &part.licence {
        // The older `MIT/Apache-2.0` is no expression of SPDX.
        say("licenses", json!([{ "expression": licence.replace('/', " OR ") }]));
    }
    if let Some(sha256) = &part.sha256 {
        say("hashes", json!([{ "alg": "SHA-256", "content": sha256 }]));
    }
    if part.is_from_registry {
        say("purl", format!("pkg:cargo/{}@{}", part.name, part.version).into());
    } else if part.brought_by.is_some() {
        say("purl", format!("pkg:generic/{}@{}", part.name, part.version).into());
    }
    if let Some(repository) = &part.repository {
        say("externalReferences", json!([{ "type": "vcs", "url": repository }]));
    }
    let places = [("server", part.in_server), ("browser", part.in_browser)].into_iter().filter(|(_, is_in)| *is_in);
    let places = places.map(|(place, _)| json!({ "name": "mion-kiosk:shipped-in", "value": place }));
    say("properties", places.collect());
    Value::Object(component)
}

/// A UUID of version 8 that follows from the document: another document has another.
fn named_by_content(document: &Value) -> String {
    let mut digest: [u8; 32] = Sha256::digest(document.to_string()).into();
    digest[6] = digest[6] & 0x0f | 0x80;
    digest[8] = digest[8] & 0x3f | 0x80;
    let digits: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

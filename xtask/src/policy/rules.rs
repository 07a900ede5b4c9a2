//! The part of `deny.toml` that is checked here; cargo-deny knows more keys, and those are left to it.
//! A crate is named as there: `name`, `name@1.2.3` for one version, `name:1.2` for a requirement.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use semver::{Version, VersionReq};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

/// The rules.
#[derive(Deserialize)]
pub(crate) struct Rules {
    pub(crate) graph: Graph,
    pub(crate) licenses: Licences,
    pub(crate) bans: Bans,
    pub(crate) sources: Sources,
}

/// Which crates are looked at.
#[derive(Deserialize)]
pub(crate) struct Graph {
    /// The targets we build for.
    pub(crate) targets: Vec<String>,
}

/// Which licences are fine.
#[derive(Deserialize)]
pub(crate) struct Licences {
    pub(crate) allow: Vec<String>,
    #[serde(default)]
    pub(crate) exceptions: Vec<Exception>,
}

/// A licence that is fine for one crate.
#[derive(Deserialize)]
pub(crate) struct Exception {
    #[serde(rename = "crate")]
    pub(crate) spec: Spec,
    pub(crate) allow: Vec<String>,
}

/// Which crates are not fine, and which may stand there twice.
#[derive(Deserialize)]
pub(crate) struct Bans {
    pub(crate) deny: Vec<Ban>,
    pub(crate) skip: Vec<Skip>,
}

/// A crate that is not to be used.
#[derive(Deserialize)]
pub(crate) struct Ban {
    #[serde(rename = "crate")]
    pub(crate) spec: Spec,
    pub(crate) reason: String,
    /// The only crates that may depend on it directly; nobody if empty.
    #[serde(default)]
    pub(crate) wrappers: Vec<String>,
}

/// A version that may stand beside another one.
#[derive(Deserialize)]
pub(crate) struct Skip {
    #[serde(rename = "crate")]
    pub(crate) spec: Spec,
    // Never read, but asked for: a duplicate without a reason does not parse.
    #[serde(rename = "reason")]
    _reason: String,
}

/// Where crates may come from.
#[derive(Deserialize)]
pub(crate) struct Sources {
    #[serde(rename = "allow-registry")]
    pub(crate) allow_registry: Vec<String>,
}

/// Names a crate, or some versions of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Spec {
    pub(crate) name: String,
    pub(crate) versions: VersionReq,
}

impl Rules {
    /// Reads `deny.toml`.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        toml::from_str(&text).with_context(|| format!("{} does not say what it should", path.display()))
    }
}

impl Spec {
    fn parse(text: &str) -> Result<Self, semver::Error> {
        let (name, versions) = if let Some((name, exact)) = text.split_once('@') {
            (name, VersionReq::parse(&format!("={exact}"))?)
        } else if let Some((name, requirement)) = text.split_once(':') {
            (name, VersionReq::parse(requirement)?)
        } else {
            (text, VersionReq::STAR)
        };
        Ok(Self { name: name.to_owned(), versions })
    }

    /// Is this crate meant?
    pub(crate) fn names(&self, name: &str, version: &Version) -> bool {
        self.name == name && self.versions.matches(version)
    }
}

impl<'de> Deserialize<'de> for Spec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(|error| D::Error::custom(format!("`{text}` names no crate: {error}")))
    }
}

impl std::fmt::Display for Spec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.versions == VersionReq::STAR {
            f.write_str(&self.name)
        } else {
            write!(f, "{}:{}", self.name, self.versions)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_named_in_three_ways() {
        let names =
            |spec: &str, version: &str| Spec::parse(spec).unwrap().names("rand", &Version::parse(version).unwrap());
        assert!(names("rand", "0.8.8"));
        assert!(names("rand:0.8", "0.8.8"));
        assert!(!names("rand:0.8", "0.9.5"));
        assert!(names("rand@0.8.8", "0.8.8"));
        assert!(!names("rand@0.8.8", "0.8.9"));
        assert!(!names("rand_core", "0.8.8"));
    }

    #[test]
    fn a_duplicate_needs_a_reason() {
        let skip = |text: &str| toml::from_str::<Skip>(text);
        assert!(skip(r#"crate = "rand:0.8""#).is_err());
        assert!(skip("crate = \"rand:0.8\"\nreason = \"phf\"").is_ok());
    }
}

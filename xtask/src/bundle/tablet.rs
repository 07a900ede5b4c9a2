//! The tablet's own JavaScript: small modules of `public/tablet/` as one file, each after those it imports, and
//! without what only people read. A tablet then asks once, and nobody needs a bundler: the modules keep to what this
//! one understands, and it refuses anything else.
//!
//! - an import stands on one line and names a module of the same folder
//! - an export stands before what it exports
//! - no two modules give the same name to something at their top
//! - no text in backticks goes over a line
//!
//! What it says is in `words/`, a file for each language; they are checked against the English one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

use super::files;

/// The module of `folder` called `first`, with all that it imports.
///
/// # Errors
/// When a module is missing, or written in a way that is not understood; the message names it.
pub(crate) fn bundle(folder: &Path, first: &str) -> Result<String> {
    let mut bundle = Bundle::default();
    bundle.take(folder, first)?;
    Ok(bundle.text)
}

/// The words of each language, by its code, without the spaces that only people need.
///
/// # Errors
/// When a language lacks a text, has one too many, or one of its texts does not name the same values.
pub(crate) fn words(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut languages: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for path in files::below(folder)? {
        let code = path.file_stem().and_then(|stem| stem.to_str()).context("a language's file has no name")?;
        let texts =
            serde_json::from_slice(&files::read(&path)?).with_context(|| format!("{} is damaged", path.display()))?;
        languages.insert(code.to_owned(), texts);
    }
    let english = languages.get("en").context("there is no en.json")?.clone();
    let accented = english.iter().map(|(key, text)| (key.clone(), locales::pseudo::accented(text)));
    languages.insert(locales::pseudo::CODE.to_owned(), accented.collect());
    let mut packed = BTreeMap::new();
    for (code, texts) in languages {
        ensure!(texts.keys().eq(english.keys()), "{code}.json has not the same texts as en.json");
        for (key, text) in &texts {
            let is_whole = english.get(key).is_some_and(|own| values(own).eq(values(text))) && !text.trim().is_empty();
            ensure!(is_whole, "{code}.json: {key} does not say what the English text says");
        }
        packed.insert(code, serde_json::to_vec(&texts)?);
    }
    Ok(packed)
}

/// What stands in braces in `text`.
fn values(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

#[derive(Default)]
struct Bundle {
    text: String,
    taken: BTreeSet<String>,
    names: BTreeSet<String>,
}

impl Bundle {
    fn take(&mut self, folder: &Path, name: &str) -> Result<()> {
        if !self.taken.insert(name.to_owned()) {
            return Ok(());
        }
        let source = String::from_utf8(files::read(&folder.join(name))?).with_context(|| format!("{name}: UTF-8"))?;
        let mut own = String::new();
        let mut in_comment = false;
        for line in source.lines() {
            let code = line.trim();
            if in_comment || code.starts_with("/*") {
                in_comment = !code.ends_with("*/");
                continue;
            }
            if code.is_empty() || code.starts_with("//") {
                continue;
            }
            ensure!(code.matches('`').count() % 2 == 0, "{name}: a text in backticks goes over a line: {code}");
            if line.starts_with("import") {
                let from = code.split_once(" from './").and_then(|(_, rest)| rest.strip_suffix("';"));
                let Some(from) = from else {
                    bail!("{name}: an import is one line and names a module of the folder: {code}");
                };
                self.take(folder, from)?;
                continue;
            }
            let line = line.strip_prefix("export ").unwrap_or(line);
            if let Some(given) = given(line)
                && !self.names.insert(given.to_owned())
            {
                bail!("{name}: another module has a {given}, too");
            }
            own.push_str(line.trim());
            own.push('\n');
        }
        self.text.push_str(&own);
        Ok(())
    }
}

/// The name that a line gives to something at the top of its module.
fn given(line: &str) -> Option<&str> {
    let line = line.strip_prefix("async ").unwrap_or(line);
    let rest = ["function ", "class ", "const ", "let "].iter().find_map(|word| line.strip_prefix(word))?;
    rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled(name: &str, modules: &[(&str, &str)]) -> Result<String> {
        let folder = std::env::temp_dir().join(format!("kiosk-tablet-{name}-{}", std::process::id()));
        for (module, source) in modules {
            files::write(&folder.join(module), source.as_bytes()).unwrap();
        }
        let bundled = bundle(&folder, "index.js");
        std::fs::remove_dir_all(&folder).unwrap();
        bundled
    }

    #[test]
    fn a_module_comes_after_what_it_imports_and_once() {
        let text = bundled(
            "order",
            &[
                ("index.js", "/** About. */\nimport { b } from './b.js';\nimport { a } from './a.js';\n\nb(a);\n"),
                ("a.js", "/*\n * Long\n */\nexport const a = 1;\n"),
                ("b.js", "import { a } from './a.js';\nexport async function b(x) {\n  // why\n  return x + a;\n}\n"),
            ],
        );
        assert_eq!(text.unwrap(), "const a = 1;\nasync function b(x) {\nreturn x + a;\n}\nb(a);\n");
    }

    #[test]
    fn what_is_not_understood_is_refused_by_name() {
        for (index, problem) in [
            ("import {\n a,\n} from './a.js';\n", "an import is one line"),
            ("import { a } from 'left-pad';\n", "an import is one line"),
            ("import { c } from './c.js';\n", "c.js cannot be read"),
            ("import { a } from './a.js';\nconst a = 2;\n", "another module has a a"),
            ("const a = `one\ntwo`;\n", "backticks"),
        ] {
            let error = bundled("refused", &[("index.js", index), ("a.js", "export const a = 1;\n")]).unwrap_err();
            assert!(format!("{error:#}").contains(problem), "{index}: {error:#}");
        }
    }

    #[test]
    fn a_language_that_is_not_whole_is_refused() {
        let folder = std::env::temp_dir().join(format!("kiosk-words-{}", std::process::id()));
        let with = |german: &str| {
            files::write(&folder.join("en.json"), br#"{ "a": "Paid: {amount}", "b": "Close" }"#).unwrap();
            files::write(&folder.join("de.json"), german.as_bytes()).unwrap();
            words(&folder)
        };
        let whole = with(r#"{ "b": "Zu", "a": "{amount} bezahlt" }"#).unwrap();
        assert_eq!(whole["de"], r#"{"a":"{amount} bezahlt","b":"Zu"}"#.as_bytes());
        for german in
            [r#"{ "a": "{amount}" }"#, r#"{ "a": "Paid", "b": "Zu" }"#, r#"{ "a": "{amount}", "b": " " }"#, "{"]
        {
            assert!(with(german).is_err(), "{german}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

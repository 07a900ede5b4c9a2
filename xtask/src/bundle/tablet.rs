//! The tablet's own JavaScript: small modules of `public/tablet/` as one file, each after those it imports, and
//! without what only people read. A tablet then asks once, and nobody needs a bundler: the modules keep to what this
//! one understands, and it refuses anything else.
//!
//! - an import stands on one line and names a module of the same folder, and what it wants of it if anything
//! - an export stands before what it exports
//! - no two modules give the same name to something at their top
//! - no text in backticks goes over a line, and no regular expression holds a quote or a space

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

use super::files;

/// Ends of lines after which the next one goes on.
const JOINED: [&str; 5] = ["{\n", "(\n", "[\n", ",\n", ";\n"];

/// The module of `folder` called `first`, with all that it imports.
///
/// # Errors
/// When a module is missing, or written in a way that is not understood; the message names it.
pub(crate) fn bundle(folder: &Path, first: &str) -> Result<String> {
    let mut bundle = Bundle::default();
    bundle.take(folder, first)?;
    Ok(bundle.text)
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
                let from =
                    code.split_once(" from './").map(|(_, rest)| rest).or_else(|| code.strip_prefix("import './"));
                let from = from.and_then(|rest| rest.strip_suffix("';"));
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
            let line = without_spaces(&without_types(line.trim()));
            // A block's end needs no semicolon before it, and what begins or goes on needs no line of its own.
            if line.starts_with('}') && own.ends_with(";\n") {
                own.truncate(own.len() - 2);
            } else if JOINED.iter().any(|end| own.ends_with(end)) {
                own.pop();
            }
            own.push_str(&line);
            own.push('\n');
        }
        self.text.push_str(&own);
        Ok(())
    }
}

/// A line without the types that a comment within it gives to something.
fn without_types(line: &str) -> String {
    let Some((before, rest)) = line.split_once("/** @type ") else { return line.to_owned() };
    let Some((_, after)) = rest.split_once("*/ ") else { return line.to_owned() };
    format!("{before}{}", without_types(after))
}

/// A line without the spaces that only people need: those within texts stay, and those between two words.
fn without_spaces(line: &str) -> String {
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
    let mut squeezed = String::with_capacity(line.len());
    let (mut text, mut letters) = (None, line.chars().peekable());
    while let Some(letter) = letters.next() {
        match text {
            Some(_) if letter == '\\' => {
                squeezed.push(letter);
                squeezed.extend(letters.next());
                continue;
            }
            Some(quote) if letter == quote => text = None,
            None if matches!(letter, '\'' | '"' | '`') => text = Some(letter),
            None if letter == ' ' => {
                let (before, after) =
                    (squeezed.chars().next_back().unwrap_or(' '), letters.peek().copied().unwrap_or(' '));
                let are_signs = "+-/".contains(before) && "+-/".contains(after);
                if !(are_signs || is_word(before) && is_word(after)) {
                    continue;
                }
            }
            _ => {}
        }
        squeezed.push(letter);
    }
    squeezed
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
                ("a.js", "/*\n * Long\n */\nexport const a = /** @type {any} */ (1);\n"),
                ("b.js", "import { a } from './a.js';\nexport async function b(x) {\n  // why\n  return x + a;\n}\n"),
            ],
        );
        assert_eq!(text.unwrap(), "const a=(1);\nasync function b(x){return x+a}\nb(a);\n");
    }

    #[test]
    fn what_only_people_need_is_left_out_and_texts_stay() {
        for (line, squeezed) in [
            ("const a = { b: 'x  = \\' y', c: 1 };", "const a={b:'x  = \\' y',c:1};"),
            ("return a + +b - -c;", "return a+ +b- -c;"),
            ("if (a && !b) return `${a} / ${b}`;", "if(a&&!b)return`${a} / ${b}`;"),
            ("for (const a of [...b]) await c(a);", "for(const a of[...b])await c(a);"),
        ] {
            assert_eq!(without_spaces(line), squeezed);
        }
    }

    #[test]
    fn a_module_can_be_taken_whole() {
        let text = bundled("whole", &[("index.js", "import './a.js';\nb();\n"), ("a.js", "const a = 1;\n")]);
        assert_eq!(text.unwrap(), "const a=1;\nb();\n");
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
}

//! Takes out of module and glue what nobody can call. Leptos brings a client for streams, whose classes the binding
//! generator exports to any script that might want them; no script of ours does, and what is exported is kept by every
//! optimiser; and a second way in. Comments and indentation go, too: they are for people.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};
use walrus::{Module, ModuleConfig};

use super::silence::silence;
use super::{module, same};

/// Before each thing that the glue gives the module.
const DEPTH: &str = "        ";

/// Trims both halves of `module` to what the one function of ours needs.
///
/// # Errors
/// When they are not what the binding generator of our lock file writes.
pub(crate) fn trim(module: &mut module::Module) -> Result<()> {
    let glue = without_another_way_in(&without_classes(&module.glue));
    let mut wasm = Module::from_buffer(&module.wasm).context("the module cannot be read")?;
    let uncalled: Vec<_> =
        wasm.exports.iter().filter(|export| !is_called(&glue, &export.name)).map(|export| export.id()).collect();
    for export in uncalled {
        wasm.exports.delete(export);
    }
    ensure!(wasm.exports.iter().any(|export| export.name == "hydrate"), "the glue does not call the module");
    silence(&mut wasm);
    walrus::passes::gc::run(&mut wasm);
    let imported: BTreeSet<String> = wasm.imports.iter().map(|import| import.name.clone()).collect();
    module.glue = tight(&with_short_names(without_imports(&glue, &imported), &mut wasm)?);
    module.wasm = same::once_each(bare(&wasm.emit_wasm())?).and_then(|wasm| bare(&wasm))?;
    Ok(())
}

/// `wasm` without what only says something about it: what things are called, what made them, what for.
fn bare(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    let mut wasm = config.parse(wasm).context("the module cannot be read")?;
    let said: Vec<_> = wasm.customs.iter().map(|(id, _)| id).collect();
    for id in said {
        wasm.customs.delete(id);
    }
    Ok(wasm.emit_wasm())
}

/// Whether `glue` says `wasm.<export>`.
fn is_called(glue: &str, export: &str) -> bool {
    let call = format!("wasm.{export}");
    glue.match_indices(&call).any(|(at, _)| {
        let after = glue.get(at + call.len()..).and_then(|rest| rest.chars().next());
        !after.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == '$')
    })
}

/// `glue` without the classes it exports, and without what lets go of their objects.
fn without_classes(glue: &str) -> String {
    let mut kept = String::new();
    let mut classes: Vec<String> = Vec::new();
    let mut until: Option<&str> = None;
    for line in glue.lines() {
        if let Some(end) = until {
            if line.ends_with(end) && !line.starts_with(' ') || end == ";" && line.ends_with(';') {
                until = None;
            }
            continue;
        }
        if let Some(name) = line.strip_prefix("export class ").and_then(|rest| rest.strip_suffix(" {")) {
            classes.push(name.to_owned());
            until = Some("}");
        } else if classes.iter().any(|class| line.starts_with(&format!("if (Symbol.dispose) {class}."))) {
            // One line.
        } else if classes.iter().any(|class| line.starts_with(&format!("const {class}Finalization = "))) {
            until = Some(";");
        } else {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// `glue` without the functions that the module does not import.
fn without_imports(glue: &str, imported: &BTreeSet<String>) -> String {
    let mut kept = String::new();
    let mut is_within = false;
    for line in glue.lines() {
        let entry = line.strip_prefix(DEPTH).filter(|rest| !rest.starts_with(' '));
        let name = entry.and_then(|rest| rest.split_once(": function")).map(|(name, _)| name);
        if name.is_some_and(|name| !imported.contains(name)) {
            is_within = true;
        }
        if !is_within {
            kept.push_str(line);
            kept.push('\n');
        }
        if entry.is_some_and(|rest| rest == "},") {
            is_within = false;
        }
    }
    kept
}

/// `glue` without the way in that our page does not take, and without its advice to programmers.
fn without_another_way_in(glue: &str) -> String {
    let mut kept = String::new();
    let mut is_other = false;
    for line in glue.lines() {
        is_other |= line.starts_with("function initSync(");
        if !is_other && !line.trim_start().starts_with("console.warn(") {
            kept.push_str(line);
            kept.push('\n');
        }
        is_other &= line != "}";
    }
    kept.replace("export { initSync, ", "export { ")
}

/// `glue` and `wasm` with short names for what the one gives the other: theirs end in a hash, which no compression makes
/// any shorter.
fn with_short_names(mut glue: String, wasm: &mut Module) -> Result<String> {
    for (number, import) in wasm.imports.iter_mut().enumerate() {
        let (name, short) = (entry(&import.name), format!("i{number}"));
        ensure!(glue.matches(&name).count() == 1, "the glue does not have one {}", import.name);
        glue = glue.replacen(&name, &entry(&short), 1);
        import.name = short;
    }
    Ok(glue)
}

/// How the line begins with which the glue gives the module what it calls `name`.
fn entry(name: &str) -> String {
    format!("\n{DEPTH}{name}: function")
}

/// `glue` without comments on lines of their own, and without indentation.
fn tight(glue: &str) -> String {
    let mut kept = String::new();
    let mut is_comment = false;
    for line in glue.lines().map(str::trim) {
        is_comment |= line.starts_with("/*");
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
        is_comment &= !line.ends_with("*/");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "\
export class Stream {
    pull() {
        wasm.stream_pull(this.ptr);
    }
}
if (Symbol.dispose) Stream.prototype[Symbol.dispose] = Stream.prototype.free;

/**
 * Wakes the page.
 */
export function hydrate() {
    wasm.hydrate();
}
function imports() {
    const import0 = {
        __proto__: null,
        __wbg_used_1: function(arg0) {
            if (arg0) {
                return 1;
            }
        },
        __wbg_unused_2: function(arg0) {
            return 2;
        },
    };
}
const StreamFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_stream_free(ptr, 1));
function initSync(module) {
    if (module) {
        wasm.sync(module);
    }
}
// The end.
console.warn('deprecated');
wasm.__wbindgen_start();
export { initSync, init as default };
";

    #[test]
    fn what_nobody_can_call_is_gone_and_the_rest_is_whole() {
        let glue = without_another_way_in(&without_classes(GLUE));
        assert!(is_called(&glue, "hydrate") && is_called(&glue, "__wbindgen_start"));
        for export in ["stream_pull", "sync", "__wbg_stream_free", "hydr", "__wbindgen"] {
            assert!(!is_called(&glue, export), "{export}");
        }
        let imported = BTreeSet::from(["__wbg_used_1".to_owned()]);
        let expected = "\
export function hydrate() {
wasm.hydrate();
}
function imports() {
const import0 = {
__proto__: null,
__wbg_used_1: function(arg0) {
if (arg0) {
return 1;
}
},
};
}
wasm.__wbindgen_start();
export { init as default };
";
        assert_eq!(tight(&without_imports(&glue, &imported)), expected);
    }

    #[test]
    fn a_module_without_our_function_is_no_module_of_ours() {
        let empty = b"\0asm\x01\0\0\0".to_vec();
        let mut module =
            module::Module { glue: GLUE.to_owned(), wasm: empty, snippets: std::collections::BTreeMap::new() };
        assert!(trim(&mut module).is_err());
    }
}

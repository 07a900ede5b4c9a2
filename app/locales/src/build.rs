//! What the build scripts of whoever speaks have in common: the functions are written where the compiler finds them, and
//! whatever is wrong with a language is an error of the compiler.

use std::path::Path;
use std::{env, fs, io};

/// Writes `source` as `words.rs` into `OUT_DIR`, and has cargo ask again when one of the `read` names in `folder` changes.
///
/// # Errors
/// Where it cannot be written. What is wrong with the languages is told to cargo instead, one line each.
#[expect(clippy::print_stdout, reason = "it is how a build script tells cargo")]
pub fn write(folder: &Path, read: &[&str], source: Result<String, String>) -> io::Result<()> {
    for name in read {
        println!("cargo::rerun-if-changed={}", folder.join(name).display());
    }
    match source {
        Ok(source) => {
            let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo says where"))?;
            fs::write(Path::new(&out).join("words.rs"), source)
        }
        Err(mistakes) => {
            for mistake in mistakes.lines() {
                println!("cargo::error={mistake}");
            }
            Ok(())
        }
    }
}

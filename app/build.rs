//! Turns the languages in `locales/` into functions: a text that one of them lacks is an error here, a text that none
//! of them has is an error of the compiler.

use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new("locales");
    println!("cargo::rerun-if-changed=locales/languages");
    println!("cargo::rerun-if-changed=locales/formats.json");
    println!("cargo::rerun-if-changed=locales/tablet");
    let read = locales::read(folder).and_then(|languages| {
        let formats = locales::read_formats(folder, &languages)?;
        Ok(locales::generate::rust(&languages, &formats))
    });
    let source = match read {
        Ok(source) => source,
        Err(mistakes) => {
            for mistake in mistakes.lines() {
                println!("cargo::error={mistake}");
            }
            return Ok(());
        }
    };
    let out = env::var_os("OUT_DIR").ok_or("cargo says where")?;
    fs::write(Path::new(&out).join("words.rs"), source)?;
    Ok(())
}

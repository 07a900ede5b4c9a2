//! Turns the texts in `app/locales/pages/` into functions: a text that a language lacks is an error here, a text that
//! none of them has is an error of the compiler.

use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new("../app/locales");
    for read in ["pages", "languages", "dates.json"] {
        println!("cargo::rerun-if-changed=../app/locales/{read}");
    }
    let read = locales::read(folder).and_then(|languages| {
        let pages = locales::pages::read(folder, &languages)?;
        let dates = locales::read_dates(folder, &languages)?;
        Ok(locales::generate::pages(&pages, &dates))
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

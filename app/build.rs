//! Turns the languages in `locales/` into functions: a text that one of them lacks is an error here, a text that none
//! of them has is an error of the compiler.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = Path::new("locales");
    let source = locales::read(folder).and_then(|languages| {
        let formats = locales::read_formats(folder, &languages)?;
        Ok(locales::generate::rust(&languages, &formats))
    });
    locales::build::write(folder, &["languages", "formats.json", "tablet"], source)
}

//! Turns the texts in `app/locales/pages/` into functions: a text that a language lacks is an error here, a text that
//! none of them has is an error of the compiler.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = Path::new("../app/locales");
    let source = locales::read(folder).and_then(|languages| {
        let pages = locales::pages::read(folder, &languages)?;
        let dates = locales::read_dates(folder, &languages)?;
        Ok(locales::generate::pages(&pages, &dates))
    });
    locales::build::write(folder, &["pages", "languages", "tablet", "dates.json"], source)
}

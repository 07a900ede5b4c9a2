//! Turns the texts in `app/locales/pages/` into functions: a text that a language lacks is an error here, a text that
//! none of them has is an error of the compiler. And has the program linked with its relocations packed, where the C
//! library that it will run with can unpack them: it is read in faster, and nearly a megabyte less of it.

use std::env;
use std::path::Path;
use std::process::Command;

/// The first C library that unpacks relocations.
///
/// # Source
/// Release notes of glibc 2.36: `DT_RELR`.
const UNPACKING: (u32, u32) = (2, 36);

fn main() -> std::io::Result<()> {
    let is_of = |name, value: &str| env::var(name).is_ok_and(|found| found == value);
    let is_for_here = env::var("HOST").ok() == env::var("TARGET").ok();
    if is_for_here && is_of("CARGO_CFG_TARGET_ENV", "gnu") && c_library().is_some_and(|found| found >= UNPACKING) {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    let folder = Path::new("../app/locales");
    let source = locales::read(folder).and_then(|languages| {
        let pages = locales::pages::read(folder, &languages)?;
        let dates = locales::read_dates(folder, &languages)?;
        Ok(locales::generate::pages(&pages, &dates))
    });
    locales::build::write(folder, &["pages", "languages", "tablet", "dates.json"], source)
}

/// The version of this machine's C library.
fn c_library() -> Option<(u32, u32)> {
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?.stdout;
    let (major, minor) = str::from_utf8(&said).ok()?.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.split('.').next()?.parse().ok()?))
}

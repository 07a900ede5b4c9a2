//! The `.br` and `.gz` beside each file that gets smaller by it, at the highest level: it is done once, and
//! downloaded by every tablet. The files are shared out over the machine's cores.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use anyhow::{Result, anyhow};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::files;

/// What is text inside, and so worth the trouble; pictures, fonts and sounds are compressed already.
const COMPRESSIBLE: [&str; 12] =
    ["css", "html", "ico", "js", "json", "mjs", "svg", "txt", "wasm", "webmanifest", "xml", "map"];

/// The largest window that every browser accepts (16 MiB), as a power of two.
const WINDOW: i32 = 24;

/// How much is looked at before what was learnt is put to use, as a power of two: a little at a time suits our module.
const BLOCK: i32 = 16;

/// Compresses everything compressible below `site`.
pub(crate) fn all_in(site: &Path) -> Result<()> {
    // The server reads this one file itself; no browser asks for it.
    let listed = site.join("assets.json");
    let mut waiting: Vec<(u64, PathBuf)> = Vec::new();
    for path in files::below(site)? {
        if is_compressible(&path) && path != listed {
            waiting.push((path.metadata()?.len(), path));
        }
    }
    // Workers take from the end: the largest first, so that none is left alone with it at the last.
    waiting.sort();
    let waiting = Mutex::new(waiting);
    let work = || -> Result<()> {
        while let Some(path) = next(&waiting)? {
            compress(&path)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| anyhow!("a compressor panicked"))?)
    })
}

fn next(waiting: &Mutex<Vec<(u64, PathBuf)>>) -> Result<Option<PathBuf>> {
    let mut waiting = waiting.lock().map_err(|_| anyhow!("a compressor panicked"))?;
    Ok(waiting.pop().map(|(_, path)| path))
}

fn is_compressible(path: &Path) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| COMPRESSIBLE.contains(&extension))
}

fn compress(path: &Path) -> Result<()> {
    let plain = files::read(path)?;
    for (suffix, packed) in [(".br", brotli(&plain)?), (".gz", gzip(&plain)?)] {
        if packed.len() < plain.len() {
            files::write(&files::with_suffix(path, suffix), &packed)?;
        }
    }
    Ok(())
}

fn brotli(plain: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: WINDOW,
        lgblock: BLOCK,
        size_hint: plain.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &plain[..], &mut packed, &parameters)?;
    Ok(packed)
}

fn gzip(plain: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_was_squeezed_comes_back_whole() {
        let plain = b"let amount_minor = 1250; ".repeat(400);
        let (mut from_brotli, mut from_gzip) = (Vec::new(), Vec::new());
        brotli::BrotliDecompress(&mut &brotli(&plain).unwrap()[..], &mut from_brotli).unwrap();
        flate2::read::GzDecoder::new(&gzip(&plain).unwrap()[..]).read_to_end(&mut from_gzip).unwrap();
        assert_eq!(from_brotli, plain);
        assert_eq!(from_gzip, plain);
    }

    #[test]
    fn only_what_gets_smaller_is_kept() {
        let site = std::env::temp_dir().join(format!("kiosk-squeeze-{}", std::process::id()));
        for (name, content) in
            [("long.svg", "<g/>".repeat(99)), ("short.txt", "a".to_owned()), ("x.png", "0".repeat(99))]
        {
            files::write(&site.join(name), content.as_bytes()).unwrap();
        }
        all_in(&site).unwrap();
        let left = files::below(&site).unwrap();
        std::fs::remove_dir_all(&site).unwrap();
        let names: Vec<_> = left.iter().filter_map(|path| path.file_name()?.to_str()).collect();
        assert_eq!(names, ["long.svg", "long.svg.br", "long.svg.gz", "short.txt", "x.png"]);
    }
}

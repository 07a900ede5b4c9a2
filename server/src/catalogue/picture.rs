//! A picture from outside becomes one of ours: decoded, turned the right way up, made small, laid on white and
//! written anew as a JPEG. Whatever else was in the file (where it was taken, a second picture, a script) is gone.
//! How much a file may make us do is bounded by its bytes before it is opened and by its pixels before it is decoded.

use crate::store::catalogue::Picture;
use core::time::Duration;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use sha2::{Digest as _, Sha256};
use std::io::Cursor;

/// The largest file that is looked at, in bytes.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;

/// The most pixels of a picture: what a good camera makes.
const MOST_PIXELS: u64 = 50_000_000;

/// The most memory that decoding may take, in bytes.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;

/// The longer side of what is made of it, in pixels: sharp on the largest tile of the densest screen.
const SIDE: u32 = 480;

/// Of 100; where nobody sees a difference any more.
const QUALITY: u8 = 82;

/// How long whoever uploads a picture waits for it at most.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// Why a file is no picture for the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureRefused {
    /// There is nothing in it.
    #[error("choose a picture first")]
    Empty,
    /// More than [`MOST_BYTES`].
    #[error("the picture must be at most 8 MB")]
    TooLarge,
    /// It is no JPEG, PNG or WebP, whatever it is called.
    #[error("the picture must be a JPEG, PNG or WebP file")]
    NotAPicture,
    /// More pixels than any camera makes.
    #[error("the picture must have at most 50 million pixels")]
    TooManyPixels,
    /// It begins like a picture, and is none.
    #[error("the picture is damaged and cannot be read")]
    Broken,
    /// It takes too long.
    #[error("the picture takes too long to read: try a smaller one")]
    TooSlow,
}

/// The picture in `upload`, as we keep it.
///
/// # Errors
/// [`PictureRefused`].
pub fn normalised(upload: &[u8]) -> Result<Picture, PictureRefused> {
    if upload.is_empty() {
        return Err(PictureRefused::Empty);
    }
    if upload.len() > MOST_BYTES {
        return Err(PictureRefused::TooLarge);
    }
    let reader =
        ImageReader::new(Cursor::new(upload)).with_guessed_format().map_err(|_| PictureRefused::NotAPicture)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) {
        return Err(PictureRefused::NotAPicture);
    }
    let mut decoder = reader.into_decoder().map_err(|_| PictureRefused::Broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureRefused::TooManyPixels);
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_MEMORY);
    decoder.set_limits(limits).map_err(|_| PictureRefused::TooManyPixels)?;
    let orientation = decoder.orientation().map_err(|_| PictureRefused::Broken)?;
    let decoded = DynamicImage::from_decoder(decoder).map_err(|_| PictureRefused::Broken)?;
    let mut small = if width.max(height) > SIDE { decoded.thumbnail(SIDE, SIDE) } else { decoded };
    small.apply_orientation(orientation);
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    on_white(&small).write_with_encoder(encoder).map_err(|_| PictureRefused::Broken)?;
    let digits = format!("{:x}", Sha256::digest(&bytes));
    let id = digits.parse().map_err(|_| PictureRefused::Broken)?;
    Ok(Picture { id, bytes })
}

/// A JPEG has no holes: what shines through is white.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let over = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u16::from(colour), u16::from(alpha));
        u8::try_from((colour * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
    };
    let rgba = picture.to_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, alpha] = rgba.get_pixel(x, y).0;
        Rgb([over(r, alpha), over(g, alpha), over(b, alpha)])
    })
}

#[cfg(test)]
mod tests;

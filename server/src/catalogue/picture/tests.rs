use super::*;
use image::{Rgba, RgbaImage};
use proptest::prelude::*;

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn stripes(width: u32, height: u32) -> DynamicImage {
    let colour = |x: u32| if x < width / 2 { Rgb([200, 30, 30]) } else { Rgb([30, 30, 200]) };
    RgbImage::from_fn(width, height, |x, _| colour(x)).into()
}

fn made(upload: &[u8]) -> RgbImage {
    let picture = normalised(upload).unwrap();
    assert_eq!(format!("{:x}", Sha256::digest(&picture.bytes)), picture.id.as_str());
    assert_eq!(image::guess_format(&picture.bytes).unwrap(), ImageFormat::Jpeg);
    image::load_from_memory(&picture.bytes).unwrap().to_rgb8()
}

#[test]
fn every_kind_that_is_taken_becomes_a_small_jpeg() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let small = made(&written(&stripes(1200, 600), format));
        assert_eq!(small.dimensions(), (480, 240), "{format:?}");
        assert!(small.get_pixel(10, 10).0[0] > 150 && small.get_pixel(470, 10).0[2] > 150, "{format:?}");
        assert_eq!(made(&written(&stripes(40, 30), format)).dimensions(), (40, 30), "a small one is not blown up");
    }
}

#[test]
fn what_shines_through_is_white() {
    let glass: DynamicImage = RgbaImage::from_pixel(20, 20, Rgba([0, 0, 0, 0])).into();
    assert!(made(&written(&glass, ImageFormat::Png)).get_pixel(10, 10).0.iter().all(|part| *part > 250));
}

/// A JPEG with an EXIF block that says "turned by a quarter", and where it was taken.
fn with_exif(jpeg: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(b"GPS 52.5200 N 13.4050 E");
    let mut out = jpeg[..2].to_vec();
    out.extend_from_slice(&[0xff, 0xe1]);
    out.extend_from_slice(&u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    out.extend_from_slice(&exif);
    out.extend_from_slice(&jpeg[2..]);
    out
}

#[test]
fn what_a_camera_writes_beside_the_picture_turns_it_and_is_dropped() {
    let upload = with_exif(&written(&stripes(60, 30), ImageFormat::Jpeg));
    assert!(upload.windows(4).any(|bytes| bytes == b"GPS "));
    assert_eq!(made(&upload).dimensions(), (30, 60), "it stands upright");
    let kept = normalised(&upload).unwrap().bytes;
    assert!(!kept.windows(4).any(|bytes| bytes == b"Exif" || bytes == b"GPS "));
}

#[test]
fn what_is_no_picture_is_refused() {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let gif = b"GIF89a\x01\0\x01\0\0\0\0;";
    for upload in [&svg[..], gif, b"<html>", b"%PDF-1.7", b"\0", b"MZ", b"BM\0\0\0\0", b"RIFF\0\0\0\0WAVE"] {
        assert_eq!(normalised(upload), Err(PictureRefused::NotAPicture), "{upload:?}");
    }
    assert_eq!(normalised(b""), Err(PictureRefused::Empty));
    assert_eq!(normalised(&vec![0xff; MOST_BYTES + 1]), Err(PictureRefused::TooLarge));
}

#[test]
fn half_a_picture_is_refused_or_at_least_harmless() {
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let whole = written(&stripes(200, 200), format);
        assert_eq!(normalised(&whole[..whole.len() / 2]), Err(PictureRefused::Broken), "{format:?}");
        assert_eq!(normalised(&whole[..24]), Err(PictureRefused::Broken), "{format:?}");
    }
    assert_eq!(normalised(b"\xff\xd8\xff\xe0\0\x10JFIF"), Err(PictureRefused::Broken));
}

/// A PNG that says it is `width` by `height`, with next to nothing in it.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = written(&stripes(2, 2), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)))
}

#[test]
fn a_bomb_is_refused_before_it_is_opened() {
    for (width, height) in [(100_000, 100_000), (u32::MAX / 2, 2), (1, 50_000_001), (7_100, 7_100)] {
        let refused = normalised(&bomb(width, height)).unwrap_err();
        assert!(matches!(refused, PictureRefused::TooManyPixels | PictureRefused::Broken), "{refused:?}");
    }
    assert_eq!(normalised(&bomb(20_000, 20_000)), Err(PictureRefused::TooManyPixels));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_damage_makes_it_panic(at in 0_usize..600, byte in any::<u8>(), cut in 0_usize..600, kind in 0_usize..3) {
        let format = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP][kind];
        let mut upload = written(&stripes(64, 32), format);
        let (at, cut) = (at % upload.len(), cut % upload.len());
        upload[at] = byte;
        upload.truncate(upload.len() - cut);
        let _ = normalised(&upload);
    }
}

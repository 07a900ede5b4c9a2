//! Colours that people can read. A shop picks its accent; how light it may be on each ground is computed, in whole
//! numbers, so that every machine comes to the same colour.
#![cfg_attr(
    not(test),
    expect(
        clippy::arithmetic_side_effects,
        reason = "a luminance is at most a million: no sum of a few comes near the end of its type"
    )
)]

use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// The smallest contrast of text, in thousandths.
///
/// # Source
/// WCAG 2.2, success criterion 1.4.3.
pub const TEXT_CONTRAST: u32 = 4_500;

/// The same for those who ask for more.
///
/// # Source
/// WCAG 2.2, success criterion 1.4.6.
pub const HIGH_CONTRAST: u32 = 7_000;

/// Steps between a colour and black or white.
const STEPS: u32 = 64;

/// The share of light of each value of a channel, in millionths.
///
/// # Source
/// IEC 61966-2-1 (sRGB), as WCAG 2.2 defines relative luminance.
const LIGHT: [u32; 256] = [
    0, 304, 607, 911, 1_214, 1_518, 1_821, 2_125, 2_428, 2_732, 3_035, 3_347, 3_677, 4_025, 4_391, 4_777, 5_182, 5_605,
    6_049, 6_512, 6_995, 7_499, 8_023, 8_568, 9_134, 9_721, 10_330, 10_960, 11_612, 12_286, 12_983, 13_702, 14_444,
    15_209, 15_996, 16_807, 17_642, 18_500, 19_382, 20_289, 21_219, 22_174, 23_153, 24_158, 25_187, 26_241, 27_321,
    28_426, 29_557, 30_713, 31_896, 33_105, 34_340, 35_601, 36_889, 38_204, 39_546, 40_915, 42_311, 43_735, 45_186,
    46_665, 48_172, 49_707, 51_269, 52_861, 54_480, 56_128, 57_805, 59_511, 61_246, 63_010, 64_803, 66_626, 68_478,
    70_360, 72_272, 74_214, 76_185, 78_187, 80_220, 82_283, 84_376, 86_500, 88_656, 90_842, 93_059, 95_307, 97_587,
    99_899, 102_242, 104_616, 107_023, 109_462, 111_932, 114_435, 116_971, 119_538, 122_139, 124_772, 127_438, 130_136,
    132_868, 135_633, 138_432, 141_263, 144_128, 147_027, 149_960, 152_926, 155_926, 158_961, 162_029, 165_132,
    168_269, 171_441, 174_647, 177_888, 181_164, 184_475, 187_821, 191_202, 194_618, 198_069, 201_556, 205_079,
    208_637, 212_231, 215_861, 219_526, 223_228, 226_966, 230_740, 234_551, 238_398, 242_281, 246_201, 250_158,
    254_152, 258_183, 262_251, 266_356, 270_498, 274_677, 278_894, 283_149, 287_441, 291_771, 296_138, 300_544,
    304_987, 309_469, 313_989, 318_547, 323_143, 327_778, 332_452, 337_164, 341_914, 346_704, 351_533, 356_400,
    361_307, 366_253, 371_238, 376_262, 381_326, 386_429, 391_572, 396_755, 401_978, 407_240, 412_543, 417_885,
    423_268, 428_690, 434_154, 439_657, 445_201, 450_786, 456_411, 462_077, 467_784, 473_531, 479_320, 485_150,
    491_021, 496_933, 502_886, 508_881, 514_918, 520_996, 527_115, 533_276, 539_479, 545_724, 552_011, 558_340,
    564_712, 571_125, 577_580, 584_078, 590_619, 597_202, 603_827, 610_496, 617_207, 623_960, 630_757, 637_597,
    644_480, 651_406, 658_375, 665_387, 672_443, 679_542, 686_685, 693_872, 701_102, 708_376, 715_694, 723_055,
    730_461, 737_910, 745_404, 752_942, 760_525, 768_151, 775_822, 783_538, 791_298, 799_103, 806_952, 814_847,
    822_786, 830_770, 838_799, 846_873, 854_993, 863_157, 871_367, 879_622, 887_923, 896_269, 904_661, 913_099,
    921_582, 930_111, 938_686, 947_307, 955_973, 964_686, 973_445, 982_251, 991_102, 1_000_000,
];

/// A colour on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// A text that is not a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a colour as #rrggbb, such as #2b3a9f")]
pub struct NotAColour;

impl Colour {
    /// Black.
    pub const BLACK: Self = Self::rgb(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self::rgb(255, 255, 255);

    /// Of three channels.
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// How much light it gives, in millionths of white's.
    pub fn luminance(self) -> u32 {
        let light = |channel: u8| u64::from(LIGHT.get(usize::from(channel)).copied().unwrap_or_default());
        let sum = light(self.red) * 2_126 + light(self.green) * 7_152 + light(self.blue) * 722;
        u32::try_from(sum / 10_000).unwrap_or(u32::MAX)
    }

    /// The contrast with `other`, in thousandths: from 1000 to 21000, rounded down.
    pub fn contrast(self, other: Self) -> u32 {
        const FLARE: u32 = 50_000;
        let (one, two) = (self.luminance() + FLARE, other.luminance() + FLARE);
        let ratio = u64::from(one.max(two)) * 1_000 / u64::from(one.min(two));
        u32::try_from(ratio).unwrap_or(u32::MAX)
    }

    /// This colour, or the nearest to it on the way to black or to white that has at least `contrast` with `ground`.
    #[must_use]
    pub fn readable_on(self, ground: Self, contrast: u32) -> Self {
        let end = Self::WHITE_OR_BLACK.into_iter().max_by_key(|end| end.contrast(ground)).unwrap_or(Self::BLACK);
        let mut mixes = (0..=STEPS).map(|step| self.mixed(end, step));
        mixes.find(|mixed| mixed.contrast(ground) >= contrast).unwrap_or(end)
    }

    /// Black or white, whichever is read better on this colour.
    #[must_use]
    pub fn ink(self) -> Self {
        if Self::WHITE.contrast(self) >= Self::BLACK.contrast(self) { Self::WHITE } else { Self::BLACK }
    }

    const WHITE_OR_BLACK: [Self; 2] = [Self::WHITE, Self::BLACK];

    fn mixed(self, other: Self, step: u32) -> Self {
        let mix = |own: u8, other: u8| {
            let sum = u32::from(own) * (STEPS - step) + u32::from(other) * step;
            u8::try_from((sum + STEPS / 2) / STEPS).unwrap_or(u8::MAX)
        };
        Self::rgb(mix(self.red, other.red), mix(self.green, other.green), mix(self.blue, other.blue))
    }
}

impl FromStr for Colour {
    type Err = NotAColour;
    fn from_str(text: &str) -> Result<Self, NotAColour> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or(NotAColour)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(NotAColour);
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).map_err(|_| NotAColour)?.to_be_bytes();
        Ok(Self { red, green, blue })
    }
}

impl TryFrom<String> for Colour {
    type Error = NotAColour;
    fn try_from(text: String) -> Result<Self, NotAColour> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    #[test]
    fn contrast_is_what_wcag_says() {
        // Known pairs: https://webaim.org/resources/contrastchecker/
        for (one, two, contrast) in [
            ("#000000", "#ffffff", 21_000),
            ("#ffffff", "#ffffff", 1_000),
            ("#777777", "#ffffff", 4_478),
            ("#767676", "#ffffff", 4_542),
            ("#0000ff", "#ffffff", 8_592),
            ("#ff0000", "#ffffff", 3_998),
        ] {
            assert!(colour(one).contrast(colour(two)).abs_diff(contrast) <= 1, "{one} {two}");
            assert_eq!(colour(one).contrast(colour(two)), colour(two).contrast(colour(one)));
        }
    }

    #[test]
    fn whatever_a_shop_picks_can_be_read_on_every_ground() {
        for ground in ["#f4f5f7", "#12151b", "#ffffff", "#000000"].map(colour) {
            for contrast in [TEXT_CONTRAST, HIGH_CONTRAST] {
                for channels in 0..4_096_u32 {
                    let channel = |place: u32| u8::try_from(((channels >> place) & 15) * 17).unwrap();
                    let picked = Colour::rgb(channel(8), channel(4), channel(0));
                    let shown = picked.readable_on(ground, contrast);
                    assert!(shown.contrast(ground) >= contrast, "{picked} on {ground}: {shown}");
                    assert!(shown.ink().contrast(shown) >= TEXT_CONTRAST, "on {shown}");
                }
            }
        }
    }

    #[test]
    fn a_colour_that_can_be_read_stays_as_it_is() {
        let accent = colour("#2b3a9f");
        assert_eq!(accent.readable_on(colour("#f4f5f7"), TEXT_CONTRAST), accent);
        assert_ne!(accent.readable_on(colour("#12151b"), TEXT_CONTRAST), accent);
    }

    #[test]
    fn a_colour_is_written_as_it_is_read() {
        assert_eq!(colour("#2B3a9f").to_string(), "#2b3a9f");
        for text in ["", "#", "2b3a9f", "#2b3a9", "#2b3a9f0", "#+b3a9f", "#2b3a9g", "red", "#2b3a9f;}", "#é3a9f"] {
            assert_eq!(text.parse::<Colour>(), Err(NotAColour), "{text}");
        }
    }

    #[test]
    fn a_channel_never_gets_darker_with_more_of_it() {
        assert!(LIGHT.windows(2).all(|pair| matches!(pair, [less, more] if less < more)));
        assert_eq!((LIGHT[0], LIGHT[255]), (0, 1_000_000));
    }
}

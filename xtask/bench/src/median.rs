//! The middle of what was measured: one bad moment of the machine does not show in it.

/// The median of `measured`, halfway between the two in the middle where their number is even; nothing of nothing.
#[expect(clippy::float_arithmetic, reason = "a figure for people to read")]
pub(crate) fn median(mut measured: Vec<f64>) -> Option<f64> {
    measured.sort_by(f64::total_cmp);
    let middle = measured.len() / 2;
    let upper = *measured.get(middle)?;
    if measured.len() % 2 == 1 {
        return Some(upper);
    }
    Some((measured.get(middle.checked_sub(1)?)? + upper) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_middle_and_not_the_mean() {
        assert_eq!(median(vec![9_000.0, 3.0, 1.0]), Some(3.0));
        assert_eq!(median(vec![4.0, 1.0, 2.0, 9_000.0]), Some(3.0));
        assert_eq!(median(vec![7.0]), Some(7.0));
        assert_eq!(median(Vec::new()), None);
    }
}

//! Points for people.

use crate::words;
use jinguo::number::Rational;
use jinguo::performance::PartResult;

/// Points as they are, up to four decimals; longer ones rounded to two, and said to be so.
///
/// ```
/// use jinguo::number::Rational;
/// use jinguo_examples::views::score::points::points;
/// assert_eq!(points("93.325".parse().unwrap()), "93.325");
/// assert_eq!(points(Rational::new(100, 3).unwrap()), "约 33.33");
/// assert_eq!(points(Rational::new(1, 3000).unwrap()), "约 0.0003");
/// ```
pub fn points(value: Rational) -> String {
    use jinguo::number::{Rounding, RoundingMode};
    if let Some(text) = value.to_exact_decimal()
        && text.split_once('.').is_none_or(|(_, part)| part.len() <= 4)
    {
        return text;
    }
    // What is not zero is never shown as zero.
    let text = (2..=9u8).find_map(|digits| {
        let rounding = Rounding {
            mode: RoundingMode::HalfUp,
            digits,
        };
        let rounded = rounding.apply(value)?;
        (!rounded.is_zero()).then(|| rounding.text(value))?
    });
    text.map_or_else(|| value.to_string(), |text| format!("约 {text}"))
}

/// The points of a part, or the word for the state in place of them.
pub fn part(result: &PartResult) -> String {
    result
        .value
        .map_or_else(|| format!("待定（{}）", words::state(result.state)), points)
}

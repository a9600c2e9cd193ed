//! Numbers for people: the only place where anything is rounded.

use jinguo::number::{Rational, Rounding, RoundingMode};
use jinguo::plan::{CompositeMethod, Measure, Scoring};
use jinguo::report::{State, UnitResult};
use jinguo::time::Day;

const TWO: Rounding = Rounding {
    mode: RoundingMode::HalfUp,
    digits: 2,
};

/// A rate as a percentage with two digits, rounded half up; but 100 % and 0 % stand only for exactly that.
///
/// ```
/// use jinguo::number::Rational;
/// use jinguo_examples::views::number::rate;
/// let rate = |n, d| rate(Rational::new(n, d).unwrap());
/// assert_eq!(rate(1, 3), "33.33%");
/// assert_eq!(rate(5, 5), "100%");
/// assert_eq!(rate(199_999, 200_000), "99.99%");
/// assert_eq!(rate(1, 1_000_000), "0.01%");
/// assert_eq!(rate(200_001, 200_000), "100.01%");
/// assert_eq!(rate(0, 7), "0%");
/// ```
pub fn rate(value: Rational) -> String {
    if value == Rational::ONE {
        return "100%".into();
    }
    if value.is_zero() {
        return "0%".into();
    }
    let hundred = Rational::integer(100);
    let Some(percent) = value.times(hundred) else {
        return value.to_string();
    };
    let rounded = TWO.apply(percent);
    let hit = |limit: Rational| rounded == Some(limit);
    let mode = match (
        hit(hundred) || hit(Rational::ZERO),
        value < Rational::ONE && !hit(Rational::ZERO),
    ) {
        (true, true) => RoundingMode::Down,
        (true, false) => RoundingMode::Up,
        (false, _) => RoundingMode::HalfUp,
    };
    let text = Rounding { mode, digits: 2 }.text(percent);
    text.map_or_else(|| value.to_string(), |text| text + "%")
}

/// A number: whole ones with separators between thousands, others with two digits.
///
/// ```
/// use jinguo::number::Rational;
/// use jinguo_examples::views::number::number;
/// assert_eq!(number(Rational::integer(1_234_567)), "1,234,567");
/// assert_eq!(number(Rational::integer(-12)), "-12");
/// assert_eq!(number(Rational::new(5, 2).unwrap()), "2.50");
/// ```
pub fn number(value: Rational) -> String {
    let text = if value.is_integer() {
        value.numerator().to_string()
    } else {
        TWO.text(value).unwrap_or_else(|| value.to_string())
    };
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest.to_owned()),
        None => ("", text),
    };
    let (whole, part) = match rest.split_once('.') {
        Some((whole, part)) => (whole.to_owned(), format!(".{part}")),
        None => (rest, String::new()),
    };
    let digits = whole.len();
    let grouped: String = whole
        .chars()
        .enumerate()
        .flat_map(|(at, digit)| {
            let comma = at > 0 && (digits - at) % 3 == 0;
            comma.then_some(',').into_iter().chain([digit])
        })
        .collect();
    format!("{sign}{grouped}{part}")
}

/// A count.
pub fn count(value: u64) -> String {
    number(Rational::count(value))
}

/// A day in the way of Chinese documents, without leading zeros.
pub fn day(day: Day) -> String {
    let (year, month, date) = day.ymd();
    format!("{year}年{month}月{date}日")
}

/// 已覆盖 / 应覆盖 of a result, or its number where it is a count. A state is never a number.
pub fn counts(measure: &Measure, result: &UnitResult) -> String {
    // A mean of shares has no numerator.
    if matches!(
        measure.composite,
        Some(CompositeMethod::Linear | CompositeMethod::Weighted)
    ) {
        return "—".into();
    }
    match (result.state, measure.scoring) {
        (State::Value, Scoring::Count) => result.value.map(number).unwrap_or_default(),
        (State::Value, _) if result.denominator == 0 => "—".into(),
        (State::Value | State::Missing, Scoring::Proportion | Scoring::Composite) => {
            format!("{} / {}", count(result.numerator), count(result.denominator))
        }
        _ => "—".into(),
    }
}

/// The rate of a result, an interval where only headcounts are known, a word where there is none.
pub fn value(scoring: Scoring, result: &UnitResult) -> String {
    match (result.state, scoring, result.value) {
        (State::Value, Scoring::Count, _) => "—".into(),
        (State::Value, _, Some(value)) => match result.bounds {
            Some(bounds) if bounds.low != bounds.high => {
                format!("{}～{}", rate(bounds.low), rate(bounds.high))
            }
            _ => rate(value),
        },
        (state, _, _) => crate::words::state(state).into(),
    }
}

/// The target of a result.
pub fn target(scoring: Scoring, result: &UnitResult) -> String {
    match &result.target {
        None => "—".into(),
        Some(target) if target.every_one => "一个不少".into(),
        Some(target) if scoring == Scoring::Count => number(target.value),
        Some(target) => rate(target.value),
    }
}

/// How much of the way to the target is done and how much should be, between 0 and 1 and in thousandths, for drawing.
/// Without a target there is no way.
pub fn way(result: &UnitResult) -> Option<(u32, u32)> {
    let target = result.target.as_ref()?;
    let pace = result.pace?;
    let thousandths = |value: Rational| {
        let share = value.over(target.value)?.times(Rational::integer(1000))?;
        u32::try_from(share.floor().clamp(0, 1000)).ok()
    };
    Some((thousandths(pace.actual)?, thousandths(pace.required)?))
}

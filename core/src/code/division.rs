//! The statistical division code (统计用区划代码).

use crate::error::Words;

/// The level that a statistical division code names, by its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DivisionLevel {
    /// Two digits: province, autonomous region or municipality.
    Province,
    /// Four digits: city or prefecture.
    City,
    /// Six digits: county, district or county-level city.
    County,
    /// Nine digits: township, town or street.
    Township,
    /// Twelve digits: village or community.
    Village,
}

/// Why a text is not a statistical division code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotADivisionCode {
    /// Another number of characters than 2, 4, 6, 9 or 12.
    #[error("2, 4, 6, 9 or 12 digits, but there are {0} characters")]
    Length(usize),
    /// Something that is not a digit.
    #[error("digits only, but `{character}` stands at position {position}")]
    Character {
        /// The character.
        character: char,
        /// Its position, from 1.
        position: usize,
    },
    /// The first two digits are not between 11 and 82.
    #[error("a province, 11 to 82, in the first two digits")]
    Province,
    /// A part is zero: the code is one of a wider level that was filled up, or a slip.
    #[error("a code without zeros that fill up, but the digits {first} to {last} are zero")]
    Zero {
        /// First digit of the part, from 1.
        first: usize,
        /// Last digit of the part.
        last: usize,
    },
}

impl NotADivisionCode {
    /// What would be right, in Chinese and English.
    pub fn words(self) -> Words {
        let zh = match self {
            Self::Length(length) => format!("应为 2、4、6、9 或 12 位数字，现有 {length} 个字符"),
            Self::Character { character, position } => {
                format!("应全为数字，第 {position} 位是 `{character}`")
            }
            Self::Province => "应以 11 至 82 的省级代码开头".to_owned(),
            Self::Zero { first, last } => {
                format!("应去掉补位的零：第 {first} 至 {last} 位全是零，上级区划不补零")
            }
        };
        Words::new(zh, self.to_string())
    }
}

/// The parts of a code by the number of digits up to their end, from the widest.
const LEVELS: [(usize, DivisionLevel); 5] = [
    (2, DivisionLevel::Province),
    (4, DivisionLevel::City),
    (6, DivisionLevel::County),
    (9, DivisionLevel::Township),
    (12, DivisionLevel::Village),
];

/// Checks a statistical division code and tells its level.
///
/// A code has 2, 4, 6, 9 or 12 digits; it starts with a province between 11 and 82; no part is zero, but for the
/// county part of a longer code: some cities have townships and no counties (东莞 4419 00 003).
///
/// # Errors
/// The first reason for which the text is not such a code.
///
/// ```
/// use jinguo::code::{DivisionLevel, NotADivisionCode, check_division_code};
/// assert_eq!(check_division_code("4307"), Ok(DivisionLevel::City));
/// assert_eq!(check_division_code("430702001001"), Ok(DivisionLevel::Village));
/// assert_eq!(check_division_code("430700"), Err(NotADivisionCode::Zero { first: 5, last: 6 }));
/// assert_eq!(check_division_code("43070"), Err(NotADivisionCode::Length(5)));
/// ```
pub fn check_division_code(text: &str) -> Result<DivisionLevel, NotADivisionCode> {
    let length = text.chars().count();
    let level = LEVELS
        .iter()
        .find(|(end, _)| *end == length)
        .map(|(_, level)| *level)
        .ok_or(NotADivisionCode::Length(length))?;
    if let Some((position, character)) = (1usize..)
        .zip(text.chars())
        .find(|(_, character)| !character.is_ascii_digit())
    {
        return Err(NotADivisionCode::Character { character, position });
    }
    if !text
        .get(..2)
        .is_some_and(|province| ("11"..="82").contains(&province))
    {
        return Err(NotADivisionCode::Province);
    }
    let mut start = 0usize;
    for (end, part) in LEVELS.iter().filter(|(end, _)| *end <= length) {
        let zero = text
            .get(start..*end)
            .is_some_and(|digits| digits.bytes().all(|digit| digit == b'0'));
        if zero && (*part != DivisionLevel::County || level == DivisionLevel::County) {
            return Err(NotADivisionCode::Zero {
                first: start.saturating_add(1),
                last: *end,
            });
        }
        start = *end;
    }
    Ok(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_length_is_a_level() {
        let levels = ["43", "4307", "430702", "430702001", "430702001001"].map(check_division_code);
        assert_eq!(levels, LEVELS.map(|(_, level)| Ok(level)));
    }

    #[test]
    fn a_city_without_counties_keeps_its_zero_part() {
        assert_eq!(check_division_code("441900003"), Ok(DivisionLevel::Township));
        assert_eq!(check_division_code("441900003005"), Ok(DivisionLevel::Village));
        assert_eq!(
            check_division_code("441900"),
            Err(NotADivisionCode::Zero { first: 5, last: 6 })
        );
    }

    #[test]
    fn zeros_that_fill_up_are_refused() {
        let zero = |first, last| Err(NotADivisionCode::Zero { first, last });
        assert_eq!(check_division_code("430000000000"), zero(3, 4));
        assert_eq!(check_division_code("430700000000"), zero(7, 9));
        assert_eq!(check_division_code("430702000000"), zero(7, 9));
        assert_eq!(check_division_code("430702001000"), zero(10, 12));
    }

    #[test]
    fn other_reasons_are_told_apart() {
        assert_eq!(check_division_code("0307"), Err(NotADivisionCode::Province));
        assert_eq!(check_division_code("8307"), Err(NotADivisionCode::Province));
        assert_eq!(check_division_code(""), Err(NotADivisionCode::Length(0)));
        assert_eq!(
            check_division_code("43O7"),
            Err(NotADivisionCode::Character {
                character: 'O',
                position: 3
            })
        );
        assert_eq!(
            check_division_code("４３"),
            Err(NotADivisionCode::Character {
                character: '４',
                position: 1
            })
        );
        assert_eq!(
            check_division_code("430700").unwrap_err().words().zh,
            "应去掉补位的零：第 5 至 6 位全是零，上级区划不补零"
        );
    }
}

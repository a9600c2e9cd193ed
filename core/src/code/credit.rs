//! The unified social credit code (统一社会信用代码) of GB 32100-2015.

use crate::error::Words;

/// The 31 characters of the standard: no I, O, S, V and Z, which are easily misread. The place of a character is its
/// value.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Why a text is not a unified social credit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotACreditCode {
    /// A code has 18 characters.
    #[error("18 characters, but there are {0}")]
    Length(usize),
    /// A character that the standard does not use. Small letters are none either.
    #[error("0–9 and A–Y without I, O, S and V, but `{character}` stands at position {position}")]
    Character {
        /// The character.
        character: char,
        /// Its position, from 1.
        position: usize,
    },
    /// Positions 3 to 8 are the division of the registration office, six digits.
    #[error(
        "the six digits of a division at positions 3 to 8, but `{character}` stands at position {position}"
    )]
    Division {
        /// The character.
        character: char,
        /// Its position, from 1.
        position: usize,
    },
    /// The last character does not fit the seventeen before it: one of the eighteen is wrong.
    #[error("the check character `{expected}`, or another character before it")]
    Check {
        /// The check character of the first seventeen characters.
        expected: char,
    },
}

impl NotACreditCode {
    /// What would be right, in Chinese and English.
    pub fn words(self) -> Words {
        let zh = match self {
            Self::Length(length) => format!("应为 18 个字符，现有 {length} 个"),
            Self::Character { character, position } => {
                format!("应只用 0–9 和大写字母（不含 I、O、S、V、Z），第 {position} 位是 `{character}`")
            }
            Self::Division { character, position } => {
                format!("应以六位行政区划数字作第 3 至 8 位，第 {position} 位是 `{character}`")
            }
            Self::Check { expected } => format!("应以 `{expected}` 作校验码，否则前面某一位有误"),
        };
        Words::new(zh, self.to_string())
    }
}

/// Checks a unified social credit code: eighteen characters, six digits of a division at positions 3 to 8, and the
/// check character, which makes the sum of value × 3^position divisible by 31.
///
/// # Errors
/// The first reason for which the text is not such a code.
///
/// ```
/// use jinguo::code::{NotACreditCode, check_credit_code};
/// assert_eq!(check_credit_code("91350100M000100Y43"), Ok(()));
/// assert_eq!(
///     check_credit_code("91350100M000100Y4Z"),
///     Err(NotACreditCode::Character { character: 'Z', position: 18 })
/// );
/// assert_eq!(
///     check_credit_code("91350100M000100Y44"),
///     Err(NotACreditCode::Check { expected: '3' })
/// );
/// ```
pub fn check_credit_code(text: &str) -> Result<(), NotACreditCode> {
    let length = text.chars().count();
    if length != 18 {
        return Err(NotACreditCode::Length(length));
    }
    let mut weight = 1usize;
    let mut sum = 0usize;
    let mut last = 0usize;
    for (position, character) in (1usize..).zip(text.chars()) {
        let value = ALPHABET
            .iter()
            .position(|known| char::from(*known) == character)
            .ok_or(NotACreditCode::Character { character, position })?;
        if (3..=8).contains(&position) && value > 9 {
            return Err(NotACreditCode::Division { character, position });
        }
        if position < 18 {
            // INVARIANT: value and weight stay below 31, so the sum of seventeen products stays below 2¹⁴.
            sum = sum.saturating_add(value.saturating_mul(weight));
            weight = weight.saturating_mul(3).checked_rem(31).unwrap_or(0);
        }
        last = value;
    }
    let rest = sum.checked_rem(31).unwrap_or(0);
    let check = 31usize.saturating_sub(rest).checked_rem(31).unwrap_or(0);
    if check == last {
        return Ok(());
    }
    let expected = ALPHABET.get(check).map_or('0', |known| char::from(*known));
    Err(NotACreditCode::Check { expected })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_changed_character_is_always_found() {
        let valid = "91350100M000100Y43";
        assert_eq!(check_credit_code(valid), Ok(()));
        for position in 0..18 {
            for character in ALPHABET {
                let mut bytes = valid.as_bytes().to_vec();
                if bytes[position] != *character {
                    bytes[position] = *character;
                    let changed = String::from_utf8(bytes).unwrap();
                    assert!(check_credit_code(&changed).is_err(), "{changed}");
                }
            }
        }
    }

    #[test]
    fn two_swapped_neighbours_are_always_found() {
        let valid = "91350100M000100Y43";
        for position in 0..17 {
            let mut bytes = valid.as_bytes().to_vec();
            bytes.swap(position, position + 1);
            let changed = String::from_utf8(bytes).unwrap();
            assert!(
                changed == valid || check_credit_code(&changed).is_err(),
                "{changed}"
            );
        }
    }

    #[test]
    fn each_reason_names_what_would_be_right() {
        let reason = |text: &str| check_credit_code(text).unwrap_err();
        assert_eq!(reason(""), NotACreditCode::Length(0));
        assert_eq!(
            reason("9135010OM000100Y43").words().zh,
            "应只用 0–9 和大写字母（不含 I、O、S、V、Z），第 8 位是 `O`"
        );
        assert_eq!(
            reason("9135010AM000100Y43"),
            NotACreditCode::Division {
                character: 'A',
                position: 8
            }
        );
        assert_eq!(
            reason("91350100m000100Y43"),
            NotACreditCode::Character {
                character: 'm',
                position: 9
            }
        );
        assert_eq!(
            reason("91350100M000100Y4").words().en,
            "18 characters, but there are 17"
        );
    }
}

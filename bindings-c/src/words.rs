//! The words of the core as numbers of the header. A word keeps its number for ever; new words get new numbers.

use crate::memory::misuse;
use jinguo::error::{Code, Error, Words};
use jinguo::gap::Class;
use jinguo::ledger::Table;
use jinguo::number::RoundingMode;
use jinguo::performance::{First, RankMethod};
use jinguo::report::{State, Status};

/// `jinguo_batch_read_*`: the table of units.
pub const JINGUO_TABLE_UNITS: u32 = 0;
/// The table of persons.
pub const JINGUO_TABLE_PERSONS: u32 = 1;
/// The table of organisations.
pub const JINGUO_TABLE_ORGANISATIONS: u32 = 2;
/// The table of activities.
pub const JINGUO_TABLE_ACTIVITIES: u32 = 3;
/// The table of participations.
pub const JINGUO_TABLE_PARTICIPATIONS: u32 = 4;
/// The table of observations.
pub const JINGUO_TABLE_OBSERVATIONS: u32 = 5;

/// State of a result: there is a value.
pub const JINGUO_STATE_VALUE: u32 = 0;
/// Subjects, but nobody is due: 0/0 is neither 0 nor 100 %.
pub const JINGUO_STATE_EMPTY_DENOMINATOR: u32 = 1;
/// A datum is missing and the plan refuses to guess.
pub const JINGUO_STATE_MISSING: u32 = 2;
/// The measure is about nobody here, or the period has not begun.
pub const JINGUO_STATE_NOT_APPLICABLE: u32 = 3;
/// Withheld from a published view.
pub const JINGUO_STATE_SUPPRESSED: u32 = 4;
/// A number overflowed.
pub const JINGUO_STATE_ERROR: u32 = 5;

/// Standing of a result: no target, only tracked.
pub const JINGUO_STANDING_TRACKED: u32 = 0;
/// The period has not begun.
pub const JINGUO_STANDING_NOT_STARTED: u32 = 1;
/// The target cannot be judged, because there is no value.
pub const JINGUO_STANDING_UNDETERMINED: u32 = 2;
/// 按期: on track.
pub const JINGUO_STANDING_ON_TRACK: u32 = 3;
/// 有风险: at risk.
pub const JINGUO_STANDING_AT_RISK: u32 = 4;
/// 滞后: off track.
pub const JINGUO_STANDING_OFF_TRACK: u32 = 5;
/// Reached by the due day.
pub const JINGUO_STANDING_MET: u32 = 6;
/// Reached after the due day.
pub const JINGUO_STANDING_MET_LATE: u32 = 7;
/// The due day has passed without it.
pub const JINGUO_STANDING_MISSED: u32 = 8;

/// Class of a subject: not in the initial population, or not due.
pub const JINGUO_CLASS_OUTSIDE: u32 = 0;
/// 不计入: excluded.
pub const JINGUO_CLASS_EXCLUDED: u32 = 1;
/// 有理由未完成: excepted.
pub const JINGUO_CLASS_EXCEPTED: u32 = 2;
/// 已覆盖: met.
pub const JINGUO_CLASS_MET: u32 = 3;
/// 无效完成: void.
pub const JINGUO_CLASS_VOID: u32 = 4;
/// 未覆盖, the due day has passed.
pub const JINGUO_CLASS_OPEN: u32 = 5;
/// 未覆盖, the due day is ahead.
pub const JINGUO_CLASS_PROSPECTIVE: u32 = 6;
/// A needed datum is missing.
pub const JINGUO_CLASS_UNKNOWN: u32 = 7;

/// Rounding: 四舍五入, halves away from zero.
pub const JINGUO_ROUND_HALF_UP: u32 = 0;
/// 四舍六入五成双 (GB/T 8170), halves to the even digit.
pub const JINGUO_ROUND_HALF_EVEN: u32 = 1;
/// Towards zero.
pub const JINGUO_ROUND_DOWN: u32 = 2;
/// Away from zero.
pub const JINGUO_ROUND_UP: u32 = 3;

/// Ranks: the highest value is first.
pub const JINGUO_FIRST_HIGHEST: u32 = 0;
/// Ranks: the lowest value is first.
pub const JINGUO_FIRST_LOWEST: u32 = 1;

/// Ranks of equal values: 1 2 2 4.
pub const JINGUO_RANK_COMPETITION: u32 = 0;
/// Ranks of equal values: 1 2 2 3.
pub const JINGUO_RANK_DENSE: u32 = 1;
/// Ranks of equal values: 1 3 3 4.
pub const JINGUO_RANK_MODIFIED: u32 = 2;
/// Ranks of equal values: 1 2.5 2.5 4.
pub const JINGUO_RANK_AVERAGE: u32 = 3;
/// Equal values get no rank.
pub const JINGUO_RANK_ORDINAL: u32 = 4;

/// Language of sentences: Chinese.
pub const JINGUO_LANGUAGE_ZH: u32 = 0;
/// Language of sentences: English.
pub const JINGUO_LANGUAGE_EN: u32 = 1;

/// A number that is not there: in columns that a caller gives, and in columns of a report.
pub const JINGUO_NONE: i64 = i64::MIN;
/// A day that is not there, in columns that a caller gives.
pub const JINGUO_NO_DAY: i32 = i32::MIN;
/// A row that is not there.
pub const JINGUO_NO_ROW: u64 = u64::MAX;

fn word<T: Copy>(number: u32, words: &[T], parameter: &str) -> Result<T, Error> {
    usize::try_from(number)
        .ok()
        .and_then(|number| words.get(number).copied())
        .ok_or_else(|| {
            let last = u32::try_from(words.len().saturating_sub(1)).unwrap_or(u32::MAX);
            unknown(number, last, parameter)
        })
}

/// The fault of a number that stands for no word.
pub(crate) fn unknown(number: u32, last: u32, parameter: &str) -> Error {
    let expected = Words::new(format!("应在 0 至 {last} 之间"), format!("0 to {last}"));
    misuse(Code::BadParameter, parameter, number.to_string(), expected)
}

pub(crate) fn table(number: u32) -> Result<Table, Error> {
    word(number, &Table::ALL, "table")
}

pub(crate) fn state(state: State) -> u32 {
    match state {
        State::Value => JINGUO_STATE_VALUE,
        State::EmptyDenominator => JINGUO_STATE_EMPTY_DENOMINATOR,
        State::Missing => JINGUO_STATE_MISSING,
        State::NotApplicable => JINGUO_STATE_NOT_APPLICABLE,
        State::Suppressed => JINGUO_STATE_SUPPRESSED,
        State::Error => JINGUO_STATE_ERROR,
    }
}

pub(crate) fn standing(status: Status) -> u32 {
    match status {
        Status::Tracked => JINGUO_STANDING_TRACKED,
        Status::NotStarted => JINGUO_STANDING_NOT_STARTED,
        Status::Undetermined => JINGUO_STANDING_UNDETERMINED,
        Status::OnTrack => JINGUO_STANDING_ON_TRACK,
        Status::AtRisk => JINGUO_STANDING_AT_RISK,
        Status::OffTrack => JINGUO_STANDING_OFF_TRACK,
        Status::Met => JINGUO_STANDING_MET,
        Status::MetLate => JINGUO_STANDING_MET_LATE,
        Status::Missed => JINGUO_STANDING_MISSED,
    }
}

pub(crate) fn class(class: Class) -> u32 {
    match class {
        Class::Outside => JINGUO_CLASS_OUTSIDE,
        Class::Excluded => JINGUO_CLASS_EXCLUDED,
        Class::Excepted => JINGUO_CLASS_EXCEPTED,
        Class::Met => JINGUO_CLASS_MET,
        Class::Void => JINGUO_CLASS_VOID,
        Class::Open => JINGUO_CLASS_OPEN,
        Class::Prospective => JINGUO_CLASS_PROSPECTIVE,
        Class::Unknown => JINGUO_CLASS_UNKNOWN,
    }
}

pub(crate) fn rounding(number: u32) -> Result<RoundingMode, Error> {
    use RoundingMode::{Down, HalfEven, HalfUp, Up};
    word(number, &[HalfUp, HalfEven, Down, Up], "mode")
}

pub(crate) fn first(number: u32) -> Result<First, Error> {
    word(number, &[First::Highest, First::Lowest], "first")
}

pub(crate) fn rank_method(number: u32) -> Result<RankMethod, Error> {
    use RankMethod::{Average, Competition, Dense, Modified, Ordinal};
    word(
        number,
        &[Competition, Dense, Modified, Average, Ordinal],
        "method",
    )
}

/// Whether the sentences shall be Chinese.
pub(crate) fn chinese(number: u32) -> Result<bool, Error> {
    word(number, &[true, false], "language")
}

/// The name of a word, as it stands in JSON.
pub(crate) fn name(word: &impl serde::Serialize) -> String {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

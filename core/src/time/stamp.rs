//! When a record was entered: to the second, without a zone.

use super::Day;
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The civil time at which a record was entered, to the second, from 1970-01-01 to 2106-02-06.
///
/// Written as `2022-07-05`, `2022-07-05 16:30`, `2022-07-05T16:30:00`. A bare day is its first second.
/// A record without one has been known from the start.
///
/// ```
/// use jinguo::time::Stamp;
/// let stamp: Stamp = "2022-07-05 16:30".parse().unwrap();
/// assert_eq!(stamp.to_string(), "2022-07-05T16:30:00");
/// assert!(stamp.known_on("2022-07-05".parse().unwrap()));
/// assert!(!stamp.known_on("2022-07-04".parse().unwrap()));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(u32);

const SECONDS_A_DAY: u32 = 86_400;

impl Stamp {
    /// Known from the start: the time of a record that carries none.
    pub const START: Self = Self(0);

    /// Seconds since 1970-01-01 00:00 without a zone.
    pub fn from_seconds(seconds: u32) -> Self {
        Self(seconds)
    }

    /// Seconds since 1970-01-01 00:00 without a zone.
    pub fn seconds(self) -> u32 {
        self.0
    }

    /// The day.
    pub fn day(self) -> Day {
        let days = self.0.checked_div(SECONDS_A_DAY).unwrap_or(0);
        i32::try_from(days)
            .ok()
            .and_then(Day::from_number)
            .unwrap_or(Day::LAST)
    }

    /// Whether a record entered now is known at the end of `day`.
    pub fn known_on(self, day: Day) -> bool {
        self == Self::START || self.day() <= day
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.checked_rem(SECONDS_A_DAY).unwrap_or(0);
        let [hour, minute, second] = [(3600, 24), (60, 60), (1, 60)].map(|(unit, base): (u32, u32)| {
            seconds
                .checked_div(unit)
                .and_then(|n| n.checked_rem(base))
                .unwrap_or(0)
        });
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}", self.day())
    }
}

/// The text is not a day or a day with a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a day and optionally a time, such as `2022-07-05` or `2022-07-05 16:30:00`")]
pub struct NotAStamp;

impl FromStr for Stamp {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<Self, NotAStamp> {
        let (day, time) = match text.split_once(['T', ' ']) {
            Some((day, time)) => (day, time),
            None => (text, "00:00:00"),
        };
        let day: Day = day.parse().map_err(|_| NotAStamp)?;
        let seconds = u32::try_from(day.number())
            .ok()
            .and_then(|days| days.checked_mul(SECONDS_A_DAY));
        seconds
            .zip(clock(time))
            .and_then(|(days, time)| days.checked_add(time))
            .map(Self)
            .ok_or(NotAStamp)
    }
}

/// Seconds of `16:30` or `16:30:00`.
fn clock(text: &str) -> Option<u32> {
    let mut total = 0u32;
    let mut parts = 0u32;
    for (part, limit) in text.split(':').zip([24u32, 60, 60]) {
        let value = part
            .parse::<u32>()
            .ok()
            .filter(|value| part.len() == 2 && *value < limit)?;
        total = total.checked_mul(60)?.checked_add(value)?;
        parts = parts.checked_add(1)?;
    }
    match (parts, text.split(':').count()) {
        (2, 2) => total.checked_mul(60),
        (3, 3) => Some(total),
        _ => None,
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Stamp {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Stamp".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "When a record was entered: YYYY-MM-DD, optionally followed by a space or T and HH:MM or HH:MM:SS.",
            "type": "string",
            "format": "stamp",
        })
    }
}

//! Half-open intervals of days.

use super::Day;

/// Days from `start` up to, not including, `end`. Empty where `end` is not after `start`.
///
/// Documents write the first and the last day, both included; [`Interval::closed`] turns them into this form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Interval {
    start: i32,
    end: i32,
}

impl Interval {
    /// All days.
    pub const ALWAYS: Self = Self {
        start: i32::MIN,
        end: i32::MAX,
    };

    /// From the first day to the last, both included; a missing bound is open.
    ///
    /// ```
    /// use jinguo::time::{Day, Interval};
    /// let (first, last) = ("2022-01-01".parse().unwrap(), "2022-12-31".parse().unwrap());
    /// let year = Interval::closed(Some(first), Some(last));
    /// assert!(year.contains(last));
    /// assert!(!year.contains(last.next()));
    /// assert_eq!(year.days(), Some(365));
    /// ```
    pub fn closed(first: Option<Day>, last: Option<Day>) -> Self {
        Self {
            start: first.map_or(i32::MIN, Day::number),
            end: last.map_or(i32::MAX, |day| day.number().saturating_add(1)),
        }
    }

    /// Whether the day lies inside.
    pub fn contains(self, day: Day) -> bool {
        self.start <= day.number() && day.number() < self.end
    }

    /// Whether no day lies inside.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The first day, unless it is open.
    pub fn first(self) -> Option<Day> {
        if self.start == i32::MIN {
            None
        } else {
            Day::from_number(self.start)
        }
    }

    /// The last day, unless it is open.
    pub fn last(self) -> Option<Day> {
        if self.end == i32::MAX {
            None
        } else {
            Day::from_number(self.end.saturating_sub(1))
        }
    }

    /// The days that lie in both.
    #[must_use]
    pub fn intersect(self, other: Self) -> Self {
        Self {
            start: self.start.max(other.start),
            end: self.end.min(other.end),
        }
    }

    /// Whether some day lies in both.
    pub fn overlaps(self, other: Self) -> bool {
        !self.intersect(other).is_empty()
    }

    /// How many days; `None` where a bound is open.
    pub fn days(self) -> Option<i32> {
        if self.start == i32::MIN || self.end == i32::MAX {
            None
        } else {
            Some(self.end.saturating_sub(self.start).max(0))
        }
    }
}

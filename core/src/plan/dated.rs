//! Dated values: which one is in force on a day.

use super::{Dated, PlanDocument};
use crate::time::{Day, Interval};
use std::collections::BTreeSet;

impl<T> Dated<T> {
    /// The days on which the value is in force.
    pub fn days(&self) -> Interval {
        Interval::closed(self.first, self.last)
    }
}

/// The value that is in force on a day. In a checked plan there is at most one.
///
/// ```
/// use jinguo::plan::{Dated, in_force};
/// let day = |text: &str| text.parse().unwrap();
/// let value = |first, last, value| Dated { first, last, clause: None, value };
/// let values = [value(None, Some(day("2022-06-30")), 1), value(Some(day("2022-07-01")), None, 2)];
/// assert_eq!(in_force(&values, day("2022-06-30")).map(|dated| dated.value), Some(1));
/// assert_eq!(in_force(&values, day("2022-07-01")).map(|dated| dated.value), Some(2));
/// ```
pub fn in_force<T>(values: &[Dated<T>], day: Day) -> Option<&Dated<T>> {
    values.iter().find(|value| value.days().contains(day))
}

impl PlanDocument {
    /// The days on which a word list, a weight or a target comes into force or has just ceased to be.
    pub(crate) fn change_days(&self) -> BTreeSet<Day> {
        let lists = self
            .sets
            .iter()
            .flat_map(|set| &set.values)
            .map(|dated| (dated.first, dated.last));
        let components = self.measures.iter().flat_map(|measure| &measure.components);
        let weights = components
            .flat_map(|component| &component.weight)
            .map(|dated| (dated.first, dated.last));
        let targets = self.measures.iter().flat_map(|measure| &measure.targets);
        let targets = targets.map(|target| (target.first, target.last));
        let days = lists.chain(weights).chain(targets);
        days.flat_map(|(first, last)| [first, last.map(Day::next)])
            .flatten()
            .collect()
    }
}

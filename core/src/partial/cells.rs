//! What persons add to the results of one measure on one day.

use super::column::Column;
use crate::number::Exact;
use std::collections::BTreeMap;

/// Counts at each unit, in the order of unit ids: of persons who live there, not of those below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cells {
    pub(crate) columns: Vec<Column>,
    pub(crate) totals: Option<Totals>,
}

/// The sum of a number over persons, at each unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    /// Parts of [`Exact`]: the common denominator less one, what is above zero, what is below.
    pub(crate) columns: [Column; 3],
}

/// The counts of a measure on a day: of everybody, and of each stratum that has somebody, by its place among all strata
/// that the measure can have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) everybody: Cells,
    pub(crate) strata: BTreeMap<u32, Cells>,
}

impl Totals {
    pub(crate) fn new(numbers: &[Exact]) -> Self {
        Self {
            columns: [
                Column::new(numbers.iter().map(|number| number.parts()[0].saturating_sub(1))),
                Column::new(numbers.iter().map(|number| number.parts()[1])),
                Column::new(numbers.iter().map(|number| number.parts()[2])),
            ],
        }
    }

    /// Whether all are zero.
    pub(crate) fn is_zero(&self) -> bool {
        self.columns.iter().all(|column| column.width() == 0)
    }

    /// The sums; `None` where the columns hold none.
    pub(crate) fn numbers(&self, len: usize) -> Option<Vec<Exact>> {
        let [denominators, above, below] = self.columns.each_ref().map(|column| column.numbers(len));
        denominators
            .zip(above)
            .zip(below)
            .map(|((denominator, above), below)| {
                Exact::from_parts([denominator.saturating_add(1), above, below])
            })
            .collect()
    }
}

impl Cells {
    /// Whether two count the same things.
    fn fits(&self, other: &Self) -> bool {
        self.columns.len() == other.columns.len() && self.totals.is_some() == other.totals.is_some()
    }

    /// The sums of cells at `len` units; `None` where they do not count the same things.
    pub(crate) fn sum(cells: &[&Self], len: usize) -> Option<Self> {
        let first = cells.first()?;
        if !cells.iter().all(|cells| cells.fits(first)) {
            return None;
        }
        if let [only] = cells {
            return Some(Self::clone(only));
        }
        let column = |place: usize| {
            let columns: Vec<&Column> = cells
                .iter()
                .filter_map(|cells| cells.columns.get(place))
                .collect();
            Column::sum(&columns, len)
        };
        let mut totals: Vec<Exact> = Vec::new();
        let parts = cells.iter().filter_map(|cells| cells.totals.as_ref());
        for part in parts.filter(|part| !part.is_zero()) {
            totals.resize(len, Exact::ZERO);
            let part = part.numbers(len)?;
            totals.iter_mut().zip(part).for_each(|(sum, part)| sum.add(&part));
        }
        Some(Self {
            columns: (0..first.columns.len()).map(column).collect(),
            totals: first.totals.as_ref().map(|_| Totals::new(&totals)),
        })
    }
}

impl Block {
    /// The sums of blocks at `len` units; `None` where they do not count the same things.
    pub(crate) fn sum(blocks: &[&Self], len: usize) -> Option<Self> {
        let everybody: Vec<&Cells> = blocks.iter().map(|block| &block.everybody).collect();
        let mut strata: BTreeMap<u32, Vec<&Cells>> = BTreeMap::new();
        for (place, cells) in blocks.iter().flat_map(|block| &block.strata) {
            strata.entry(*place).or_default().push(cells);
        }
        let sum = |(place, cells): (u32, Vec<&Cells>)| Some((place, Cells::sum(&cells, len)?));
        Some(Self {
            everybody: Cells::sum(&everybody, len)?,
            strata: strata.into_iter().map(sum).collect::<Option<_>>()?,
        })
    }
}

//! Counts of classes at every unit.

use crate::ledger::rows::ix;
use crate::report::Classes;

/// How many subjects of a unit and all below it are in each class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// How many may be in the initial population.
    pub(crate) population: u64,
    pub(crate) classes: Classes,
}

impl Tally {
    /// How many numbers it has.
    pub(crate) const NUMBERS: usize = 8;

    /// Its numbers, in the order of the columns of [`Tallies`].
    fn numbers(&mut self) -> [&mut u64; Self::NUMBERS] {
        let c = &mut self.classes;
        [
            &mut self.population,
            &mut c.excluded,
            &mut c.excepted,
            &mut c.met,
            &mut c.void,
            &mut c.open,
            &mut c.prospective,
            &mut c.unknown,
        ]
    }
}

/// The tallies of all units, number by number: one that is zero everywhere takes no room.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tallies {
    units: usize,
    columns: [Vec<u64>; Tally::NUMBERS],
}

impl Tallies {
    /// Nobody at any of so many units.
    pub(crate) fn none(units: usize) -> Self {
        Self {
            units,
            ..Self::default()
        }
    }

    /// Tallies from their columns, each with a number for every unit.
    pub(crate) fn of(units: usize, columns: [Vec<u64>; Tally::NUMBERS]) -> Self {
        let used = |column: Vec<u64>| {
            if column.iter().all(|count| *count == 0) {
                Vec::new()
            } else {
                column
            }
        };
        Self {
            units,
            columns: columns.map(used),
        }
    }

    /// The tally of a unit.
    pub(crate) fn at(&self, unit: u32) -> Tally {
        let mut tally = Tally::default();
        for (number, column) in tally.numbers().into_iter().zip(&self.columns) {
            *number = column.get(ix(unit)).copied().unwrap_or(0);
        }
        tally
    }

    /// Changes the tally of a unit.
    pub(crate) fn change(&mut self, unit: u32, change: impl FnOnce(&mut Tally)) {
        let mut tally = self.at(unit);
        change(&mut tally);
        for (number, column) in tally.numbers().into_iter().zip(&mut self.columns) {
            if *number != 0 && column.is_empty() {
                column.resize(self.units, 0);
            }
            if let Some(slot) = column.get_mut(ix(unit)) {
                *slot = *number;
            }
        }
    }

    /// The columns; one that is zero everywhere may be empty.
    pub(crate) fn columns(&self) -> &[Vec<u64>; Tally::NUMBERS] {
        &self.columns
    }

    pub(crate) fn columns_mut(&mut self) -> &mut [Vec<u64>; Tally::NUMBERS] {
        &mut self.columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_is_zero_everywhere_takes_no_room() {
        let mut tallies = Tallies::none(3);
        tallies.change(2, |tally| tally.classes.met = 5);
        tallies.change(7, |tally| tally.population = 1);
        assert_eq!((tallies.at(2).classes.met, tallies.at(1)), (5, Tally::default()));
        assert_eq!(tallies.at(7), Tally::default());
        let again = Tallies::of(3, tallies.columns().clone());
        assert_eq!(
            again.columns().iter().filter(|column| !column.is_empty()).count(),
            1
        );
        assert_eq!(again.at(2), tallies.at(2));
    }
}

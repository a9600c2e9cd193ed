//! What a ledger takes of memory, column by column.

use super::Ledger;
use super::group::Groups;
use super::key::Keys;
use super::sparse::Sparse;

/// What a column of persons or participations takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnMemory {
    /// Of which table: `persons`, `person_keys` or `participations`.
    pub table: &'static str,
    /// What the column holds.
    pub column: &'static str,
    /// Bytes of the values.
    pub used: usize,
    /// Bytes that are set aside, those of the values among them.
    pub reserved: usize,
}

fn size<T>(column: &Vec<T>) -> (usize, usize) {
    let bytes = |count: usize| count.saturating_mul(size_of::<T>());
    (bytes(column.len()), bytes(column.capacity()))
}

fn sum(sizes: impl IntoIterator<Item = (usize, usize)>) -> (usize, usize) {
    sizes.into_iter().fold((0, 0), |sum, size| {
        (sum.0.saturating_add(size.0), sum.1.saturating_add(size.1))
    })
}

impl<T> Sparse<T> {
    fn memory(&self) -> (usize, usize) {
        sum([size(&self.present), size(&self.before), size(&self.values)])
    }
}

impl Groups {
    fn memory(&self) -> (usize, usize) {
        let numbers = [&self.row, &self.word, &self.places].map(size);
        sum([size(&self.spans), size(&self.role), size(&self.bits)]
            .into_iter()
            .chain(numbers))
    }
}

impl Keys {
    /// Keys, and the table in which they are looked up.
    fn memory(&self) -> [(usize, usize); 2] {
        let texts = self.long.iter().map(|text| (text.len(), text.len()));
        [
            sum([size(&self.words), size(&self.long)].into_iter().chain(texts)),
            size(&self.slots),
        ]
    }
}

impl Ledger {
    /// What persons and participations take of memory, column by column: of all that a ledger holds there are most of these.
    pub fn memory(&self) -> Vec<ColumnMemory> {
        let (persons, parts) = (&self.store().persons, &self.store().participations);
        let [keys, table] = persons.keys.memory();
        let dates = [persons.valid_from.memory(), persons.valid_to.memory()];
        let known = [persons.from.memory(), persons.until.memory()];
        let columns = [
            ("person_keys", "key", keys),
            ("person_keys", "table", table),
            ("persons", "row of a key", size(&persons.row_of_key)),
            ("persons", "key of a row", size(&persons.key)),
            ("persons", "birth", size(&persons.birth)),
            ("persons", "dates", sum(dates.into_iter().chain(known))),
            ("persons", "bounded", size(&persons.bounded)),
            ("persons", "runs", size(&persons.runs)),
            ("participations", "person", size(&parts.person)),
            ("participations", "role", size(&parts.role)),
            (
                "participations",
                "dates",
                sum([parts.from.memory(), parts.until.memory()]),
            ),
            (
                "participations",
                "activities",
                sum([size(&parts.spans), size(&parts.latest), size(&parts.ended)]),
            ),
            ("participations", "groups", parts.groups.memory()),
        ];
        let column = |(table, column, (used, reserved))| ColumnMemory {
            table,
            column,
            used,
            reserved,
        };
        columns.into_iter().map(column).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::ledger::{Batch, Ledger, PersonRow};

    #[test]
    fn every_person_takes_a_key_and_three_numbers_and_a_ledger_without_any_takes_nothing() {
        let empty = Ledger::new().memory();
        assert!(
            empty
                .iter()
                .all(|column| (column.used, column.reserved) == (0, 0))
        );
        let mut batch = Batch::new();
        for person in 0..1000 {
            batch.push_person(
                0,
                PersonRow {
                    id: &format!("p{person}"),
                    unit: "",
                    birth_date: None,
                    roles: "",
                    valid_from: None,
                    valid_to: None,
                    recorded_at: None,
                },
            );
        }
        let unit = crate::ledger::UnitRecord {
            id: "u".into(),
            name: "u".into(),
            level: "l".into(),
            ..Default::default()
        };
        let mut ledger = Ledger::new();
        let mut units = Batch::new();
        units.push(0, crate::ledger::Record::Unit(unit));
        ledger.apply(units).unwrap();
        // No such unit: nothing enters, nothing is kept.
        assert!(ledger.apply(batch.clone()).is_err());
        assert_eq!(ledger.memory(), empty);
        batch.unit_keys = Default::default();
        assert_eq!(batch.unit_keys.intern("u"), Some(0));
        ledger.apply(batch).unwrap();
        let used = |name| {
            ledger
                .memory()
                .iter()
                .find(|column| column.column == name)
                .unwrap()
                .used
        };
        assert_eq!(used("key"), 16_000);
        assert_eq!(["row of a key", "key of a row", "birth"].map(used), [4000; 3]);
        assert!(
            ledger
                .memory()
                .iter()
                .all(|column| column.used <= column.reserved)
        );
    }
}

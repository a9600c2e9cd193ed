//! Buckets of person keys: facts of persons can be parted by key, and put together again.

use super::rows::{ObservationRow, Observed, ix, number};
use super::store::Store;
use crate::error::{Code, Error, Fault, Faults, Place, Words};

/// How many buckets there are.
pub(crate) const BUCKETS: u16 = 1024;

/// The bucket of a person key: the CRC-32 of its UTF-8 bytes (IEEE 802.3, as in zlib), modulo 1024. Databases and clusters
/// have that function built in.
pub(crate) fn bucket(key: &str) -> u16 {
    let low = crc32fast::hash(key.as_bytes()) & 0x3ff;
    u16::try_from(low).unwrap_or_default()
}

/// The partition of `of` that a bucket belongs to.
pub(crate) fn partition(bucket: u16, of: u16) -> u16 {
    let place = u32::from(bucket).saturating_mul(u32::from(of)) >> 10;
    u16::try_from(place).unwrap_or(u16::MAX)
}

impl Store {
    /// Makes sure that all facts of persons are about persons of one partition.
    ///
    /// # Errors
    /// `stranger_partition` for each person of another one, `conflicting_record` for each observation that is about subjects
    /// of several.
    pub(crate) fn check_partition(&self, index: u16, of: u16) -> Result<(), Error> {
        let persons = &self.persons;
        let keys = number(persons.keys.len());
        let mut is_stranger: Vec<bool> = (0..keys)
            .map(|key| partition(bucket(persons.keys.get(key).as_str()), of) != index)
            .collect();
        let mut faults = Faults::new();
        let mut check = |table: &str, key: u32| {
            // Each person once.
            if let Some(is_stranger) = is_stranger.get_mut(ix(key))
                && std::mem::take(is_stranger)
            {
                let id = persons.keys.get(key).as_str().to_owned();
                let own = partition(bucket(&id), of);
                let expected = Words::new(
                    format!("第 {index} 份的人（共 {of} 份）；这个人属于第 {own} 份"),
                    format!("a person of partition {index} of {of}; this one is of partition {own}"),
                );
                let place = Place::document(table).field("person");
                faults.push(Fault::new(Code::StrangerPartition, place, id, expected));
            }
        };
        persons.key.iter().for_each(|key| check("persons", *key));
        for part in &self.participations.unmatched {
            check("participations", part.key);
        }
        for row in &self.observations.rows {
            if let Observed::Person(key) = row.subject {
                check("observations", key);
            }
        }
        for (observation, rows) in (0u32..).map_while(|key| {
            (ix(key) < self.observations.ids.len()).then(|| (key, self.observations.of(key)))
        }) {
            let is_person = |row: &ObservationRow| matches!(row.subject, Observed::Person(_));
            if rows.iter().any(is_person) && !rows.iter().all(is_person) {
                let expected = Words::new(
                    "各次登记说的是同一个对象",
                    "entries that all speak of the same subject",
                );
                let place = Place::document("observations");
                let id = self.observations.id(observation);
                faults.push(Fault::new(Code::ConflictingRecord, place, id, expected));
            }
        }
        faults.into_result()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bucket_of_a_key_is_its_crc_32() {
        // The check value of CRC-32/ISO-HDLC is 0xcbf43926.
        assert_eq!(bucket("123456789"), 0x126);
        assert_eq!(bucket(""), 0);
    }

    #[test]
    fn each_bucket_is_in_one_partition_and_each_partition_has_one() {
        for of in 1..=BUCKETS {
            let partitions: Vec<u16> = (0..BUCKETS).map(|bucket| partition(bucket, of)).collect();
            assert!(partitions.is_sorted());
            let distinct: std::collections::BTreeSet<u16> = partitions.into_iter().collect();
            assert_eq!(distinct, (0..of).collect());
        }
    }
}

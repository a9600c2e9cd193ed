//! A point in a batch to go back to, where a file turns out to be bad.

use super::batch::Batch;

/// How much was in a batch.
pub(crate) struct Mark {
    sources: usize,
    units: usize,
    organisations: usize,
    activities: usize,
    observations: usize,
    withdrawals: usize,
    persons: usize,
    participations: usize,
    unit_keys: usize,
    role_lists: usize,
    activity_keys: usize,
    roles: usize,
    person_words: usize,
    participation_words: usize,
    long: usize,
    rows: usize,
}

impl Mark {
    /// How many rows, of all kinds.
    pub(crate) fn len(&self) -> usize {
        self.rows
    }
}

impl Batch {
    /// Remembers how much there is.
    pub(crate) fn mark(&mut self) -> Mark {
        self.settle_activities();
        Mark {
            sources: self.sources.len(),
            units: self.units.len(),
            organisations: self.organisations.len(),
            activities: self.activities.len(),
            observations: self.observations.len(),
            withdrawals: self.withdrawals.len(),
            persons: self.persons.at.len(),
            participations: self.participations.at.len(),
            unit_keys: self.unit_keys.len(),
            role_lists: self.role_lists.len(),
            activity_keys: self.activity_keys.len(),
            roles: self.roles.len(),
            person_words: self.waiting.persons.words.len(),
            participation_words: self.waiting.participations.words.len(),
            long: self.waiting.long.len(),
            rows: self.len(),
        }
    }

    /// Forgets all that came after a mark. Nothing was looked up since but activities.
    pub(crate) fn go_back(&mut self, mark: &Mark) {
        self.settle_activities();
        self.waiting.persons.truncate(mark.person_words);
        self.waiting.participations.truncate(mark.participation_words);
        self.waiting.long.truncate(mark.long);
        self.sources.truncate(mark.sources);
        self.units.truncate(mark.units);
        self.organisations.truncate(mark.organisations);
        self.activities.truncate(mark.activities);
        self.observations.truncate(mark.observations);
        self.withdrawals.truncate(mark.withdrawals);
        let rows = &mut self.persons;
        rows.at.truncate(mark.persons);
        rows.unit.truncate(mark.persons);
        rows.roles.truncate(mark.persons);
        rows.birth.truncate(mark.persons);
        rows.valid_from.truncate(mark.persons);
        rows.valid_to.truncate(mark.persons);
        rows.recorded.truncate(mark.persons);
        let rows = &mut self.participations;
        rows.at.truncate(mark.participations);
        rows.activity.truncate(mark.participations);
        rows.role.truncate(mark.participations);
        rows.recorded.truncate(mark.participations);
        self.unit_keys.truncate(mark.unit_keys);
        self.role_lists.truncate(mark.role_lists);
        self.activity_keys.truncate(mark.activity_keys);
        self.roles.truncate(mark.roles);
    }

    /// Puts the rows of the small tables that came after a mark into the order of their places. The order of persons and
    /// participations in a batch is of no account.
    #[cfg(feature = "threads")]
    pub(crate) fn in_order_since(&mut self, mark: &Mark) {
        fn sort<T>(rows: &mut [(super::batch::At, T)], from: usize) {
            rows.get_mut(from..).unwrap_or_default().sort_by_key(|row| row.0);
        }
        sort(&mut self.units, mark.units);
        sort(&mut self.organisations, mark.organisations);
        sort(&mut self.activities, mark.activities);
        sort(&mut self.observations, mark.observations);
        sort(&mut self.withdrawals, mark.withdrawals);
    }
}

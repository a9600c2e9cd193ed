//! Participations of a large batch, ordered by activity, role and person, and put behind those that are there.
//!
//! Rows are put together by the hashes of their persons' keys, found part by part in a table of which each part fits the
//! cache, and dealt out to the roles of their activities.

use super::super::share::{add, cut_evenly, grow, ranges, share};
use super::part::{PARTS, Parted, part_all};
use crate::ledger::batch::Batch;
use crate::ledger::key::Keys;
use crate::ledger::known;
use crate::ledger::rows::{Known, NONE, Participations, ix, number};
use crate::ledger::seal::{self, PartRow};
use crate::ledger::store::{Store, starts};
use crate::time::Stamp;
use std::ops::Range;

/// A participation on its way, once its person's row is known.
trait Entry: Copy + Default + Ord + Send + Sync {
    /// The same before the row is known.
    type Before: Copy + Default + Send + Sync;

    /// `cell` is the activity and the role as one number.
    fn before(cell: u32, from: Stamp) -> Self::Before;
    fn cell(before: Self::Before) -> u32;
    fn stamp_of(before: Self::Before) -> Stamp;
    fn new(row: u32, before: Self::Before) -> Self;
    fn row(self) -> u32;
    fn stamp(self) -> Stamp;
}

/// Where no row says when it was entered.
impl Entry for u32 {
    type Before = u32;

    fn before(cell: u32, _: Stamp) -> u32 {
        cell
    }
    fn cell(before: u32) -> u32 {
        before
    }
    fn stamp_of(_: u32) -> Stamp {
        Stamp::START
    }
    fn new(row: u32, _: u32) -> Self {
        row
    }
    fn row(self) -> u32 {
        self
    }
    fn stamp(self) -> Stamp {
        Stamp::START
    }
}

impl Entry for (u32, Stamp) {
    type Before = (u32, Stamp);

    fn before(cell: u32, from: Stamp) -> (u32, Stamp) {
        (cell, from)
    }
    fn cell(before: (u32, Stamp)) -> u32 {
        before.0
    }
    fn stamp_of(before: (u32, Stamp)) -> Stamp {
        before.1
    }
    fn new(row: u32, before: (u32, Stamp)) -> Self {
        (row, before.1)
    }
    fn row(self) -> u32 {
        self.0
    }
    fn stamp(self) -> Stamp {
        self.1
    }
}

/// What a batch's numbers are in the ledger.
pub(crate) struct Numbers {
    pub(crate) activities: Vec<u32>,
    pub(crate) roles: Vec<u8>,
}

/// Activities and roles may make so many pairs.
const CELLS: usize = 1 << 26;

/// Whether the participations of a batch can enter this way as far as numbers tell: there are enough, of not too many activities,
/// none of which has participations; and nobody comes into the register who has some.
pub(crate) fn can_enter(store: &Store, batch: &Batch) -> bool {
    let parts = &store.participations;
    let roles = parts.roles.len().saturating_add(batch.roles.len());
    let is_empty = |activity: u32| parts.of(activity).is_empty() && !parts.has_strangers(activity);
    parts.withdrawn.is_empty()
        && batch.participations.at.len() >= super::LARGE
        && roles <= usize::from(u8::MAX)
        && batch.activity_keys.len().saturating_mul(roles) <= CELLS
        && (parts.unmatched.is_empty() || batch.persons.at.len() == 0)
        && (is_empty_of_all(parts)
            || store
                .activities
                .ids
                .find_all(&batch.activity_keys)
                .into_iter()
                .all(|activity| activity == NONE || is_empty(activity)))
}

fn is_empty_of_all(parts: &Participations) -> bool {
    parts.person.is_empty() && parts.unmatched.is_empty()
}

/// Enters the participations, whose persons' keys wait in the batch and are all short.
pub(crate) fn enter(store: &mut Store, batch: Batch, numbers: &Numbers) {
    if batch.participations.recorded.is_plain() {
        enter_as::<u32>(store, batch, numbers);
    } else {
        enter_as::<(u32, Stamp)>(store, batch, numbers);
    }
}

fn enter_as<E: Entry>(store: &mut Store, mut batch: Batch, numbers: &Numbers) {
    let words = std::mem::take(&mut batch.waiting.participations.words);
    let rows = &batch.participations;
    let roles = store.participations.roles.len();
    // The activities of the batch in the order of the ledger.
    let mut by_rank = numbers.activities.clone();
    by_rank.sort_unstable();
    let rank = |activity: &u32| number(by_rank.binary_search(activity).unwrap_or(0));
    let ranks: Vec<u32> = numbers.activities.iter().map(rank).collect();
    let activities = by_rank.len();
    let cell = |activity: u32, role: u32| {
        let activity = ranks.get(ix(activity)).copied().unwrap_or(0);
        let role = numbers.roles.get(ix(role)).copied().unwrap_or(0);
        number(ix(activity).saturating_mul(roles)).saturating_add(u32::from(role))
    };
    let parted = part_all(words, |range| {
        let columns = rows.activity.get(range.clone()).unwrap_or_default().iter();
        let columns = columns.zip(rows.role.get(range.clone()).unwrap_or_default());
        columns
            .zip(range)
            .map(|((activity, role), row)| E::before(cell(*activity, *role), rows.recorded.get(row)))
    });
    drop(batch);
    let cells = activities.saturating_mul(roles);
    let persons = &store.persons;
    let dealers = ranges(PARTS);
    let mut dealt = share(dealers, |parts| {
        Dealt::<E>::new(&parted, parts, cells, &persons.keys, &persons.row_of_key)
    });
    drop(parted);
    let mut strangers: Vec<(u128, E::Before)> = dealt
        .iter_mut()
        .flat_map(|dealt| std::mem::take(&mut dealt.strangers))
        .collect();
    // Not in the order of their hashes, in which they would crowd the front of the table of all keys.
    strangers.sort_unstable_by_key(|(word, before)| (E::cell(*before), *word));
    let jobs = cut(&dealt, activities, roles);
    let done = share(jobs, |activities| Joined::new(&dealt, activities, roles));
    drop(dealt);
    let parts = &mut store.participations;
    parts.extend(store.activities.ids.len());
    let more = done.iter().map(|joined| joined.person.len()).sum();
    let all = parts.person.len().saturating_add(more);
    grow(&mut parts.role, more);
    let mut rest = by_rank.as_slice();
    for joined in done {
        let (mine, others) = rest.split_at_checked(joined.activities).unwrap_or_default();
        rest = others;
        joined.join(parts, mine, roles, all);
    }
    for activity in &by_rank {
        let rows = parts.of(*activity);
        parts.groups.set(*activity, rows, &parts.person, &parts.role);
    }
    add_strangers::<E>(store, strangers, &by_rank, roles);
}

/// Parts of persons who are not in the register.
fn add_strangers<E: Entry>(
    store: &mut Store,
    strangers: Vec<(u128, E::Before)>,
    by_rank: &[u32],
    roles: usize,
) {
    let words: Vec<u128> = strangers.iter().map(|(word, _)| *word).collect();
    let mut keys = Vec::with_capacity(words.len());
    let settled = store.persons.keys.intern_words(&words, &mut keys);
    debug_assert!(settled.is_some(), "a key table is full only past 2³² keys");
    store.persons.row_of_key.resize(store.persons.keys.len(), NONE);
    let rows = strangers.iter().zip(keys).map(|((_, before), key)| {
        let (activity, role) = activity_and_role(E::cell(*before), roles);
        PartRow {
            activity: by_rank.get(ix(activity)).copied().unwrap_or(NONE),
            key,
            role,
            from: E::stamp_of(*before),
        }
    });
    let none = |_: &PartRow| &[][..];
    store.participations.add_strangers(rows.collect(), none);
}

fn activity_and_role(cell: u32, roles: usize) -> (u32, u8) {
    let roles = number(roles.max(1));
    let activity = cell.checked_div(roles).unwrap_or(0);
    let role = cell.checked_rem(roles).unwrap_or(0);
    (activity, u8::try_from(role).unwrap_or(u8::MAX))
}

/// Entries of some parts, dealt out to the cells.
struct Dealt<E: Entry> {
    /// Where the entries of each cell start.
    starts: Vec<u32>,
    /// Where they end: those of strangers are left out.
    ends: Vec<u32>,
    entries: Vec<E>,
    strangers: Vec<(u128, E::Before)>,
}

impl<E: Entry> Dealt<E> {
    fn new(
        parted: &[Parted<E::Before>],
        parts: Range<usize>,
        cells: usize,
        keys: &Keys,
        row_of_key: &[u32],
    ) -> Self {
        let pieces =
            |parts: Range<usize>| parts.flat_map(|part| parted.iter().map(move |piece| piece.part(part)));
        let all = pieces(parts.clone()).flat_map(|(_, before)| before);
        let starts = starts(cells, all.map(|before| E::cell(*before)));
        let mut dealt = Self {
            ends: starts.clone(),
            entries: vec![E::default(); starts.last().copied().map_or(0, ix)],
            starts,
            strangers: Vec::new(),
        };
        let mut found = Vec::new();
        for (words, before) in pieces(parts) {
            found.clear();
            keys.find_words(words, &mut found);
            for ((key, before), word) in found.iter().zip(before).zip(words) {
                let row = row_of_key.get(ix(*key)).copied().unwrap_or(NONE);
                if row == NONE {
                    dealt.strangers.push((*word, *before));
                } else if let Some(end) = dealt.ends.get_mut(ix(E::cell(*before))) {
                    if let Some(slot) = dealt.entries.get_mut(ix(*end)) {
                        *slot = E::new(row, *before);
                    }
                    *end = end.wrapping_add(1);
                }
            }
        }
        dealt
    }

    /// The entries of a cell.
    fn of(&self, cell: usize) -> &[E] {
        let at = |column: &[u32]| column.get(cell).copied().map_or(0, ix);
        self.entries
            .get(at(&self.starts)..at(&self.ends))
            .unwrap_or_default()
    }
}

/// Cuts the activities into jobs with about equally many entries.
fn cut<E: Entry>(dealt: &[Dealt<E>], activities: usize, roles: usize) -> Vec<Range<usize>> {
    cut_evenly(activities, |activity| {
        let cell = activity.saturating_mul(roles);
        let at = |dealt: &Dealt<E>| dealt.starts.get(cell).copied().map_or(0, ix);
        dealt.iter().map(at).fold(0, usize::saturating_add)
    })
}

/// The participations of some activities, in order.
#[derive(Default)]
struct Joined {
    /// How many activities.
    activities: usize,
    person: Vec<u32>,
    /// How many there are of each role of each activity.
    lengths: Vec<u32>,
    /// Those that were not known for all time.
    known: Vec<(usize, Known)>,
    duplicates: Vec<Stamp>,
}

impl Joined {
    fn new<E: Entry>(dealt: &[Dealt<E>], activities: Range<usize>, roles: usize) -> Self {
        let cells = activities.start.saturating_mul(roles)..activities.end.saturating_mul(roles);
        let of = |dealt: &Dealt<E>| cells.clone().map(|cell| dealt.of(cell).len()).sum::<usize>();
        let mut joined = Self {
            activities: activities.len(),
            person: Vec::with_capacity(dealt.iter().map(of).sum()),
            ..Self::default()
        };
        let mut entries: Vec<E> = Vec::new();
        for cell in cells {
            let before = joined.person.len();
            entries.clear();
            dealt
                .iter()
                .for_each(|dealt| entries.extend_from_slice(dealt.of(cell)));
            entries.sort_unstable();
            for same in entries.chunk_by(|a, b| a.row() == b.row()) {
                joined.add(same);
            }
            joined
                .lengths
                .push(number(joined.person.len().saturating_sub(before)));
        }
        joined
    }

    /// Adds the entries of one person's part.
    fn add<E: Entry>(&mut self, same: &[E]) {
        let Some(first) = same.first() else { return };
        if same.iter().all(|entry| entry.stamp() == Stamp::START) {
            self.person.push(first.row());
            self.duplicates.extend(same.iter().skip(1).map(|_| Stamp::START));
            return;
        }
        let mut stamps: Vec<Stamp> = same.iter().map(|entry| entry.stamp()).collect();
        seal::keep_once(&mut stamps, &mut self.duplicates);
        for known in known::spans(&stamps, &[]) {
            self.known.push((self.person.len(), known));
            self.person.push(first.row());
        }
    }

    /// Puts them behind others; the numbers of the activities are given, and how many there will be in all.
    fn join(mut self, to: &mut Participations, activities: &[u32], roles: usize, all: usize) {
        let mut known = self.known.into_iter().peekable();
        let mut done = 0usize;
        for (lengths, activity) in self.lengths.chunks(roles.max(1)).zip(activities) {
            let start = to.role.len();
            let (mut latest, mut ended) = (Stamp::default(), false);
            for (role, length) in (0u8..=u8::MAX).zip(lengths) {
                to.role.resize(to.role.len().saturating_add(ix(*length)), role);
            }
            let end = done.saturating_add(to.role.len().saturating_sub(start));
            while let Some((at, known)) = known.next_if(|(at, _)| *at < end) {
                to.from.push_defaults(at.saturating_sub(done));
                to.until.push_defaults(at.saturating_sub(done));
                to.from.push(known.from);
                to.until.push(known.until);
                latest = latest.max(known.from);
                ended |= known != Known::since(known.from);
                done = at.saturating_add(1);
            }
            to.from.push_defaults(end.saturating_sub(done));
            to.until.push_defaults(end.saturating_sub(done));
            done = end;
            let span = (number(start), number(to.role.len()));
            let of = ix(*activity);
            if let (Some(slot), Some(last), Some(has_ended)) =
                (to.spans.get_mut(of), to.latest.get_mut(of), to.ended.get_mut(of))
            {
                (*slot, *last, *has_ended) = (span, latest, ended);
            }
        }
        add(&mut to.person, self.person, all);
        to.duplicates.append(&mut self.duplicates);
    }
}

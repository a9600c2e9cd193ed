//! What is odd about the facts.

use super::facts::Facts;
use super::view::View;
use crate::error::nearest;
use crate::ledger::rows::{Observed, Participations, Until, ix};
use crate::ledger::{Keys, OptionalDay};
use crate::order::{self, Order};
use crate::partial::odd::{Few, Odd};
use crate::plan::{ActivityStatus, Plan, VocabularyList};
use crate::report::{Finding, FindingCode};
use crate::time::{Day, Stamp};
use std::collections::BTreeMap;

/// All findings, by code and then by what they are about.
pub(crate) fn findings(plan: &Plan, facts: &Facts<'_>, as_of: Day, odd: Odd) -> Vec<Finding> {
    let mut found = Vec::new();
    let view = View::new(facts, as_of);
    push(&mut found, FindingCode::UnmatchedPerson, odd.unmatched);
    let duplicates = Few {
        count: odd.duplicates,
        ..Few::default()
    };
    push(&mut found, FindingCode::DuplicateParticipation, duplicates);
    words(plan, facts, &view, odd.words, &mut found);
    push(&mut found, FindingCode::ResidentOfClosedUnit, odd.residents);
    activities(facts, as_of, &mut found);
    push(&mut found, FindingCode::MissingBirthDate, odd.births);
    found
}

/// What is odd about the facts of persons.
pub(crate) fn odd(plan: &Plan, facts: &Facts<'_>, as_of: Day) -> Odd {
    let view = View::new(facts, as_of);
    Odd {
        unmatched: unmatched(facts),
        duplicates: duplicates(facts),
        words: person_words(plan, facts),
        residents: residents(facts, &view),
        births: births(facts, &view),
    }
}

fn push(found: &mut Vec<Finding>, code: FindingCode, few: Few) {
    if few.count > 0 {
        found.push(Finding {
            code,
            about: None,
            nearest: None,
            count: few.count,
            examples: few.least.into_iter().collect(),
        });
    }
}

/// The smallest ids of some keys.
fn smallest(keys: &Keys, of: impl Iterator<Item = u32>) -> Few {
    let mut few = Few::default();
    of.for_each(|key| few.add(keys.get(key).as_str()));
    few
}

fn unmatched(facts: &Facts<'_>) -> Few {
    let parts = facts.store.participations.unmatched.iter();
    let parts = parts.filter(|part| part.known.on(facts.known_at) && facts.activity(part.activity).is_some());
    // Who entered the register later, or left it, was not in it on the day.
    let later = facts
        .activities()
        .filter(|_| !facts.all_registered())
        .flat_map(|row| facts.parts(row.activity))
        .filter(|(person, _)| !facts.is_registered(*person))
        .filter_map(|(person, _)| facts.store.persons.key.get(ix(person)).copied());
    smallest(&facts.store.persons.keys, parts.map(|part| part.key).chain(later))
}

fn duplicates(facts: &Facts<'_>) -> u64 {
    let parts = &facts.store.participations;
    let again = parts.duplicates.iter().copied().chain(replaced(parts));
    let again = again.filter(|stamp| stamp.known_on(facts.known_at)).count();
    u64::try_from(again).unwrap_or(u64::MAX)
}

/// When a part was entered once more while it was still known.
fn replaced(parts: &Participations) -> impl Iterator<Item = Stamp> + '_ {
    let spans = parts.spans.iter().filter(|(start, end)| start < end);
    let ended = spans.filter(|(start, end)| !parts.until.within(ix(*start)..ix(*end)).is_empty());
    let rows =
        ended.flat_map(|(start, end)| (ix(*start)..ix(*end)).zip(ix(*start).saturating_add(1)..ix(*end)));
    let registered = rows.filter_map(|(row, next)| {
        let same =
            parts.person.get(row) == parts.person.get(next) && parts.role.get(row) == parts.role.get(next);
        let from = parts.from.get(next);
        (same && parts.until.get(row) == Until::from(from)).then_some(from)
    });
    let strangers = parts.unmatched.iter().zip(parts.unmatched.iter().skip(1));
    let strangers = strangers.filter_map(|(part, next)| {
        let same = (part.activity, part.key, part.role) == (next.activity, next.key, next.role);
        (same && part.known.until == Until::from(next.known.from)).then_some(next.known.from)
    });
    registered.chain(strangers)
}

/// Words of the ledger that the plan does not know: a mistyped kind of activity covers nobody, and says nothing.
fn words(
    plan: &Plan,
    facts: &Facts<'_>,
    view: &View<'_>,
    of_persons: BTreeMap<(VocabularyList, String), u64>,
    found: &mut Vec<Finding>,
) {
    let store = facts.store;
    let mut used = Used::default();
    let mut add = |list, word, times| used.add(list, word, times);
    for row in (0..store.unit_count())
        .filter(|unit| view.is_open(*unit))
        .filter_map(|unit| view.unit(unit))
    {
        add(VocabularyList::Levels, row.level, 1);
        row.groups
            .iter()
            .for_each(|group| add(VocabularyList::Groups, *group, 1));
        row.attributes
            .iter()
            .for_each(|value| add(VocabularyList::Attributes, value.word, 1));
    }
    for row in facts.organisations() {
        add(VocabularyList::OrganisationKinds, row.kind, 1);
    }
    for row in facts.activities() {
        add(VocabularyList::ActivityKinds, row.kind, 1);
        row.topics
            .iter()
            .for_each(|topic| add(VocabularyList::Topics, *topic, 1));
        row.headcounts
            .iter()
            .for_each(|(audience, _)| add(VocabularyList::Audiences, *audience, 1));
        row.attributes
            .iter()
            .for_each(|value| add(VocabularyList::Attributes, value.word, 1));
    }
    for row in facts.observations() {
        if matches!(row.subject, Observed::Unit(_)) {
            add(VocabularyList::ObservationKinds, row.kind, 1);
        }
    }
    let mut words = used.unknown(plan, facts);
    for (word, count) in of_persons {
        let sum = words.entry(word).or_default();
        *sum = sum.saturating_add(count);
    }
    let mut unknown: Vec<Finding> = words
        .into_iter()
        .map(|((list, word), count)| {
            let known = plan.document().vocabulary.list(list).iter();
            Finding {
                code: FindingCode::UnknownWord,
                nearest: nearest(&word, known.map(|term| term.id.as_str())).map(str::to_owned),
                about: Some(format!("{}:{word}", list.name())),
                count,
                examples: Vec::new(),
            }
        })
        .collect();
    unknown.order_by(|a, b| a.about.cmp(&b.about));
    found.append(&mut unknown);
}

/// How many records use each word.
#[derive(Default)]
struct Used(BTreeMap<(VocabularyList, u32), u64>);

impl Used {
    fn add(&mut self, list: VocabularyList, word: u32, times: u64) {
        let count = self.0.entry((list, word)).or_default();
        *count = count.saturating_add(times);
    }

    /// The words that the plan does not know.
    fn unknown(self, plan: &Plan, facts: &Facts<'_>) -> BTreeMap<(VocabularyList, String), u64> {
        let texts = self.0.into_iter();
        let texts = texts.map(|((list, word), count)| ((list, facts.store.word(word)), count));
        order::map(texts.filter(|((list, word), _)| plan.rank(*list, word).is_none()))
    }
}

/// Words that facts of persons use and the plan does not know.
fn person_words(plan: &Plan, facts: &Facts<'_>) -> BTreeMap<(VocabularyList, String), u64> {
    let store = facts.store;
    let mut used = Used::default();
    let mut add = |list, word, times| used.add(list, word, times);
    for run in &store.persons.runs {
        let roles = store
            .persons
            .roles_of
            .get(ix(run.roles))
            .map_or(&[][..], |roles| roles);
        let run_rows = ix(run.start)..ix(run.end);
        let rows = if facts.all_registered() {
            run_rows.len()
        } else {
            let persons = &store.persons;
            run_rows
                .filter(|row| persons.known(*row).on(facts.known_at))
                .count()
        };
        let rows = u64::try_from(rows).unwrap_or(u64::MAX);
        if rows > 0 {
            roles
                .iter()
                .for_each(|role| add(VocabularyList::PersonRoles, *role, rows));
        }
    }
    for row in facts.observations() {
        if matches!(row.subject, Observed::Person(_)) {
            add(VocabularyList::ObservationKinds, row.kind, 1);
        }
    }
    participation_roles(plan, facts, &mut add);
    used.unknown(plan, facts)
}

/// Participation roles that the plan does not know; a look at millions of rows is taken only if there is such a role.
fn participation_roles(plan: &Plan, facts: &Facts<'_>, add: &mut impl FnMut(VocabularyList, u32, u64)) {
    let parts = &facts.store.participations;
    let list = VocabularyList::ParticipationRoles;
    let unknown = |role: &&u32| plan.rank(list, &facts.store.word(**role)).is_none();
    if !parts.roles.iter().any(|role| unknown(&role)) {
        return;
    }
    let rows = parts.spans.iter().flat_map(|(start, end)| ix(*start)..ix(*end));
    for (index, role) in rows.filter_map(|index| Some((index, parts.role.get(index)?))) {
        if let Some(word) = parts.roles.get(usize::from(*role)).filter(unknown)
            && parts.known(index).on(facts.known_at)
        {
            add(list, *word, 1);
        }
    }
    for part in parts
        .unmatched
        .iter()
        .filter(|part| part.known.on(facts.known_at))
    {
        if let Some(word) = parts.roles.get(usize::from(part.role)).filter(unknown) {
            add(list, *word, 1);
        }
    }
}

fn residents(facts: &Facts<'_>, view: &View<'_>) -> Few {
    let closed: Vec<_> = facts
        .residents()
        .iter()
        .filter(|(unit, _)| !view.is_open(*unit))
        .collect();
    if closed.is_empty() {
        return Few::default();
    }
    let live = view.persons();
    let rows = closed
        .iter()
        .flat_map(|(_, rows)| rows.clone())
        .filter(|row| live.get(*row));
    let keys = rows.filter_map(|row| facts.store.persons.key.get(row).copied());
    smallest(&facts.store.persons.keys, keys)
}

fn activities(facts: &Facts<'_>, as_of: Day, found: &mut Vec<Finding>) {
    let ids = &facts.store.activities.ids;
    let mut views: BTreeMap<Day, Vec<u32>> = BTreeMap::new();
    for row in facts.activities().filter(|row| row.last <= as_of) {
        views.entry(row.last).or_default().push(row.activity);
    }
    let closed = views.into_iter().flat_map(|(day, activities)| {
        activities.into_iter().filter(move |activity| {
            facts
                .activity(*activity)
                .is_some_and(|row| row.hosts.iter().any(|host| !was_open(facts, *host, day)))
        })
    });
    push(found, FindingCode::HostClosed, smallest(ids, closed));
    let overdue = facts
        .activities()
        .filter(|row| row.status == ActivityStatus::Planned && row.last < as_of);
    let overdue = smallest(ids, overdue.map(|row| row.activity));
    push(found, FindingCode::PlannedOverdue, overdue);
}

fn was_open(facts: &Facts<'_>, unit: u32, day: Day) -> bool {
    let mut started =
        facts.store.units.of(unit).iter().filter(|row| {
            row.known.on(facts.known_at) && row.valid_from.get().is_none_or(|from| from <= day)
        });
    started
        .next_back()
        .is_some_and(|row| row.valid_to.get().is_none_or(|to| day <= to))
}

fn births(facts: &Facts<'_>, view: &View<'_>) -> Few {
    let persons = &facts.store.persons;
    if !persons.birth.contains(&OptionalDay::default()) {
        return Few::default();
    }
    let live = view.persons();
    let missing = persons
        .birth
        .iter()
        .enumerate()
        .filter(|(row, birth)| **birth == OptionalDay::default() && live.get(*row));
    let keys = missing.filter_map(|(row, _)| persons.key.get(row).copied());
    smallest(&persons.keys, keys)
}

//! Criteria: tests that fit the basis, words that the plan knows, bounds that can be met.

use super::at::At;
use super::known::Known;
use super::measures::fitting;
use super::possible::{self, Range};
use super::sink::Sink;
use crate::error::{Code, Words};
use crate::plan::{
    ActivityTest, AttributeTest, Basis, Compare, Criterion, HeadcountRule, Measure, OrganisationTest,
    Participated, PersonTest, Sum, UnitTest, VocabularyList,
};
use crate::time::Interval;
use std::collections::BTreeSet;

/// Walks over the criteria of one measure.
pub(super) struct Criteria<'a, 'k> {
    pub(super) known: &'k Known<'a>,
    pub(super) sink: &'k mut Sink,
    pub(super) basis: Basis,
    /// The days of the measure's period, unless they move.
    pub(super) period: Option<Interval>,
    /// The code sets that were named.
    pub(super) sets: BTreeSet<&'a str>,
}

impl<'a> Criteria<'a, '_> {
    /// Populations, categories and the participations of a sum.
    pub(super) fn measure(&mut self, at: &At<'_>, measure: &'a Measure) {
        for (key, criterion) in measure.populations() {
            self.criterion(&at.key(key), criterion);
        }
        if let Some(Sum::Participations(participated)) = &measure.sum {
            let at = at.key("sum");
            self.participated(&at.key("participations"), participated);
        }
        if let Some(Sum::Headcount(audiences)) = &measure.sum {
            self.uses(VocabularyList::Audiences, audiences);
        }
        let at = at.key("stratifiers");
        for (place, stratifier) in measure.stratifiers.iter().enumerate() {
            let at = at.item(place);
            let at = at.key("categories");
            for (place, category) in stratifier.categories.iter().enumerate() {
                self.criterion(&at.item(place).key("criterion"), &category.criterion);
            }
        }
    }

    fn criterion(&mut self, at: &At<'_>, criterion: &'a Criterion) {
        let at = at.key(criterion.kind());
        self.fits(&at, criterion);
        match criterion {
            Criterion::All(parts) => {
                for (place, part) in parts.iter().enumerate() {
                    self.criterion(&at.item(place), part);
                }
                possible::together(self.sink, &at, self.basis, parts);
            }
            Criterion::Any(parts) => {
                if parts.is_empty() {
                    let expected = Words::new("应至少有一个条件", "at least one criterion");
                    self.sink.fault(Code::ImpossibleCriterion, &at, "[]", expected);
                }
                for (place, part) in parts.iter().enumerate() {
                    self.criterion(&at.item(place), part);
                }
            }
            Criterion::Not(part) => self.criterion(&at, part),
            Criterion::Unit(test) => self.unit(&at, test),
            Criterion::Person(test) => self.person(&at, test),
            Criterion::Activity(test) => self.activity(&at, test),
            Criterion::Organisation(test) => self.organisation(&at, test),
            Criterion::Participated(test) => self.participated(&at, test),
            Criterion::Covered(test) => {
                self.organisation(&at.key("by"), &test.by);
                self.at_least_one(&at, test.at_least);
            }
            Criterion::Hosted(test) => {
                self.activity(&at.key("activity"), &test.activity);
                self.at_least_one(&at, test.at_least);
            }
            Criterion::Observed(test) => {
                let kind = at.key("kind");
                self.known
                    .word(self.sink, VocabularyList::ObservationKinds, &kind, &test.kind);
                self.compare(&at.key("compare"), &test.compare);
            }
        }
    }

    fn fits(&mut self, at: &At<'_>, criterion: &Criterion) {
        let fits: &[Basis] = match criterion {
            Criterion::All(_) | Criterion::Any(_) | Criterion::Not(_) | Criterion::Unit(_) => return,
            Criterion::Person(_) | Criterion::Participated(_) => &[Basis::Person],
            Criterion::Activity(_) => &[Basis::Event],
            Criterion::Organisation(_) => &[Basis::Organisation],
            Criterion::Covered(_) | Criterion::Hosted(_) => &[Basis::Unit],
            Criterion::Observed(_) => &[Basis::Unit, Basis::Person],
        };
        if !fits.contains(&self.basis) {
            self.sink
                .fault(Code::WrongBasis, at, criterion.kind(), fitting(fits));
        }
    }

    fn unit(&mut self, at: &At<'_>, test: &'a UnitTest) {
        self.list(&at.key("level"), VocabularyList::Levels, &test.level);
        self.list(&at.key("group"), VocabularyList::Groups, &test.group);
        let within = at.key("within");
        for (place, unit) in test.within.iter().enumerate() {
            if unit.trim().is_empty() {
                let expected = Words::new("应有单位编号", "the identifier of a unit");
                self.sink
                    .fault(Code::BadText, &within.item(place), unit, expected);
            }
        }
        self.attributes(&at.key("attribute"), &test.attribute);
    }

    fn attributes(&mut self, at: &At<'_>, tests: &[AttributeTest]) {
        for (place, test) in tests.iter().enumerate() {
            let at = at.item(place);
            let id = at.key("id");
            self.known
                .word(self.sink, VocabularyList::Attributes, &id, &test.id);
            if test.one_of.is_empty() == test.compare.is_none() {
                let expected = Words::new(
                    "应恰好写 `one_of`、`compare` 之一",
                    "exactly one of `one_of`, `compare`",
                );
                self.sink.fault(Code::ExactlyOne, &at, "", expected);
            }
            if let Some(compare) = &test.compare {
                self.compare(&at.key("compare"), compare);
            }
        }
        possible::attributes(self.sink, at, tests);
    }

    fn compare(&mut self, at: &At<'_>, compare: &Compare) {
        if *compare == Compare::default() {
            let keys = ["at_least", "above", "at_most", "below"];
            self.sink.fault(Code::TooFew, at, "{}", at_least_one_of(&keys));
        } else if Range::of(compare).is_empty() {
            let expected = Words::new("应使下限低于上限", "a lower bound below the upper one");
            self.sink
                .fault(Code::ImpossibleCriterion, at, Range::of(compare), expected);
        }
    }

    fn person(&mut self, at: &At<'_>, test: &'a PersonTest) {
        self.list(&at.key("role"), VocabularyList::PersonRoles, &test.role);
        let Some(age) = test.age else {
            return;
        };
        let at = at.key("age");
        match (age.at_least, age.below) {
            (None, None) => {
                self.sink
                    .fault(Code::TooFew, &at, "", at_least_one_of(&["at_least", "below"]));
            }
            (at_least, Some(below)) if at_least.unwrap_or(0) >= below => {
                let expected = Words::new("应使 `below` 大于 `at_least`", "`below` above `at_least`");
                let found = format!("at_least {}, below {below}", at_least.unwrap_or(0));
                self.sink.fault(Code::ImpossibleCriterion, &at, found, expected);
            }
            _ => {}
        }
    }

    fn activity(&mut self, at: &At<'_>, test: &'a ActivityTest) {
        if test.status.is_empty() {
            let expected = Words::new("应至少有一种状态", "at least one status");
            self.sink
                .fault(Code::ImpossibleCriterion, &at.key("status"), "[]", expected);
        }
        self.list(&at.key("kind"), VocabularyList::ActivityKinds, &test.kind);
        self.list(&at.key("topic"), VocabularyList::Topics, &test.topic);
        possible::days(
            self.sink,
            at,
            ("first", test.first),
            ("last", test.last),
            self.period,
        );
        if let Some(host) = &test.host {
            self.unit(&at.key("host"), host);
        }
        self.attributes(&at.key("attribute"), &test.attribute);
    }

    fn organisation(&mut self, at: &At<'_>, test: &'a OrganisationTest) {
        self.list(&at.key("kind"), VocabularyList::OrganisationKinds, &test.kind);
        // Established long before the period is the rule, after its end impossible.
        let until = self.period.map(|period| Interval::closed(None, period.last()));
        let first = ("established_first", test.established_first);
        possible::days(
            self.sink,
            at,
            first,
            ("established_last", test.established_last),
            until,
        );
    }

    fn participated(&mut self, at: &At<'_>, test: &'a Participated) {
        self.list(&at.key("role"), VocabularyList::ParticipationRoles, &test.role);
        self.activity(&at.key("activity"), &test.activity);
        self.at_least_one(at, test.at_least);
        if let Some(HeadcountRule { audience, .. }) = &test.headcount {
            let at = at.key("headcount");
            self.list(&at.key("audience"), VocabularyList::Audiences, audience);
        }
    }

    fn at_least_one(&mut self, at: &At<'_>, at_least: u32) {
        if at_least == 0 {
            let expected = Words::new("应不小于 1", "1 or more");
            self.sink
                .fault(Code::OutOfRange, &at.key("at_least"), at_least, expected);
        }
    }

    fn list(&mut self, at: &At<'_>, list: VocabularyList, words: &'a [String]) {
        self.known.words_or_sets(self.sink, list, at, words);
        self.uses(list, words);
    }

    /// Remembers which code sets the words name.
    fn uses(&mut self, list: VocabularyList, words: &'a [String]) {
        let known = self.known;
        let named = words.iter().filter_map(|word| word.strip_prefix('@'));
        let fitting = named.filter(|id| known.sets.get(id).is_some_and(|(_, set)| set.of == list));
        self.sets.extend(fitting);
    }
}

fn at_least_one_of(keys: &[&str]) -> Words {
    let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    Words::new(
        format!("应至少写 {} 之一", keys.join("、")),
        format!("at least one of {}", keys.join(", ")),
    )
}

//! A plan as a list of criteria, each once, those that others are made of first.

use super::super::{criterion, headcount};
use crate::plan::{
    ActivityTest, Basis, Covered, Criterion, HeadcountRule, Hosted, Measure, OrganisationTest, Participated,
    PersonTest, Plan,
};
use std::collections::{BTreeSet, HashMap};

/// A criterion over one basis.
pub(super) struct Node {
    pub(super) basis: Basis,
    /// As it stands in the plan; how headcounts are read left out.
    pub(super) criterion: Criterion,
    pub(super) kind: Kind,
    /// The criteria that it looks at.
    pub(super) parts: Vec<usize>,
}

/// What a criterion does, with the place of the criterion over events or organisations that it counts.
pub(super) enum Kind {
    All,
    Any,
    Not,
    Unit,
    Person(PersonTest),
    Activity(ActivityTest),
    Organisation(OrganisationTest),
    Participated(Participated, usize),
    Covered(Covered, usize),
    Hosted(Hosted, usize),
    Observed,
}

/// A stratifier over one basis: categories with the place of the criterion of each.
pub(super) struct Split {
    pub(super) categories: Vec<(String, usize)>,
}

/// What a measure is made of.
pub(super) struct Parts {
    /// The six populations, in the order of classification.
    pub(super) populations: [Option<usize>; 6],
    /// Each crossing: stratifier ids with the place of the split.
    pub(super) crossings: Vec<Vec<(String, usize)>>,
    /// The part of its numerator that says how headcounts are read.
    pub(super) attended: Option<Attended>,
    /// Everything that it looks at, in order.
    pub(super) nodes: BTreeSet<usize>,
    /// Of that the criteria over organisations.
    pub(super) organisations: Vec<usize>,
}

/// How a measure reads headcounts.
pub(super) struct Attended {
    pub(super) test: Participated,
    pub(super) rule: HeadcountRule,
    /// The criterion over events.
    pub(super) activities: usize,
}

#[derive(Default)]
pub(super) struct Program {
    pub(super) nodes: Vec<Node>,
    pub(super) splits: Vec<Split>,
    pub(super) measures: Vec<Parts>,
    places: HashMap<(Basis, String), usize>,
    split_places: HashMap<(Basis, String), usize>,
}

impl Program {
    pub(super) fn new(plan: &Plan) -> Self {
        let mut program = Self::default();
        for measure in plan.measures() {
            let parts = program.measure(measure);
            program.measures.push(parts);
        }
        program
    }

    fn measure(&mut self, measure: &Measure) -> Parts {
        let basis = measure.basis;
        let populations = [
            &measure.initial_population,
            &measure.denominator,
            &measure.denominator_exclusion,
            &measure.numerator,
            &measure.numerator_exclusion,
            &measure.denominator_exception,
        ]
        .map(|criterion| criterion.as_ref().map(|criterion| self.node(basis, criterion)));
        let mut roots: Vec<usize> = populations.iter().flatten().copied().collect();
        let mut crossings = Vec::new();
        for crossed in &measure.strata {
            let mut crossing = Vec::new();
            for id in crossed {
                let stratifier = measure.stratifiers.iter().find(|stratifier| stratifier.id == *id);
                let Some(stratifier) = stratifier else { continue };
                let key = (
                    basis,
                    serde_json::to_string(&stratifier.categories).unwrap_or_default(),
                );
                let place = match self.split_places.get(&key) {
                    Some(place) => *place,
                    None => {
                        let categories = stratifier.categories.iter();
                        let categories = categories
                            .map(|category| (category.id.clone(), self.node(basis, &category.criterion)))
                            .collect();
                        self.splits.push(Split { categories });
                        let place = self.splits.len().saturating_sub(1);
                        self.split_places.insert(key, place);
                        place
                    }
                };
                let categories = self
                    .splits
                    .get(place)
                    .into_iter()
                    .flat_map(|split| &split.categories);
                roots.extend(categories.map(|(_, node)| *node));
                crossing.push((id.clone(), place));
            }
            crossings.push(crossing);
        }
        let attended = measure
            .numerator
            .as_ref()
            .and_then(headcount::rule)
            .map(|(test, rule)| Attended {
                test: test.clone(),
                rule: rule.clone(),
                activities: self.node(Basis::Event, &Criterion::Activity(test.activity.clone())),
            });
        roots.extend(attended.as_ref().map(|attended| attended.activities));
        let mut nodes = BTreeSet::new();
        while let Some(next) = roots.pop() {
            if nodes.insert(next) {
                roots.extend(self.nodes.get(next).into_iter().flat_map(|node| &node.parts));
            }
        }
        let of_organisations = |node: &usize| {
            let node = self.nodes.get(*node);
            node.is_some_and(|node| node.basis == Basis::Organisation)
        };
        Parts {
            populations,
            crossings,
            attended,
            organisations: nodes.iter().copied().filter(of_organisations).collect(),
            nodes,
        }
    }

    /// The place of a criterion, which is put behind its parts where it is new.
    fn node(&mut self, basis: Basis, criterion: &Criterion) -> usize {
        let key = (basis, criterion::text(criterion));
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        let mut list =
            |list: &[Criterion]| -> Vec<usize> { list.iter().map(|part| self.node(basis, part)).collect() };
        let (kind, parts) = match criterion {
            Criterion::All(all) => (Kind::All, list(all)),
            Criterion::Any(any) => (Kind::Any, list(any)),
            Criterion::Not(inner) => (Kind::Not, list(std::slice::from_ref(inner))),
            Criterion::Unit(_) => (Kind::Unit, Vec::new()),
            Criterion::Person(test) => (Kind::Person(test.clone()), Vec::new()),
            Criterion::Activity(test) => (Kind::Activity(test.clone()), Vec::new()),
            Criterion::Organisation(test) => (Kind::Organisation(test.clone()), Vec::new()),
            Criterion::Participated(test) => {
                let of = self.node(Basis::Event, &Criterion::Activity(test.activity.clone()));
                (Kind::Participated(test.clone(), of), vec![of])
            }
            Criterion::Covered(test) => {
                let of = self.node(Basis::Organisation, &Criterion::Organisation(test.by.clone()));
                (Kind::Covered(test.clone(), of), vec![of])
            }
            Criterion::Hosted(test) => {
                let of = self.node(Basis::Event, &Criterion::Activity(test.activity.clone()));
                (Kind::Hosted(test.clone(), of), vec![of])
            }
            Criterion::Observed(_) => (Kind::Observed, Vec::new()),
        };
        self.nodes.push(Node {
            basis,
            criterion: criterion.clone(),
            kind,
            parts,
        });
        let place = self.nodes.len().saturating_sub(1);
        self.places.insert(key, place);
        place
    }
}

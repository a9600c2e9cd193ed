//! Who belongs to whose cohort, and to which class of it.

use super::document::{ScorecardsDocument, Within};
use super::input::{Candidate, Inputs};
use super::program::{ItemProgram, Kind, Owner, Program, admits};
use crate::error::{Code, Error, Fault, Faults, Place, Words};
use std::collections::{BTreeMap, BTreeSet};

/// A class of a cohort.
#[derive(Clone, Debug)]
pub(super) struct Partition {
    /// The group or word; empty for everyone.
    pub(super) name: String,
    pub(super) rows: Vec<usize>,
}

#[derive(Debug)]
pub(super) struct Partitions {
    masks: BTreeMap<Owner, Vec<bool>>,
    classes: BTreeMap<(Owner, Within), Vec<Partition>>,
}

impl Partitions {
    pub(super) fn new(
        document: &ScorecardsDocument,
        program: &Program,
        inputs: &Inputs,
    ) -> Result<Self, Error> {
        let everyone = vec![true; inputs.cohort.len()];
        let mut masks = crate::order::map([(Owner::Everyone, everyone)]);
        let whos = document
            .scorecards
            .iter()
            .enumerate()
            .map(|(at, card)| (Owner::Scorecard(at), &card.candidates))
            .chain(
                document
                    .awards
                    .iter()
                    .enumerate()
                    .map(|(at, award)| (Owner::Award(at), &award.candidates)),
            );
        for (owner, who) in whos {
            let mask = inputs
                .cohort
                .iter()
                .map(|candidate| admits(who, candidate))
                .collect();
            masks.insert(owner, mask);
        }
        let mut wanted: BTreeSet<(Owner, Within)> = BTreeSet::new();
        for node in &program.nodes {
            for within in withins(&node.kind, document) {
                wanted.insert((node.owner, within));
            }
        }
        let mut classes = BTreeMap::new();
        let mut faults = Faults::new();
        for (owner, within) in wanted {
            let mask = masks.get(&owner).map_or(&[][..], Vec::as_slice);
            let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for (row, candidate) in inputs.cohort.iter().enumerate() {
                if mask.get(row) != Some(&true) {
                    continue;
                }
                match class_of(&within, candidate) {
                    Some(name) => by_name.entry(name).or_default().push(row),
                    None => {
                        let (key, wanted) = match &within {
                            Within::Attribute(id) => (format!("attributes/{id}"), id.as_str()),
                            Within::Everyone | Within::Group => ("group".to_owned(), "group"),
                        };
                        faults.push(Fault::new(
                            Code::MissingGroup,
                            Place::pointer(&inputs.name, format!("/candidates/{row}/{key}"), None),
                            &candidate.id,
                            Words::new(format!("应有 `{wanted}`"), format!("`{wanted}`")),
                        ));
                    }
                }
            }
            let list = by_name
                .into_iter()
                .map(|(name, rows)| Partition {
                    name: name.to_owned(),
                    rows,
                })
                .collect();
            classes.insert((owner, within), list);
        }
        faults.into_result()?;
        Ok(Self { masks, classes })
    }

    #[inline]
    pub(super) fn has(&self, owner: Owner, row: usize) -> bool {
        self.masks
            .get(&owner)
            .and_then(|mask| mask.get(row))
            .copied()
            .unwrap_or(false)
    }

    pub(super) fn mask(&self, owner: Owner) -> &[bool] {
        self.masks.get(&owner).map_or(&[], Vec::as_slice)
    }

    pub(super) fn classes(&self, owner: Owner, within: &Within) -> Vec<Partition> {
        self.classes
            .get(&(owner, within.clone()))
            .cloned()
            .unwrap_or_default()
    }
}

/// The class of a candidate; `None` where it has no group or attribute.
pub(super) fn class_of<'a>(within: &Within, candidate: &'a Candidate) -> Option<&'a str> {
    match within {
        Within::Everyone => Some(""),
        Within::Group => candidate.group.as_deref(),
        Within::Attribute(id) => candidate.attributes.get(id).map(String::as_str),
    }
}

/// The ways in which a node splits its cohort.
fn withins(kind: &Kind, document: &ScorecardsDocument) -> Vec<Within> {
    match kind {
        Kind::Item(item) => item_withins(item),
        Kind::Grade(grades) => grades.quotas.iter().map(|quota| quota.within.clone()).collect(),
        Kind::Rank(rank) => vec![rank.within.clone()],
        Kind::Cohort { within, .. } => vec![within.clone()],
        Kind::PlacePoints(rule) => vec![rule.within.clone()],
        Kind::Winners { award, .. } => document
            .awards
            .get(*award)
            .map(|award| award.within.clone())
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

fn item_withins(item: &ItemProgram) -> Vec<Within> {
    use super::document::Policy;
    let policies = [
        &item.item.not_applicable,
        &item.item.empty_denominator,
        &item.item.missing,
    ];
    policies
        .into_iter()
        .filter_map(|policy| match policy {
            Policy::MeanWithin(within) => Some(within.clone()),
            _ => None,
        })
        .chain(item.item.cohort.iter().map(|limit| limit.within.clone()))
        .chain(item.distinct.iter().map(|(within, _)| within.clone()))
        .collect()
}

//! Merging states: adding columns.

use super::bytes::fault;
use super::cells::Block;
use super::column::Column;
use super::{Named, Partial, State};
use crate::error::{Code, Error, Words};
use crate::report::Digest;
use std::collections::BTreeMap;

/// Two states that cannot belong together, by digests.
pub(super) fn differs(code: Code, found: &Digest, expected: &Digest) -> Error {
    let short = |digest: &Digest| -> String { digest.iter().map(|byte| format!("{byte:02x}")).collect() };
    fault(code, short(found), Words::same(format!("`{}`", short(expected))))
}

fn unlike() -> Error {
    let expected = Words::new(
        "同一工作要点的同样数列",
        "the same columns in all states of a plan",
    );
    fault(Code::DamagedPartial, "", expected)
}

impl Partial {
    /// Adds another state to this one, which stays as it is where they cannot be merged. The order of merging does not matter.
    ///
    /// # Errors
    /// As [`Partial::merged`].
    pub fn merge(&mut self, other: &Self) -> Result<(), Error> {
        *self = merged(&[self, other])?;
        Ok(())
    }

    /// Merges states, all at once: quicker than one by one.
    ///
    /// # Errors
    /// `stranger_plan`, `different_facts`, `different_parameters` or `different_partitions` where a state was made from other
    /// things than the first one, `partial_version` where by another version of the library, `partition_twice` where a
    /// partition is in two of them, `too_few` where there is none.
    pub fn merged<'a>(states: impl IntoIterator<Item = &'a Self>) -> Result<Self, Error> {
        let states: Vec<&Self> = states.into_iter().collect();
        merged(&states)
    }

    fn check(&self, other: &Self) -> Result<(), Error> {
        let words = |text: String| Words::same(format!("`{text}`"));
        if other.engine != self.engine {
            let expected = words(self.engine.clone());
            return Err(fault(Code::PartialVersion, other.engine.clone(), expected));
        }
        if other.plan != self.plan {
            return Err(differs(Code::StrangerPlan, &other.plan, &self.plan));
        }
        if other.parameters != self.parameters {
            let text = |state: &Self| {
                let parameters = state.parameters;
                format!("as_of {}, known_at {}", parameters.as_of, parameters.known_at)
            };
            return Err(fault(Code::DifferentParameters, text(other), words(text(self))));
        }
        if other.of != self.of {
            let expected = words(self.of.to_string());
            return Err(fault(Code::DifferentPartitions, other.of.to_string(), expected));
        }
        if other.common != self.common {
            return Err(differs(Code::DifferentFacts, &other.common, &self.common));
        }
        Ok(())
    }
}

fn merged(states: &[&Partial]) -> Result<Partial, Error> {
    let Some((first, others)) = states.split_first() else {
        let expected = Words::new("至少一份部分结果", "at least one state");
        return Err(fault(Code::TooFew, "0", expected));
    };
    let mut present = first.present.clone();
    for other in others {
        first.check(other)?;
        let both = present.iter_mut().zip(&other.present).zip(0u32..);
        for ((here, there), place) in both {
            if *here && *there {
                let expected = Words::new("每一份只出现一次", "each partition once");
                return Err(fault(Code::PartitionTwice, place.to_string(), expected));
            }
            *here |= there;
        }
    }
    let parts: Vec<&State> = states.iter().map(|partial| &partial.state).collect();
    Ok(Partial {
        present,
        state: sum(&parts).ok_or_else(unlike)?,
        engine: first.engine.clone(),
        ..**first
    })
}

/// The sum of states; `None` where they do not count the same things.
fn sum(states: &[&State]) -> Option<State> {
    let (first, others) = states.split_first()?;
    let alike = |other: &&State| {
        other.units == first.units
            && other.blocks.keys().eq(first.blocks.keys())
            && other.named.keys().eq(first.named.keys())
    };
    if !others.iter().all(alike) {
        return None;
    }
    let mut sum = State {
        units: first.units,
        ..State::default()
    };
    for state in states {
        for (to, from) in [
            (&mut sum.persons, state.persons),
            (&mut sum.participations, state.participations),
            (&mut sum.observations, state.observations),
        ] {
            *to = to.saturating_add(from);
        }
        sum.buckets
            .extend(state.buckets.iter().map(|(bucket, digest)| (*bucket, *digest)));
        sum.odd.append(&state.odd);
    }
    // All maps have the same keys, so their values can be walked through side by side.
    let mut blocks: Vec<_> = states.iter().map(|state| state.blocks.values()).collect();
    for key in first.blocks.keys() {
        let same: Vec<&Block> = blocks.iter_mut().filter_map(Iterator::next).collect();
        sum.blocks.insert(*key, Block::sum(&same, first.units)?);
    }
    sum.named = named(states)?;
    Some(sum)
}

fn named(states: &[&State]) -> Option<BTreeMap<u32, Named>> {
    let first = states.first()?;
    let mut sums = BTreeMap::new();
    for (measure, (activities, _)) in &first.named {
        let columns = states.iter().map(|state| state.named.get(measure));
        let columns: Vec<&Named> = columns.collect::<Option<_>>()?;
        if columns.iter().any(|(len, _)| len != activities) {
            return None;
        }
        let columns: Vec<&Column> = columns.iter().map(|(_, column)| column).collect();
        sums.insert(*measure, (*activities, Column::sum(&columns, *activities)));
    }
    Some(sums)
}

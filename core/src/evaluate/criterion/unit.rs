//! The unit: level, group, place in the tree, attributes, on a day.

use super::super::bits::Bits;
use super::super::truth::{Truths, both, certain};
use super::{Criteria, Frame, any};
use crate::error::Error;
use crate::explain::Truth;
use crate::ledger::rows::{ix, number};
use crate::plan::{Basis, UnitTest, VocabularyList};

pub(super) fn truths(
    criteria: &Criteria<'_>,
    basis: Basis,
    frame: Frame,
    test: &UnitTest,
) -> Result<Truths, Error> {
    let units = of_units(criteria, frame, test, basis == Basis::Unit)?;
    let facts = criteria.facts;
    let domain = criteria.domain(basis);
    Ok(match basis {
        Basis::Unit => units,
        Basis::Person => {
            let (mut yes, mut possible) = (Bits::none(domain), Bits::none(domain));
            for (unit, rows) in facts.residents() {
                match units.at(ix(*unit)) {
                    Truth::True => {
                        yes.set_range(rows.clone());
                        possible.set_range(rows.clone());
                    }
                    Truth::Unknown => possible.set_range(rows.clone()),
                    Truth::False => {}
                }
            }
            Truths::new(yes, possible)
        }
        Basis::Event => Truths::by(domain, |activity| {
            let row = facts.activity(number(activity));
            row.map_or(Truth::False, |row| hosts(&units, &row.hosts))
        }),
        Basis::Organisation => Truths::by(domain, |organisation| {
            let row = facts.organisation(number(organisation));
            row.map_or(Truth::False, |row| units.at(ix(row.host)))
        }),
    })
}

/// Whether one of the hosts is such a unit.
pub(crate) fn hosts(units: &Truths, hosts: &[u32]) -> Truth {
    any(hosts.iter().map(|host| units.at(ix(*host))))
}

/// For which units the test holds. Where the unit is the subject it must exist on the day; where it is a residence or
/// a host, one that was closed is looked at as it last stood, so that nobody falls out with it.
pub(crate) fn of_units(
    criteria: &Criteria<'_>,
    frame: Frame,
    test: &UnitTest,
    must_exist: bool,
) -> Result<Truths, Error> {
    let day = test.valid_at.map_or(frame.at, |instant| frame.day(instant));
    let view = criteria.view(day);
    let levels = criteria.words(VocabularyList::Levels, &test.level, day);
    let groups = criteria.words(VocabularyList::Groups, &test.group, day);
    let tree = if test.within.is_empty() {
        None
    } else {
        Some(view.tree(frame.hierarchy)?)
    };
    let above: Vec<u32> = test
        .within
        .iter()
        .filter_map(|id| criteria.facts.store.units.ids.find(id))
        .collect();
    Ok(Truths::by(criteria.domain(Basis::Unit), |unit| {
        let unit = number(unit);
        let Some(row) = view.unit(unit).filter(|_| !must_exist || view.is_open(unit)) else {
            return Truth::False;
        };
        let level = levels.as_ref().is_none_or(|levels| levels.contains(&row.level));
        let group = groups
            .as_ref()
            .is_none_or(|groups| row.groups.iter().any(|group| groups.contains(group)));
        let within = tree
            .as_ref()
            .is_none_or(|tree| above.iter().any(|above| tree.is_within(unit, *above)));
        both(
            certain(level && group && within),
            criteria.attributes(&test.attribute, &row.attributes),
        )
    }))
}

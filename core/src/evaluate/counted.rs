//! One measure counted on one day: classes, sums and bounds at every unit.

use super::bits::Bits;
use super::class::{ClassBits, Populations};
use super::composite::{self, Linear};
use super::criterion::{Criteria, Frame};
use super::given;
use super::headcount::{self, Heads};
use super::organisation::{self, Covering};
use super::stratum;
use super::sum::{self, Summed};
use super::tallies::Tallies;
use super::tally::Places;
use super::target::Targets;
use super::tree::Tree;
use crate::error::{Code, Error, Fault, Place, Words};
use crate::ledger::rows::{NONE, Observed, ix, number};
use crate::number::Rational;
use crate::partial::cells::Block;
use crate::partial::{Named, State};
use crate::plan::{Basis, Component, CompositeMethod, Criterion, Measure, MissingData, Plan, Scoring, Take};
use crate::time::Day;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// A measure, counted.
pub(crate) struct Counted {
    /// Its place in the plan.
    pub(crate) place: usize,
    pub(crate) frame: Frame,
    /// Whether the unknown are in its denominator.
    pub(crate) missing: MissingData,
    /// Whether the period has begun on the day that was asked for.
    pub(crate) started: bool,
    pub(crate) tree: Arc<Tree>,
    /// Which units exist on the day.
    open: Bits,
    pub(crate) targets: Targets,
    /// Classes of the subjects; `None` for a composite of results.
    pub(crate) classes: Option<ClassBits>,
    pub(crate) everybody: Group,
    pub(crate) strata: Vec<(Vec<String>, Group)>,
    /// Attendance without names, at each unit.
    pub(crate) heads: Option<Heads>,
    /// Organisations at each unit.
    pub(crate) organisations: Option<Vec<Covering>>,
    /// The official number of each unit that has one.
    pub(crate) official: HashMap<u32, Rational>,
    /// The components of a composite of results.
    pub(crate) components: Vec<(Rational, bool, Arc<Counted>)>,
}

impl Counted {
    /// Whether a unit exists on the day.
    pub(crate) fn is_open(&self, unit: u32) -> bool {
        self.open.get(ix(unit))
    }
}

/// The counts of everybody, or of one stratum.
pub(crate) struct Group {
    pub(crate) tallies: Tallies,
    pub(crate) sums: Option<Vec<Summed>>,
    pub(crate) linear: Option<Vec<Linear>>,
}

/// Counts measures, each once for a day.
pub(crate) struct Counter<'a, 'c> {
    pub(crate) criteria: &'a Criteria<'c>,
    persons: Persons<'a>,
    done: RefCell<HashMap<(usize, Day), Arc<Counted>>>,
}

/// Where the counts of persons come from.
#[derive(Clone, Copy)]
pub(crate) enum Persons<'a> {
    /// From the facts.
    Facts,
    /// From the facts, each at its own unit, to be merged with others.
    Apart,
    /// From merged states, for an evaluation on a day.
    Given(&'a State, Day),
}

impl<'a, 'c> Counter<'a, 'c> {
    pub(crate) fn new(criteria: &'a Criteria<'c>, persons: Persons<'a>) -> Self {
        Self {
            criteria,
            persons,
            done: RefCell::default(),
        }
    }

    /// All that was counted.
    pub(crate) fn into_counted(self) -> HashMap<(usize, Day), Arc<Counted>> {
        self.done.into_inner()
    }

    /// What merged states say of a measure, where it looks at persons one by one.
    fn given(&self, place: usize, measure: &Measure, as_of: Day) -> Result<Option<&'a Block>, Error> {
        match self.persons {
            Persons::Given(state, _) if is_mergeable(measure) => {
                let block = state.blocks.get(&(number(place), as_of));
                block.map(Some).ok_or_else(|| given::damaged(&measure.id))
            }
            _ => Ok(None),
        }
    }

    /// The frame of a measure on a day.
    ///
    /// # Errors
    /// `bad_period` where the period leaves the years 1 to 9999.
    pub(crate) fn frame(&self, measure: &Measure, as_of: Day) -> Result<Frame, Error> {
        frame(self.criteria, self.criteria.plan, measure, as_of)
    }

    /// A measure of the plan, counted as of a day.
    pub(crate) fn count(&self, place: usize, as_of: Day) -> Result<Arc<Counted>, Error> {
        if let Some(counted) = self.done.borrow().get(&(place, as_of)) {
            return Ok(Arc::clone(counted));
        }
        let counted = Arc::new(self.compute(place, as_of)?);
        self.done
            .borrow_mut()
            .insert((place, as_of), Arc::clone(&counted));
        Ok(counted)
    }

    fn compute(&self, place: usize, as_of: Day) -> Result<Counted, Error> {
        let criteria = self.criteria;
        let plan = criteria.plan;
        let Some(measure) = plan.measures().get(place) else {
            return Err(no_measure(place));
        };
        let frame = self.frame(measure, as_of)?;
        let tree = criteria.view(frame.at).tree(frame.hierarchy)?;
        let targets = Targets::new(criteria, measure, place, frame, &tree)?;
        let places = Places {
            criteria,
            basis: measure.basis,
            tree: &tree,
            apart: matches!(self.persons, Persons::Apart),
        };
        let given = self.given(place, measure, as_of)?;
        let mut components = Vec::new();
        for (component, place) in measure.components.iter().zip(plan.components(place)) {
            let part = self.count(*place, as_of)?;
            components.push(as_component(plan, measure, component, frame.at, part));
        }
        let classes = match measure
            .composite
            .filter(|_| measure.scoring == Scoring::Composite)
        {
            _ if given.is_some() || is_of_results(measure) => None,
            Some(_) => Some(composite::classes(&components, criteria.domain(measure.basis))),
            None => Some(self.classes(measure, frame)?),
        };
        let linear = measure.composite == Some(CompositeMethod::Linear);
        let group = |subjects: Option<&Bits>| -> Result<Group, Error> {
            let Some(classes) = &classes else {
                let tallies = composite::population(&components, criteria.domain(Basis::Unit));
                return Ok(Group {
                    tallies,
                    sums: None,
                    linear: None,
                });
            };
            let within = |bits: Bits| match subjects {
                Some(subjects) => bits.and(subjects),
                None => bits,
            };
            let sums = match &measure.sum {
                Some(what) => {
                    let met = within(classes.met.clone());
                    Some(sum::sum(criteria, &places, frame, what, &met)?)
                }
                None => None,
            };
            let linear = linear.then(|| {
                let denominator = within(classes.denominator(measure.missing));
                composite::linear(&components, &places, &denominator)
            });
            Ok(Group {
                tallies: places.tally(classes, subjects, &targets, as_of),
                sums,
                linear,
            })
        };
        let everybody = match given {
            Some(block) => given::group(&block.everybody, measure, &places)?,
            None => group(None)?,
        };
        let mut strata = Vec::new();
        for (stratum, cells) in given.into_iter().flat_map(|block| &block.strata) {
            let labels = given::labels(measure, *stratum)?;
            strata.push((labels, given::group(cells, measure, &places)?));
        }
        if let Some(classes) = &classes {
            for (labels, subjects) in stratum::strata(criteria, measure, frame, &classes.population)? {
                strata.push((labels, group(Some(&subjects))?));
            }
        }
        let heads = match self.persons {
            Persons::Facts => headcount::heads_at(criteria, measure, frame, &tree, None)?,
            Persons::Given(state, now) if as_of == now => {
                let none = Named::default();
                let named = state.named.get(&number(place)).unwrap_or(&none);
                headcount::heads_at(criteria, measure, frame, &tree, Some(named))?
            }
            // Heads are shown on the day of evaluation only, and only when all names are known.
            _ => None,
        };
        let organisations = match (&classes, &measure.numerator) {
            (Some(classes), Some(numerator))
                if measure.basis == Basis::Unit && measure.scoring == Scoring::Proportion =>
            {
                organisation::covering(
                    criteria,
                    frame,
                    numerator,
                    &classes.denominator(measure.missing),
                    &tree,
                )?
            }
            _ => None,
        };
        let official = official(criteria, measure, frame)?;
        let started = frame.has_begun(as_of);
        let keep_components = is_of_results(measure);
        Ok(Counted {
            place,
            frame,
            missing: measure.missing,
            started,
            open: Bits::clone(&*criteria.live(Basis::Unit, frame)),
            tree,
            targets,
            classes,
            everybody,
            strata,
            heads,
            organisations,
            official,
            components: if keep_components { components } else { Vec::new() },
        })
    }

    fn classes(&self, measure: &Measure, frame: Frame) -> Result<ClassBits, Error> {
        let of = |criterion: &Option<Criterion>| {
            criterion
                .as_ref()
                .map(|criterion| self.criteria.truths(measure.basis, frame, criterion))
                .transpose()
        };
        let initial_population = of(&measure.initial_population)?;
        let denominator = of(&measure.denominator)?;
        let denominator_exclusion = of(&measure.denominator_exclusion)?;
        let numerator = of(&measure.numerator)?;
        let numerator_exclusion = of(&measure.numerator_exclusion)?;
        let denominator_exception = of(&measure.denominator_exception)?;
        let populations = Populations {
            initial_population: initial_population.as_deref(),
            denominator: denominator.as_deref(),
            denominator_exclusion: denominator_exclusion.as_deref(),
            numerator: numerator.as_deref(),
            numerator_exclusion: numerator_exclusion.as_deref(),
            denominator_exception: denominator_exception.as_deref(),
        };
        Ok(ClassBits::new(
            &populations,
            &self.criteria.live(measure.basis, frame),
        ))
    }
}

/// Whether a measure puts results together instead of looking at subjects.
pub(crate) fn is_of_results(measure: &Measure) -> bool {
    let of_subjects = matches!(
        measure.composite,
        Some(CompositeMethod::AllOrNothing | CompositeMethod::Linear)
    );
    measure.scoring == Scoring::Composite && !of_subjects
}

/// Whether the counts of a measure are sums over persons, so that those of some persons can be added to those of others.
pub(crate) fn is_mergeable(measure: &Measure) -> bool {
    measure.basis == Basis::Person && !is_of_results(measure)
}

/// The frame of a measure on a day.
pub(crate) fn frame(
    criteria: &Criteria<'_>,
    plan: &Plan,
    measure: &Measure,
    as_of: Day,
) -> Result<Frame, Error> {
    let document = plan.document();
    let period = plan.period(measure);
    let Some(days) = period.days(as_of) else {
        let expected = Words::new("应在公元 1 年至 9999 年之间", "days between the years 1 and 9999");
        let place = Place::document(document.id.clone()).field(measure.id.clone());
        return Err(Fault::new(Code::BadPeriod, place, as_of.to_string(), expected).into());
    };
    let hierarchy = plan.hierarchy(measure);
    let at = days.last().map_or(as_of, |last| as_of.min(last));
    Ok(Frame {
        at,
        period: days,
        hierarchy: criteria.facts.store.words.find(hierarchy).unwrap_or(NONE),
    })
}

/// The official number of each unit that has one.
pub(crate) fn official(
    criteria: &Criteria<'_>,
    measure: &Measure,
    frame: Frame,
) -> Result<HashMap<u32, Rational>, Error> {
    let mut official = HashMap::new();
    if let Some(kind) = &measure.official {
        for (subject, number) in criteria.observed(Basis::Unit, frame, kind, Take::Latest)? {
            if let Observed::Unit(unit) = subject
                && number > Rational::ZERO
            {
                official.insert(unit, number);
            }
        }
    }
    Ok(official)
}

/// A counted measure as a component of another: with its weight on a day, and whether the other direction is better in it.
pub(crate) fn as_component(
    plan: &Plan,
    of: &Measure,
    component: &Component,
    at: Day,
    part: Arc<Counted>,
) -> (Rational, bool, Arc<Counted>) {
    let measure = plan.measures().get(part.place);
    let reversed = measure.is_some_and(|measure| measure.improvement != of.improvement);
    (component_weight(component, at), reversed, part)
}

/// A component's weight on a day; 1 where none is given.
fn component_weight(component: &Component, at: Day) -> Rational {
    if component.weight.is_empty() {
        return Rational::ONE;
    }
    crate::plan::in_force(&component.weight, at).map_or(Rational::ZERO, |dated| dated.value)
}

fn no_measure(place: usize) -> Error {
    let expected = Words::new("应为本要点的指标", "a measure of the plan");
    Fault::new(
        Code::UnknownMeasure,
        Place::default(),
        place.to_string(),
        expected,
    )
    .into()
}

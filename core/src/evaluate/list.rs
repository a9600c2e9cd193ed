//! Lists of subjects: who is in which class, who moved between two evaluations; and the days that each measure looks at.

use super::bits::Bits;
use super::class::ClassBits;
use super::counted::Counted;
use super::criterion::Criteria;
use super::difference::{Classed, Moves};
use super::facts::Facts;
use super::gaps::{classes, page, page_size};
use super::tally::Places;
use super::{Evaluation, usize_of};
use crate::error::{Code, Error, Fault, Place, Words};
use crate::gap::{Class, ClassedSubject, Subject, SubjectPage, SubjectQuery};
use crate::ledger::rows::{NONE, ix};
use crate::plan::Measure;
use crate::report::{MeasurePeriod, Move, MovePage, MoveQuery, Moved};
use crate::time::Day;

impl Evaluation {
    /// Who is in some classes of a measure: a page of subjects in the order of the tree and then of ids. A page costs what
    /// [`Evaluation::gaps`] costs, without the reasons.
    ///
    /// # Errors
    /// `unknown_measure`, `unknown_unit`; `bad_parameter` for a page of more than 10,000 subjects, for the class `outside`,
    /// in which is whoever is in no other, and for a composite of results, which has no subjects of its own.
    pub fn subjects(&self, query: &SubjectQuery) -> Result<SubjectPage, Error> {
        let place = self.place(&query.measure)?;
        let unit = query.unit.as_ref().map(|unit| self.unit_of(unit)).transpose()?;
        page_size(query.limit)?;
        if query.classes.contains(&Class::Outside) {
            let expected = Words::new("应为 `outside` 以外的类别", "a class other than `outside`");
            let place = Place::default().field("classes");
            return Err(Fault::new(Code::BadParameter, place, "outside", expected).into());
        }
        let (measure, counted) = self.counted(place)?;
        let found = classes(counted, measure)?;
        let facts = Facts::new(self.ledger.store(), self.parameters.known_at);
        let criteria = Criteria::new(&self.plan, &facts);
        let places = places(&criteria, measure, counted);
        let wanted = self.wanted(&places, counted, found, &query.classes);
        let span = unit.map_or(0..counted.tree.order.len(), |unit| counted.tree.span(unit));
        let (total, page) = page(&places, &wanted, span, usize_of(query.offset), ix(query.limit));
        let units = &self.ledger.store().units;
        let subjects = page.into_iter().map(|index| {
            Ok(ClassedSubject {
                subject: Subject::new(measure.basis, criteria.id(measure.basis, index)),
                unit: units.id(places.listed(index)),
                class: self.class(&criteria, place, index)?,
            })
        });
        Ok(SubjectPage {
            total: u64::try_from(total).unwrap_or(u64::MAX),
            subjects: subjects.collect::<Result<_, Error>>()?,
        })
    }

    /// The subjects of some classes; of all of them where none is named.
    fn wanted(&self, places: &Places<'_, '_>, counted: &Counted, found: &ClassBits, asked: &[Class]) -> Bits {
        let wants = |class: Class| asked.is_empty() || asked.contains(&class);
        let mut wanted = Bits::none(found.open.len());
        for (class, bits) in [
            (Class::Excluded, &found.excluded),
            (Class::Excepted, &found.excepted),
            (Class::Met, &found.met),
            (Class::Void, &found.void),
            (Class::Unknown, &found.unknown),
        ] {
            if wants(class) {
                wanted = wanted.or(bits);
            }
        }
        match (wants(Class::Open), wants(Class::Prospective)) {
            (true, true) => wanted.or(&found.open),
            (false, false) => wanted,
            (_, ahead) => {
                for index in found.open.iter() {
                    if (places.due(&counted.targets, index) >= self.parameters.as_of) == ahead {
                        wanted.set(index);
                    }
                }
                wanted
            }
        }
    }

    /// Who moved from one class of a measure to another since an earlier evaluation: how many by both classes, and a page
    /// of those who did, by classes and then by id. It computes no results, so that it costs far less than
    /// [`Evaluation::difference`].
    ///
    /// At a unit, whoever was not there before comes from `outside`, and whoever is not there any more goes there; so the
    /// counts are exactly what the classes of the two results differ by.
    ///
    /// # Errors
    /// `unknown_measure` where one of the two plans does not have it, `unknown_unit` where the later ledger does not;
    /// `bad_parameter` for a page of more than 10,000, and for a composite of results, which has no subjects of its own.
    pub fn moves(&self, earlier: &Evaluation, query: &MoveQuery) -> Result<MovePage, Error> {
        page_size(query.limit)?;
        if let Some(unit) = &query.unit {
            self.unit_of(unit)?;
        }
        for evaluation in [self, earlier] {
            let (measure, counted) = evaluation.counted(evaluation.place(&query.measure)?)?;
            classes(counted, measure)?;
        }
        let moved = self.moved(earlier, &query.measure, query.unit.as_deref())?;
        let counts = moved.iter().map(|((from, to), ids)| Move {
            from: *from,
            to: *to,
            count: u64::try_from(ids.len()).unwrap_or(u64::MAX),
            subjects: Vec::new(),
        });
        let counts: Vec<Move> = counts.collect();
        let asked = |(from, to): &(Class, Class)| {
            query.from.is_none_or(|class| class == *from) && query.to.is_none_or(|class| class == *to)
        };
        let asked: Moves = moved.into_iter().filter(|(classes, _)| asked(classes)).collect();
        let total = asked.values().map(Vec::len).fold(0, usize::saturating_add);
        let all = asked
            .into_iter()
            .flat_map(|(classes, ids)| ids.into_iter().map(move |id| (classes, id)));
        let page = all.skip(usize_of(query.offset)).take(ix(query.limit));
        Ok(MovePage {
            counts,
            total: u64::try_from(total).unwrap_or(u64::MAX),
            moves: self.placed(earlier, query, page.collect())?,
        })
    }

    /// Subjects that moved, each with the unit where it stands now, or stood.
    fn placed(
        &self,
        earlier: &Evaluation,
        query: &MoveQuery,
        page: Vec<((Class, Class), String)>,
    ) -> Result<Vec<Moved>, Error> {
        let (measure, _) = self.counted(self.place(&query.measure)?)?;
        let basis = measure.basis;
        let mut subjects: Vec<(Subject, Option<String>)> = page
            .iter()
            .map(|(_, id)| (Subject::new(basis, id.clone()), None))
            .collect();
        for evaluation in [self, earlier] {
            let (measure, counted) = evaluation.counted(evaluation.place(&query.measure)?)?;
            let facts = Facts::new(evaluation.ledger.store(), evaluation.parameters.known_at);
            let criteria = Criteria::new(&evaluation.plan, &facts);
            let places = places(&criteria, measure, counted);
            for (subject, unit) in subjects.iter_mut().filter(|(_, unit)| unit.is_none()) {
                let index = criteria.index(subject, counted.frame);
                let listed = index
                    .map(|index| places.listed(index))
                    .filter(|unit| *unit != NONE);
                *unit = listed.map(|listed| evaluation.ledger.store().units.id(listed));
            }
        }
        let moves = subjects
            .into_iter()
            .zip(page)
            .map(|((subject, unit), ((from, to), _))| Moved {
                subject,
                unit: unit.unwrap_or_default(),
                from,
                to,
            });
        Ok(moves.collect())
    }

    /// The class of every subject that is not outside, at a unit and below it or everywhere, by the number of its id;
    /// `None` where the measure is not in the plan or has no subjects.
    pub(super) fn classed(&self, id: &str, unit: Option<&str>) -> Result<Option<Classed>, Error> {
        let Some(place) = self.plan.measure(id) else {
            return Ok(None);
        };
        let (measure, counted) = self.counted(place)?;
        let Some(found) = &counted.classes else {
            return Ok(None);
        };
        let facts = Facts::new(self.ledger.store(), self.parameters.known_at);
        let criteria = Criteria::new(&self.plan, &facts);
        let places = places(&criteria, measure, counted);
        let mut classed = Classed::new(measure.basis);
        let span = unit.map(|unit| match self.ledger.store().units.ids.find(unit) {
            Some(unit) => counted.tree.span(unit),
            None => 0..0,
        });
        let is_inside = |index: usize| {
            span.as_ref().is_none_or(|span| {
                let mut units = places.units(index).into_iter();
                units.any(|unit| {
                    let position = counted.tree.position.get(ix(unit)).copied().unwrap_or(NONE);
                    position != NONE && span.contains(&ix(position))
                })
            })
        };
        let store = self.ledger.store();
        for (bits, class) in [
            (&found.excluded, Class::Excluded),
            (&found.excepted, Class::Excepted),
            (&found.met, Class::Met),
            (&found.void, Class::Void),
            (&found.unknown, Class::Unknown),
        ] {
            classed.add(store, bits.iter().filter(|index| is_inside(*index)), |_| class);
        }
        classed.add(
            store,
            found.open.iter().filter(|index| is_inside(*index)),
            |index| {
                if places.due(&counted.targets, index) >= self.parameters.as_of {
                    Class::Prospective
                } else {
                    Class::Open
                }
            },
        );
        Ok(Some(classed))
    }

    /// The days that each measure looks at, in the order of the plan. It computes no results.
    pub fn periods(&self) -> Vec<MeasurePeriod> {
        let measures = self.plan.measures().iter().zip(&self.measures);
        let periods = measures.map(|(measure, state)| MeasurePeriod {
            measure: measure.id.clone(),
            first: state.now.frame.period.first().unwrap_or(Day::FIRST),
            last: state.now.frame.period.last().unwrap_or(Day::LAST),
            at: state.now.frame.at,
        });
        periods.collect()
    }
}

fn places<'a, 'c>(criteria: &'a Criteria<'c>, measure: &Measure, counted: &'a Counted) -> Places<'a, 'c> {
    Places {
        criteria,
        basis: measure.basis,
        tree: &counted.tree,
        apart: false,
    }
}

//! The gap list, page by page.

use super::bits::{Bits, Span};
use super::class::ClassBits;
use super::counted::Counted;
use super::criterion::Criteria;
use super::facts::Facts;
use super::reason::{Reasons, Why};
use super::subject::Evidence;
use super::tally::Places;
use super::{Evaluation, usize_of};
use crate::error::{Code, Error, Fault, Place, Words, nearest};
use crate::gap::{Class, Gap, GapPage, GapQuery, Reason, ReasonCode, Subject};
use crate::ledger::rows::{NONE, ix};
use crate::number::Rational;
use crate::order::Order;
use crate::plan::{Basis, Criterion, Measure};
use std::ops::Range;

/// The most subjects that one page may have.
const MAX_PAGE: u32 = 10_000;

impl Evaluation {
    /// Who is due and not validly met: a page of the gap list of a measure, in the order of the tree and then of ids.
    ///
    /// The list is never made as a whole: counting it is counting bits, and a page costs what its gaps cost plus, for
    /// persons, one pass over the participations.
    ///
    /// # Errors
    /// `unknown_measure`, `unknown_unit`; `bad_parameter` for a page of more than 10,000 gaps and for a composite of
    /// results, which has no subjects of its own.
    pub fn gaps(&self, query: &GapQuery) -> Result<GapPage, Error> {
        let place = self.place(&query.measure)?;
        let unit = query.unit.as_ref().map(|unit| self.unit_of(unit)).transpose()?;
        page_size(query.limit)?;
        let (measure, counted) = self.counted(place)?;
        let classes = classes(counted, measure)?;
        let facts = Facts::new(self.ledger.store(), self.parameters.known_at);
        let criteria = Criteria::new(&self.plan, &facts);
        let places = Places {
            criteria: &criteria,
            basis: measure.basis,
            tree: &counted.tree,
            apart: false,
        };
        let open = classes.open.or(&classes.unknown).or(&classes.void);
        let span = unit.map_or(0..counted.tree.order.len(), |unit| counted.tree.span(unit));
        let (total, page) = page(&places, &open, span, usize_of(query.offset), ix(query.limit));
        let evidence = Evidence::new(&criteria, measure.basis, &page);
        let gaps = page
            .iter()
            .map(|subject| self.gap(place, &places, &evidence, *subject))
            .collect::<Result<_, Error>>()?;
        Ok(GapPage {
            total: u64::try_from(total).unwrap_or(u64::MAX),
            gaps,
        })
    }

    fn gap(
        &self,
        place: usize,
        places: &Places<'_, '_>,
        evidence: &Evidence<'_, '_>,
        subject: usize,
    ) -> Result<Gap, Error> {
        let (measure, counted) = self.counted(place)?;
        let class = self.class(evidence.criteria, place, subject)?;
        let Why { reason, closes } = match class {
            Class::Void => Why {
                reason: Reason {
                    code: ReasonCode::Voided,
                    facts: Vec::new(),
                    found: None,
                    needed: None,
                },
                closes: Vec::new(),
            },
            _ if !measure.components.is_empty() => self.component_reasons(place, evidence, subject)?,
            _ => measure_reason(measure, counted, evidence, class, subject)?,
        };
        Ok(Gap {
            subject: Subject::new(measure.basis, evidence.criteria.id(measure.basis, subject)),
            unit: self.ledger.store().units.id(places.listed(subject)),
            class,
            reason,
            closes,
            due: Some(places.due(&counted.targets, subject)),
        })
    }

    /// The class of a subject in a measure, with the due day taken into account.
    pub(super) fn class(
        &self,
        criteria: &Criteria<'_>,
        place: usize,
        subject: usize,
    ) -> Result<Class, Error> {
        let (measure, counted) = self.counted(place)?;
        let Some(classes) = &counted.classes else {
            return Ok(Class::Outside);
        };
        let sets = [
            (&classes.excluded, Class::Excluded),
            (&classes.excepted, Class::Excepted),
            (&classes.met, Class::Met),
            (&classes.void, Class::Void),
            (&classes.open, Class::Open),
            (&classes.unknown, Class::Unknown),
        ];
        let class = sets
            .into_iter()
            .find(|(bits, _)| bits.get(subject))
            .map_or(Class::Outside, |(_, class)| class);
        if class != Class::Open {
            return Ok(class);
        }
        let places = Places {
            criteria,
            basis: measure.basis,
            tree: &counted.tree,
            apart: false,
        };
        let ahead = places.due(&counted.targets, subject) >= self.parameters.as_of;
        Ok(if ahead { Class::Prospective } else { Class::Open })
    }

    /// A composite is open through its components: what each of them needs.
    fn component_reasons(
        &self,
        place: usize,
        evidence: &Evidence<'_, '_>,
        subject: usize,
    ) -> Result<Why, Error> {
        let (mut met, mut due) = (0u64, 0u64);
        let (mut facts, mut closes) = (Vec::new(), Vec::new());
        for &part in self.plan.components(place) {
            let (measure, counted) = self.counted(part)?;
            let class = self.class(evidence.criteria, part, subject)?;
            match class {
                Class::Met => (met, due) = (met.saturating_add(1), due.saturating_add(1)),
                Class::Open | Class::Prospective | Class::Unknown | Class::Void => {
                    due = due.saturating_add(1);
                    facts.push(measure.id.clone());
                    if !measure.components.is_empty() {
                        closes.extend(self.component_reasons(part, evidence, subject)?.closes);
                    } else if class != Class::Void {
                        closes.extend(measure_reason(measure, counted, evidence, class, subject)?.closes);
                    }
                }
                Class::Outside | Class::Excluded | Class::Excepted => {}
            }
        }
        let reason = Reason {
            code: ReasonCode::CountOutOfRange,
            facts,
            found: Some(Rational::count(met)),
            needed: Some(Rational::count(due)),
        };
        Ok(Why { reason, closes })
    }

    /// The place of a measure in the plan.
    pub(super) fn place(&self, id: &str) -> Result<usize, Error> {
        self.plan.measure(id).ok_or_else(|| {
            let known = self.plan.measures().iter().map(|measure| measure.id.as_str());
            unknown(
                Code::UnknownMeasure,
                "measure",
                id,
                nearest(id, known),
                ("本要点的指标", "a measure of the plan"),
            )
        })
    }

    pub(super) fn unit_of(&self, id: &str) -> Result<u32, Error> {
        let found = self.ledger.store().units.ids.find(id);
        found.ok_or_else(|| {
            unknown(
                Code::UnknownUnit,
                "unit",
                id,
                None,
                ("单位表中的编号", "a unit of the ledger"),
            )
        })
    }

    pub(super) fn counted(&self, place: usize) -> Result<(&Measure, &Counted), Error> {
        let found = self.plan.measures().get(place).zip(self.measures.get(place));
        found
            .map(|(measure, state)| (measure, &*state.now))
            .ok_or_else(|| {
                unknown(
                    Code::UnknownMeasure,
                    "measure",
                    &place.to_string(),
                    None,
                    ("本要点的指标", "a measure of the plan"),
                )
            })
    }
}

/// Something that was asked for by an id that nothing has.
pub(super) fn unknown(
    code: Code,
    field: &str,
    id: &str,
    near: Option<&str>,
    expected: (&str, &str),
) -> Error {
    let expected = match near {
        Some(near) => Words::new(
            format!("{}，是否为 `{near}`", expected.0),
            format!("{}; did you mean `{near}`?", expected.1),
        ),
        None => Words::new(expected.0, expected.1),
    };
    Fault::new(code, Place::default().field(field), id, expected).into()
}

/// The classes of a measure's subjects.
pub(super) fn classes<'a>(counted: &'a Counted, measure: &Measure) -> Result<&'a ClassBits, Error> {
    counted.classes.as_ref().ok_or_else(|| {
        let expected = Words::new(
            "应为有对象的指标，此指标由其他指标的结果合成",
            "a measure with subjects; this one is made of results",
        );
        Fault::new(
            Code::BadParameter,
            Place::default().field("measure"),
            measure.id.clone(),
            expected,
        )
        .into()
    })
}

/// Why a subject of a measure is open or unknown.
fn measure_reason(
    measure: &Measure,
    counted: &Counted,
    evidence: &Evidence<'_, '_>,
    class: Class,
    subject: usize,
) -> Result<Why, Error> {
    let reasons = Reasons {
        evidence,
        basis: measure.basis,
        frame: counted.frame,
    };
    let mut criteria: Vec<&Criterion> = Vec::new();
    if class == Class::Unknown {
        // The first population that cannot be told says what is missing.
        let before = [
            &measure.initial_population,
            &measure.denominator,
            &measure.denominator_exclusion,
        ];
        criteria.extend(before.into_iter().flatten());
    }
    criteria.extend(&measure.numerator);
    if class == Class::Unknown {
        criteria.extend(&measure.numerator_exclusion);
        criteria.extend(&measure.denominator_exception);
    }
    for criterion in criteria {
        let truth = evidence
            .criteria
            .truths(measure.basis, counted.frame, criterion)?
            .at(subject);
        let tells = if class == Class::Unknown {
            truth == crate::explain::Truth::Unknown
        } else {
            true
        };
        if let Some(why) = reasons.why(criterion, subject)?.filter(|_| tells) {
            return Ok(why);
        }
    }
    Ok(Why {
        reason: Reason {
            code: ReasonCode::NotFound,
            facts: Vec::new(),
            found: None,
            needed: None,
        },
        closes: Vec::new(),
    })
}

/// Whether a page is not too large.
pub(super) fn page_size(limit: u32) -> Result<(), Error> {
    if limit <= MAX_PAGE {
        return Ok(());
    }
    let expected = Words::new(format!("应不超过 {MAX_PAGE}"), format!("at most {MAX_PAGE}"));
    let place = Place::default().field("limit");
    Err(Fault::new(Code::BadParameter, place, limit.to_string(), expected).into())
}

/// How many subjects there are in a span of the tree, and those of one page.
pub(super) fn page(
    places: &Places<'_, '_>,
    open: &Bits,
    span: Range<usize>,
    offset: usize,
    limit: usize,
) -> (usize, Vec<usize>) {
    if places.basis == Basis::Person {
        return person_page(places, open, span, offset, limit);
    }
    let mut found: Vec<(u32, String, usize)> = Vec::new();
    for index in open.iter() {
        let positions = places.units(index).into_iter();
        let positions = positions.filter_map(|unit| places.tree.position.get(ix(unit)).copied());
        if let Some(first) = positions
            .filter(|at| *at != NONE && span.contains(&ix(*at)))
            .min()
        {
            found.push((first, places.criteria.id(places.basis, index), index));
        }
    }
    found.order();
    let total = found.len();
    (
        total,
        found
            .into_iter()
            .skip(offset)
            .take(limit)
            .map(|(.., index)| index)
            .collect(),
    )
}

/// Persons lie together by unit, so that whole units are skipped by counting.
fn person_page(
    places: &Places<'_, '_>,
    open: &Bits,
    span: Range<usize>,
    offset: usize,
    limit: usize,
) -> (usize, Vec<usize>) {
    let facts = places.criteria.facts;
    // A unit has one range of rows, and some more where persons came later.
    let mut rows_of: Vec<Vec<&Range<usize>>> = vec![Vec::new(); places.criteria.domain(Basis::Unit)];
    for (unit, rows) in facts.residents() {
        if let Some(ranges) = rows_of.get_mut(ix(*unit)) {
            ranges.push(rows);
        }
    }
    let (mut total, mut page) = (0usize, Vec::new());
    for unit in places.tree.order.get(span).unwrap_or_default() {
        let ranges = rows_of.get(ix(*unit)).map_or(&[][..], Vec::as_slice);
        let counts = ranges
            .iter()
            .map(|rows| open.count_span(&Span::new((*rows).clone())));
        let here = usize_of(counts.fold(0, u64::saturating_add));
        let (start, end) = (total, total.saturating_add(here));
        total = end;
        if here == 0 || end <= offset || page.len() >= limit {
            continue;
        }
        let persons = &facts.store.persons;
        let key = |row: usize| persons.key.get(row).copied().unwrap_or(NONE);
        let mut subjects: Vec<usize> = ranges
            .iter()
            .flat_map(|rows| (*rows).clone())
            .filter(|row| open.get(*row))
            .collect();
        subjects.sort_unstable_by(|a, b| persons.keys.compare(key(*a), key(*b)));
        let room = limit.saturating_sub(page.len());
        page.extend(subjects.into_iter().skip(offset.saturating_sub(start)).take(room));
    }
    (total, page)
}

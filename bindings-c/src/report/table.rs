//! A report as a table: columns are made when they are asked for first, and stay.

use super::*;
use crate::number::pair;
use crate::words::{JINGUO_NONE, name, standing, state};
use jinguo::number::Rational;
use jinguo::report::{MeasureReport, Report, ReportUnit, UnitResult};
use jinguo::time::Day;
use std::collections::HashMap;
use std::sync::OnceLock;

const NUMBERS: usize = 29;
const TEXTS: usize = 16;

/// A report with its table.
pub struct Rows {
    report: Report,
    /// The measure and the result of each row, as places in the report.
    places: Vec<(usize, usize)>,
    numbers: [OnceLock<Vec<i64>>; NUMBERS],
    texts: [OnceLock<Vec<String>>; TEXTS],
    /// Rows for everybody, by measure and unit.
    found: OnceLock<HashMap<String, HashMap<String, usize>>>,
    units: OnceLock<HashMap<String, usize>>,
}

impl Rows {
    pub(crate) fn new(report: Report) -> Self {
        let places = report
            .measures
            .iter()
            .enumerate()
            .flat_map(|(measure, of)| (0..of.results.len()).map(move |result| (measure, result)))
            .collect();
        Self {
            report,
            places,
            numbers: std::array::from_fn(|_| OnceLock::new()),
            texts: std::array::from_fn(|_| OnceLock::new()),
            found: OnceLock::new(),
            units: OnceLock::new(),
        }
    }

    pub(crate) fn report(&self) -> &Report {
        &self.report
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    fn rows(&self) -> impl Iterator<Item = (&MeasureReport, &UnitResult)> {
        self.places.iter().filter_map(|(measure, result)| {
            let measure = self.report.measures.get(*measure)?;
            Some((measure, measure.results.get(*result)?))
        })
    }

    pub(super) fn find(&self, measure: &str, unit: &str) -> Option<usize> {
        let found = self.found.get_or_init(|| {
            let mut found: HashMap<String, HashMap<String, usize>> = HashMap::new();
            for (row, (measure, result)) in self.rows().enumerate() {
                if result.stratum.is_empty() {
                    let units = found.entry(measure.id.clone()).or_default();
                    units.insert(result.unit.clone(), row);
                }
            }
            found
        });
        found.get(measure)?.get(unit).copied()
    }

    pub(super) fn numbers(&self, column: u32) -> Option<&[i64]> {
        let place = self.numbers.get(usize::try_from(column).ok()?)?;
        let make = || self.rows().map(|(_, result)| number(column, result)).collect();
        Some(place.get_or_init(make))
    }

    pub(super) fn texts(&self, column: u32) -> Option<&[String]> {
        let place = self.texts.get(usize::try_from(column).ok()?)?;
        let make = || {
            self.rows()
                .map(|(measure, result)| self.text(column, measure, result))
                .collect()
        };
        Some(place.get_or_init(make))
    }

    fn unit(&self, id: &str) -> Option<&ReportUnit> {
        let units = self.units.get_or_init(|| {
            let units = self.report.units.iter().enumerate();
            units.map(|(place, unit)| (unit.id.clone(), place)).collect()
        });
        self.report.units.get(*units.get(id)?)
    }

    fn text(&self, column: u32, measure: &MeasureReport, result: &UnitResult) -> String {
        let of_unit = |what: fn(&ReportUnit) -> String| self.unit(&result.unit).map(what).unwrap_or_default();
        let exact = |number: Option<Rational>| number.map_or_else(String::new, |number| number.to_string());
        match column {
            JINGUO_TEXT_MEASURE => measure.id.clone(),
            JINGUO_TEXT_MEASURE_TITLE => measure.title.zh.clone(),
            JINGUO_TEXT_CLAUSE => measure.clause.clone(),
            JINGUO_TEXT_UNIT => result.unit.clone(),
            JINGUO_TEXT_UNIT_NAME => of_unit(|unit| unit.name.clone()),
            JINGUO_TEXT_UNIT_LEVEL => of_unit(|unit| unit.level.clone()),
            JINGUO_TEXT_UNIT_PARENT => of_unit(|unit| unit.parent.clone().unwrap_or_default()),
            JINGUO_TEXT_STRATUM => result.stratum.join(";"),
            JINGUO_TEXT_STATE => name(&result.state),
            JINGUO_TEXT_STATUS => name(&result.status),
            JINGUO_TEXT_VALUE => exact(result.value),
            JINGUO_TEXT_TARGET => exact(result.target.as_ref().map(|target| target.value)),
            JINGUO_TEXT_MISSING => exact(result.target.as_ref().map(|target| target.missing)),
            JINGUO_TEXT_SCORING => name(&measure.scoring),
            JINGUO_TEXT_BASIS => name(&measure.basis),
            _ => {
                let flags = result.flags.iter();
                let flags: Vec<String> = flags
                    .map(|flag| format!("{}={}", name(&flag.code), flag.count))
                    .collect();
                flags.join(";")
            }
        }
    }
}

fn number(column: u32, result: &UnitResult) -> i64 {
    let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let some = |count: Option<u64>| count.map_or(JINGUO_NONE, whole);
    let day = |day: Option<Day>| day.map_or(JINGUO_NONE, |day| i64::from(day.number()));
    let above = |number: Option<Rational>| number.and_then(pair).map_or(JINGUO_NONE, |pair| pair.0);
    let below = |number: Option<Rational>| number.and_then(pair).map_or(JINGUO_NONE, |pair| pair.1);
    let classes = &result.classes;
    let bounds = result.bounds.as_ref();
    let organisations = result.organisations.as_ref();
    let target = result.target.as_ref();
    let pace = result.pace.as_ref();
    match column {
        JINGUO_NUMBER_STATE => i64::from(state(result.state)),
        JINGUO_NUMBER_STATUS => i64::from(standing(result.status)),
        JINGUO_NUMBER_NUMERATOR => whole(result.numerator),
        JINGUO_NUMBER_DENOMINATOR => whole(result.denominator),
        JINGUO_NUMBER_EXCLUDED => whole(classes.excluded),
        JINGUO_NUMBER_EXCEPTED => whole(classes.excepted),
        JINGUO_NUMBER_MET => whole(classes.met),
        JINGUO_NUMBER_VOID => whole(classes.void),
        JINGUO_NUMBER_OPEN => whole(classes.open),
        JINGUO_NUMBER_PROSPECTIVE => whole(classes.prospective),
        JINGUO_NUMBER_UNKNOWN => whole(classes.unknown),
        JINGUO_NUMBER_VALUE_NUMERATOR => above(result.value),
        JINGUO_NUMBER_VALUE_DENOMINATOR => below(result.value),
        JINGUO_NUMBER_LOW_NUMERATOR => above(bounds.map(|bounds| bounds.low)),
        JINGUO_NUMBER_LOW_DENOMINATOR => below(bounds.map(|bounds| bounds.low)),
        JINGUO_NUMBER_HIGH_NUMERATOR => above(bounds.map(|bounds| bounds.high)),
        JINGUO_NUMBER_HIGH_DENOMINATOR => below(bounds.map(|bounds| bounds.high)),
        JINGUO_NUMBER_ORGANISATIONS => some(organisations.map(|counts| counts.organisations)),
        JINGUO_NUMBER_COVERED_UNITS => some(organisations.map(|counts| counts.covered_units)),
        JINGUO_NUMBER_DUE_UNITS => some(organisations.map(|counts| counts.due_units)),
        JINGUO_NUMBER_TARGET_NUMERATOR => above(target.map(|target| target.value)),
        JINGUO_NUMBER_TARGET_DENOMINATOR => below(target.map(|target| target.value)),
        JINGUO_NUMBER_DUE => day(target.map(|target| target.due)),
        JINGUO_NUMBER_REACHED => target.map_or(JINGUO_NONE, |target| i64::from(target.reached)),
        JINGUO_NUMBER_MISSING_NUMERATOR => above(target.map(|target| target.missing)),
        JINGUO_NUMBER_MISSING_DENOMINATOR => below(target.map(|target| target.missing)),
        JINGUO_NUMBER_PACE_NUMERATOR => above(pace.and_then(|pace| pace.ratio)),
        JINGUO_NUMBER_PACE_DENOMINATOR => below(pace.and_then(|pace| pace.ratio)),
        JINGUO_NUMBER_PROJECTED_FINISH => day(pace.and_then(|pace| pace.projected_finish)),
        _ => JINGUO_NONE,
    }
}

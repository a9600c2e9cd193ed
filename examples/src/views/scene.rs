//! What all views look at: a plan, its report, and the ways through it.

use jinguo::plan::{Measure, Plan, Scoring, VocabularyList};
use jinguo::report::{MeasureReport, Report, ReportUnit, Status, UnitResult};
use std::collections::HashMap;

/// A report with its plan, and lookups by measure and unit.
pub struct Scene<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The report.
    pub report: &'a Report,
    /// What must be said of the facts before anything else: that they are synthetic.
    pub label: Option<&'a str>,
    units: HashMap<&'a str, &'a ReportUnit>,
    below: HashMap<&'a str, Vec<&'a ReportUnit>>,
    results: Vec<HashMap<&'a str, &'a UnitResult>>,
}

impl<'a> Scene<'a> {
    /// Indexes a report.
    pub fn new(plan: &'a Plan, report: &'a Report, label: Option<&'a str>) -> Self {
        let units = report.units.iter().map(|unit| (unit.id.as_str(), unit)).collect();
        let mut below: HashMap<&str, Vec<&ReportUnit>> = HashMap::new();
        for unit in &report.units {
            below
                .entry(unit.parent.as_deref().unwrap_or_default())
                .or_default()
                .push(unit);
        }
        let everybody = |measure: &'a MeasureReport| {
            let results = measure.results.iter().filter(|result| result.stratum.is_empty());
            results.map(|result| (result.unit.as_str(), result)).collect()
        };
        Self {
            plan,
            report,
            label,
            units,
            below,
            results: report.measures.iter().map(everybody).collect(),
        }
    }

    /// A unit by its id.
    pub fn unit(&self, id: &str) -> Option<&'a ReportUnit> {
        self.units.get(id).copied()
    }

    /// The name of a unit; its id where the report does not show it.
    pub fn name<'b>(&self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.unit(id).map_or(id, |unit| &unit.name)
    }

    /// The names from below the top down to the unit, such as 武陵区 / 启明街道 / 皂果树社区.
    pub fn path(&self, id: &str) -> Vec<&'a str> {
        let mut path = Vec::new();
        let mut at = self.unit(id);
        while let Some(unit) = at {
            path.push(unit.name.as_str());
            at = unit.parent.as_deref().and_then(|parent| self.unit(parent));
        }
        if path.len() > 1 {
            path.pop();
        }
        path.reverse();
        path
    }

    /// The units at the top of the tree.
    pub fn roots(&self) -> &[&'a ReportUnit] {
        self.below.get("").map_or(&[], Vec::as_slice)
    }

    /// The units directly below one that rank highest by level: below a city its counties, not its organs.
    pub fn parts(&self, id: &str) -> Vec<&'a ReportUnit> {
        let rank = |unit: &ReportUnit| {
            self.plan
                .rank(VocabularyList::Levels, &unit.level)
                .unwrap_or(usize::MAX)
        };
        let below = self.below.get(id).map_or(&[][..], Vec::as_slice);
        let widest = below.iter().map(|unit| rank(unit)).min();
        below
            .iter()
            .copied()
            .filter(|unit| Some(rank(unit)) == widest)
            .collect()
    }

    /// The measures with their reports, in the order of the plan.
    pub fn measures(&self) -> impl Iterator<Item = (usize, &'a Measure, &'a MeasureReport)> {
        let found = |(at, report): (usize, &'a MeasureReport)| {
            let measure = self.plan.measures().get(self.plan.measure(&report.id)?)?;
            Some((at, measure, report))
        };
        self.report.measures.iter().enumerate().filter_map(found)
    }

    /// The result of a measure at a unit, for everybody.
    pub fn result(&self, measure: usize, unit: &str) -> Option<&'a UnitResult> {
        self.results.get(measure)?.get(unit).copied()
    }

    /// The measures by which units are compared: rates with a target at the unit or below it.
    pub fn compared(&self, unit: &str) -> Vec<(usize, &'a Measure)> {
        let parts = self.parts(unit);
        let rates = self
            .measures()
            .filter(|(_, measure, _)| measure.scoring != Scoring::Count);
        rates
            .filter(|(at, _, _)| {
                let judged = |unit: &str| {
                    self.result(*at, unit)
                        .is_some_and(|result| result.target.is_some() && result.value.is_some())
                };
                parts.iter().filter(|part| judged(&part.id)).count() > 1
            })
            .map(|(at, measure, _)| (at, measure))
            .collect()
    }

    /// The units below one, worst first: by how many compared measures are behind, then at risk, then the order of the
    /// tree. Each with those two numbers and the measures that are behind.
    pub fn worst(&self, unit: &str) -> Vec<Standing<'a>> {
        let compared = self.compared(unit);
        let standing = |part: &'a ReportUnit| {
            let with = |wanted: &[Status]| {
                let results = compared.iter().filter(|(at, _)| {
                    self.result(*at, &part.id)
                        .is_some_and(|result| wanted.contains(&result.status))
                });
                results.copied().collect::<Vec<_>>()
            };
            Standing {
                unit: part,
                judged: compared
                    .iter()
                    .filter(|(at, _)| self.result(*at, &part.id).is_some())
                    .count(),
                behind: with(&[Status::OffTrack, Status::Missed]),
                at_risk: with(&[Status::AtRisk]).len(),
            }
        };
        let mut worst: Vec<_> = self.parts(unit).into_iter().map(standing).collect();
        worst.sort_by_key(|standing| {
            (
                std::cmp::Reverse(standing.behind.len()),
                std::cmp::Reverse(standing.at_risk),
            )
        });
        worst
    }

    /// How many measures have each status at a unit, in the order of urgency.
    pub fn statuses(&self, unit: &str) -> Vec<(Status, usize)> {
        let order = [
            Status::Missed,
            Status::OffTrack,
            Status::AtRisk,
            Status::Undetermined,
            Status::OnTrack,
            Status::MetLate,
            Status::Met,
            Status::NotStarted,
            Status::Tracked,
        ];
        let count = |status: Status| {
            let results = (0..self.results.len()).filter_map(|at| self.result(at, unit));
            results.filter(|result| result.status == status).count()
        };
        let counted = order.into_iter().map(|status| (status, count(status)));
        counted.filter(|(_, count)| *count > 0).collect()
    }

    /// The clauses that have measures in the report, and those above them, in the order of the plan.
    pub fn clauses(&self) -> Vec<&'a jinguo::plan::Clause> {
        let plan = self.plan;
        let asked: std::collections::HashSet<&str> = self
            .report
            .measures
            .iter()
            .flat_map(|measure| {
                std::iter::successors(plan.clause(&measure.clause), |clause| {
                    plan.clause(clause.parent.as_deref()?)
                })
            })
            .map(|clause| clause.id.as_str())
            .collect();
        let clauses = self.plan.document().clauses.iter();
        clauses
            .filter(|clause| asked.contains(clause.id.as_str()))
            .collect()
    }
}

/// How a unit stands among its neighbours.
pub struct Standing<'a> {
    /// The unit.
    pub unit: &'a ReportUnit,
    /// How many compared measures have a result here.
    pub judged: usize,
    /// The measures that are behind or missed.
    pub behind: Vec<(usize, &'a Measure)>,
    /// How many are at risk.
    pub at_risk: usize,
}

//! Grades: by score line, then what gates bar, then by quota, then what gates lower.

use super::column::Column;
use super::document::BarredPlace;
use super::evaluate::Run;
use super::number::{Number, Small};
use super::program::{GradeEffect, GradesProgram, Owner};
use super::term::find_band;
use crate::number::Rational;
use crate::report::State;
use std::collections::BTreeMap;

/// A candidate on its way to a grade.
struct Standing {
    /// By line or by a gate that sets it, before bars.
    wanted: usize,
    now: usize,
    barred: Vec<usize>,
    lower: usize,
}

impl Standing {
    /// The nearest grade at or below `from` that is not barred. The check keeps the lowest one free.
    fn allowed(&self, from: usize, grades: usize) -> usize {
        (from..grades)
            .find(|grade| !self.barred.contains(grade))
            .unwrap_or(grades.saturating_sub(1))
    }
}

impl Run<'_> {
    pub(super) fn grades(&mut self, at: usize, grades: &GradesProgram, owner: Owner) -> Column {
        let count = grades.order.len();
        let mut column = Column::with_room(self.rows());
        let mut standings: BTreeMap<usize, Standing> = BTreeMap::new();
        for row in 0..self.rows() {
            if !self.partitions.has(owner, row) {
                column.push(Err(State::NotApplicable));
                continue;
            }
            match self.standing(grades, row) {
                Ok(standing) => {
                    column.push(Ok(Rational::ZERO));
                    standings.insert(row, standing);
                }
                Err(state) => column.push(Err(state)),
            }
        }
        for (nth, quota) in grades.quotas.iter().enumerate() {
            let mut cuts = Vec::new();
            for class in self.classes(owner, &quota.within) {
                let rows: Vec<usize> = class
                    .rows
                    .iter()
                    .copied()
                    .filter(|row| {
                        standings.get(row).is_some_and(|standing| {
                            standing.now == quota.grade
                                || (quota.barred == BarredPlace::IsLost
                                    && standing.wanted == quota.grade
                                    && standing.barred.contains(&quota.grade))
                        })
                    })
                    .collect();
                let (cut, chosen) = self.give(&quota.places, &quota.order, &quota.ties, &class, &rows);
                let chosen = crate::order::set(chosen);
                for row in rows {
                    if let Some(standing) = standings.get_mut(&row)
                        && standing.now == quota.grade
                        && !chosen.contains(&row)
                    {
                        standing.now = standing.allowed(quota.falls_to, count);
                    }
                }
                cuts.push(cut);
            }
            self.filled.cuts.insert((at, nth), cuts);
        }
        for (row, standing) in standings {
            let lowered = standing
                .now
                .saturating_add(standing.lower)
                .min(count.saturating_sub(1));
            let grade = u64::try_from(standing.allowed(lowered, count)).unwrap_or(u64::MAX);
            column.set(row, Ok(Rational::count(grade)));
        }
        column
    }

    fn standing(&self, grades: &GradesProgram, row: usize) -> Result<Standing, State> {
        let scope = self.scope();
        let group = self.prepared.groups.get(row).copied().unwrap_or(usize::MAX);
        let lines = grades
            .lines
            .iter()
            .find(|lines| lines.groups.contains(&group))
            .or_else(|| grades.lines.iter().find(|lines| lines.groups.is_empty()))
            .ok_or(State::NotApplicable)?;
        let mut wanted = *self.both(
            || find_band(grades.of.number::<Small>(scope, row)?, &lines.bands, lines.gaps),
            || {
                find_band(
                    Number::plus(grades.of.number::<Rational>(scope, row)?, Rational::ZERO)?,
                    &lines.bands,
                    lines.gaps,
                )
            },
        )?;
        let mut barred = Vec::new();
        let mut lower = 0usize;
        for (gate, effect) in &grades.gates {
            match self.hit(*gate, row) {
                None => return Err(State::Missing),
                Some(false) => {}
                Some(true) => match effect {
                    GradeEffect::Bar(grades) => barred.extend(grades),
                    GradeEffect::Downgrade(steps) => lower = lower.saturating_add(*steps),
                    GradeEffect::Set(grade) => wanted = *grade,
                    GradeEffect::BarEntry => return Err(State::NotApplicable),
                },
            }
        }
        let mut standing = Standing {
            wanted,
            now: wanted,
            barred,
            lower,
        };
        standing.now = standing.allowed(wanted, grades.order.len());
        Ok(standing)
    }
}

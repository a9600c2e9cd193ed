//! Sections: parts put together, limits of the streams, bounds, scale, rounding.

use super::column::Column;
use super::document::{AtMost, BonusLimit, Combine, Stream, WithoutValue};
use super::evaluate::Run;
use super::item::{LEFT_OUT, REFUSED, ceiling, failed, floor};
use super::number::{Number, Outcome, Small, Stop, both};
use super::program::{Owner, PartProgram, SectionProgram};
use super::term::{Scope, trimmed_mean};
use super::trace::{Silent, Trace, show, text};
use crate::error::Words;
use crate::number::Rational;
use crate::report::State;

/// The points of a section, with the bonus and the deduction that are inside.
#[derive(Clone, Copy)]
pub(super) struct SectionPoints<N> {
    pub(super) points: N,
    pub(super) bonus: N,
    pub(super) deduction: N,
}

/// What a part gives: a number, nothing, or a move of its points to the others.
enum Given<N> {
    Points(N),
    LeftOut,
    Moved,
}

fn given<N: Number>(part: &PartProgram, scope: Scope<'_>, row: usize) -> Outcome<Given<N>> {
    match scope.node::<N>(part.node, row) {
        Ok(points) => Ok(Given::Points(points)),
        Err(Stop::State(State::NotApplicable)) => Ok(Given::LeftOut),
        Err(Stop::State(State::EmptyDenominator)) if part.redistributes => Ok(Given::Moved),
        Err(Stop::Overflow) => Err(Stop::Overflow),
        Err(Stop::State(State::Error)) => Err(Stop::State(State::Error)),
        Err(Stop::State(_)) => Err(REFUSED),
    }
}

impl SectionProgram {
    pub(super) fn cell<N: Number>(
        &self,
        scope: Scope<'_>,
        row: usize,
        trace: &mut impl Trace,
    ) -> Outcome<SectionPoints<N>> {
        let zero = N::whole(0);
        if let Some(applies) = &self.applies {
            match applies.holds(scope, row) {
                Some(true) => {}
                Some(false) => return Err(LEFT_OUT),
                None => return Err(REFUSED),
            }
        }
        if let Some(stop) = failed::<N>(&self.fail, scope, row, trace) {
            return stop.map(|points| SectionPoints {
                points,
                bonus: zero,
                deduction: zero,
            });
        }
        let (base, mut bonus, mut deduction) = match &self.section.combine {
            Combine::Sum => self.sum(scope, row, trace)?,
            combine => {
                let base = self.combined::<N>(combine, scope, row, trace);
                let (base, (bonus, deduction)) = both(base, self.streams(scope, row))?;
                (base, bonus, deduction)
            }
        };
        if let Some(limit) = self.bonus_limit(base)? {
            let before = bonus;
            bonus = bonus.smaller(limit);
            if bonus.compare(before).is_ne() {
                trace.step(|| {
                    let line = format!("{} → {}", show(before), show(bonus));
                    Words::new(format!("加分封顶 {line}"), format!("bonus capped {line}"))
                });
            }
        }
        if let AtMost::Points(limit) = self.section.deduction_at_most {
            let before = deduction;
            deduction = deduction.larger(N::of(limit)?.negated()?);
            if deduction.compare(before).is_ne() {
                trace.step(|| {
                    let line = format!("{} → {}", show(before), show(deduction));
                    Words::new(format!("扣分封顶 {line}"), format!("deduction capped {line}"))
                });
            }
        }
        for (gate, points) in &self.deduct {
            match scope.node::<N>(*gate, row) {
                Ok(hit) if hit.is_zero() => {}
                Ok(_) => {
                    deduction = deduction.minus(N::of(*points)?)?;
                    trace.step(|| {
                        Words::new(
                            format!("否决扣 {} 分", text(*points)),
                            format!("a gate takes {}", text(*points)),
                        )
                    });
                }
                Err(_) => return Err(REFUSED),
            }
        }
        let mut points = base.plus(bonus)?.plus(deduction)?;
        trace.step(|| {
            let line = format!(
                "{} + {} + {} = {}",
                show(base),
                show(bonus),
                show(deduction),
                show(points)
            );
            Words::new(
                format!("基本分 + 加分 + 扣分：{line}"),
                format!("base + bonus + deduction: {line}"),
            )
        });
        let before = points;
        if let Some(floor) = floor(self.section.floor) {
            points = points.larger(N::of(floor)?);
        }
        if let Some(ceiling) = ceiling(self.section.ceiling, self.section.points) {
            points = points.smaller(N::of(ceiling.ok_or(Stop::Overflow)?)?);
        }
        if points.compare(before).is_ne() {
            trace.step(|| {
                let line = format!("{} → {}", show(before), show(points));
                Words::new(format!("限幅 {line}"), format!("bounded {line}"))
            });
        }
        if let Some(scale) = self.section.scale {
            let factor = N::of(scale.to)?.over(N::of(scale.from)?)?;
            let before = points;
            points = points.times(factor)?;
            bonus = bonus.times(factor)?;
            deduction = deduction.times(factor)?;
            trace.step(|| {
                let line = format!(
                    "{} × {} ÷ {} = {}",
                    show(before),
                    text(scale.to),
                    text(scale.from),
                    show(points)
                );
                Words::new(format!("折算 {line}"), format!("converted {line}"))
            });
        }
        if let Some(round) = self.section.round {
            let before = points;
            points = points.round(round)?;
            trace.step(|| {
                let line = format!("{} → {}", show(before), show(points));
                Words::new(format!("修约 {line}"), format!("rounded {line}"))
            });
        }
        Ok(SectionPoints {
            points,
            bonus,
            deduction,
        })
    }

    fn bonus_limit<N: Number>(&self, base: N) -> Outcome<Option<N>> {
        Ok(match self.section.bonus_at_most {
            BonusLimit::Unlimited => None,
            BonusLimit::Points(points) => Some(N::of(points)?),
            BonusLimit::ShareOfPoints(share) => {
                let points = self.section.points.unwrap_or(Rational::ZERO);
                Some(N::of(share)?.times(N::of(points)?)?)
            }
            BonusLimit::ShareOfReached(share) => Some(N::of(share)?.times(base)?.larger(N::whole(0))),
        })
    }

    fn sum<N: Number>(&self, scope: Scope<'_>, row: usize, trace: &mut impl Trace) -> Outcome<(N, N, N)> {
        let zero = N::whole(0);
        let (mut items, mut sections, mut bonus, mut deduction) = (zero, zero, zero, zero);
        let mut moved = zero;
        let mut any = false;
        let mut worst: Option<Stop> = None;
        for part in &self.parts {
            if part.stream == Stream::Helper {
                continue;
            }
            let points = match given::<N>(part, scope, row) {
                Ok(Given::Points(points)) => points,
                Ok(Given::LeftOut) => continue,
                Ok(Given::Moved) => {
                    moved = moved.plus(N::of(part.points.unwrap_or(Rational::ZERO))?)?;
                    continue;
                }
                Err(stop) => {
                    worst = Some(worst.map_or(stop, |worst| worst.worse(stop)));
                    continue;
                }
            };
            any = true;
            match (part.stream, part.inner) {
                (Stream::Base, None) => items = items.plus(points)?,
                (Stream::Base, Some((inner_bonus, inner_deduction))) => {
                    let more: N = scope.node(inner_bonus, row)?;
                    let less: N = scope.node(inner_deduction, row)?;
                    sections = sections.plus(points.minus(more)?.minus(less)?)?;
                    bonus = bonus.plus(more)?;
                    deduction = deduction.plus(less)?;
                }
                (Stream::Bonus, _) => bonus = bonus.plus(points)?,
                (Stream::Deduction, _) => deduction = deduction.plus(points)?,
                (Stream::Helper, _) => {}
            }
        }
        if let Some(stop) = worst {
            return Err(stop);
        }
        if !moved.is_zero() {
            let kept: N = self.applicable(scope, row)?;
            if kept.is_zero() {
                return Err(REFUSED);
            }
            let before = items;
            items = items.times(kept.plus(moved)?)?.over(kept)?;
            trace.step(|| {
                let line = format!(
                    "{} × ({} + {}) ÷ {} = {}",
                    show(before),
                    show(kept),
                    show(moved),
                    show(kept),
                    show(items)
                );
                Words::new(format!("分值分摊 {line}"), format!("points redistributed {line}"))
            });
        } else if !any {
            return Err(LEFT_OUT);
        }
        Ok((items.plus(sections)?, bonus, deduction))
    }

    /// The printed points of the base items that have a number.
    fn applicable<N: Number>(&self, scope: Scope<'_>, row: usize) -> Outcome<N> {
        let mut kept = N::whole(0);
        for part in &self.parts {
            if part.stream == Stream::Base
                && part.inner.is_none()
                && matches!(given::<N>(part, scope, row)?, Given::Points(_))
            {
                kept = kept.plus(N::of(part.points.unwrap_or(Rational::ZERO))?)?;
            }
        }
        Ok(kept)
    }

    /// Bonus and deduction items that stand directly in a section that does not sum.
    fn streams<N: Number>(&self, scope: Scope<'_>, row: usize) -> Outcome<(N, N)> {
        let (mut bonus, mut deduction) = (N::whole(0), N::whole(0));
        let mut worst: Option<Stop> = None;
        for part in &self.parts {
            let sum = match part.stream {
                Stream::Bonus => &mut bonus,
                Stream::Deduction => &mut deduction,
                Stream::Base | Stream::Helper => continue,
            };
            match given::<N>(part, scope, row) {
                Ok(Given::Points(points)) => *sum = sum.plus(points)?,
                Ok(Given::LeftOut | Given::Moved) => {}
                Err(stop) => worst = Some(worst.map_or(stop, |worst| worst.worse(stop))),
            }
        }
        match worst {
            Some(stop) => Err(stop),
            None => Ok((bonus, deduction)),
        }
    }

    fn combined<N: Number>(
        &self,
        combine: &Combine,
        scope: Scope<'_>,
        row: usize,
        trace: &mut impl Trace,
    ) -> Outcome<N> {
        let without_value = match combine {
            Combine::Weighted(weights) => weights.without_value,
            Combine::Mean(mean) => mean.without_value,
            Combine::Sum | Combine::Lowest | Combine::Highest => WithoutValue::LeaveOut,
        };
        let mut values: Vec<(N, Rational)> = Vec::with_capacity(self.parts.len());
        let mut complete = true;
        let mut worst: Option<Stop> = None;
        for part in self.parts.iter().filter(|part| part.stream == Stream::Base) {
            match given::<N>(part, scope, row) {
                Ok(Given::Points(points)) => {
                    values.push((points, part.weight.unwrap_or(Rational::ONE)));
                }
                Ok(Given::LeftOut | Given::Moved) | Err(REFUSED)
                    if without_value == WithoutValue::LeaveOut =>
                {
                    // A lowest or highest of what is missing could be anything.
                    if matches!(combine, Combine::Lowest | Combine::Highest)
                        && !matches!(given::<N>(part, scope, row), Ok(Given::LeftOut))
                    {
                        worst = Some(worst.map_or(REFUSED, |worst| worst.worse(REFUSED)));
                    }
                    complete = false;
                }
                Ok(_) => worst = Some(worst.map_or(REFUSED, |worst| worst.worse(REFUSED))),
                Err(stop) => worst = Some(worst.map_or(stop, |worst| worst.worse(stop))),
            }
        }
        if let Some(stop) = worst {
            return Err(stop);
        }
        if values.is_empty() {
            return Err(LEFT_OUT);
        }
        match combine {
            Combine::Weighted(_) => {
                let (mut sum, mut weights) = (N::whole(0), N::whole(0));
                for (points, weight) in &values {
                    let weight = N::of(*weight)?;
                    sum = sum.plus(points.times(weight)?)?;
                    weights = weights.plus(weight)?;
                }
                let result = if complete { sum } else { sum.over(weights)? };
                trace.step(|| {
                    let mut line = values
                        .iter()
                        .map(|(points, weight)| format!("{} × {}", show(*points), text(*weight)))
                        .collect::<Vec<_>>()
                        .join(" + ");
                    if !complete {
                        line = format!("({line}) ÷ {}", show(weights));
                    }
                    let line = format!("{line} = {}", show(result));
                    Words::new(format!("加权：{line}"), format!("weighted: {line}"))
                });
                Ok(result)
            }
            Combine::Mean(mean) => {
                let marks = values.iter().map(|(points, _)| *points).collect();
                trimmed_mean(
                    marks,
                    usize::from(mean.drop_lowest),
                    usize::from(mean.drop_highest),
                    1,
                )
            }
            Combine::Lowest => Ok(values
                .iter()
                .map(|(points, _)| *points)
                .reduce(N::smaller)
                .unwrap_or(N::whole(0))),
            Combine::Sum | Combine::Highest => Ok(values
                .iter()
                .map(|(points, _)| *points)
                .reduce(N::larger)
                .unwrap_or(N::whole(0))),
        }
    }
}

impl Run<'_> {
    pub(super) fn section(&mut self, section: &SectionProgram, owner: Owner) -> Column {
        let rows = self.rows();
        let mut columns = [
            Column::with_room(rows),
            Column::with_room(rows),
            Column::with_room(rows),
        ];
        let scope = self.scope();
        for (row, inside) in self.partitions.mask(owner).iter().enumerate() {
            let cell = if *inside {
                let small = if self.wide_only {
                    Err(Stop::Overflow)
                } else {
                    section.cell::<Small>(scope, row, &mut Silent)
                };
                match small {
                    Ok(cell) => {
                        let cells = [cell.points, cell.bonus, cell.deduction];
                        for (column, number) in columns.iter_mut().zip(cells) {
                            column.push_small(number);
                        }
                        continue;
                    }
                    Err(Stop::Overflow) => section
                        .cell::<Rational>(scope, row, &mut Silent)
                        .map_err(super::evaluate::state),
                    Err(Stop::State(state)) => Err(state),
                }
            } else {
                Err(State::NotApplicable)
            };
            let cells = match cell {
                Ok(cell) => [Ok(cell.points), Ok(cell.bonus), Ok(cell.deduction)],
                Err(state) => [Err(state); 3],
            };
            for (column, cell) in columns.iter_mut().zip(cells) {
                column.push(cell);
            }
        }
        let [points, bonus, deduction] = columns;
        self.put(section.bonus, bonus);
        self.put(section.deduction, deduction);
        points
    }
}

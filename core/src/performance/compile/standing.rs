//! Gates, grades, rankings, payouts, consequences, calendar.

use super::{Compiler, Name};
use crate::error::{Code, Words};
use crate::number::Rational;
use crate::performance::document::{Band, Effect, Gate, Grades, RankMethod, Ranking, Scorecard, TieRule};
use crate::performance::program::{
    GateProgram, GradeEffect, GradesProgram, Kind, LinesProgram, QuotaProgram, RankProgram,
};

impl Compiler<'_> {
    pub(super) fn scorecard_body(&mut self, at: usize, scorecard: &Scorecard, pointer: &str) {
        self.section_body(at, &scorecard.total, &format!("{pointer}/total"));
        for (nth, gate) in scorecard.gates.iter().enumerate() {
            self.gate_body(at, gate, &format!("{pointer}/gates/{nth}"));
        }
        if let Some(grades) = &scorecard.grades {
            self.grades_body(at, grades, &format!("{pointer}/grades"));
        }
        for (nth, ranking) in scorecard.rankings.iter().enumerate() {
            self.ranking_body(at, ranking, &format!("{pointer}/rankings/{nth}"));
        }
        let nodes = self.program.scorecards.get(at).cloned().unwrap_or_default();
        for (nth, (payout, node)) in scorecard.payouts.iter().zip(nodes.payouts).enumerate() {
            let pointer = format!("{pointer}/payouts/{nth}");
            self.twice(
                scorecard.payouts.iter().take(nth).map(|one| &one.id),
                &payout.id,
                &pointer,
            );
            let when = self.condition(&payout.when, &format!("{pointer}/when"));
            let amount = self.value(&payout.amount, &format!("{pointer}/amount"));
            self.rounding(payout.round, &format!("{pointer}/round"));
            self.fill(
                node,
                Kind::Payout {
                    when,
                    amount,
                    otherwise: payout.otherwise,
                    round: payout.round,
                },
            );
        }
        for (nth, (consequence, node)) in scorecard.consequences.iter().zip(nodes.consequences).enumerate() {
            let pointer = format!("{pointer}/consequences/{nth}");
            self.twice(
                scorecard.consequences.iter().take(nth).map(|one| &one.id),
                &consequence.id,
                &pointer,
            );
            let when = self.condition(&consequence.when, &format!("{pointer}/when"));
            self.fill(node, Kind::Consequence(when));
        }
        self.calendar(scorecard, pointer);
    }

    pub(super) fn twice<'b>(
        &mut self,
        mut earlier: impl Iterator<Item = &'b String>,
        id: &str,
        pointer: &str,
    ) {
        if earlier.any(|one| one == id) {
            self.duplicate(format!("{pointer}/id"), id);
        }
    }

    fn gate_body(&mut self, at: usize, gate: &Gate, pointer: &str) {
        let Some(node) = self.names.get(&Name::Gate(at, gate.id.clone())).copied() else {
            return;
        };
        let when = self.condition(&gate.when, &format!("{pointer}/when"));
        let effect = format!("{pointer}/effect");
        match &gate.effect {
            Effect::BarAwards(awards) => {
                for (nth, award) in awards.iter().enumerate() {
                    if !self.awards.contains_key(award.as_str()) {
                        let names: Vec<&str> = self.awards.keys().copied().collect();
                        self.unknown(
                            Code::UnknownAward,
                            format!("{effect}/bar_awards/{nth}"),
                            award,
                            names,
                        );
                    }
                }
            }
            Effect::Deduct(deduct) => {
                let is_section = self
                    .document
                    .scorecards
                    .get(at)
                    .is_some_and(|card| has_section(&card.total, &deduct.from));
                if !is_section {
                    let names: Vec<String> = self
                        .document
                        .scorecards
                        .get(at)
                        .map(|card| section_names(&card.total))
                        .unwrap_or_default();
                    self.unknown(
                        Code::UnknownPart,
                        format!("{effect}/deduct/from"),
                        &deduct.from,
                        names,
                    );
                }
                if deduct.points <= Rational::ZERO {
                    self.flaw(
                        Code::DeductionNegative,
                        format!("{effect}/deduct/points"),
                        deduct.points.to_string(),
                        Words::new("大于 0 的数", "a number above 0"),
                    );
                }
            }
            Effect::BarGrades(_) | Effect::Downgrade(_) | Effect::SetGrade(_) => {
                let graded = self
                    .document
                    .scorecards
                    .get(at)
                    .is_some_and(|card| card.grades.is_some());
                if !graded {
                    self.unknown::<&str>(Code::UnknownGrade, effect, "", []);
                }
            }
            Effect::Fail(_) | Effect::BarEntry => {}
        }
        let program = GateProgram {
            when,
            unknown: gate.unknown,
        };
        self.fill(node, Kind::Gate(Box::new(program)));
    }

    fn grade(&mut self, order: &[String], grade: &str, pointer: String) -> Option<usize> {
        let found = order.iter().position(|known| known == grade);
        if found.is_none() {
            self.unknown(Code::UnknownGrade, pointer, grade, order);
        }
        found
    }

    fn grades_body(&mut self, at: usize, grades: &Grades, pointer: &str) {
        let Some(node) = self.grades.get(&at).copied() else {
            return;
        };
        let order = &grades.order;
        if order.is_empty() {
            self.empty(&format!("{pointer}/order"));
        }
        for (nth, grade) in order.iter().enumerate() {
            if order.iter().take(nth).any(|earlier| earlier == grade) {
                self.duplicate(format!("{pointer}/order/{nth}"), grade);
            }
        }
        let of = self.value(&grades.of, &format!("{pointer}/of"));
        let mut seen = Vec::new();
        let mut lines = Vec::new();
        if grades.lines.is_empty() {
            self.empty(&format!("{pointer}/lines"));
        }
        for (nth, case) in grades.lines.iter().enumerate() {
            let pointer = format!("{pointer}/lines/{nth}");
            let groups = if case.groups.is_empty() {
                if grades
                    .lines
                    .iter()
                    .take(nth)
                    .any(|earlier| earlier.groups.is_empty())
                {
                    self.flaw(
                        Code::GroupTwice,
                        format!("{pointer}/groups"),
                        "",
                        Words::new("只有一条不写系列", "only one case without groups"),
                    );
                }
                Vec::new()
            } else {
                self.groups_once(&case.groups, &mut seen, &format!("{pointer}/groups"))
            };
            self.bands(&case.bands, case.gaps, &pointer);
            let mut bands = Vec::new();
            for (band_nth, band) in case.bands.iter().enumerate() {
                let grade = self.grade(order, &band.gives, format!("{pointer}/bands/{band_nth}/gives"));
                bands.push(Band {
                    at_least: band.at_least,
                    above: band.above,
                    at_most: band.at_most,
                    below: band.below,
                    gives: grade.unwrap_or(0),
                });
            }
            lines.push(LinesProgram {
                groups,
                bands,
                gaps: case.gaps,
            });
        }
        let quotas = self.quotas(grades, pointer);
        let gates = self.grade_gates(at, order);
        self.uses.extend(gates.iter().map(|(gate, _)| *gate));
        let program = GradesProgram {
            of,
            order: order.clone(),
            lines,
            quotas,
            gates,
        };
        self.fill(node, Kind::Grade(Box::new(program)));
    }

    fn quotas(&mut self, grades: &Grades, pointer: &str) -> Vec<QuotaProgram> {
        let mut quotas = Vec::new();
        for (nth, quota) in grades.quotas.iter().enumerate() {
            let pointer = format!("{pointer}/quotas/{nth}");
            let grade = self.grade(&grades.order, &quota.grade, format!("{pointer}/grade"));
            let falls_to = self.grade(&grades.order, &quota.falls_to, format!("{pointer}/falls_to"));
            if let (Some(grade), Some(falls_to)) = (grade, falls_to)
                && falls_to <= grade
            {
                self.flaw(
                    Code::OutOfOrder,
                    format!("{pointer}/falls_to"),
                    &quota.falls_to,
                    Words::new("更低的等次", "a lower grade"),
                );
            }
            self.places(&quota.places, &quota.within, &format!("{pointer}/places"));
            if quota.order.is_empty() {
                self.empty(&format!("{pointer}/order"));
            }
            let order = self.keys(&quota.order, &format!("{pointer}/order"));
            self.tie_rule(&quota.ties, &format!("{pointer}/ties"));
            quotas.push(QuotaProgram {
                grade: grade.unwrap_or(0),
                within: quota.within.clone(),
                places: quota.places.clone(),
                order,
                ties: quota.ties.clone(),
                falls_to: falls_to.unwrap_or(0),
                barred: quota.barred,
            });
        }
        quotas
    }

    pub(super) fn tie_rule(&mut self, ties: &TieRule, pointer: &str) {
        if let TieRule::Draw(draw) = ties {
            self.seed(&draw.seed, &format!("{pointer}/draw/seed"));
        }
    }

    pub(super) fn seed(&mut self, seed: &str, pointer: &str) {
        if seed.trim().is_empty() {
            self.flaw(
                Code::BadText,
                pointer,
                seed,
                Words::new("公布的种子", "the published seed"),
            );
        }
    }

    /// The gates of a scorecard that act on its grades.
    fn grade_gates(&mut self, at: usize, order: &[String]) -> Vec<(usize, GradeEffect)> {
        let mut effects = Vec::new();
        let gates = self
            .document
            .scorecards
            .get(at)
            .map_or(&[][..], |card| card.gates.as_slice());
        for (nth, gate) in gates.iter().enumerate() {
            let pointer = format!("/scorecards/{at}/gates/{nth}/effect");
            let Some(node) = self.names.get(&Name::Gate(at, gate.id.clone())).copied() else {
                continue;
            };
            let effect = match &gate.effect {
                Effect::BarGrades(grades) => {
                    let mut barred = Vec::new();
                    for (nth, grade) in grades.iter().enumerate() {
                        barred.extend(self.grade(order, grade, format!("{pointer}/bar_grades/{nth}")));
                    }
                    let distinct = crate::order::set(barred.iter().copied());
                    if distinct.len() >= order.len() || distinct.contains(&order.len().saturating_sub(1)) {
                        self.flaw(
                            Code::UnknownGrade,
                            format!("{pointer}/bar_grades"),
                            grades.join(", "),
                            Words::new("最低等次不能否决", "the lowest grade cannot be barred"),
                        );
                    }
                    GradeEffect::Bar(barred)
                }
                Effect::Downgrade(steps) => GradeEffect::Downgrade(usize::from(*steps)),
                Effect::SetGrade(grade) => {
                    let grade = self.grade(order, grade, format!("{pointer}/set_grade"));
                    GradeEffect::Set(grade.unwrap_or(0))
                }
                Effect::BarEntry => GradeEffect::BarEntry,
                Effect::BarAwards(_) | Effect::Deduct(_) | Effect::Fail(_) => continue,
            };
            effects.push((node, effect));
        }
        effects
    }

    /// The gates of a scorecard that bar from being ranked.
    pub(super) fn entry_gates(&self, at: usize) -> Vec<usize> {
        let gates = self
            .document
            .scorecards
            .get(at)
            .map_or(&[][..], |card| card.gates.as_slice());
        gates
            .iter()
            .filter(|gate| gate.effect == Effect::BarEntry)
            .filter_map(|gate| self.names.get(&Name::Gate(at, gate.id.clone())).copied())
            .collect()
    }

    fn ranking_body(&mut self, at: usize, ranking: &Ranking, pointer: &str) {
        let Some(node) = self.names.get(&Name::Ranking(at, ranking.id.clone())).copied() else {
            return;
        };
        if ranking.order.is_empty() {
            self.empty(&format!("{pointer}/order"));
        }
        if let Some(draw) = &ranking.draw {
            self.seed(&draw.seed, &format!("{pointer}/draw/seed"));
            if ranking.method != RankMethod::Ordinal {
                self.flaw(
                    Code::WrongRankMethod,
                    format!("{pointer}/draw"),
                    "draw",
                    Words::new("抽签只用于 `ordinal`", "a draw with `ordinal` only"),
                );
            }
        }
        let order = self.keys(&ranking.order, &format!("{pointer}/order"));
        let barred_by = self.entry_gates(at);
        self.uses.extend(&barred_by);
        let program = RankProgram {
            order,
            within: ranking.within.clone(),
            method: ranking.method,
            seed: ranking.draw.as_ref().map(|draw| draw.seed.clone()),
            barred_by,
        };
        self.fill(node, Kind::Rank(program));
    }

    fn calendar(&mut self, scorecard: &Scorecard, pointer: &str) {
        let mut before = None;
        for (nth, step) in scorecard.calendar.iter().enumerate() {
            let pointer = format!("{pointer}/calendar/{nth}");
            self.twice(
                scorecard.calendar.iter().take(nth).map(|one| &one.id),
                &step.id,
                &pointer,
            );
            if step.first.is_some_and(|first| first > step.last)
                || before.is_some_and(|before| step.last < before)
            {
                self.flaw(
                    Code::OutOfOrder,
                    format!("{pointer}/last"),
                    step.last.to_string(),
                    Words::new(
                        "不早于本步骤的起日，也不早于上一步骤的止日",
                        "a day not before the first day of the step, nor before the last day of the step above",
                    ),
                );
            }
            before = Some(step.last);
        }
        if let Some(appeal) = &scorecard.appeal
            && appeal.days == 0
        {
            self.flaw(
                Code::OutOfRange,
                format!("{pointer}/appeal/days"),
                "0",
                Words::new("至少 1 天", "at least 1 day"),
            );
        }
    }
}

fn has_section(section: &crate::performance::document::Section, id: &str) -> bool {
    section_names(section).iter().any(|name| name == id)
}

fn section_names(section: &crate::performance::document::Section) -> Vec<String> {
    let mut names = vec![section.id.clone()];
    for part in &section.parts {
        if let crate::performance::document::Part::Section(inner) = part {
            names.extend(section_names(inner));
        }
    }
    names
}

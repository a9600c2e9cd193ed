//! Measures made of other measures.

use super::criterion::Question;
use super::figures::{Cell, Classified, Figures, count_classes, is_due};
use super::number::{Q, q, whole};
use super::target::due_of;
use jinguo::gap::{Class, Subject};
use jinguo::plan::{Component, CompositeMethod, Measure, MissingData, Scoring};
use jinguo::report::{Classes, State};
use std::collections::BTreeMap;

impl<'a> Question<'a> {
    /// The same question about another measure of the plan.
    pub fn about(&self, measure: &'a Measure) -> Question<'a> {
        Question::new(self.plan, self.known, measure, self.as_of)
    }

    fn component(&self, component: &Component) -> Question<'a> {
        let mut measures = self.plan.measures.iter();
        let measure = measures
            .find(|measure| measure.id == component.measure)
            .expect("a measure of the plan");
        self.about(measure)
    }

    /// The subjects of any measure with their classes. Of the composites, those have some that look at each subject:
    /// all or nothing, and linear.
    pub fn members(&self) -> Vec<Classified> {
        if self.measure.scoring != Scoring::Composite {
            return self.classified();
        }
        let parts = self.parts();
        self.subjects()
            .into_iter()
            .map(|subject| {
                let standings: Vec<Standing> = parts.iter().map(|part| part.standing(&subject)).collect();
                let has = |standing| standings.contains(&standing);
                let due = due_of(self, &subject);
                let class = if standings.iter().all(|standing| *standing == Standing::NotDue) {
                    Class::Outside
                } else if has(Standing::Failed) {
                    if self.as_of <= due {
                        Class::Prospective
                    } else {
                        Class::Open
                    }
                } else if has(Standing::Unknown) {
                    Class::Unknown
                } else {
                    Class::Met
                };
                let in_part = |part: &Part| {
                    let member = part.members.get(&subject);
                    member.is_some_and(|member| member.in_population)
                };
                Classified {
                    class,
                    in_population: parts.iter().any(in_part),
                    units: self.units_above(&subject),
                    categories: self.categories(&subject),
                    due,
                    subject,
                }
            })
            .collect()
    }

    fn parts(&self) -> Vec<Part> {
        self.measure
            .components
            .iter()
            .map(|component| {
                let question = self.component(component);
                Part {
                    reversed: question.measure.improvement != self.measure.improvement,
                    missing: question.measure.missing,
                    members: question
                        .members()
                        .into_iter()
                        .map(|member| (member.subject.clone(), member))
                        .collect(),
                }
            })
            .collect()
    }

    /// The figures of any measure in every cell that has subjects.
    pub fn all_figures(&self) -> BTreeMap<Cell, Figures> {
        match self.measure.composite {
            None => self.figures(),
            Some(CompositeMethod::AllOrNothing) => self.by_subject(|figures, _| {
                figures.numerator = figures.classes.met;
                figures.value = ratio(whole(figures.classes.met), whole(figures.denominator));
            }),
            Some(CompositeMethod::Linear) => {
                let parts = self.parts();
                self.by_subject(|figures, due| {
                    let shares = |wanted: Standing| {
                        let shares = due.iter().map(|member| {
                            let standings = parts.iter().map(|part| part.standing(&member.subject));
                            let counted: Vec<Standing> = standings
                                .filter(|standing| *standing != Standing::NotDue)
                                .collect();
                            let found = counted.iter().filter(|standing| **standing == wanted);
                            Q::new(found.count() as i128, counted.len() as i128)
                        });
                        ratio(shares.sum(), whole(figures.denominator))
                    };
                    (figures.value, figures.unmet) = (shares(Standing::Met), shares(Standing::Failed));
                })
            }
            Some(CompositeMethod::Opportunity) => self.opportunity(),
            Some(CompositeMethod::Weighted) => self.weighted(),
        }
    }

    /// The figures of a composite that looks at each subject.
    fn by_subject(&self, score: impl Fn(&mut Figures, &[&&Classified])) -> BTreeMap<Cell, Figures> {
        let members = self.members();
        self.cells(&members)
            .into_iter()
            .map(|(cell, members)| {
                let due: Vec<&&Classified> = members
                    .iter()
                    .filter(|member| is_due(member.class, self.measure.missing))
                    .collect();
                let mut figures = self.composed(members.len() as u64, None);
                figures.classes = count_classes(members.iter().map(|member| member.class));
                figures.failed = figures.classes.open + figures.classes.prospective;
                figures.denominator = due.len() as u64;
                score(&mut figures, &due);
                let refused = self.measure.missing == MissingData::Refuse && figures.classes.unknown > 0;
                figures.state = match figures.state {
                    State::NotApplicable => State::NotApplicable,
                    _ if refused => State::Missing,
                    _ if figures.value.is_none() => State::EmptyDenominator,
                    _ => State::Value,
                };
                if figures.state != State::Value {
                    figures.value = None;
                }
                (cell, figures)
            })
            .collect()
    }

    /// Figures with a value, or with the reason why there is none.
    pub fn composed(&self, population: u64, value: Option<Q>) -> Figures {
        let state = if self.as_of < self.first || population == 0 {
            State::NotApplicable
        } else if value.is_none() {
            State::EmptyDenominator
        } else {
            State::Value
        };
        Figures {
            population,
            without_number: 0,
            failed: 0,
            classes: Classes::default(),
            numerator: 0,
            denominator: 0,
            state,
            value: value.filter(|_| state == State::Value),
            unmet: None,
            bounds: None,
            organisations: None,
            official: None,
        }
    }

    /// The figures of every component, cell by cell.
    fn component_figures(&self) -> BTreeMap<Cell, Vec<(&'a Component, &'a Measure, Figures)>> {
        let mut cells: BTreeMap<Cell, Vec<(&Component, &Measure, Figures)>> = BTreeMap::new();
        for component in &self.measure.components {
            let question = self.component(component);
            for (cell, figures) in question.all_figures() {
                if cell.1.is_empty() {
                    let cell = cells.entry(cell).or_default();
                    cell.push((component, question.measure, figures));
                }
            }
        }
        cells
    }

    /// Numerators over denominators, summed over the components.
    fn opportunity(&self) -> BTreeMap<Cell, Figures> {
        self.component_figures()
            .into_iter()
            .map(|(cell, parts)| {
                // Where the other direction is better, those count who are surely not met.
                let (mut numerator, mut failed) = (0, 0);
                for (_, measure, figures) in &parts {
                    if measure.improvement == self.measure.improvement {
                        numerator += figures.numerator;
                        failed += figures.failed;
                    } else {
                        numerator += figures.failed;
                        failed += figures.numerator;
                    }
                }
                let denominator = parts.iter().map(|(_, _, figures)| figures.denominator).sum();
                let population = parts.iter().map(|(_, _, figures)| figures.population).sum();
                let value = ratio(whole(numerator), whole(denominator));
                let mut figures = self.composed(population, value);
                figures.numerator = numerator;
                figures.failed = failed;
                figures.denominator = denominator;
                (cell, figures)
            })
            .collect()
    }

    /// The weighted mean of the component rates; components without a value leave the weights.
    fn weighted(&self) -> BTreeMap<Cell, Figures> {
        self.component_figures()
            .into_iter()
            .map(|(cell, parts)| {
                // What is unknown is neither met nor not: it helps in no direction.
                let mean = |turned: bool| {
                    let mut total = Q::from_integer(0);
                    let mut weights = Q::from_integer(0);
                    for (component, measure, figures) in &parts {
                        let Some(value) = figures.value else { continue };
                        let unmet = figures
                            .unmet
                            .or_else(|| ratio(whole(figures.failed), whole(figures.denominator)));
                        let reversed = measure.improvement != self.measure.improvement;
                        let value = if reversed != turned { unmet.unwrap() } else { value };
                        let weight = self.weight(component);
                        total += weight * value;
                        weights += weight;
                    }
                    ratio(total, weights)
                };
                let population = parts.iter().map(|(_, _, figures)| figures.population).sum();
                let mut figures = self.composed(population, mean(false));
                figures.unmet = mean(true);
                (cell, figures)
            })
            .collect()
    }

    /// The weight in force on the day of evaluation; 1 where there is none.
    fn weight(&self, component: &Component) -> Q {
        component
            .weight
            .iter()
            .find(|dated| {
                dated.first.is_none_or(|first| first <= self.at)
                    && dated.last.is_none_or(|last| self.at <= last)
            })
            .map_or(Q::from_integer(1), |dated| q(dated.value))
    }
}

/// A component, subject by subject.
struct Part {
    /// Whether the other direction is better in it than in the composite.
    reversed: bool,
    missing: MissingData,
    members: BTreeMap<Subject, Classified>,
}

/// How a subject stands in a component, in the direction of the composite.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    NotDue,
    Met,
    Failed,
    Unknown,
}

impl Part {
    fn standing(&self, subject: &Subject) -> Standing {
        let class = self
            .members
            .get(subject)
            .map_or(Class::Outside, |member| member.class);
        if !is_due(class, self.missing) {
            Standing::NotDue
        } else if class == Class::Unknown {
            Standing::Unknown
        } else if (class == Class::Met) != self.reversed {
            Standing::Met
        } else {
            Standing::Failed
        }
    }
}

fn ratio(numerator: Q, denominator: Q) -> Option<Q> {
    (denominator != Q::from_integer(0)).then(|| numerator / denominator)
}

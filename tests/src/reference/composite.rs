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

    /// The subjects of any measure with their classes. A composite has some only where it is all or nothing.
    pub fn members(&self) -> Vec<Classified> {
        if self.measure.scoring != Scoring::Composite {
            return self.classified();
        }
        let parts: Vec<(MissingData, BTreeMap<Subject, Classified>)> = self
            .measure
            .components
            .iter()
            .map(|component| {
                let question = self.component(component);
                let members = question.members().into_iter();
                (
                    question.measure.missing,
                    members.map(|member| (member.subject.clone(), member)).collect(),
                )
            })
            .collect();
        self.subjects()
            .into_iter()
            .map(|subject| {
                let in_parts: Vec<(MissingData, &Classified)> = parts
                    .iter()
                    .filter_map(|(missing, members)| Some((*missing, members.get(&subject)?)))
                    .collect();
                let classes: Vec<Class> = in_parts
                    .iter()
                    .filter(|(missing, member)| is_due(member.class, *missing))
                    .map(|(_, member)| member.class)
                    .collect();
                let due = due_of(self, &subject);
                let class = if classes.is_empty() {
                    Class::Outside
                } else if classes.iter().all(|class| *class == Class::Met) {
                    Class::Met
                } else if classes
                    .iter()
                    .all(|class| matches!(class, Class::Met | Class::Unknown))
                {
                    Class::Unknown
                } else if self.as_of <= due {
                    Class::Prospective
                } else {
                    Class::Open
                };
                Classified {
                    class,
                    in_population: in_parts.iter().any(|(_, member)| member.in_population),
                    units: self.units_above(&subject),
                    categories: Vec::new(),
                    due,
                    subject,
                }
            })
            .collect()
    }

    /// The figures of any measure in every cell that has subjects.
    pub fn all_figures(&self) -> BTreeMap<Cell, Figures> {
        match self.measure.composite {
            None => self.figures(),
            Some(CompositeMethod::AllOrNothing) => {
                let members = self.members();
                self.cells(&members)
                    .into_iter()
                    .map(|(cell, members)| {
                        let classes = count_classes(members.iter().map(|member| member.class));
                        let due = members
                            .iter()
                            .filter(|member| is_due(member.class, self.measure.missing));
                        let denominator = due.count() as u64;
                        let value = ratio(whole(classes.met), whole(denominator));
                        let mut figures = self.composed(members.len() as u64, value);
                        figures.numerator = classes.met;
                        figures.denominator = denominator;
                        figures.classes = classes;
                        if self.measure.missing == MissingData::Refuse
                            && classes.unknown > 0
                            && figures.state != State::NotApplicable
                        {
                            figures.state = State::Missing;
                            figures.value = None;
                        }
                        (cell, figures)
                    })
                    .collect()
            }
            Some(CompositeMethod::Linear) => self.linear(),
            Some(CompositeMethod::Opportunity) => self.opportunity(),
            Some(CompositeMethod::Weighted) => self.weighted(),
        }
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
            classes: Classes::default(),
            numerator: 0,
            denominator: 0,
            state,
            value: value.filter(|_| state == State::Value),
            bounds: None,
            organisations: None,
            official: None,
        }
    }

    /// The mean over due subjects of each one's share of met components.
    fn linear(&self) -> BTreeMap<Cell, Figures> {
        let mut shares: BTreeMap<Subject, (u64, u64)> = BTreeMap::new();
        for component in &self.measure.components {
            let question = self.component(component);
            for member in question.members() {
                if is_due(member.class, question.measure.missing) {
                    let share = shares.entry(member.subject).or_default();
                    share.0 += u64::from(member.class == Class::Met);
                    share.1 += 1;
                }
            }
        }
        let members = self.members();
        self.cells(&members)
            .into_iter()
            .map(|(cell, members)| {
                let due: Vec<Q> = members
                    .iter()
                    .filter_map(|member| shares.get(&member.subject))
                    .map(|(met, due)| whole(*met) / whole(*due))
                    .collect();
                let value = ratio(due.iter().sum(), whole(due.len() as u64));
                let mut figures = self.composed(members.len() as u64, value);
                figures.denominator = due.len() as u64;
                (cell, figures)
            })
            .collect()
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
                let sum = |of: fn(&Figures) -> u64| parts.iter().map(|(_, _, figures)| of(figures)).sum();
                let (numerator, denominator) = (
                    sum(|figures| figures.numerator),
                    sum(|figures| figures.denominator),
                );
                let value = ratio(whole(numerator), whole(denominator));
                let mut figures = self.composed(sum(|figures| figures.population), value);
                figures.numerator = numerator;
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
                let mut total = Q::from_integer(0);
                let mut weights = Q::from_integer(0);
                for (component, measure, figures) in &parts {
                    if let Some(value) = figures.value {
                        let value = if measure.improvement == self.measure.improvement {
                            value
                        } else {
                            Q::from_integer(1) - value
                        };
                        let weight = self.weight(component);
                        total += weight * value;
                        weights += weight;
                    }
                }
                let population = parts.iter().map(|(_, _, figures)| figures.population).sum();
                (cell, self.composed(population, ratio(total, weights)))
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

fn ratio(numerator: Q, denominator: Q) -> Option<Q> {
    (denominator != Q::from_integer(0)).then(|| numerator / denominator)
}

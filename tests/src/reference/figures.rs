//! The figures of one measure on one day: what stands at each unit before anybody asks for a target.

use super::class::{Outcomes, classify};
use super::criterion::{Question, covers, number_of};
use super::number::{Q, q, rational, whole};
use super::target::due_of;
use jinguo::gap::{Class, Subject};
use jinguo::ledger::ActivityRecord;
use jinguo::plan::{Basis, Criterion, HeadcountFrom, MissingData, Participated, Scoring, Sum};
use jinguo::report::{Bounds, Classes, Official, OrganisationCounts, State};
use jinguo::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// A unit and a stratum; the empty stratum is everybody.
pub type Cell = (String, Vec<String>);

/// The figures of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Subjects at or below the unit that are, or may be, in the initial population.
    pub population: u64,
    /// Met subjects whose number is missing from the sum.
    pub without_number: u64,
    pub classes: Classes,
    /// Due subjects who are surely not met; of an opportunity, the sum over its components.
    pub failed: u64,
    pub numerator: u64,
    pub denominator: u64,
    pub state: State,
    pub value: Option<Q>,
    /// Of a linear or weighted composite, the share that is surely not met.
    pub unmet: Option<Q>,
    pub bounds: Option<Bounds>,
    pub organisations: Option<OrganisationCounts>,
    pub official: Option<Official>,
}

/// A subject with its class.
#[derive(Clone, Debug)]
pub struct Classified {
    pub subject: Subject,
    pub class: Class,
    /// Whether it is, or may be, in the initial population.
    pub in_population: bool,
    /// Every unit at which it is counted.
    pub units: BTreeSet<String>,
    /// Its category in each stratifier, as `stratifier=category`, in the order of the plan.
    pub categories: Vec<String>,
    pub due: Day,
}

/// Whether a subject of this class is in the denominator.
pub fn is_due(class: Class, missing: MissingData) -> bool {
    match class {
        Class::Met | Class::Void | Class::Open | Class::Prospective => true,
        Class::Unknown => missing != MissingData::Exclude,
        Class::Outside | Class::Excluded | Class::Excepted => false,
    }
}

impl Question<'_> {
    /// Everything that the measure could be about on the day.
    pub fn subjects(&self) -> Vec<Subject> {
        let known = self.known;
        match self.measure.basis {
            Basis::Person => known
                .persons
                .keys()
                .filter(|id| {
                    let row = known.person_on(id, self.at);
                    row.is_some_and(|row| row.birth_date.is_none_or(|birth| birth <= self.at))
                })
                .map(|id| Subject::Person(id.clone()))
                .collect(),
            Basis::Unit => known
                .units
                .keys()
                .filter(|id| known.unit_on(id, self.at).is_some())
                .map(|id| Subject::Unit(id.clone()))
                .collect(),
            Basis::Event => known
                .activities
                .values()
                .filter(|activity| self.in_period(super::known::counts_on(activity)))
                .map(|activity| Subject::Event(activity.id.clone()))
                .collect(),
            Basis::Organisation => known
                .organisations
                .values()
                .filter(|organisation| self.exists(organisation))
                .map(|organisation| Subject::Organisation(organisation.id.clone()))
                .collect(),
        }
    }

    /// The subjects of a measure that is no composite, each with its class.
    pub fn classified(&self) -> Vec<Classified> {
        self.subjects()
            .into_iter()
            .map(|subject| {
                let outcome = |criterion: &Option<Criterion>, otherwise: bool| match criterion {
                    Some(criterion) => self.holds(criterion, &subject),
                    None => Some(otherwise),
                };
                let measure = self.measure;
                let outcomes = Outcomes {
                    initial_population: outcome(&measure.initial_population, false),
                    denominator: outcome(&measure.denominator, true),
                    denominator_exclusion: outcome(&measure.denominator_exclusion, false),
                    numerator: outcome(&measure.numerator, true),
                    numerator_exclusion: outcome(&measure.numerator_exclusion, false),
                    denominator_exception: outcome(&measure.denominator_exception, false),
                };
                let due = due_of(self, &subject);
                Classified {
                    class: classify(outcomes, self.as_of <= due),
                    in_population: outcomes.initial_population != Some(false),
                    units: self.units_above(&subject),
                    categories: self.categories(&subject),
                    due,
                    subject,
                }
            })
            .collect()
    }

    /// The first category that holds in each stratifier; one that is unknown does not hold.
    pub fn categories(&self, subject: &Subject) -> Vec<String> {
        self.measure
            .stratifiers
            .iter()
            .map(|stratifier| {
                let category = stratifier
                    .categories
                    .iter()
                    .find(|category| self.holds(&category.criterion, subject) == Some(true))
                    .map_or("other", |category| category.id.as_str());
                format!("{}={category}", stratifier.id)
            })
            .collect()
    }

    /// Puts subjects into cells: each unit with everybody, then each unit with each crossing of stratifiers.
    pub fn cells<'c>(&self, subjects: &'c [Classified]) -> BTreeMap<Cell, Vec<&'c Classified>> {
        let mut cells: BTreeMap<Cell, Vec<&Classified>> = BTreeMap::new();
        for subject in subjects.iter().filter(|subject| subject.in_population) {
            let mut strata = vec![Vec::new()];
            for entry in &self.measure.strata {
                strata.push(
                    entry
                        .iter()
                        .map(|id| {
                            let named = format!("{id}=");
                            let mut categories = subject.categories.iter();
                            categories
                                .find(|category| category.starts_with(&named))
                                .expect("a stratifier of the measure")
                                .clone()
                        })
                        .collect::<Vec<String>>(),
                );
            }
            for stratum in strata {
                for unit in &subject.units {
                    cells
                        .entry((unit.clone(), stratum.clone()))
                        .or_default()
                        .push(subject);
                }
            }
        }
        cells
    }

    /// The figures of a measure that is no composite, in every cell that has subjects.
    pub fn figures(&self) -> BTreeMap<Cell, Figures> {
        let subjects = self.classified();
        self.cells(&subjects)
            .into_iter()
            .map(|((unit, stratum), members)| {
                let figures = self.figures_of(&unit, &stratum, &members);
                ((unit, stratum), figures)
            })
            .collect()
    }

    /// The figures of one cell.
    pub fn figures_of(&self, unit: &str, stratum: &[String], members: &[&Classified]) -> Figures {
        let measure = self.measure;
        let classes = count_classes(members.iter().map(|member| member.class));
        let due: Vec<&&Classified> = members
            .iter()
            .filter(|member| is_due(member.class, measure.missing))
            .collect();
        let numerator = classes.met;
        let denominator = due.len() as u64;
        let (state, value) = self.state_and_value(members, &classes, denominator);
        let proportion = measure.scoring == Scoring::Proportion;
        let bounds = match value {
            Some(rate) if proportion && measure.basis == Basis::Person && stratum.is_empty() => {
                self.bounds(unit, &classes, rate, denominator)
            }
            _ => None,
        };
        let told = matches!(state, State::Value | State::EmptyDenominator);
        let official = match &measure.official {
            Some(kind) if stratum.is_empty() && told => self
                .observations(kind, &Subject::Unit(unit.to_owned()))
                .last()
                .map(|observation| q(observation.value))
                .filter(|count| *count > Q::from_integer(0))
                .map(|count| Official {
                    count: rational(count),
                    rate: rational(whole(numerator) / count),
                }),
            _ => None,
        };
        let organisations = if proportion && measure.basis == Basis::Unit && stratum.is_empty() {
            self.organisations(&due)
        } else {
            None
        };
        Figures {
            population: members.len() as u64,
            without_number: self.without_number(members),
            failed: classes.void + classes.open + classes.prospective,
            classes,
            numerator,
            denominator,
            state,
            value,
            unmet: None,
            bounds,
            organisations,
            official,
        }
    }

    fn state_and_value(
        &self,
        members: &[&Classified],
        classes: &Classes,
        denominator: u64,
    ) -> (State, Option<Q>) {
        let count = self.measure.scoring == Scoring::Count;
        if self.as_of < self.first || (members.is_empty() && !count) {
            (State::NotApplicable, None)
        } else if self.measure.missing == MissingData::Refuse
            && classes.unknown + self.without_number(members) > 0
        {
            (State::Missing, None)
        } else if count {
            let met = members.iter().filter(|member| member.class == Class::Met);
            let value = match &self.measure.sum {
                None => whole(classes.met),
                // A number that is not there adds nothing.
                Some(sum) => met.filter_map(|member| self.summand(sum, &member.subject)).sum(),
            };
            (State::Value, Some(value))
        } else if denominator == 0 {
            (State::EmptyDenominator, None)
        } else {
            (State::Value, Some(whole(classes.met) / whole(denominator)))
        }
    }

    /// Met subjects whose number is missing from the sum.
    fn without_number(&self, members: &[&Classified]) -> u64 {
        let Some(sum) = &self.measure.sum else { return 0 };
        let met = members.iter().filter(|member| member.class == Class::Met);
        met.filter(|member| self.summand(sum, &member.subject).is_none())
            .count() as u64
    }

    /// What a met subject adds to the sum, if the number is there.
    fn summand(&self, sum: &Sum, subject: &Subject) -> Option<Q> {
        match (sum, subject) {
            (Sum::Headcount(audiences), Subject::Event(id)) => {
                let activity = &self.known.activities[id];
                (!activity.headcounts.is_empty()).then(|| whole(self.heads(audiences, activity)))
            }
            (Sum::Attribute(name), Subject::Event(id)) => {
                number_of(self.known.activities[id].attributes.get(name)?)
            }
            (Sum::Attribute(name), Subject::Unit(id)) => {
                let row = self.known.unit_on(id, self.at).expect("a subject");
                number_of(row.attributes.get(name)?)
            }
            (Sum::Observation(kind), _) => {
                let found = self.observations(kind, subject);
                let values = found.iter().map(|observation| q(observation.value));
                (!found.is_empty()).then(|| values.sum())
            }
            (Sum::Members, Subject::Organisation(id)) => self.known.organisations[id]
                .members
                .map(|members| whole(u64::from(members))),
            (Sum::Participations(test), Subject::Person(id)) => {
                let attended = self.attended(test, id);
                let counting = attended
                    .iter()
                    .filter(|activity| self.activity(&test.activity, activity) == Some(true));
                Some(whole(counting.count() as u64))
            }
            _ => panic!("a sum of another basis: {sum:?} for {subject:?}"),
        }
    }

    /// 人次 of the named audiences.
    fn heads(&self, audiences: &[String], activity: &ActivityRecord) -> u64 {
        activity
            .headcounts
            .iter()
            .filter(|(audience, _)| audiences.is_empty() || self.lists(audiences, audience))
            .map(|(_, heads)| u64::from(*heads))
            .sum()
    }

    /// The least and the greatest rate that the heads without names allow.
    fn bounds(&self, unit: &str, classes: &Classes, rate: Q, denominator: u64) -> Option<Bounds> {
        let test = headcount_test(self.measure.numerator.as_ref()?)?;
        let unnamed = self.unnamed(test, unit);
        if unnamed == 0 {
            return None;
        }
        let still_open = self.waiting(classes);
        let high = whole(classes.met + unnamed.min(still_open)) / whole(denominator);
        Some(Bounds {
            low: rational(rate),
            high: rational(high),
            unnamed,
        })
    }

    /// Due subjects who may yet be covered. Who is not in the denominator cannot.
    pub fn waiting(&self, classes: &Classes) -> u64 {
        let unknown = if self.measure.missing == MissingData::Exclude {
            0
        } else {
            classes.unknown
        };
        classes.open + classes.prospective + unknown
    }

    /// Heads without a name in qualifying activities that could belong to a unit.
    pub fn unnamed(&self, test: &Participated, unit: &str) -> u64 {
        let rule = test.headcount.as_ref().expect("a headcount rule");
        let chain = |unit: &str| self.known.chain(unit, self.at, self.hierarchy);
        let above_here = chain(unit);
        let mut unnamed = 0;
        for activity in self.known.activities.values() {
            if self.activity(&test.activity, activity) != Some(true) {
                continue;
            }
            let could_be_here = match rule.from {
                HeadcountFrom::Anywhere => true,
                HeadcountFrom::Host => activity
                    .hosts
                    .iter()
                    .any(|host| above_here.contains(host) || chain(host).iter().any(|above| above == unit)),
            };
            if could_be_here {
                let named = self.named(test, activity);
                unnamed += self.heads(&rule.audience, activity).saturating_sub(named);
            }
        }
        unnamed
    }

    /// Distinct registered persons who had one of the roles in an activity.
    pub fn named(&self, test: &Participated, activity: &ActivityRecord) -> u64 {
        let persons: BTreeSet<&String> = self
            .known
            .participations
            .iter()
            .filter(|part| part.activity == activity.id)
            .filter(|part| test.role.is_empty() || self.lists(&test.role, &part.role))
            .map(|part| &part.person)
            .filter(|person| self.known.persons.contains_key(*person))
            .collect();
        persons.len() as u64
    }

    /// Organisations, covered units and due units, where the numerator asks for organisations.
    fn organisations(&self, due: &[&&Classified]) -> Option<OrganisationCounts> {
        let mut tests = Vec::new();
        covered_tests(self.measure.numerator.as_ref()?, &mut tests);
        if tests.is_empty() {
            return None;
        }
        let due_units: BTreeSet<&String> = due
            .iter()
            .filter_map(|member| match &member.subject {
                Subject::Unit(id) => Some(id),
                _ => None,
            })
            .collect();
        let mut organisations = 0;
        let mut covered_units: BTreeSet<&String> = BTreeSet::new();
        for organisation in self.known.organisations.values() {
            let matches = tests
                .iter()
                .any(|test| self.organisation(&test.by, organisation) == Some(true));
            let covered: Vec<&String> = due_units
                .iter()
                .copied()
                .filter(|unit| matches && covers(organisation, unit))
                .collect();
            if !covered.is_empty() {
                organisations += 1;
                covered_units.extend(covered);
            }
        }
        Some(OrganisationCounts {
            organisations,
            covered_units: covered_units.len() as u64,
            due_units: due_units.len() as u64,
        })
    }
}

/// How many subjects are in each class.
pub fn count_classes(classes: impl IntoIterator<Item = Class>) -> Classes {
    let mut counts = Classes::default();
    for class in classes {
        match class {
            Class::Outside => {}
            Class::Excluded => counts.excluded += 1,
            Class::Excepted => counts.excepted += 1,
            Class::Met => counts.met += 1,
            Class::Void => counts.void += 1,
            Class::Open => counts.open += 1,
            Class::Prospective => counts.prospective += 1,
            Class::Unknown => counts.unknown += 1,
        }
    }
    counts
}

/// The first test of one participation with a headcount rule, in the order of the document. What stands under a `not`
/// would cover fewer, the more heads there are.
pub fn headcount_test(criterion: &Criterion) -> Option<&Participated> {
    match criterion {
        Criterion::All(parts) | Criterion::Any(parts) => parts.iter().find_map(headcount_test),
        Criterion::Participated(test) if test.at_least == 1 => test.headcount.as_ref().map(|_| test),
        _ => None,
    }
}

fn covered_tests<'a>(criterion: &'a Criterion, tests: &mut Vec<&'a jinguo::plan::Covered>) {
    match criterion {
        Criterion::All(parts) | Criterion::Any(parts) => {
            parts.iter().for_each(|part| covered_tests(part, tests));
        }
        Criterion::Not(part) => covered_tests(part, tests),
        Criterion::Covered(test) => tests.push(test),
        _ => {}
    }
}

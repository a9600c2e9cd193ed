//! Random plans: one to four plain measures, and perhaps a composite of them.

use super::{Tape, words};
use jinguo::number::Rational;
use jinguo::plan::*;
use jinguo::time::{Day, MonthEnd, Period, Term as SchoolTerm};

fn text(word: &str) -> Text {
    Text {
        zh: word.into(),
        en: None,
    }
}

fn terms(list: &[&str]) -> Vec<Term> {
    list.iter()
        .map(|word| Term {
            id: (*word).into(),
            title: text(word),
        })
        .collect()
}

fn always<T>(value: T) -> Dated<T> {
    Dated {
        first: None,
        last: None,
        clause: None,
        value,
    }
}

/// A value up to a day and another one from the next day on.
fn changing<T>(before: T, last: &str, after: T) -> Vec<Dated<T>> {
    let last: Day = last.parse().unwrap();
    vec![
        Dated {
            last: Some(last),
            ..always(before)
        },
        Dated {
            first: Some(last.next()),
            ..always(after)
        },
    ]
}

fn number(text: &str) -> Rational {
    text.parse().unwrap()
}

/// A plan.
pub fn plan(tape: &mut Tape) -> PlanDocument {
    let set = |id: &str, of, values| CodeSet {
        id: id.into(),
        title: text(id),
        of,
        values,
    };
    let owned = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    PlanDocument {
        schema: SCHEMA.into(),
        id: "random".into(),
        version: "1.0.0".into(),
        status: PlanStatus::Active,
        title: text("随机"),
        source: Source {
            title: "随机".into(),
            issuer: "随机".into(),
            issued: None,
            note: None,
        },
        period: period(tape),
        hierarchy: "administrative".into(),
        vocabulary: Vocabulary {
            levels: terms(&words::LEVELS),
            groups: terms(&words::GROUPS),
            attributes: terms(&words::ATTRIBUTES),
            person_roles: terms(&words::PERSON_ROLES),
            organisation_kinds: terms(&words::ORGANISATION_KINDS),
            activity_kinds: terms(&words::ACTIVITY_KINDS),
            topics: terms(&words::TOPICS),
            participation_roles: terms(&words::PARTICIPATION_ROLES),
            audiences: terms(&words::AUDIENCES),
            observation_kinds: terms(&words::OBSERVATION_KINDS),
        },
        sets: vec![
            set(
                "fields",
                VocabularyList::Groups,
                changing(owned(&["new"]), "2022-03-31", owned(&["new", "urban"])),
            ),
            set(
                "events",
                VocabularyList::ActivityKinds,
                vec![always(owned(&["lecture", "training"]))],
            ),
        ],
        pace: vec![always(Pace {
            on_track: number("0.95"),
            at_risk: number("0.8"),
        })],
        clauses: vec![
            Clause {
                id: "1".into(),
                number: "1".into(),
                title: text("条款"),
                parent: None,
            },
            Clause {
                id: "2".into(),
                number: "2".into(),
                title: text("条款"),
                parent: Some("1".into()),
            },
        ],
        measures: measures(tape),
    }
}

fn period(tape: &mut Tape) -> Period {
    let starts_on = || "09-01".parse().unwrap();
    match tape.below(8) {
        0..3 => Period::CalendarYear(2022),
        3 => Period::Range {
            first: "2021-12-01".parse().unwrap(),
            last: "2022-11-30".parse().unwrap(),
        },
        4 => Period::RollingMonths {
            months: 12,
            month_end: MonthEnd::Down,
        },
        5 => Period::RollingMonths {
            months: 4,
            month_end: MonthEnd::Up,
        },
        6 => Period::SchoolYear {
            begins: 2021,
            starts_on: starts_on(),
        },
        _ => Period::SchoolTerm {
            begins: 2021,
            term: tape.of(&[SchoolTerm::Autumn, SchoolTerm::Spring]),
            starts_on: starts_on(),
            spring_starts_on: "02-14".parse().unwrap(),
        },
    }
}

fn measures(tape: &mut Tape) -> Vec<Measure> {
    let mut measures: Vec<Measure> = Vec::new();
    if tape.chance(30) {
        // A composite of two or three proportions over one basis, which stands before, between or after them.
        let basis = tape.of(&[Basis::Person, Basis::Unit]);
        for number in 0..2 + tape.below(2) {
            let mut part = plain(tape, &format!("part{number}"), basis, Scoring::Proportion);
            part.period = None;
            part.hierarchy = None;
            measures.push(part);
        }
        let inner = composite(tape, "all", basis, &measures);
        let outer = tape.maybe(40, |tape| {
            composite(tape, "outer", basis, &[inner.clone(), measures[0].clone()])
        });
        for composite in outer.into_iter().chain([inner]) {
            let at = measures.len() - tape.below(measures.len() + 1);
            measures.insert(at, composite);
        }
    }
    for number in 0..1 + tape.below(3) {
        let basis = tape.of(&[
            Basis::Person,
            Basis::Person,
            Basis::Unit,
            Basis::Event,
            Basis::Organisation,
        ]);
        let scoring = tape.of(&[Scoring::Proportion, Scoring::Proportion, Scoring::Count]);
        measures.push(plain(tape, &format!("m{number}"), basis, scoring));
    }
    measures
}

fn composite(tape: &mut Tape, id: &str, basis: Basis, parts: &[Measure]) -> Measure {
    let method = tape.of(&[
        CompositeMethod::AllOrNothing,
        CompositeMethod::Opportunity,
        CompositeMethod::Linear,
        CompositeMethod::Weighted,
    ]);
    let weighted = method == CompositeMethod::Weighted;
    let components = parts
        .iter()
        .map(|part| Component {
            measure: part.id.clone(),
            weight: match tape.below(3) {
                1 if weighted => vec![always(number("2"))],
                2 if weighted => changing(number("1"), "2022-05-31", number("3")),
                _ => Vec::new(),
            },
        })
        .collect();
    let improvement = improvement(tape);
    let mut composite = bare(id, basis);
    if matches!(method, CompositeMethod::AllOrNothing | CompositeMethod::Linear) && tape.chance(50) {
        strata(tape, &mut composite);
    }
    Measure {
        scoring: Scoring::Composite,
        missing: missing(tape),
        improvement,
        composite: Some(method),
        components,
        targets: targets(tape, Scoring::Composite, improvement, false),
        ..composite
    }
}

fn improvement(tape: &mut Tape) -> Improvement {
    tape.of(&[
        Improvement::Increase,
        Improvement::Increase,
        Improvement::Increase,
        Improvement::Decrease,
    ])
}

/// A measure with nothing in it.
fn bare(id: &str, basis: Basis) -> Measure {
    Measure {
        id: id.into(),
        title: text(id),
        clause: "1".into(),
        note: None,
        scoring: Scoring::Proportion,
        basis,
        improvement: Improvement::Increase,
        period: None,
        hierarchy: None,
        initial_population: None,
        denominator: None,
        denominator_exclusion: None,
        denominator_exception: None,
        numerator: None,
        numerator_exclusion: None,
        sum: None,
        official: None,
        composite: None,
        components: Vec::new(),
        stratifiers: Vec::new(),
        strata: Vec::new(),
        missing: MissingData::Open,
        targets: Vec::new(),
        pace: Vec::new(),
    }
}

fn plain(tape: &mut Tape, id: &str, basis: Basis, scoring: Scoring) -> Measure {
    let mut measure = bare(id, basis);
    let proportion = scoring == Scoring::Proportion;
    measure.scoring = scoring;
    measure.improvement = improvement(tape);
    measure.period = tape.maybe(25, period);
    measure.hierarchy = tape.maybe(10, |_| "system".into());
    measure.initial_population = Some(match (tape.below(6), basis) {
        (0 | 1, _) => Criterion::All(Vec::new()),
        (2, Basis::Person) => Criterion::Person(PersonTest {
            role: vec!["minor".into()],
            age: None,
        }),
        (2, Basis::Unit) => Criterion::Unit(UnitTest {
            level: vec!["community".into()],
            ..UnitTest::default()
        }),
        _ => criterion(tape, basis, 1),
    });
    measure.denominator = tape.maybe(30, |tape| criterion(tape, basis, 1));
    measure.denominator_exclusion = tape.maybe(25, |tape| criterion(tape, basis, 1));
    if proportion {
        measure.denominator_exception = tape.maybe(25, |tape| criterion(tape, basis, 1));
    }
    if proportion || tape.chance(50) {
        measure.numerator = Some(match (basis, tape.chance(60)) {
            (Basis::Person, true) => participated(tape),
            (Basis::Unit, true) => covered(tape),
            _ => criterion(tape, basis, 2),
        });
    }
    measure.numerator_exclusion = tape.maybe(20, |tape| criterion(tape, basis, 1));
    measure.missing = missing(tape);
    if !proportion {
        measure.sum = tape.maybe(60, |tape| sum(tape, basis)).flatten();
    }
    if proportion && basis == Basis::Person {
        measure.official = tape.maybe(50, |_| "official".into());
    }
    if tape.chance(30) {
        strata(tape, &mut measure);
    }
    let rolling = measure.period.as_ref().is_some_and(Period::is_rolling);
    measure.targets = targets(
        tape,
        scoring,
        measure.improvement,
        measure.period.is_none() || rolling,
    );
    if tape.chance(15) {
        let pace = |on_track, at_risk| Pace {
            on_track: number(on_track),
            at_risk: number(at_risk),
        };
        measure.pace = changing(pace("1", "0.5"), "2022-06-30", pace("0.9", "0.9"));
    }
    measure
}

fn missing(tape: &mut Tape) -> MissingData {
    tape.of(&[
        MissingData::Open,
        MissingData::Open,
        MissingData::Open,
        MissingData::Exclude,
        MissingData::Refuse,
    ])
}

/// Two stratifiers, each alone or both crossed.
fn strata(tape: &mut Tape, measure: &mut Measure) {
    let basis = measure.basis;
    measure.stratifiers = vec![
        stratifier("one", criterion(tape, basis, 1), criterion(tape, basis, 1)),
        stratifier("two", criterion(tape, basis, 1), criterion(tape, basis, 1)),
    ];
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    measure.strata = match tape.below(3) {
        0 => vec![names(&["one"])],
        1 => vec![names(&["two", "one"])],
        _ => vec![names(&["one"]), names(&["one", "two"])],
    };
}

fn stratifier(id: &str, first: Criterion, second: Criterion) -> Stratifier {
    let category = |id: &str, criterion| Category {
        id: id.into(),
        title: text(id),
        criterion,
    };
    Stratifier {
        id: id.into(),
        title: text(id),
        categories: vec![category("x", first), category("y", second)],
    }
}

fn sum(tape: &mut Tape, basis: Basis) -> Option<Sum> {
    let observation = || Sum::Observation("mark".into());
    match basis {
        Basis::Event => Some(match tape.below(2) {
            0 => Sum::Headcount(tape.some(&words::AUDIENCES, 40)),
            _ => Sum::Attribute("size".into()),
        }),
        Basis::Unit => Some(match tape.below(2) {
            0 => observation(),
            _ => Sum::Attribute("size".into()),
        }),
        Basis::Person => Some(match tape.below(2) {
            0 => observation(),
            _ => match participated(tape) {
                Criterion::Participated(test) => Sum::Participations(Box::new(test)),
                _ => return None,
            },
        }),
        Basis::Organisation => Some(Sum::Members),
    }
}

/// Targets that never hold at one unit on one day together.
fn targets(tape: &mut Tape, scoring: Scoring, improvement: Improvement, plain_days: bool) -> Vec<Target> {
    let scope = |unit: &[&str], level: &[&str], group: &[&str]| {
        let owned = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
        Some(Scope {
            unit: owned(unit),
            level: owned(level),
            group: owned(group),
        })
    };
    let target = |tape: &mut Tape, scope: Option<Scope>| {
        let mut target = Target {
            clause: tape.maybe(20, |_| "2".into()),
            first: None,
            last: None,
            scope,
            rate: None,
            count: None,
            every_one: false,
            due: None,
            milestones: Vec::new(),
        };
        let (goal, step) = match scoring {
            Scoring::Count => {
                target.count = Some(number(tape.of(&["2", "5", "0", "2.5"])));
                (target.count, "1")
            }
            _ if improvement == Improvement::Increase && tape.chance(50) => {
                target.every_one = true;
                (Some(number("1")), "0.4")
            }
            _ => {
                target.rate = Some(number(tape.of(&["0.5", "60%", "1/3", "1", "0"])));
                (target.rate, "0.25")
            }
        };
        if !plain_days {
            target.due = tape.maybe(60, |tape| tape.of(&["2022-06-30", "2022-03-31"]).parse().unwrap());
            if goal.is_some_and(|goal| goal >= number(step)) && tape.chance(30) {
                target.milestones = vec![Milestone {
                    day: "2022-02-20".parse().unwrap(),
                    value: number(step),
                }];
            }
        }
        target
    };
    let level = |level: &str| scope(&[], &[level], &[]);
    match tape.below(10) {
        0..3 => Vec::new(),
        3 if scoring != Scoring::Count => vec![target(tape, None)],
        3 | 4 => vec![target(tape, level("city"))],
        5 => vec![target(tape, level("county")), target(tape, level("city"))],
        6 => vec![target(tape, scope(&["k1", "v1"], &[], &[]))],
        7 => vec![target(
            tape,
            scope(&[], &["community", "county"], &["urban", "new"]),
        )],
        8 => vec![
            target(tape, scope(&["c"], &[], &[])),
            target(tape, level("community")),
        ],
        _ => {
            let mut before = target(tape, level("city"));
            let mut after = target(tape, level("city"));
            before.last = Some("2022-03-31".parse().unwrap());
            after.first = Some("2022-04-01".parse().unwrap());
            vec![before, after]
        }
    }
}

fn criterion(tape: &mut Tape, basis: Basis, depth: usize) -> Criterion {
    let inner = depth > 0;
    match tape.below(10) {
        6 if inner => Criterion::All(vec![
            criterion(tape, basis, depth - 1),
            criterion(tape, basis, depth - 1),
        ]),
        7 if inner => Criterion::Any(vec![
            criterion(tape, basis, depth - 1),
            criterion(tape, basis, depth - 1),
        ]),
        8 if inner => Criterion::Not(Box::new(criterion(tape, basis, depth - 1))),
        0 => Criterion::All(Vec::new()),
        1 => Criterion::Unit(unit(tape)),
        _ => match (basis, tape.below(4)) {
            (Basis::Person, 0 | 1) => Criterion::Person(person(tape)),
            (Basis::Person, 2) => participated(tape),
            (Basis::Unit, 0) => covered(tape),
            (Basis::Unit, 1) => Criterion::Hosted(Hosted {
                activity: activity(tape),
                at_least: at_least(tape),
                reach: tape.of(&[Reach::Below, Reach::Itself]),
            }),
            (Basis::Unit, 2) => Criterion::Unit(unit(tape)),
            (Basis::Person | Basis::Unit, _) => Criterion::Observed(Observed {
                kind: tape.of(&words::OBSERVATION_KINDS).into(),
                take: tape.of(&[Take::Latest, Take::Sum, Take::Max, Take::Min]),
                compare: compare(tape),
            }),
            (Basis::Event, _) => Criterion::Activity(activity(tape)),
            (Basis::Organisation, _) => Criterion::Organisation(organisation(tape)),
        },
    }
}

fn at_least(tape: &mut Tape) -> u32 {
    tape.of(&[1, 1, 2])
}

fn instant(tape: &mut Tape) -> Instant {
    match tape.below(4) {
        0 => Instant::AsOf,
        1 => Instant::PeriodFirst,
        2 => Instant::PeriodLast,
        _ => Instant::Day(tape.day()),
    }
}

fn compare(tape: &mut Tape) -> Compare {
    let bound = number(tape.of(&["2", "1", "2.5", "0"]));
    let mut compare = Compare::default();
    match tape.below(4) {
        0 => compare.at_least = Some(bound),
        1 => compare.above = Some(bound),
        2 => compare.at_most = Some(bound),
        _ => compare.below = Some(bound),
    }
    compare
}

fn attribute(tape: &mut Tape) -> Vec<AttributeTest> {
    tape.maybe(20, |tape| match tape.below(2) {
        0 => AttributeTest {
            id: "size".into(),
            one_of: Vec::new(),
            compare: Some(compare(tape)),
        },
        _ => AttributeTest {
            id: "site".into(),
            one_of: vec!["hall".into()],
            compare: None,
        },
    })
    .into_iter()
    .collect()
}

/// A list of words without condition, with some words, or with a code set.
fn list(tape: &mut Tape, words: &[&str], set: Option<&str>) -> Vec<String> {
    match (tape.below(4), set) {
        (0 | 1, _) => Vec::new(),
        (2, _) | (_, None) => tape.at_least_one(words),
        (_, Some(set)) => vec![set.to_owned()],
    }
}

fn unit(tape: &mut Tape) -> UnitTest {
    UnitTest {
        level: list(tape, &words::LEVELS, None),
        group: list(tape, &words::GROUPS, Some("@fields")),
        within: tape
            .maybe(25, |tape| tape.at_least_one(&words::UNITS))
            .unwrap_or_default(),
        attribute: attribute(tape),
        valid_at: tape.maybe(25, instant),
    }
}

fn person(tape: &mut Tape) -> PersonTest {
    let age = tape.maybe(50, |tape| {
        let (at_least, below) = tape.of(&[
            (None, Some(18)),
            (Some(6), None),
            (Some(0), Some(18)),
            (Some(18), Some(60)),
        ]);
        AgeTest {
            at: instant(tape),
            at_least,
            below,
        }
    });
    PersonTest {
        role: list(tape, &words::PERSON_ROLES, None),
        age,
    }
}

fn activity(tape: &mut Tape) -> ActivityTest {
    if tape.chance(40) {
        return ActivityTest {
            status: vec![ActivityStatus::Held, ActivityStatus::Verified],
            kind: vec!["lecture".into()],
            topic: Vec::new(),
            first: None,
            last: None,
            evidence_at_least: None,
            host: None,
            attribute: Vec::new(),
        };
    }
    ActivityTest {
        status: match tape.below(3) {
            0 => vec![ActivityStatus::Held, ActivityStatus::Verified],
            1 => vec![ActivityStatus::Verified],
            _ => vec![ActivityStatus::Planned, ActivityStatus::Held],
        },
        kind: list(tape, &words::ACTIVITY_KINDS, Some("@events")),
        topic: list(tape, &words::TOPICS, None),
        first: tape.maybe(10, |_| "2022-02-15".parse().unwrap()),
        last: tape.maybe(10, |_| "2022-05-31".parse().unwrap()),
        evidence_at_least: tape.maybe(20, |_| 1),
        host: tape.maybe(15, unit),
        attribute: attribute(tape),
    }
}

fn participated(tape: &mut Tape) -> Criterion {
    Criterion::Participated(Participated {
        role: list(tape, &words::PARTICIPATION_ROLES, None),
        activity: activity(tape),
        at_least: at_least(tape),
        headcount: tape.maybe(80, |tape| HeadcountRule {
            audience: tape.some(&words::AUDIENCES, 40),
            from: tape.of(&[HeadcountFrom::Anywhere, HeadcountFrom::Host]),
        }),
    })
}

fn covered(tape: &mut Tape) -> Criterion {
    Criterion::Covered(Covered {
        by: organisation(tape),
        at_least: at_least(tape),
    })
}

fn organisation(tape: &mut Tape) -> OrganisationTest {
    OrganisationTest {
        kind: list(tape, &words::ORGANISATION_KINDS, None),
        mode: match tape.below(3) {
            0 | 1 => Vec::new(),
            _ => vec![Mode::Own, Mode::Joint],
        },
        members_at_least: tape.maybe(30, |_| 3),
        executives_at_least: tape.maybe(20, |_| 2),
        established_first: tape.maybe(20, |_| "2022-01-01".parse().unwrap()),
        established_last: tape.maybe(10, |_| "2022-06-30".parse().unwrap()),
    }
}

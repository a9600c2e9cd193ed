//! Lists of subjects and of moves, on every conformance case: they say what results, gaps and differences say.

use jinguo::error::Code;
use jinguo::evaluate::{Evaluation, evaluate};
use jinguo::gap::{Class, GapQuery, SubjectQuery};
use jinguo::ledger::{Batch, Ledger};
use jinguo::plan::Plan;
use jinguo::report::{Classes, MoveQuery, Parameters};
use jinguo_tests::cases::cases;
use std::collections::BTreeMap;

const CLASSES: [Class; 7] = [
    Class::Excluded,
    Class::Excepted,
    Class::Met,
    Class::Void,
    Class::Open,
    Class::Prospective,
    Class::Unknown,
];

fn of(classes: &Classes, class: Class) -> i64 {
    let count = match class {
        Class::Outside => 0,
        Class::Excluded => classes.excluded,
        Class::Excepted => classes.excepted,
        Class::Met => classes.met,
        Class::Void => classes.void,
        Class::Open => classes.open,
        Class::Prospective => classes.prospective,
        Class::Unknown => classes.unknown,
    };
    i64::try_from(count).unwrap()
}

/// Every case, evaluated on its day and 45 days before, as it was known then and as it is known now.
fn evaluations() -> Vec<(String, Evaluation, Vec<Evaluation>)> {
    let evaluated = cases().into_iter().map(|case| {
        let plan = Plan::from_json("plan.json", &case.plan).unwrap();
        let mut batch = Batch::new();
        batch
            .read_json_lines("ledger.jsonl", case.ledger.as_bytes())
            .unwrap();
        let mut ledger = Ledger::new();
        ledger.apply(batch).unwrap();
        let parameters: Parameters = serde_json::from_str(&case.query).unwrap();
        let as_of = parameters.as_of.plus(-45);
        let earlier = [as_of, parameters.known_at].into_iter().filter_map(|known_at| {
            let parameters = Parameters { as_of, known_at };
            evaluate(&plan, &ledger, parameters).ok()
        });
        let earlier = earlier.collect();
        (case.name, evaluate(&plan, &ledger, parameters).unwrap(), earlier)
    });
    evaluated.collect()
}

fn subjects(measure: &str, unit: Option<&str>, classes: &[Class]) -> SubjectQuery {
    SubjectQuery {
        measure: measure.to_owned(),
        unit: unit.map(str::to_owned),
        classes: classes.to_vec(),
        offset: 0,
        limit: 10_000,
    }
}

fn moves(measure: &str, unit: Option<&str>) -> MoveQuery {
    MoveQuery {
        measure: measure.to_owned(),
        unit: unit.map(str::to_owned),
        from: None,
        to: None,
        offset: 0,
        limit: 10_000,
    }
}

/// Class counts of a measure at each unit, for everybody.
fn counts(evaluation: &Evaluation, measure: &str) -> BTreeMap<String, Classes> {
    let report = evaluation.measure_report(measure, false).unwrap().unwrap();
    let results = report.results.into_iter();
    results.map(|result| (result.unit, result.classes)).collect()
}

#[test]
fn at_every_unit_as_many_are_listed_in_each_class_as_the_result_says() {
    let mut compared = 0;
    for (name, evaluation, _) in evaluations() {
        for measure in evaluation.plan().measures() {
            for (unit, classes) in counts(&evaluation, &measure.id) {
                for class in CLASSES {
                    let Ok(page) = evaluation.subjects(&subjects(&measure.id, Some(&unit), &[class])) else {
                        continue;
                    };
                    let at = format!("{name}: {} at {unit}, {class:?}", measure.id);
                    assert_eq!(i64::try_from(page.total).unwrap(), of(&classes, class), "{at}");
                    assert_eq!(page.subjects.len(), usize::try_from(page.total).unwrap(), "{at}");
                    assert!(page.subjects.iter().all(|subject| subject.class == class), "{at}");
                    compared += page.subjects.len();
                }
            }
        }
    }
    assert!(compared > 500, "{compared} subjects");
}

#[test]
fn the_gap_list_is_the_list_of_its_four_classes_page_by_page() {
    for (name, evaluation, _) in evaluations() {
        for measure in evaluation.plan().measures() {
            let asked = GapQuery {
                measure: measure.id.clone(),
                unit: None,
                offset: 0,
                limit: 10_000,
            };
            let Ok(gaps) = evaluation.gaps(&asked) else {
                continue;
            };
            let of_gaps = [Class::Open, Class::Prospective, Class::Unknown, Class::Void];
            let mut paged = Vec::new();
            for offset in 0..=gaps.total {
                let query = SubjectQuery {
                    offset,
                    limit: 1,
                    ..subjects(&measure.id, None, &of_gaps)
                };
                let page = evaluation.subjects(&query).unwrap();
                assert_eq!(page.total, gaps.total, "{name}");
                paged.extend(page.subjects);
            }
            let paged: Vec<_> = paged
                .iter()
                .map(|one| (&one.subject, &one.unit, one.class))
                .collect();
            let gaps: Vec<_> = gaps
                .gaps
                .iter()
                .map(|one| (&one.subject, &one.unit, one.class))
                .collect();
            assert_eq!(paged, gaps, "{name}: {}", measure.id);
        }
    }
}

#[test]
fn at_every_unit_the_moves_are_what_the_classes_of_both_days_differ_by() {
    let mut moved = 0;
    for (name, later, all) in evaluations() {
        for earlier in &all {
            for measure in later.plan().measures() {
                let (before, after) = (counts(earlier, &measure.id), counts(&later, &measure.id));
                for unit in later.units().unwrap() {
                    let Ok(page) = later.moves(earlier, &moves(&measure.id, Some(&unit.id))) else {
                        continue;
                    };
                    let at = format!("{name}: {} at {}", measure.id, unit.id);
                    for class in CLASSES {
                        let said = |counts: &BTreeMap<String, Classes>| {
                            counts.get(&unit.id).map_or(0, |classes| of(classes, class))
                        };
                        let net: i64 = page
                            .counts
                            .iter()
                            .map(|one| {
                                let count = i64::try_from(one.count).unwrap();
                                count * (i64::from(one.to == class) - i64::from(one.from == class))
                            })
                            .sum();
                        assert_eq!(net, said(&after) - said(&before), "{at}, {class:?}");
                    }
                    let all: u64 = page.counts.iter().map(|one| one.count).sum();
                    assert_eq!(page.total, all, "{at}");
                    assert_eq!(page.moves.len(), usize::try_from(all).unwrap(), "{at}");
                    moved += page.moves.len();
                }
            }
        }
    }
    assert!(moved > 100, "{moved} moves");
}

#[test]
fn moves_everywhere_are_those_of_the_difference() {
    for (name, later, all) in evaluations() {
        for earlier in &all {
            let difference = later.difference(earlier, 10_000).unwrap();
            for measure in later.plan().measures() {
                let Ok(page) = later.moves(earlier, &moves(&measure.id, None)) else {
                    continue;
                };
                let found = difference.measures.iter().find(|one| one.measure == measure.id);
                let there: Vec<_> = found
                    .into_iter()
                    .flat_map(|one| &one.moves)
                    .flat_map(|one| one.subjects.iter().map(|subject| (one.from, one.to, subject)))
                    .collect();
                let here: Vec<_> = page
                    .moves
                    .iter()
                    .map(|one| (one.from, one.to, &one.subject))
                    .collect();
                assert_eq!(here, there, "{name}: {}", measure.id);
                for one in &page.counts {
                    let query = MoveQuery {
                        from: Some(one.from),
                        to: Some(one.to),
                        limit: 1,
                        offset: one.count - 1,
                        ..moves(&measure.id, None)
                    };
                    let last = later.moves(earlier, &query).unwrap();
                    assert_eq!((last.total, last.moves.len()), (one.count, 1), "{name}");
                    assert_eq!(last.counts, page.counts, "{name}");
                }
            }
        }
    }
}

#[test]
fn findings_and_periods_are_those_of_the_report() {
    for (name, evaluation, _) in evaluations() {
        let report = evaluation.report().unwrap();
        assert_eq!(evaluation.findings(), report.findings, "{name}");
        let here: Vec<_> = evaluation
            .periods()
            .into_iter()
            .map(|one| (one.measure, one.first, one.last, one.at))
            .collect();
        let there: Vec<_> = report
            .measures
            .into_iter()
            .map(|one| (one.id, one.first, one.last, one.at))
            .collect();
        assert_eq!(here, there, "{name}");
    }
}

#[test]
fn what_cannot_be_listed_is_refused_by_name() {
    let (_, evaluation, _) = evaluations().swap_remove(0);
    let measure = evaluation.plan().measures()[0].id.clone();
    let refused = |query: SubjectQuery| evaluation.subjects(&query).unwrap_err().code();
    assert_eq!(
        refused(subjects(&measure, None, &[Class::Outside])),
        Code::BadParameter
    );
    assert_eq!(refused(subjects("no such", None, &[])), Code::UnknownMeasure);
    assert_eq!(
        refused(subjects(&measure, Some("no such"), &[])),
        Code::UnknownUnit
    );
    let large = SubjectQuery {
        limit: 10_001,
        ..subjects(&measure, None, &[])
    };
    assert_eq!(refused(large), Code::BadParameter);
    let refused = |query: MoveQuery| evaluation.moves(&evaluation, &query).unwrap_err().code();
    assert_eq!(refused(moves("no such", None)), Code::UnknownMeasure);
    assert_eq!(refused(moves(&measure, Some("no such"))), Code::UnknownUnit);
}

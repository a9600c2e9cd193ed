//! What flows from a plan and a ledger into the inputs of scorecards by itself.

use jinguo::error::Code;
use jinguo::evaluate::Evaluation;
use jinguo::ledger::{Batch, Ledger, Table};
use jinguo::performance::{Candidate, Inputs, Scorecards};
use jinguo::plan::Plan;
use jinguo::report::{Parameters, State};
use serde_json::{Value, json};

const UNITS: &str = "id,name,level,parent\n\
    city,市,city,\n\
    u1,甲,county,city\n\
    u2,乙,county,city\n\
    u3,丙,county,city\n";
const PERSONS: &str = "id,unit,roles\n\
    p1,u1,high\n\
    p2,u1,low\n\
    p3,u2,low\n\
    u2,u3,low\n\
    q1,u3,cadre\n";
const ACTIVITIES: &str = "id,kind,date,status,hosts,recorded_at\n\
    a1,planting,2022-03-01,held,u1,\n\
    a2,planting,2022-04-01,held,u2,\n\
    m1,meeting,2022-02-01,held,u1,\n\
    m2,meeting,2021-02-01,held,u1,\n\
    m3,meeting,2021-05-01,held,u1,\n\
    m4,meeting,2021-11-01,held,u1,\n\
    m5,meeting,2021-03-01,held,u1,2022-12-01\n";
const PARTICIPATIONS: &str = "activity,person,role\na1,p1,hand\na2,p3,hand\n";
const HEADER: &str = "id,kind,unit,person,date,value,source,recorded_at,withdrawn\n";

fn day(text: &str) -> jinguo::time::Day {
    text.parse().unwrap()
}

fn plan(more: &[Value]) -> Plan {
    let words = |ids: &[&str]| -> Vec<Value> {
        ids.iter()
            .map(|id| json!({"id": id, "title": {"zh": id}}))
            .collect()
    };
    let mut measures = vec![
        json!({"id": "trees", "title": {"zh": "植树"}, "clause": "一", "scoring": "proportion", "basis": "person",
            "improvement": "increase", "initial_population": {"person": {"role": ["high", "low"]}},
            "numerator": {"participated": {"role": ["hand"], "activity": {"kind": ["planting"], "status": ["held"]}, "at_least": 1}},
            "stratifiers": [{"id": "level", "title": {"zh": "层级"}, "categories": [
                {"id": "high", "title": {"zh": "高"}, "criterion": {"person": {"role": ["high"]}}},
                {"id": "low", "title": {"zh": "低"}, "criterion": {"person": {"role": ["low"]}}}]}],
            "strata": [["level"]]}),
        json!({"id": "meetings", "title": {"zh": "会议"}, "clause": "一", "scoring": "count", "basis": "event",
            "improvement": "decrease", "initial_population": {"activity": {"kind": ["meeting"], "status": ["held"]}},
            "targets": [{"scope": {"unit": ["city"]}, "count": 5}]}),
        json!({"id": "counties", "title": {"zh": "区县"}, "clause": "一", "scoring": "proportion", "basis": "unit",
            "improvement": "increase", "initial_population": {"unit": {"level": ["county"]}},
            "numerator": {"hosted": {"activity": {"kind": ["planting"], "status": ["held"]}, "at_least": 1, "reach": "itself"}}}),
    ];
    measures.extend(more.iter().cloned());
    let document = json!({
        "schema": "jinguo-plan/1", "id": "flow", "version": "1", "status": "draft", "title": {"zh": "流入"},
        "source": {"title": "流入", "issuer": "流入"}, "period": {"calendar_year": 2022}, "hierarchy": "administrative",
        "vocabulary": {"levels": words(&["city", "county"]), "person_roles": words(&["high", "low", "cadre"]),
            "activity_kinds": words(&["planting", "meeting"]), "participation_roles": words(&["hand"]),
            "observation_kinds": words(&["mark", "answers"])},
        "pace": [{"value": {"on_track": 1, "at_risk": "0.8"}}],
        "clauses": [{"id": "一", "number": "1", "title": {"zh": "条"}}],
        "measures": measures
    });
    Plan::from_json("plan.json", &document.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

fn evaluation_of(plan: &Plan, observations: &str, as_of: &str, known_at: &str) -> Evaluation {
    let mut batch = Batch::new();
    for (table, text) in [
        (Table::Units, UNITS),
        (Table::Persons, PERSONS),
        (Table::Activities, ACTIVITIES),
        (Table::Participations, PARTICIPATIONS),
        (Table::Observations, &(HEADER.to_owned() + observations)),
    ] {
        batch
            .read_csv(table, table.file_name(), text.as_bytes())
            .unwrap_or_else(|error| panic!("{error}"));
    }
    let mut ledger = Ledger::new();
    ledger.apply(batch).unwrap_or_else(|error| panic!("{error}"));
    let parameters = Parameters {
        as_of: day(as_of),
        known_at: day(known_at),
    };
    jinguo::evaluate(plan, &ledger, parameters).unwrap_or_else(|error| panic!("{error}"))
}

fn evaluation(observations: &str) -> Evaluation {
    evaluation_of(&plan(&[]), observations, "2022-09-30", "2022-09-30")
}

/// A scorecard whose items are its inputs, as they are.
fn scorecards(inputs: &[(&str, Value)], sources: Value) -> Scorecards {
    let declared: Vec<Value> = inputs
        .iter()
        .map(|(id, from)| json!({"id": id, "title": {"zh": id}, "collected": "monitored", "from": from}))
        .collect();
    scorecards_of(declared, sources)
}

fn scorecards_of(inputs: Vec<Value>, sources: Value) -> Scorecards {
    let items: Vec<Value> = inputs
        .iter()
        .map(|input| {
            json!({"item": {"id": input["id"], "title": {"zh": "项"}, "stream": "helper",
                "rule": {"value": {"input": input["id"]}}, "floor": "unbounded", "ceiling": "unbounded",
                "missing": "leave_out", "not_applicable": "leave_out", "empty_denominator": "leave_out"}})
        })
        .collect();
    let document = json!({
        "schema": "jinguo-scorecards/1", "id": "flow", "version": "1", "status": "draft", "title": {"zh": "流入"},
        "source": {"title": "流入", "issuer": "流入"}, "inputs": inputs, "candidates_from": sources,
        "scorecards": [{"id": "card", "title": {"zh": "表"}, "period": {"calendar_year": 2022}, "candidates": {},
            "total": {"id": "total", "title": {"zh": "总分"}, "parts": items, "combine": "sum",
                "bonus_at_most": "unlimited", "deduction_at_most": "unlimited", "floor": "zero", "ceiling": "unbounded"}}]
    });
    Scorecards::from_json("scorecards.json", &document.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

fn candidates(ids: &[&str]) -> Inputs {
    let candidate = |id: &&str| Candidate {
        id: (*id).to_owned(),
        ..Candidate::default()
    };
    Inputs {
        cohort: ids.iter().map(candidate).collect(),
        ..Inputs::default()
    }
}

fn mark(of: &str, take: &str) -> Value {
    json!({"observation": {"of": of, "kind": "mark", "take": take, "period": {"calendar_year": 2022}}})
}

/// What an input says about a candidate: its number, or `-` where the datum is missing or the measure not about it.
fn said(scorecards: &Scorecards, inputs: Inputs, asked: &[(&str, &str)]) -> Vec<String> {
    let scored = scorecards
        .evaluate(inputs)
        .unwrap_or_else(|error| panic!("{error}"));
    asked
        .iter()
        .map(|(input, candidate)| {
            let explained = scored.explain("card", candidate).unwrap();
            let item = explained.items.iter().find(|item| item.id == *input).unwrap();
            match (item.inputs[0].state, item.inputs[0].value) {
                (State::Value, Some(value)) => value.to_string(),
                (State::Missing, _) => "missing".to_owned(),
                (State::NotApplicable, _) => "not_applicable".to_owned(),
                (state, _) => format!("{state:?}"),
            }
        })
        .collect()
}

#[test]
fn of_several_observations_the_one_counts_that_the_document_names() {
    let observations = "\
        o1,mark,u1,,2022-03-01,70,省妇联,,\n\
        o2,mark,u1,,2022-06-30,90,省妇联,,\n\
        o3,mark,u1,,2022-05-01,95,,,\n\
        o4,mark,u1,,2022-01-01,60,省妇联,,\n";
    let evaluation = evaluation(observations);
    let cards = scorecards(
        &["latest", "max", "min", "sum"].map(|take| (take, mark("unit", take))),
        json!([]),
    );
    let mut inputs = candidates(&["u1"]);
    inputs.take(&cards, &evaluation).unwrap();
    let asked = ["latest", "max", "min", "sum"].map(|take| (take, "u1"));
    assert_eq!(said(&cards, inputs.clone(), &asked), ["90", "95", "60", "315"]);
    // Only what names its source is evidence.
    let scored = cards.evaluate(inputs).unwrap();
    let explained = scored.explain("card", "u1").unwrap();
    let evidence: Vec<&[String]> = explained
        .items
        .iter()
        .map(|item| item.inputs[0].evidence.as_slice())
        .collect();
    assert_eq!(evidence, [&["o2"][..], &[], &["o4"], &["o4", "o1", "o2"]]);
}

#[test]
fn of_one_day_the_one_that_was_entered_last_counts_and_then_the_greatest_id() {
    let observations = "\
        o3,mark,u1,,2022-06-30,1,,2022-07-01,\n\
        o1,mark,u1,,2022-06-30,2,,2022-07-03,\n\
        o9,mark,u2,,2022-06-30,4,,2022-07-02,\n\
        o8,mark,u2,,2022-06-30,3,,2022-07-02,\n";
    let cards = scorecards(&[("latest", mark("unit", "latest"))], json!([]));
    let mut inputs = candidates(&["u1", "u2"]);
    inputs.take(&cards, &evaluation(observations)).unwrap();
    assert_eq!(
        said(&cards, inputs, &[("latest", "u1"), ("latest", "u2")]),
        ["2", "4"]
    );
}

#[test]
fn an_observation_counts_from_when_it_was_true_and_from_when_it_was_known() {
    let observations = "\
        o1,mark,u1,,2022-03-01,70,,2022-03-05,\n\
        o1,mark,u1,,2022-03-01,75,,2022-05-01,\n\
        o2,mark,u1,,2022-06-01,80,,2022-06-02,\n\
        o2,,,,,,,2022-08-01,yes\n\
        o3,mark,u1,,2021-12-31,10,,,\n\
        o4,mark,u1,,2022-10-01,99,,,\n\
        o5,answers,u1,,2022-07-01,5,,,\n";
    let cards = scorecards(&[("latest", mark("unit", "latest"))], json!([]));
    let at = |as_of: &str, known_at: &str| {
        let mut inputs = candidates(&["u1"]);
        inputs
            .take(&cards, &evaluation_of(&plan(&[]), observations, as_of, known_at))
            .unwrap();
        said(&cards, inputs, &[("latest", "u1")]).remove(0)
    };
    assert_eq!(
        at("2022-02-28", "2022-12-31"),
        "missing",
        "last year's mark is not this year's"
    );
    assert_eq!(at("2022-03-31", "2022-03-31"), "70");
    assert_eq!(at("2022-03-31", "2022-05-01"), "75", "the correction");
    assert_eq!(at("2022-07-31", "2022-07-31"), "80");
    assert_eq!(at("2022-07-31", "2022-08-01"), "75", "the withdrawal");
    assert_eq!(at("2022-09-30", "2022-12-31"), "75", "not yet true");
    assert_eq!(at("2022-10-01", "2022-12-31"), "99");
}

#[test]
fn a_unit_and_a_person_of_one_id_are_two() {
    let observations = "o1,mark,u2,,2022-03-01,1,,,\no2,mark,,u2,2022-04-01,2,,,\n";
    let cards = scorecards(
        &[("unit", mark("unit", "sum")), ("person", mark("person", "sum"))],
        json!([]),
    );
    let mut inputs = candidates(&["u2", "p1", "stranger"]);
    inputs.take(&cards, &evaluation(observations)).unwrap();
    let asked = [
        ("unit", "u2"),
        ("person", "u2"),
        ("person", "p1"),
        ("unit", "stranger"),
    ];
    assert_eq!(said(&cards, inputs, &asked), ["1", "2", "missing", "missing"]);
}

#[test]
fn a_survey_with_too_few_answers_is_missing() {
    let observations = "\
        o1,mark,u1,,2022-03-01,0.9,,,\no2,answers,u1,,2022-03-01,200,,,\n\
        o3,mark,u2,,2022-03-01,0.9,,,\no4,answers,u2,,2022-03-01,199,,,\n\
        o5,mark,u3,,2022-03-01,0.9,,,\n";
    let mut from = mark("unit", "latest");
    from["observation"]["sample"] = json!("answers");
    let input = json!({"id": "phone", "title": {"zh": "调查"}, "collected": "surveyed", "from": from, "sample_at_least": 200});
    let cards = scorecards_of(vec![input], json!([]));
    let mut inputs = candidates(&["u1", "u2", "u3"]);
    inputs.take(&cards, &evaluation(observations)).unwrap();
    let asked = ["u1", "u2", "u3"].map(|unit| ("phone", unit));
    assert_eq!(said(&cards, inputs, &asked), ["0.9", "missing", "missing"]);
}

/// Whatever is observed, an input says the number for which the plan's own criterion `observed` holds.
#[test]
fn an_input_takes_the_number_that_the_criterion_of_the_plan_takes() {
    let mut state = 7u64;
    let mut below = |end: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % end
    };
    let mut compared = 0;
    for round in 0..40 {
        let mut observations = String::new();
        for number in 0..below(12) {
            let unit = ["u1", "u2", "u3"][below(3) as usize];
            let (month, date, value) = (1 + below(12), 1 + below(3), below(5));
            let entered = if below(2) == 0 {
                String::new()
            } else {
                format!("2022-{:02}-15", 1 + below(12))
            };
            observations.push_str(&format!(
                "o{},mark,{unit},,2022-{month:02}-{date:02},{value},,{entered},\n",
                (number * 7) % 13
            ));
        }
        for take in ["latest", "max", "min", "sum"] {
            let exactly = |value: u64| {
                json!({"id": format!("is_{value}"), "title": {"zh": "恰好"}, "clause": "一", "scoring": "proportion", "basis": "unit",
                    "improvement": "increase", "initial_population": {"unit": {"level": ["county"]}},
                    "numerator": {"observed": {"kind": "mark", "take": take, "compare": {"at_least": value, "at_most": value}}}})
            };
            let plan = plan(&(0..60).map(exactly).collect::<Vec<_>>());
            let evaluation = evaluation_of(&plan, &observations, "2022-09-30", "2022-10-31");
            let cards = scorecards(&[("mark", mark("unit", take))], json!([]));
            let mut inputs = candidates(&["u1", "u2", "u3"]);
            inputs.take(&cards, &evaluation).unwrap();
            for unit in ["u1", "u2", "u3"] {
                let taken = said(&cards, inputs.clone(), &[("mark", unit)]).remove(0);
                let holding: Vec<u64> = (0..60)
                    .filter(|value| {
                        let result = evaluation.result(&format!("is_{value}"), unit).unwrap().unwrap();
                        result.numerator == 1
                    })
                    .collect();
                let expected = holding.first().map_or("missing".to_owned(), u64::to_string);
                assert_eq!(taken, expected, "round {round}, {take}, {unit}: {observations}");
                compared += usize::from(!holding.is_empty());
            }
        }
    }
    assert!(compared > 150, "{compared}");
}

#[test]
fn measures_flow_at_the_own_unit_at_a_named_one_and_of_the_candidate_itself() {
    let measure = |measure: &str, part: &str| json!({"measure": {"measure": measure, "part": part}});
    let mut at_city = measure("trees", "numerator");
    at_city["measure"]["at"] = json!("city");
    let cards = scorecards(
        &[
            ("own", measure("trees", "value")),
            ("city", at_city),
            ("met", measure("trees", "met")),
            ("held", measure("counties", "met")),
        ],
        json!([]),
    );
    let mut inputs = candidates(&["u1", "p1", "p2", "q1", "nobody"]);
    inputs.take(&cards, &evaluation("")).unwrap();
    let asked = [
        ("own", "u1"),
        ("own", "p1"),
        ("city", "u1"),
        ("city", "nobody"),
        ("met", "p1"),
        ("met", "p2"),
        ("met", "q1"),
        ("met", "nobody"),
        ("held", "u1"),
        ("held", "p1"),
    ];
    let none = "not_applicable";
    assert_eq!(
        said(&cards, inputs, &asked),
        ["0.5", none, "2", "2", "1", "0", none, none, "1", none]
    );
}

#[test]
fn whoever_is_due_in_a_measure_is_a_candidate_once_and_who_was_given_stays_as_given() {
    let cards = scorecards(
        &[("met", json!({"measure": {"measure": "trees", "part": "met"}}))],
        json!([
            {"group": "高", "measure": "trees", "stratum": ["level=high"]},
            {"group": "低", "measure": "trees"},
            {"group": "区县", "measure": "counties"},
            {"group": "会议", "measure": "meetings"}
        ]),
    );
    let mut inputs = candidates(&["p3", "office"]);
    inputs.cohort[0].group = Some("自定".into());
    inputs.take(&cards, &evaluation("")).unwrap();
    let cohort: Vec<String> = inputs
        .cohort
        .iter()
        .map(|one| {
            let unit = one.attributes.get("unit").map_or("", String::as_str);
            format!("{} {} {unit}", one.id, one.group.as_deref().unwrap_or("-"))
        })
        .collect();
    // A person that has the id of a county came first, so the county is not there a second time.
    assert_eq!(
        cohort,
        [
            "p3 自定 ",
            "office - ",
            "p1 高 u1",
            "p2 低 u1",
            "u2 低 u3",
            "u1 区县 u1",
            "u3 区县 u3",
            "m1 会议 u1"
        ]
    );
    assert_eq!(inputs.as_of, Some(day("2022-09-30")));
    let again = inputs.cohort.clone();
    inputs.take(&cards, &evaluation("")).unwrap();
    assert_eq!(inputs.cohort, again);
}

#[test]
fn a_column_that_was_given_is_missing_for_who_flows_in_and_one_that_flows_is_replaced() {
    let cards = scorecards(
        &[("given", json!("given")), ("mark", mark("unit", "sum"))],
        json!([{"group": "区县", "measure": "counties"}]),
    );
    let text = json!({"schema": "jinguo-inputs/1", "candidates": [{"id": "u2"}],
        "numbers": {"given": {"u2": 3}, "mark": {"u2": 77}}});
    let mut inputs = Inputs::from_json("inputs.json", &text.to_string()).unwrap();
    inputs
        .take(&cards, &evaluation("o1,mark,u1,,2022-03-01,5,,,\n"))
        .unwrap();
    let asked = [("given", "u2"), ("given", "u1"), ("mark", "u1"), ("mark", "u2")];
    assert_eq!(said(&cards, inputs, &asked), ["3", "missing", "5", "missing"]);
}

#[test]
fn last_year_is_the_same_days_of_the_year_before_as_they_are_known_now() {
    let measure = |part: &str| json!({"measure": {"measure": "meetings", "part": part}});
    let cards = scorecards(
        &[
            ("meetings", measure("value")),
            ("target", measure("target")),
            ("mark", mark("unit", "sum")),
            ("meetings_before", json!({"last_year": "meetings"})),
            ("target_before", json!({"last_year": "target"})),
            ("mark_before", json!({"last_year": "mark"})),
        ],
        json!([]),
    );
    let observations =
        "o1,mark,u1,,2021-03-01,5,,,\no2,mark,u1,,2021-12-01,7,,,\no3,mark,u1,,2022-03-01,6,,,\n";
    let at = |known_at: &str| {
        let mut inputs = candidates(&["u1", "city"]);
        inputs
            .take(
                &cards,
                &evaluation_of(&plan(&[]), observations, "2022-09-30", known_at),
            )
            .unwrap();
        let asked = [
            ("meetings", "u1"),
            ("meetings_before", "u1"),
            ("mark", "u1"),
            ("mark_before", "u1"),
            ("target", "city"),
            ("target_before", "city"),
        ];
        said(&cards, inputs, &asked)
    };
    // m4 and o2 lie after 30 September of their year; m5 was entered in December 2022.
    assert_eq!(at("2022-09-30"), ["1", "2", "6", "5", "5", "not_applicable"]);
    assert_eq!(at("2022-12-31")[1], "3");
}

#[test]
fn everything_that_the_plan_or_the_ledger_does_not_have_is_told_at_once_and_nothing_is_taken() {
    let measure = |measure: &str, part: &str| json!({"measure": {"measure": measure, "part": part}});
    let mut elsewhere = measure("trees", "value");
    elsewhere["measure"]["at"] = json!("u9");
    let mut misspelt = mark("unit", "sum");
    misspelt["observation"]["kind"] = json!("marks");
    let cards = scorecards(
        &[
            ("a", measure("tress", "value")),
            ("b", measure("tree", "met")),
            ("c", elsewhere),
            ("d", mark("unit", "sum")),
            ("e", misspelt),
        ],
        json!([
            {"group": "甲", "measure": "treees"},
            {"group": "乙", "measure": "trees", "stratum": ["level=hihg"]}
        ]),
    );
    let mut inputs = candidates(&["u1"]);
    let error = inputs
        .take(&cards, &evaluation("o1,mark,u1,,2022-03-01,5,,,\n"))
        .unwrap_err();
    let said: Vec<(Code, &str)> = error
        .faults()
        .iter()
        .map(|fault| (fault.code, fault.place.pointer.as_deref().unwrap()))
        .collect();
    assert_eq!(
        said,
        [
            (Code::UnknownMeasure, "/inputs/0/from/measure/measure"),
            (Code::UnknownMeasure, "/inputs/1/from/measure/measure"),
            (Code::UnknownVocabulary, "/inputs/4/from/observation/kind"),
            (Code::UnknownMeasure, "/candidates_from/0/measure"),
            (Code::UnknownStratifier, "/candidates_from/1/stratum"),
            (Code::UnknownUnit, "/inputs/2/from/measure/at"),
        ]
    );
    assert!(error.zh().contains("level=high"), "{}", error.zh());
    assert!(inputs.columns.is_empty() && inputs.cohort.len() == 1 && inputs.as_of.is_none());
}

#[test]
fn inputs_of_another_day_are_refused() {
    let cards = scorecards(&[("mark", mark("unit", "sum"))], json!([]));
    let mut inputs = candidates(&["u1"]);
    inputs.as_of = Some(day("2022-12-31"));
    let error = inputs.take(&cards, &evaluation("")).unwrap_err();
    assert_eq!(error.code(), Code::BadParameter);
    assert!(
        error.en().contains("2022-12-31") && error.en().contains("2022-09-30"),
        "{error}"
    );
}

#[test]
fn a_sum_that_leaves_all_bounds_is_an_overflow_and_no_wrong_number() {
    // The product of seven primes beyond a million does not fit 128 bits.
    let primes = [
        1_000_003, 1_000_033, 1_000_037, 1_000_039, 1_000_081, 1_000_099, 1_000_117,
    ];
    let rows = primes.map(|prime| format!("o{prime},mark,u1,,2022-03-01,1/{prime},,,\n"));
    let cards = scorecards(&[("mark", mark("unit", "sum"))], json!([]));
    let mut inputs = candidates(&["u1"]);
    let error = inputs.take(&cards, &evaluation(&rows.concat())).unwrap_err();
    assert_eq!(error.code(), Code::Overflow);
    assert_eq!(
        error.faults()[0].place.pointer.as_deref(),
        Some("/inputs/0/from/observation")
    );
}

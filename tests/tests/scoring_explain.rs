//! Why a candidate has its score, what would raise it, and what flips a rank.

use jinguo::performance::{Evaluation, Inputs, Scorecards};
use jinguo_tests::bless;
use serde_json::{Value, json};

fn vector(name: &str) -> Value {
    let file = format!("{}/vectors/scoring/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn evaluate(document: &Value, inputs: &Value) -> Evaluation {
    let scorecards = Scorecards::from_json("", &document.to_string()).unwrap();
    scorecards
        .evaluate(Inputs::from_json("", &inputs.to_string()).unwrap())
        .unwrap()
}

/// The explanation of a candidate as text, Chinese first.
fn told(evaluation: &Evaluation, card: &str, candidate: &str) -> String {
    let explanation = evaluation.explain(card, candidate).unwrap();
    let mut text = String::new();
    let result = |result: &jinguo::performance::PartResult| {
        result
            .value
            .map_or_else(|| format!("({:?})", result.state), |value| value.to_string())
    };
    for item in &explanation.items {
        text.push_str(&format!("{} {}\n", item.id, item.title.zh));
        text.push_str(&format!("  规则 {}\n  rule {}\n", item.rule.zh, item.rule.en));
        for input in &item.inputs {
            let value = input
                .word
                .clone()
                .or(input.value.map(|value| value.to_string()))
                .unwrap_or_else(|| format!("({:?})", input.state));
            text.push_str(&format!(
                "  {} {} = {value} [{}]\n",
                input.id,
                input.title.zh,
                input.evidence.join(", ")
            ));
        }
        for step in &item.steps {
            text.push_str(&format!("  步骤 {}\n  step {}\n", step.zh, step.en));
        }
        text.push_str(&format!("  = {}\n", result(&item.result)));
    }
    for section in &explanation.sections {
        text.push_str(&format!("{} {}\n", section.id, section.title.zh));
        for step in &section.steps {
            text.push_str(&format!("  {} | {}\n", step.zh, step.en));
        }
        text.push_str(&format!("  = {}\n", result(&section.result)));
    }
    for gate in &explanation.gates {
        text.push_str(&format!("! {} {}\n", gate.id, gate.title.zh));
    }
    text
}

#[test]
fn each_item_tells_its_rule_its_inputs_and_its_arithmetic() {
    let vector = vector("D1");
    let evaluation = evaluate(&vector["document"], &vector["cases"][0]["inputs"]);
    let text = told(&evaluation, "card", "typical");
    bless::compare("tests/snapshots/scoring-explanation.txt", &text);
    for line in [
        "  step 缺项: − 0.5 × 1 = −0.5",
        "  r43 人员持证率 = 0.9 [r43-typical]",
        "  step 户次达标率每下降2 %: − min(10, 0.5 × 3) = −1.5",
        "  步骤 不适用：计满分 5",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn every_rule_of_the_vectors_has_words_and_steps_in_both_languages() {
    let folder = format!("{}/vectors/scoring", env!("CARGO_MANIFEST_DIR"));
    let (mut items, mut with_value) = (0, 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let vector: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        for case in vector["cases"].as_array().unwrap() {
            let scorecards = Scorecards::from_json("", &vector["document"].to_string()).unwrap();
            let inputs = Inputs::from_json("", &case["inputs"].to_string()).unwrap();
            let Ok(evaluation) = scorecards.evaluate(inputs) else {
                continue;
            };
            for card in evaluation.report().unwrap().results {
                for one in card.candidates {
                    for item in evaluation.explain(&card.id, &one.id).unwrap().items {
                        items += 1;
                        assert!(!item.rule.zh.is_empty() && !item.rule.en.is_empty());
                        if item.result.value.is_some() {
                            with_value += 1;
                            assert!(!item.steps.is_empty(), "{} {}", card.id, item.id);
                        }
                    }
                }
            }
        }
    }
    assert!(items > 800 && with_value > 600, "{items} {with_value}");
}

#[test]
fn what_raises_the_total_most_comes_first() {
    let vector = vector("D1");
    let evaluation = evaluate(&vector["document"], &vector["cases"][0]["inputs"]);
    let gains = evaluation.explain("card", "typical").unwrap().gains;
    let first: Vec<(&str, String)> = gains
        .iter()
        .take(4)
        .map(|gain| (gain.item.as_str(), gain.gain.to_string()))
        .collect();
    assert_eq!(
        first,
        [
            ("6.2++", "4.5".to_owned()),
            ("7.2+", "3".to_owned()),
            ("5.1", "2.7".to_owned()),
            ("3.3", "2".to_owned())
        ]
    );
    assert!(evaluation.explain("card", "perfect").unwrap().gains.is_empty());
}

#[test]
fn a_gain_knows_the_limits_of_sections() {
    let vector = vector("A7");
    let evaluation = evaluate(&vector["document"], &vector["cases"][0]["inputs"]);
    // The bonus of the section is at its cap of 0.5, so more bonus there raises nothing; the other bonus may rise by
    // 3, of which the section lets 2 pass and the unit lets 0.5 more.
    let gains = evaluation.explain("card", "section").unwrap().gains;
    let found: Vec<(&str, String)> = gains
        .iter()
        .map(|gain| (gain.item.as_str(), gain.gain.to_string()))
        .collect();
    assert_eq!(
        found,
        [
            ("base_1", "2".to_owned()),
            ("base_2", "1".to_owned()),
            ("more_1", "0.5".to_owned())
        ]
    );
}

fn ranked(combine: &Value, marks: &Value) -> Evaluation {
    let item = |id: &str| {
        json!({"item": {"id": id, "title": {"zh": id}, "stream": "base", "points": 100, "rule": {"value": {"input": id}},
            "floor": "zero", "ceiling": "full"}})
    };
    let input = |id: &str| json!({"id": id, "title": {"zh": id}, "from": "given", "collected": "judged"});
    let document = json!({
        "schema": "jinguo-scorecards/1", "id": "flip", "version": "1", "status": "draft", "title": {"zh": "排名"},
        "source": {"title": "排名", "issuer": "排名"}, "inputs": [input("usual"), input("field"), input("load")],
        "scorecards": [{
            "id": "card", "title": {"zh": "排名"}, "period": {"calendar_year": 2022}, "candidates": {},
            "total": {"id": "total", "title": {"zh": "总分"}, "parts": [item("usual"), item("field")], "combine": combine,
                "bonus_at_most": "unlimited", "deduction_at_most": "unlimited", "floor": "zero", "ceiling": "unbounded"},
            "rankings": [{"id": "rank", "title": {"zh": "排名"}, "within": "everyone", "method": "competition",
                "order": [{"of": {"section": "total"}, "first": "highest"}, {"of": {"input": "load"}, "first": "highest"}]}]
        }]
    });
    let inputs = json!({"schema": "jinguo-inputs/1",
        "candidates": [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "d"}], "numbers": marks});
    evaluate(&document, &inputs)
}

#[test]
fn a_rank_tells_the_distance_to_the_next_and_the_weights_that_flip_it() {
    let weighted = json!({"weighted": {"of": [{"part": "usual", "weight": "0.6"}, {"part": "field", "weight": "0.4"}],
        "without_value": "refuse"}});
    let marks = json!({"usual": {"a": 90, "b": 80, "c": 10, "d": 10}, "field": {"a": 80, "b": 92, "c": 10, "d": 10},
        "load": {"a": 1, "b": 1, "c": 7, "d": 5}});
    let evaluation = ranked(&weighted, &marks);
    // a 54 + 32 = 86, b 48 + 36.8 = 84.8. Equal where 10 × usual = 12 × field: usual 6/11, field 5/11.
    let ahead = evaluation
        .explain("card", "b")
        .unwrap()
        .ranks
        .remove(0)
        .ahead
        .unwrap();
    assert_eq!(
        (ahead.candidate.as_str(), ahead.key, ahead.distance.to_string()),
        ("a", 0, "1.2".to_owned())
    );
    let flips: Vec<(&str, String, String)> = ahead
        .flips
        .iter()
        .map(|flip| (flip.part.as_str(), flip.weight.to_string(), flip.at.to_string()))
        .collect();
    assert_eq!(
        flips,
        [
            ("field", "0.4".to_owned(), "5/11".to_owned()),
            ("usual", "0.6".to_owned(), "6/11".to_owned())
        ]
    );
    assert_eq!(evaluation.explain("card", "a").unwrap().ranks[0].ahead, None);
    // d is behind c by the chain only: no weight of the total decides between them.
    let ahead = evaluation
        .explain("card", "d")
        .unwrap()
        .ranks
        .remove(0)
        .ahead
        .unwrap();
    assert_eq!(
        (ahead.candidate.as_str(), ahead.key, ahead.distance.to_string()),
        ("c", 1, "2".to_owned())
    );
    assert!(ahead.flips.is_empty());
}

#[test]
fn in_a_sum_a_part_flips_the_rank_by_a_factor() {
    let marks = json!({"usual": {"a": 50, "b": 45, "c": 0, "d": 0}, "field": {"a": 30, "b": 32, "c": 0, "d": 0},
        "load": {"a": 0, "b": 0, "c": 0, "d": 0}});
    let evaluation = ranked(&json!("sum"), &marks);
    // a is ahead by 5 − 2 = 3: equal where usual counts 2/5, or field 5/2.
    let ahead = evaluation
        .explain("card", "b")
        .unwrap()
        .ranks
        .remove(0)
        .ahead
        .unwrap();
    let flips: Vec<(&str, String)> = ahead
        .flips
        .iter()
        .map(|flip| (flip.part.as_str(), flip.at.to_string()))
        .collect();
    assert_eq!(flips, [("usual", "0.4".to_owned()), ("field", "2.5".to_owned())]);
}

#[test]
fn an_explanation_names_the_gates_that_were_hit() {
    let vector = vector("R4");
    let evaluation = evaluate(&vector["document"], &vector["cases"][0]["inputs"]);
    let explanation = evaluation.explain("card", "b").unwrap();
    assert_eq!(explanation.gates[0].id, "crime");
    let office = explanation
        .sections
        .iter()
        .find(|section| section.id == "office")
        .unwrap();
    assert_eq!(office.steps[0].zh, "单元否决：得 0 分");
    assert_eq!(evaluation.explain("card", "nobody"), None);
}

/// Every ranking of every vector: the ladder and the explanations tell the same of every candidate.
#[test]
fn a_ladder_holds_each_ranked_candidate_once_in_order_and_says_what_its_explanation_says() {
    let folder = format!("{}/vectors/scoring", env!("CARGO_MANIFEST_DIR"));
    let mut rungs_seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let vector = vector(&name);
        let scorecards = Scorecards::from_json("", &vector["document"].to_string()).unwrap();
        let cases = vector["cases"].as_array().unwrap();
        for inputs in cases.iter().filter_map(|case| case.get("inputs")) {
            let Ok(inputs) = Inputs::from_json("", &inputs.to_string()) else {
                continue;
            };
            let Ok(evaluation) = scorecards.evaluate(inputs) else {
                continue;
            };
            for card in &scorecards.document().scorecards {
                for ranking in &card.rankings {
                    let ladder = evaluation.ladder(&card.id, &ranking.id).unwrap();
                    let ranked = evaluation
                        .candidates()
                        .iter()
                        .filter_map(|one| evaluation.explain(&card.id, &one.id))
                        .filter(|one| {
                            one.ranks
                                .iter()
                                .any(|rank| rank.ranking == ranking.id && rank.rank.value.is_some())
                        });
                    assert_eq!(ladder.len(), ranked.count(), "{name}");
                    let in_order = ladder
                        .windows(2)
                        .all(|pair| (&pair[0].class, pair[0].rank) <= (&pair[1].class, pair[1].rank));
                    assert!(in_order, "{name}");
                    for rung in &ladder {
                        let explained = evaluation.explain(&card.id, &rung.candidate).unwrap();
                        let rank = explained
                            .ranks
                            .iter()
                            .find(|rank| rank.ranking == ranking.id)
                            .unwrap();
                        assert_eq!(
                            (rank.rank.value, &rank.ahead),
                            (Some(rung.rank), &rung.ahead),
                            "{name} {}",
                            rung.candidate
                        );
                        rungs_seen += 1;
                    }
                }
            }
        }
    }
    assert!(rungs_seen > 50, "{rungs_seen}");
}

//! What no ledger has: the offices themselves, judges' marks, files of tasks and papers, points, ballots, and a score that
//! was set by hand. **All of it is invented** (合成数据).

use super::random::Random;
use jinguo::number::Rational;
use jinguo::performance::{
    AwardResult, Ballot, Candidate, InputColumn, InputValue, Inputs, Override, PointEntry, Scorecards,
};
use jinguo::time::{Day, Stamp};
use jinguo::{Error, Evaluation};
use std::collections::BTreeMap;

const OFFICES: [&str; 7] = [
    "办公室",
    "宣传部",
    "发展部",
    "权益部",
    "家庭和儿童工作部",
    "组织部",
    "妇儿工委办",
];
/// How many ballots are cast for each award.
const BALLOTS: u64 = 120;

/// Inputs for the example scorecards: what flows from the evaluated plan, and all else made up.
///
/// # Errors
/// As [`Inputs::take`].
pub fn inputs(scorecards: &Scorecards, evaluation: &Evaluation) -> Result<Inputs, Error> {
    let mut inputs = Inputs {
        name: "synthetic".to_owned(),
        cohort: offices().chain(models(evaluation)).collect(),
        ..Inputs::default()
    };
    inputs.take(scorecards, evaluation)?;
    of_offices(&mut inputs);
    of_counties(&mut inputs);
    of_models(&mut inputs);
    of_projects(&mut inputs);
    inputs.entries = entries(&inputs);
    inputs.overrides = vec![Override {
        scorecard: "offices".to_owned(),
        part: "timely".to_owned(),
        candidate: "office-2".to_owned(),
        points: Rational::integer(10),
        actor: "市妇联考核领导小组（合成）".to_owned(),
        reason: "报送系统停机两天，核实后不按迟报扣分".to_owned(),
        at: stamp(9, 28, 10),
    }];
    // Who is nominated is on the ballot paper.
    let papers = scorecards.evaluate(inputs.clone())?.report()?.awards;
    inputs.ballots = ballots(&papers);
    Ok(inputs)
}

fn stamp(month: u32, date: u32, hour: u32) -> Stamp {
    super::city::entered(super::city::day(month, date), hour).unwrap_or_default()
}

fn candidate(id: String, group: &str, attributes: &[(&str, &str)]) -> Candidate {
    let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
    Candidate {
        id,
        group: Some(group.to_owned()),
        attributes: attributes.iter().map(owned).collect(),
        oversees: Vec::new(),
    }
}

fn offices() -> impl Iterator<Item = Candidate> {
    OFFICES.iter().zip(1..).map(|(name, number)| {
        candidate(
            format!("office-{number}"),
            "部室",
            &[("name", name), ("office", name)],
        )
    })
}

/// Two models of work from each county that the measure of centres knows, one from the last.
fn models(evaluation: &Evaluation) -> impl Iterator<Item = Candidate> {
    let counties = (1..=99u32).map(|number| format!("4307{number:02}"));
    let known = counties.filter(|county| {
        evaluation
            .result("family_education_centres", county)
            .is_ok_and(|result| result.is_some())
    });
    let units: Vec<String> = known.flat_map(|county| [county.clone(), county]).collect();
    let last = units.len().saturating_sub(1);
    units.into_iter().take(last).zip(1..).map(|(county, number)| {
        let name = format!("模式{number:02}（合成）");
        candidate(
            format!("model-{number:02}"),
            "模式",
            &[("name", &name), ("unit", &county)],
        )
    })
}

/// A column for the candidates of a group; all others stay missing.
fn column(
    inputs: &mut Inputs,
    id: &str,
    group: &str,
    mut value: impl FnMut(usize, &Candidate) -> Option<InputValue>,
) {
    let mut column = InputColumn::missing(inputs.cohort.len());
    let members = inputs.cohort.iter().enumerate();
    let members = members.filter(|(_, one)| one.group.as_deref() == Some(group));
    for (nth, (row, one)) in members.enumerate() {
        if let Some(value) = value(nth, one) {
            column.set(row, value);
        }
    }
    inputs.columns.insert(id.to_owned(), column);
}

fn whole(number: u64) -> Option<InputValue> {
    Some(InputValue::number(Rational::count(number)))
}

fn tenths(number: u64) -> Option<InputValue> {
    Rational::new(i128::from(number), 10).map(InputValue::number)
}

fn of_offices(inputs: &mut Inputs) {
    let mut random = Random::new(9);
    for judge in 1..=7 {
        column(inputs, &format!("judge_{judge}"), "部室", |nth, _| {
            let mark = tenths(random.between(780, 965));
            // One judge was away when one office spoke.
            if (judge, nth) == (5, 2) { None } else { mark }
        });
    }
    let due: Vec<u64> = OFFICES.iter().map(|_| random.between(18, 30)).collect();
    column(inputs, "tasks_due", "部室", |nth, _| whole(due[nth]));
    column(inputs, "tasks_done", "部室", |nth, _| {
        whole(due[nth] - random.below(3))
    });
    for (id, most) in [
        ("late_reports", 4),
        ("missing_reports", 1),
        ("pub_province", 3),
        ("pub_city", 8),
        ("pub_county", 12),
        ("vote_fair", 14),
        ("vote_poor", 3),
        ("vote_unknown", 6),
    ] {
        column(inputs, id, "部室", |_, _| whole(random.between(0, most)));
    }
    column(inputs, "vote_good", "部室", |_, _| {
        whole(random.between(48, 70))
    });
    column(inputs, "violations", "部室", |_, _| whole(0));
    column(inputs, "complaints", "部室", |nth, _| {
        whole(u64::from(nth == 2))
    });
    column(inputs, "record_kept", "部室", |nth, one| {
        // One office said that it kept its record, and showed none.
        let evidence = (nth != 4).then(|| format!("台账-{}", one.id));
        Some(InputValue {
            evidence: evidence.into_iter().collect(),
            ..InputValue::number(Rational::ONE)
        })
    });
}

fn of_counties(inputs: &mut Inputs) {
    let mut random = Random::new(10);
    column(inputs, "innovation", "区县", |_, _| {
        tenths(random.between(0, 30))
    });
}

fn of_models(inputs: &mut Inputs) {
    let mut random = Random::new(11);
    let mut marks: BTreeMap<String, InputValue> = BTreeMap::new();
    for one in &inputs.cohort {
        let asked = one.group.as_deref() == Some("模式");
        if let (true, Some(mark)) = (asked, tenths(random.between(700, 960))) {
            marks.insert(one.id.clone(), mark);
        }
    }
    column(inputs, "expert", "模式", |_, one| marks.get(&one.id).cloned());
    column(inputs, "sites", "模式", |_, _| whole(random.between(1, 9)));
}

/// Each county puts two projects forward.
fn of_projects(inputs: &mut Inputs) {
    let mut random = Random::new(12);
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    let mut forward = Vec::new();
    let counted = inputs.cohort.iter().enumerate();
    for (row, one) in counted.filter(|(_, one)| one.group.as_deref() == Some("项目")) {
        let county = one
            .attributes
            .get("unit")
            .and_then(|unit| unit.get(..6))
            .unwrap_or("");
        let taken = taken.entry(county.to_owned()).or_default();
        if *taken < 2 && random.chance(300) {
            *taken += 1;
            forward.push(row);
        }
    }
    let is_forward = |inputs: &Inputs, one: &Candidate| {
        forward
            .iter()
            .any(|row| inputs.cohort.get(*row).is_some_and(|other| other.id == one.id))
    };
    let chosen: Vec<String> = inputs
        .cohort
        .iter()
        .filter(|one| is_forward(inputs, one))
        .map(|one| one.id.clone())
        .collect();
    let is_forward = |one: &Candidate| chosen.contains(&one.id);
    column(inputs, "recommended", "项目", |_, one| {
        whole(u64::from(is_forward(one)))
    });
    column(inputs, "project_done", "项目", |_, one| {
        is_forward(one)
            .then(|| whole(u64::from(random.chance(850))))
            .flatten()
    });
    column(inputs, "beneficiaries", "项目", |_, one| {
        is_forward(one).then(|| whole(random.between(18, 240))).flatten()
    });
    let rows = inputs.cohort.len();
    let mut expert = inputs
        .columns
        .remove("expert")
        .unwrap_or_else(|| InputColumn::missing(rows));
    for row in forward {
        if let Some(mark) = tenths(random.between(700, 965)) {
            expert.set(row, mark);
        }
    }
    inputs.columns.insert("expert".to_owned(), expert);
}

/// Points of committee members of the city and the counties, and of all who were marked; honours of offices.
fn entries(inputs: &Inputs) -> Vec<PointEntry> {
    let mut random = Random::new(13);
    let mut entries = Vec::new();
    let mut entry = |ledger: &str, candidate: &str, kind: &str, day: Day, word: Option<&str>| {
        let number = entries.len() + 1;
        entries.push(PointEntry {
            id: format!("P{number:05}"),
            ledger: ledger.to_owned(),
            candidate: candidate.to_owned(),
            kind: kind.to_owned(),
            day,
            quantity: None,
            word: word.map(str::to_owned),
            session: None,
            matter: word.map(|_| format!("{kind}-{candidate}")),
            author: None,
            authors: None,
            recorded_at: None,
            withdrawn: false,
            evidence: vec![format!("EV{number:05}")],
        });
    };
    let marks = inputs.columns.get("executive_mark");
    for (row, one) in inputs.cohort.iter().enumerate() {
        let marked = marks.is_some_and(|marks| marks.number(row).is_some());
        if !marked && !matches!(one.group.as_deref(), Some("市执委" | "区县执委")) {
            continue;
        }
        let mut day = || super::city::day(random.between(2, 12) as u32, random.between(1, 28) as u32);
        let days: [Day; 9] = std::array::from_fn(|_| day());
        for day in days.iter().take(random.between(0, 6) as usize) {
            entry("duty", &one.id, "activity", *day, None);
        }
        if random.chance(if marked { 800 } else { 150 }) {
            entry("duty", &one.id, "project", days[6], Some("立项"));
            if random.chance(600) {
                entry("duty", &one.id, "project", days[6].plus(60), Some("完成"));
            }
        }
        if random.chance(if marked { 600 } else { 100 }) {
            entry("duty", &one.id, "suggestion", days[7], None);
        }
        if random.chance(90) {
            let word = if random.chance(700) { "请假" } else { "无故" };
            entry("duty", &one.id, "absence", days[8], Some(word));
        }
    }
    for (office, month, word) in [(2, 5, "省"), (2, 8, "国"), (4, 6, "市"), (6, 9, "省")] {
        let day = super::city::day(month, 12);
        entry("honours", &format!("office-{office}"), "award", day, Some(word));
    }
    entries
}

/// A vote in September: most ballots are good; some name too many, carry no name, come twice or by a closed channel.
fn ballots(papers: &[AwardResult]) -> Vec<Ballot> {
    let mut random = Random::new(14);
    let mut ballots = Vec::new();
    for AwardResult {
        id: award,
        nominated: names,
        ..
    } in papers
    {
        if names.is_empty() {
            continue;
        }
        for voter in 0..BALLOTS {
            let draw = random.below(1000);
            let many = if draw < 25 { 11 } else { random.between(3, 10) };
            let mut choices: Vec<String> = Vec::new();
            for _ in 0..many * 3 {
                // The earlier names are better known.
                let at = random
                    .below(names.len() as u64)
                    .min(random.below(names.len() as u64));
                let name = &names[at as usize];
                if choices.len() < many as usize && !choices.contains(name) {
                    choices.push(name.clone());
                }
            }
            let ballot = Ballot {
                award: award.clone(),
                voter: format!("voter-{voter:03}"),
                channel: match draw {
                    25..40 => "纸质选票",
                    40..500 => "现场",
                    _ => "微信公众号",
                }
                .to_owned(),
                at: stamp(9, random.between(19, 25) as u32, random.between(8, 20) as u32),
                named: !(980..).contains(&draw),
                choices,
            };
            if (500..520).contains(&draw) {
                let at = stamp(9, 26, 9);
                ballots.push(Ballot { at, ..ballot.clone() });
            }
            ballots.push(ballot);
        }
    }
    ballots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changde;
    use jinguo::performance::VoidReason;
    use jinguo::report::Parameters;

    #[test]
    fn the_example_scores_everybody_whom_the_plan_names_from_its_own_measures() {
        let mut ledger = jinguo::ledger::Ledger::new();
        ledger
            .apply(super::super::batch(
                super::super::Scale { divide: 2000 },
                &mut |_, _, _| (),
            ))
            .unwrap();
        let day = changde::DAY.parse().unwrap();
        let parameters = Parameters {
            as_of: day,
            known_at: day,
        };
        let evaluation = jinguo::evaluate(&changde::plan().unwrap(), &ledger, parameters).unwrap();
        let scorecards = changde::scorecards().unwrap();
        let scored = scorecards
            .evaluate(inputs(&scorecards, &evaluation).unwrap())
            .unwrap();
        let report = scored.report().unwrap();
        let counts: Vec<(&str, usize)> = report
            .results
            .iter()
            .map(|card| (card.id.as_str(), card.candidates.len()))
            .collect();
        let executives = evaluation.result("executive_duties", "4307").unwrap().unwrap();
        let due = usize::try_from(executives.denominator).unwrap();
        assert_eq!(counts, [("offices", 7), ("counties", 10), ("executives", due)]);
        // Nobody is without a score, but for whoever the scorecard itself leaves open.
        for card in &report.results {
            let open = card
                .candidates
                .iter()
                .filter(|one| one.total.value.is_none())
                .count();
            assert_eq!(open, 0, "{}", card.id);
        }
        // The five ones of each member are what the plan says of that member.
        let done = |one: &&jinguo::performance::CandidateResult| {
            one.sections
                .iter()
                .any(|section| section.id == "duties" && section.value == Some(Rational::integer(60)))
        };
        let all_five = report.results[2].candidates.iter().filter(done).count();
        assert_eq!(u64::try_from(all_five), Ok(executives.numerator));
        for award in &report.awards {
            let vote = award.vote.as_ref().unwrap();
            assert!(
                vote.cast >= BALLOTS && vote.valid < vote.cast,
                "{}: {vote:?}",
                award.id
            );
            assert!(
                vote.void.contains_key(&VoidReason::OverVoting),
                "{}: {vote:?}",
                award.id
            );
            assert!(
                award.nominated.len() > 10 && award.unknown.is_empty(),
                "{}: {} nominated, {} unknown",
                award.id,
                award.nominated.len(),
                award.unknown.len()
            );
            assert_eq!(award.cuts[0].chosen.len(), 10, "{}", award.id);
        }
    }
}

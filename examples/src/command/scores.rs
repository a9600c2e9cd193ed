//! Scores: rankings, awards and reasons, on the screen and as files.

use super::arguments::{Common, Format};
use super::failure::Failure;
use super::progress::Step;
use super::{Inputs, inputs, load, notice, print};
use crate::changde;
use crate::synthetic;
use crate::views::scene::Scene;
use crate::views::score::{Scores, award, file, ranking, reason};
use crate::views::{json, table};
use jinguo::performance::{Evaluation as Scored, Inputs as Given, ScoreReport};
use jinguo::{Evaluation, evaluate};
use std::path::PathBuf;

/// Prints rankings and awards, or why one candidate has its scores.
pub fn run(common: &Common, only: Option<&str>, limit: Option<usize>) -> Result<(), Failure> {
    let inputs = inputs(common)?;
    let step = Step::new("计算指标");
    let evaluation = evaluate(&inputs.plan, &inputs.ledger, inputs.parameters)?;
    let report = evaluation.report()?;
    drop(step);
    let Some(scored) = scored(common, &inputs, &evaluation)? else {
        return Err(Failure::usage(
            "没有评分表：用 --scorecards 文件 指定",
            "no scorecards: name them with --scorecards",
        ));
    };
    let scores_report = scored.report()?;
    let scene = Scene::new(&inputs.plan, &report, inputs.label);
    let scores = Scores::new(&scene, &scored, &scores_report);
    if let Some(only) = only {
        known(&scores, only)?;
    }
    if let Some(candidate) = &common.unit {
        return why(common, &scores, candidate, only);
    }
    match common.format {
        Format::Json => print(&scores_report.to_json()?),
        Format::Csv => print(&file::csv(&scores, only)),
        Format::Table => {
            let text =
                table::heading(&scene) + &screen(&scores, only, limit.unwrap_or(super::report::RANKED));
            print(&text)
        }
    }
}

/// Makes sure that there is a scorecard.
fn known(scores: &Scores<'_>, id: &str) -> Result<(), Failure> {
    let ids = || scores.document().scorecards.iter().map(|card| card.id.as_str());
    if ids().any(|known| known == id) {
        return Ok(());
    }
    let all: Vec<&str> = ids().collect();
    Err(Failure::usage(
        format!("没有评分表 {id}，有 {}", all.join("、")),
        format!("no scorecard {id}; there are {}", all.join(", ")),
    ))
}

/// Explains a candidate in every scorecard that scores it, or in one.
fn why(common: &Common, scores: &Scores<'_>, candidate: &str, only: Option<&str>) -> Result<(), Failure> {
    let mut text = table::heading(scores.scene);
    let mut found = false;
    for (at, card, _) in scores.scorecards() {
        if only.is_some_and(|only| only != card.id) || scores.result(at, candidate).is_none() {
            continue;
        }
        let Some(explanation) = scores.evaluation.explain(&card.id, candidate) else {
            continue;
        };
        found = true;
        match common.format {
            Format::Json => json::line(&explanation).map_or(Ok(()), |line| print(&line))?,
            Format::Table | Format::Csv => text.push_str(&reason::text(scores, card, &explanation)),
        }
    }
    if !found {
        return Err(Failure::usage(
            format!("没有给 {candidate} 评分的评分表"),
            format!("no scorecard scores {candidate}"),
        ));
    }
    match common.format {
        Format::Json => Ok(()),
        Format::Table | Format::Csv => print(&text),
    }
}

/// Scores the cohort by the scorecards that were asked for; `None` where there are none. The demonstration has its own.
pub fn scored(common: &Common, inputs: &Inputs, evaluation: &Evaluation) -> Result<Option<Scored>, Failure> {
    let is_demonstration = common.plan.is_none() && common.ledger.is_none();
    let scorecards = match &common.scorecards {
        Some(path) => load::scorecards(path)?,
        None if is_demonstration => changde::scorecards()?,
        None if common.inputs.is_some() => {
            return Err(Failure::usage(
                "--inputs 要与 --scorecards 同用",
                "--inputs goes with --scorecards",
            ));
        }
        None => return Ok(None),
    };
    let _step = Step::new("评分");
    let given = match &common.inputs {
        None if is_demonstration && common.scorecards.is_none() => {
            synthetic::inputs(&scorecards, evaluation)?
        }
        given => {
            let mut given = match given {
                Some(path) => load::given(path)?,
                None => Given::default(),
            };
            for input in &scorecards.document().inputs {
                if scorecards.flows(input) && given.columns.contains_key(&input.id) {
                    notice(&format!(
                        "“{}”由工作要点和台账得出，文件里给的数不用",
                        input.title.zh
                    ));
                }
            }
            given.take(&scorecards, evaluation)?;
            given
        }
    };
    debug_assert_eq!(given.as_of, Some(inputs.parameters.as_of));
    Ok(Some(scorecards.evaluate(given)?))
}

/// Rankings, awards, and one score with its reasons.
pub fn screen(scores: &Scores<'_>, only: Option<&str>, rows: usize) -> String {
    let mut text = ranking::heading(scores);
    for (at, card, result) in scores.scorecards() {
        if only.is_none_or(|only| only == card.id) {
            text.push_str(&ranking::tables(scores, at, card, result, rows));
        }
    }
    if only.is_none() {
        text.push_str(&award::tables(scores));
        if let Some((card, candidate)) = scores.example()
            && let Some(why) = scores.evaluation.explain(&card.id, candidate)
        {
            text.push_str(&reason::text(scores, card, &why));
        }
    }
    text
}

/// Writes the scores as files.
pub fn write(common: &Common, scores: &Scores<'_>, report: &ScoreReport) -> Result<Vec<PathBuf>, Failure> {
    Ok(vec![
        super::report::write(common, "scores.csv", &file::csv(scores, None))?,
        super::report::write(common, "scores.json", &report.to_json()?)?,
    ])
}

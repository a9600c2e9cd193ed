//! The commands about single subjects: gaps and explanations.

use super::arguments::{Common, Format};
use super::failure::Failure;
use super::progress::Step;
use super::report::query;
use super::{inputs, print};
use crate::views::scene::Scene;
use crate::views::{csv, explanation, gaps as view, json, table};
use jinguo::evaluate;
use jinguo::gap::{GapPage, Subject};

/// How many gaps are shown on a screen unless told otherwise.
const SCREEN: u64 = 20;
/// How many gaps are asked for at once.
const PAGE: u32 = 10_000;

/// Lists gaps.
pub fn gaps(common: &Common, limit: Option<u64>, offset: u64) -> Result<(), Failure> {
    let inputs = inputs(common)?;
    let step = Step::new("计算指标");
    let evaluation = evaluate(&inputs.plan, &inputs.ledger, inputs.parameters)?;
    let report = json::cut(&evaluation.report()?, common.measure.as_deref(), None);
    drop(step);
    let scene = Scene::new(&inputs.plan, &report, inputs.label);
    let limit = limit.unwrap_or(if common.format == Format::Table {
        SCREEN
    } else {
        u64::MAX
    });
    if common.format == Format::Table {
        print(&table::heading(&scene))?;
    }
    let mut file = csv::Csv::new(view::HEADER);
    for (_, measure, report) in scene
        .measures()
        .filter(|(_, measure, _)| table::has_gaps(measure))
    {
        let aimed = report.results.iter().any(|result| result.target.is_some());
        if common.measure.is_none() && !aimed {
            continue;
        }
        let mut done = 0u64;
        loop {
            let left = u32::try_from((limit - done).min(u64::from(PAGE))).unwrap_or(PAGE);
            let page = evaluation.gaps(&query(measure, common.unit.as_deref(), offset + done, left))?;
            let found = u64::try_from(page.gaps.len()).unwrap_or(0);
            show(common, &scene, measure, &page, &mut file)?;
            done += found;
            if found < u64::from(left) || done >= limit {
                break;
            }
        }
    }
    print(&file.take_if(common.format == Format::Csv))
}

fn show(
    common: &Common,
    scene: &Scene<'_>,
    measure: &jinguo::plan::Measure,
    page: &GapPage,
    file: &mut csv::Csv,
) -> Result<(), Failure> {
    match common.format {
        Format::Table => print(&view::table(scene, measure, &page.gaps, page.total)),
        Format::Csv => {
            view::rows(file, scene, measure, &page.gaps);
            print(&file.take())
        }
        Format::Json => json::line(page).map_or(Ok(()), |line| print(&line)),
    }
}

/// Explains a subject.
pub fn explain(common: &Common, subject: &Subject) -> Result<(), Failure> {
    let Some(measure) = &common.measure else {
        return Err(Failure::usage(
            "explain 要写 --measure 指标编号",
            "explain needs --measure",
        ));
    };
    let inputs = inputs(common)?;
    let step = Step::new("计算指标");
    let evaluation = evaluate(&inputs.plan, &inputs.ledger, inputs.parameters)?;
    let explanation = evaluation.explain(measure, subject)?;
    drop(step);
    match common.format {
        Format::Json => json::line(&explanation).map_or(Ok(()), |line| print(&line)),
        Format::Table | Format::Csv => {
            let report = evaluation.report()?;
            let scene = Scene::new(&inputs.plan, &report, inputs.label);
            let place = scene.path(&explanation.unit).join(" / ");
            print(&(table::heading(&scene) + &explanation::text(&inputs.plan, &explanation, &place)))
        }
    }
}

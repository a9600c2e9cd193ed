//! The report: on the screen, and as files.

use super::arguments::{Common, Format};
use super::failure::Failure;
use super::progress::Step;
use super::{Inputs, inputs, notice, print, scores};
use crate::views::gaps::First;
use crate::views::html::{Page, Point, Trend};
use crate::views::scene::Scene;
use crate::views::score::Scores;
use crate::views::{csv, gaps, html, json, number, table};
use jinguo::gap::{GapPage, GapQuery};
use jinguo::number::Rational;
use jinguo::plan::{Measure, Plan, Scoring};
use jinguo::report::{Parameters, ReportUnit};
use jinguo::time::Day;
use jinguo::{Evaluation, evaluate};
use std::collections::HashSet;
use std::path::PathBuf;

/// How many gaps of one measure are shown on the screen and on the page.
const FIRST: u32 = 3;
/// How many gaps of one measure go into the file; the page and the screen say how many there are.
const MOST: u32 = 10_000;
/// How many rows of a ranking are shown on the screen.
pub const RANKED: usize = 10;
/// How many of the worst units are shown on the screen.
const WORST: usize = 5;

/// Makes the report.
pub fn run(common: &Common) -> Result<(), Failure> {
    let inputs = inputs(common)?;
    let step = Step::new("计算指标");
    let evaluation = evaluate(&inputs.plan, &inputs.ledger, inputs.parameters)?;
    let report = evaluation.report()?;
    drop(step);
    // A score is of everything that a scorecard asks for: with a report of a part there is none.
    let whole = common.measure.is_none() && common.unit.is_none();
    let scored = if whole {
        scores::scored(common, &inputs, &evaluation)?
    } else {
        None
    };
    let scored = scored
        .map(|scored| scored.report().map(|report| (scored, report)))
        .transpose()?;
    if let Some(unit) = &common.unit
        && !report.units.iter().any(|known| known.id == *unit)
    {
        return Err(Failure::usage(
            format!("结果里没有单位 {unit}"),
            format!("no unit {unit} in the results"),
        ));
    }
    let report = match (&common.measure, &common.unit) {
        (None, None) => report,
        (measure, unit) => json::cut(&report, measure.as_deref(), unit.as_deref()),
    };
    let scene = Scene::new(&inputs.plan, &report, inputs.label);
    let Some(unit) = scene.roots().first().copied() else {
        return Err(Failure::usage("没有任何结果", "no results at all"));
    };
    let scores = scored
        .as_ref()
        .map(|(scored, report)| Scores::new(&scene, scored, report));
    let first = first_gaps(&evaluation, &scene, unit)?;
    match common.format {
        Format::Json => print(&report.to_json()?)?,
        Format::Csv => print(&csv::results(&scene))?,
        Format::Table => {
            let shown = scores.as_ref().map(|scores| scores::screen(scores, None, RANKED));
            print(&(screen(&scene, &first) + &shown.unwrap_or_default()))?;
        }
    }
    let trends = trends(&inputs, &scene, unit)?;
    let step = Step::new("写文件");
    let page = Page {
        scene: &scene,
        unit,
        trends: &trends,
        gaps: &first,
        scores: scores.as_ref(),
    };
    let mut files = vec![
        write(common, "report.html", &html::page(&page))?,
        write(common, "report.json", &report.to_json()?)?,
    ];
    if let (Some(scores), Some((_, report))) = (&scores, &scored) {
        files.extend(scores::write(common, scores, report)?);
    }
    let Written { path, cut } = write_gaps(common, &evaluation, &scene)?;
    drop(step);
    let files: Vec<String> = files
        .iter()
        .chain([&path])
        .map(|path| path.display().to_string())
        .collect();
    notice(&format!("已写 {}", files.join("、")));
    for (measure, total) in cut {
        notice(&format!(
            "{} 的缺口共 {} 个，gaps.csv 里只有前 {}；要全部：jinguo gaps --measure {} --format csv",
            measure.title.zh,
            number::count(total),
            number::count(u64::from(MOST)),
            measure.id
        ));
    }
    Ok(())
}

fn screen(scene: &Scene<'_>, first: &[First<'_>]) -> String {
    let mut text = table::heading(scene);
    for unit in scene.roots() {
        text.push_str(&table::plan(scene, unit));
        text.push_str(&table::worst(scene, unit, WORST));
    }
    if !first.is_empty() {
        text.push_str(&format!(
            "\n{bold}■ 缺口与原因{bold:#}\n",
            bold = anstyle::Style::new().bold()
        ));
    }
    for found in first {
        text.push_str(&gaps::table(scene, found.measure, &found.gaps, found.total));
    }
    text.push_str(&table::findings(scene));
    text
}

/// The first gaps of each measure that has a target and is not yet there.
fn first_gaps<'a>(
    evaluation: &Evaluation,
    scene: &Scene<'a>,
    unit: &ReportUnit,
) -> Result<Vec<First<'a>>, Failure> {
    let mut first = Vec::new();
    for (at, measure, _) in scene
        .measures()
        .filter(|(_, measure, _)| table::has_gaps(measure))
    {
        let aimed = scene
            .result(at, &unit.id)
            .is_some_and(|result| result.target.is_some());
        if aimed || scene.report.measures.len() == 1 {
            let page = evaluation.gaps(&query(measure, Some(&unit.id), 0, FIRST))?;
            if page.total > 0 {
                first.push(First {
                    measure,
                    gaps: page.gaps,
                    total: page.total,
                });
            }
        }
    }
    Ok(first)
}

/// One page of gaps.
pub fn query(measure: &Measure, unit: Option<&str>, offset: u64, limit: u32) -> GapQuery {
    GapQuery {
        measure: measure.id.clone(),
        unit: unit.map(str::to_owned),
        offset,
        limit,
    }
}

/// The file of gaps, and the measures of which it does not hold all.
struct Written<'a> {
    path: PathBuf,
    cut: Vec<(&'a Measure, u64)>,
}

/// Writes the gaps of all measures with a target, and tells which were cut.
fn write_gaps<'a>(
    common: &Common,
    evaluation: &Evaluation,
    scene: &Scene<'a>,
) -> Result<Written<'a>, Failure> {
    let mut file = csv::Csv::new(gaps::HEADER);
    let mut cut = Vec::new();
    for (_, measure, report) in scene
        .measures()
        .filter(|(_, measure, _)| table::has_gaps(measure))
    {
        if report.results.iter().all(|result| result.target.is_none()) && common.measure.is_none() {
            continue;
        }
        let GapPage { total, gaps: found } =
            evaluation.gaps(&query(measure, common.unit.as_deref(), 0, MOST))?;
        gaps::rows(&mut file, scene, measure, &found);
        if total > u64::from(MOST) {
            cut.push((measure, total));
        }
    }
    Ok(Written {
        path: write(common, "gaps.csv", file.text())?,
        cut,
    })
}

/// How the measures with a target went, at each end of a month up to the day of evaluation.
fn trends(inputs: &Inputs, scene: &Scene<'_>, unit: &ReportUnit) -> Result<Vec<Trend>, Failure> {
    let wanted: Vec<(usize, &Measure, Day)> = scene
        .measures()
        .filter_map(|(at, measure, report)| {
            let target = scene.result(at, &unit.id)?.target.as_ref()?;
            // “At least once” is a day, not a line.
            let line = measure.scoring != Scoring::Count || target.value > Rational::integer(5);
            line.then_some((at, measure, report.first))
        })
        .collect();
    let Some(first) = wanted.iter().map(|(_, _, first)| *first).min() else {
        return Ok(Vec::new());
    };
    let plan = only(
        &inputs.plan,
        &wanted
            .iter()
            .map(|(_, measure, _)| measure.id.as_str())
            .collect::<Vec<_>>(),
    )?;
    let mut trends: Vec<Trend> = wanted
        .iter()
        .map(|(at, _, first)| Trend {
            measure: *at,
            first: *first,
            points: Vec::new(),
        })
        .collect();
    let days = month_ends(first, inputs.parameters.as_of);
    let step = Step::of("计算各月末", u64::try_from(days.len()).unwrap_or(0));
    for day in days {
        let evaluation = evaluate(
            &plan,
            &inputs.ledger,
            Parameters {
                as_of: day,
                ..inputs.parameters
            },
        )?;
        for ((_, measure, _), trend) in wanted.iter().zip(&mut trends) {
            if let Some(result) = evaluation.result(&measure.id, &unit.id)? {
                trend.points.push(Point {
                    day,
                    value: result.value,
                    required: result.pace.map(|pace| pace.required),
                });
            }
        }
        step.one();
    }
    Ok(trends)
}

/// The plan with only these measures and their components.
fn only(plan: &Plan, measures: &[&str]) -> Result<Plan, Failure> {
    let mut kept: HashSet<usize> = HashSet::new();
    let mut open: Vec<usize> = measures.iter().filter_map(|id| plan.measure(id)).collect();
    while let Some(at) = open.pop() {
        if kept.insert(at) {
            open.extend(plan.components(at));
        }
    }
    let mut document = plan.document().clone();
    let mut at = 0;
    document.measures.retain(|_| {
        at += 1;
        kept.contains(&(at - 1))
    });
    // Nobody reads the strata of a line.
    for measure in &mut document.measures {
        measure.strata.clear();
    }
    Ok(Plan::from_document(document)?)
}

/// The last day of each month from `first` on, up to `last`, and `last` itself; of the last twelve months only.
fn month_ends(first: Day, last: Day) -> Vec<Day> {
    let (mut year, mut month, _) = first.ymd();
    let mut days = Vec::new();
    loop {
        (year, month) = if month == 12 {
            (year + 1, 1)
        } else {
            (year, month + 1)
        };
        match Day::from_ymd(year, month, 1).map(Day::previous) {
            Some(day) if day < last => days.push(day),
            _ => break,
        }
    }
    days.push(last);
    let skip = days.len().saturating_sub(13);
    days.split_off(skip)
}

/// Writes a file into the folder for files.
pub fn write(common: &Common, name: &str, text: &str) -> Result<PathBuf, Failure> {
    let failure =
        |path: &std::path::Path, error: &std::io::Error| Failure::file(path, ("写入", "written"), error);
    std::fs::create_dir_all(&common.out).map_err(|error| failure(&common.out, &error))?;
    let path = common.out.join(name);
    std::fs::write(&path, text).map_err(|error| failure(&path, &error))?;
    Ok(path)
}

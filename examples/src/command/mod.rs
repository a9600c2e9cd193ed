//! The commands of the program.

mod arguments;
mod failure;
mod load;
mod progress;
mod report;
mod scores;
mod subject;

use crate::synthetic::{self, Scale};
use anstyle::{AnsiColor, Style};
use arguments::{Arguments, Command, Common};
use clap::Parser;
use failure::Failure;
use jinguo::ledger::Ledger;
use jinguo::performance::Scorecards;
use jinguo::plan::Plan;
use jinguo::report::Parameters;
use jinguo::time::Day;
use std::io::Write;
use std::process::ExitCode;

/// Runs the program.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let language = arguments.common.lang;
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let text = failure.text(language);
            if !text.is_empty() {
                let red = Style::new().fg_color(Some(AnsiColor::Red.into()));
                // Nobody is left to hear that this failed.
                let _ = writeln!(anstream::stderr(), "{red}{text}{red:#}");
            }
            ExitCode::from(failure.code())
        }
    }
}

/// Help and version go out as they are; faults are told in Chinese unless English is asked for.
fn usage(error: &clap::Error) -> ExitCode {
    let english = std::env::args()
        .collect::<Vec<_>>()
        .windows(2)
        .any(|pair| pair == ["--lang", "en"])
        || std::env::args().any(|argument| argument == "--lang=en");
    if !error.use_stderr() || english {
        let _ = error.print();
    } else {
        let _ = writeln!(anstream::stderr(), "{}", failure::clap_zh(error));
    }
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let common = &arguments.common;
    match &arguments.command {
        None => report::run(common),
        Some(Command::Gaps { limit, offset }) => subject::gaps(common, *limit, *offset),
        Some(Command::Explain {
            person,
            of_unit,
            activity,
            organisation,
        }) => {
            use jinguo::gap::Subject;
            let subject = [
                person.clone().map(Subject::Person),
                of_unit.clone().map(Subject::Unit),
                activity.clone().map(Subject::Event),
                organisation.clone().map(Subject::Organisation),
            ];
            match subject.into_iter().flatten().next() {
                Some(subject) => subject::explain(common, &subject),
                None => Err(Failure::usage("缺少对象", "no subject")),
            }
        }
        Some(Command::Scores { scorecard, limit }) => scores::run(common, scorecard.as_deref(), *limit),
        Some(Command::Check { file }) => check(common, file.as_deref()),
        Some(Command::Synthesize { folder }) => synthesize(common, folder),
    }
}

/// Reads the plan and the scorecards that were named, and says what is in them.
fn check(common: &Common, file: Option<&std::path::Path>) -> Result<(), Failure> {
    let is_card = match file {
        Some(file) => load::holds_scorecards(file)?,
        None => false,
    };
    let (plan_file, card_file) = match (file, is_card) {
        (Some(file), true) => (common.plan.as_deref(), Some(file)),
        (file, _) => (file.or(common.plan.as_deref()), common.scorecards.as_deref()),
    };
    let plan = load::plan(plan_file)?;
    let mut text = String::new();
    if !is_card {
        text = plan_facts(&plan);
    }
    if let Some(path) = card_file {
        let scorecards = load::scorecards(path)?;
        scorecards.fits(&plan)?;
        text.push_str(&card_facts(&plan, &scorecards));
    }
    print(&text)
}

fn plan_facts(plan: &Plan) -> String {
    let document = plan.document();
    let with_target = plan
        .measures()
        .iter()
        .filter(|measure| !measure.targets.is_empty())
        .count();
    format!(
        "没有错误：{}（{} {}）\n条款 {} 个，指标 {} 个，其中有目标 {} 个\n摘要 {}\n",
        document.title.zh,
        document.id,
        document.version,
        document.clauses.len(),
        plan.measures().len(),
        with_target,
        plan.digest()
    )
}

fn card_facts(plan: &Plan, scorecards: &Scorecards) -> String {
    let document = scorecards.document();
    format!(
        "没有错误：{}（{} {}）\n评分表 {} 张，奖项 {} 个，积分账 {} 个；输入 {} 项，其中 {} 项由工作要点“{}”的指标和台账得出\n",
        document.title.zh,
        document.id,
        document.version,
        document.scorecards.len(),
        document.awards.len(),
        document.points.len(),
        document.inputs.len(),
        document
            .inputs
            .iter()
            .filter(|input| scorecards.flows(input))
            .count(),
        plan.document().title.zh,
    )
}

/// Writes the synthetic ledger as files.
fn synthesize(common: &Common, folder: &std::path::Path) -> Result<(), Failure> {
    let scale = Scale {
        divide: common.divide,
    };
    let step = progress::Step::of("写合成台账", 1);
    synthetic::write(folder, scale, &mut |name, done, of| step.at(name, done, of))
        .map_err(|error| Failure::file(folder, ("写入", "written"), &error))?;
    drop(step);
    print(&format!("已写合成台账到 {}\n", folder.display()))
}

/// Everything that a report needs.
struct Inputs {
    plan: Plan,
    ledger: Ledger,
    parameters: Parameters,
    label: Option<&'static str>,
}

/// Reads what was asked for.
fn inputs(common: &Common) -> Result<Inputs, Failure> {
    let as_of = as_of(common)?;
    let parameters = Parameters {
        as_of,
        known_at: common.known_at.unwrap_or(as_of),
    };
    let plan = load::plan(common.plan.as_deref())?;
    if let Some(measure) = &common.measure
        && plan.measure(measure).is_none()
    {
        let near = jinguo::error::nearest(measure, plan.measures().iter().map(|measure| measure.id.as_str()));
        let near = near.map(|near| (format!("，是不是 {near}？"), format!(", did you mean {near}?")));
        let (zh, en) = near.unwrap_or_default();
        return Err(Failure::usage(
            format!("工作要点里没有指标 {measure}{zh}"),
            format!("the plan has no measure {measure}{en}"),
        ));
    }
    let (loaded, label) = match &common.ledger {
        Some(folder) => (load::ledger(folder, common)?, None),
        None => (load::synthetic(common)?, Some(crate::changde::LABEL)),
    };
    for note in &loaded.notes {
        notice(note);
    }
    if let Some((rows, text)) = &loaded.rejected {
        let path = report::write(common, "rejected.csv", text)?;
        notice(&format!("{rows} 行有错没有计入，见 {}", path.display()));
    }
    Ok(Inputs {
        plan,
        ledger: loaded.ledger,
        parameters,
        label,
    })
}

/// The day of evaluation. The program has no “today”: a report must give the same numbers next year.
fn as_of(common: &Common) -> Result<Day, Failure> {
    match (common.as_of, &common.ledger) {
        (Some(day), _) => Ok(day),
        (None, None) => crate::changde::DAY
            .parse()
            .map_err(|_| Failure::usage("日期", "day")),
        (None, Some(_)) => Err(Failure::usage(
            "用自己的台账时要写数据时点，如 --as-of 2022-06-30",
            "a ledger of your own needs --as-of, such as --as-of 2022-06-30",
        )),
    }
}

/// Prints to standard output; colours are dropped where it is no terminal.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Err(Failure::Closed),
        Err(error) => Err(Failure::file(
            std::path::Path::new("标准输出"),
            ("写入", "written"),
            &error,
        )),
    }
}

/// Tells something on standard error.
fn notice(text: &str) {
    let yellow = Style::new().fg_color(Some(AnsiColor::Yellow.into()));
    let _ = writeln!(anstream::stderr(), "{yellow}{text}{yellow:#}");
}

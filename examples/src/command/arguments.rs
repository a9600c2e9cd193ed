//! What can be asked for on the command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use jinguo::time::Day;
use std::path::PathBuf;

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "jinguo",
    version,
    about = "巾帼：按工作要点和台账计算覆盖、缺口、进度 · how far a work plan has come",
    long_about = "巾帼：按工作要点（plan.json）和台账（CSV 文件夹）计算每个指标的覆盖率、缺口和进度。\n\
        不带任何参数时，用常德市2022年工作要点、真实区划和合成台账演示。\n\
        How far a work plan has come. Without arguments: a demonstration on synthetic facts.",
    after_help = "退出码：0 成功，1 输入有误，2 用法有误。\nExit codes: 0 success, 1 bad input, 2 usage.",
    override_usage = "jinguo [命令] [选项]",
    help_template = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}",
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    next_help_heading = "选项"
)]
pub struct Arguments {
    /// What to do; the report where missing.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What every command takes.
    #[command(flatten)]
    pub common: Common,
    /// 显示帮助 · help
    #[arg(short = 'h', long, action = clap::ArgAction::Help, global = true)]
    pub help: Option<bool>,
    /// 显示版本 · version
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    pub version: Option<bool>,
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// 工作要点文件；不写则用自带的常德市2022年工作要点 · the plan
    #[arg(long, value_name = "文件", global = true)]
    pub plan: Option<PathBuf>,
    /// 台账文件夹，内有 units.csv、persons.csv 等；不写则用合成台账 · the ledger's folder
    #[arg(long, value_name = "文件夹", global = true)]
    pub ledger: Option<PathBuf>,
    /// 评分表文件；演示时不写则用自带的示例评分表 · the scorecards
    #[arg(long, value_name = "文件", global = true)]
    pub scorecards: Option<PathBuf>,
    /// 评分用的其他数据：评委打分、票、积分、人工调整等 · what the ledger does not have
    #[arg(long, value_name = "文件", global = true)]
    pub inputs: Option<PathBuf>,
    /// 数据时点，如 2022-06-30；用自己的台账时必填 · as of which day
    #[arg(long, value_name = "日期", value_parser = day, global = true)]
    pub as_of: Option<Day>,
    /// 只用这一天为止登记的事实；不写则与数据时点相同 · as known on which day
    #[arg(long, value_name = "日期", value_parser = day, global = true)]
    pub known_at: Option<Day>,
    /// 只看这个单位及其下级；评分时为评分对象的编号 · one unit and all below it; with scores: a candidate
    #[arg(long, value_name = "编号", global = true)]
    pub unit: Option<String>,
    /// 只看这个指标 · one measure
    #[arg(long, value_name = "指标编号", global = true)]
    pub measure: Option<String>,
    /// 屏幕上的格式：table 表格（默认）、json、csv · what is printed
    #[arg(
        long,
        value_enum,
        value_name = "格式",
        hide_possible_values = true,
        default_value = "table",
        hide_default_value = true,
        global = true
    )]
    pub format: Format,
    /// 写文件的文件夹，默认 output · the folder for files
    #[arg(
        long,
        value_name = "文件夹",
        default_value = "output",
        hide_default_value = true,
        global = true
    )]
    pub out: PathBuf,
    /// 错误信息的语言：zh（默认）、en · language of error messages
    #[arg(
        long,
        value_enum,
        value_name = "语言",
        hide_possible_values = true,
        default_value = "zh",
        hide_default_value = true,
        global = true
    )]
    pub lang: Language,
    /// 有错的行退回 rejected.csv，其余照算 · go on with the good rows
    #[arg(long, global = true)]
    pub accept_good_rows: bool,
    /// 合成台账缩小为几分之一 · a smaller synthetic ledger
    #[arg(long, value_name = "倍数", default_value_t = 1, hide_default_value = true, global = true, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub divide: u32,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 缺口清单：谁还没有、为什么、怎样补上 · who is missing, and why
    Gaps {
        /// 最多列几个；csv 格式不写则全部列出 · at most so many
        #[arg(long, value_name = "个数")]
        limit: Option<u64>,
        /// 跳过前几个 · skip so many
        #[arg(long, value_name = "个数", default_value_t = 0, hide_default_value = true)]
        offset: u64,
    },
    /// 解释一个对象为什么算或不算 · why a subject counts or does not
    #[command(group = clap::ArgGroup::new("subject").required(true))]
    Explain {
        /// 人员编号 · a person
        #[arg(long, value_name = "编号", group = "subject")]
        person: Option<String>,
        /// 单位编号 · a unit
        #[arg(long, value_name = "编号", group = "subject")]
        of_unit: Option<String>,
        /// 活动编号 · an activity
        #[arg(long, value_name = "编号", group = "subject")]
        activity: Option<String>,
        /// 组织编号 · an organisation
        #[arg(long, value_name = "编号", group = "subject")]
        organisation: Option<String>,
    },
    /// 绩效考核：排名、等次、十佳；用 --unit 说明一个对象的得分怎样算出 · scores, ranks, awards, and why
    Scores {
        /// 只看这张评分表 · one scorecard
        #[arg(long, value_name = "评分表编号")]
        scorecard: Option<String>,
        /// 每个排名最多列几个 · at most so many of a ranking
        #[arg(long, value_name = "个数")]
        limit: Option<usize>,
    },
    /// 只检查工作要点、评分表文件，列出全部错误 · only check a plan or scorecards
    Check {
        /// 工作要点或评分表文件，同 --plan、--scorecards · the plan, or scorecards
        #[arg(value_name = "文件")]
        file: Option<PathBuf>,
    },
    /// 把合成台账写成 CSV 文件 · write the synthetic ledger as CSV files
    Synthesize {
        /// 写到哪个文件夹 · the folder
        #[arg(value_name = "文件夹")]
        folder: PathBuf,
    },
}

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// 表格
    Table,
    /// JSON
    Json,
    /// CSV
    Csv,
}

/// The language of error messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// 中文
    Zh,
    /// English
    En,
}

fn day(text: &str) -> Result<Day, String> {
    text.parse()
        .map_err(|_| "应为存在的日期，如 2022-06-30 · a day such as 2022-06-30".to_owned())
}

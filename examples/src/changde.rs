//! The plan that comes with the program: the real work plan of Changde for 2022, and its real units.

use jinguo::Error;
use jinguo::performance::Scorecards;
use jinguo::plan::Plan;

/// The text of the plan.
pub const PLAN: &str = include_str!("../changde-2022/plan.json");
/// The text of the example scorecards.
pub const SCORECARDS: &str = include_str!("../changde-2022/scorecards.json");
/// The units as a file of the ledger.
pub const UNITS: &str = include_str!("../changde-2022/units.csv");
/// The day that the demonstration looks at.
pub const DAY: &str = "2022-09-30";
/// What stands above everything made from the demonstration.
pub const LABEL: &str =
    "【合成数据】单位为常德市真实区划；人员、组织、活动均由固定种子生成，不是任何真实情况。";

/// The plan.
///
/// # Errors
/// None in a released version: a test reads it.
pub fn plan() -> Result<Plan, Error> {
    Plan::from_json("plan.json", PLAN)
}

/// The example scorecards.
///
/// # Errors
/// None in a released version: a test reads them.
pub fn scorecards() -> Result<Scorecards, Error> {
    Scorecards::from_json("scorecards.json", SCORECARDS)
}

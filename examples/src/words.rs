//! Every Chinese word for a code of the library, in one place. Titles of kinds, topics and levels are not here: they come
//! from the plan's vocabulary.

use jinguo::explain::Truth;
use jinguo::gap::{ActionKind, Class, ReasonCode, Subject};
use jinguo::performance::{LeftOutReason, VoidReason};
use jinguo::plan::{ActivityStatus, Basis, CompositeMethod, Mode, Scoring, VocabularyList};
use jinguo::report::{FindingCode, FlagCode, State, Status};

/// 进展.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Tracked => "只跟踪",
        Status::NotStarted => "未开始",
        Status::Undetermined => "无法判断",
        Status::OnTrack => "按期",
        Status::AtRisk => "有风险",
        Status::OffTrack => "滞后",
        Status::Met => "已完成",
        Status::MetLate => "逾期完成",
        Status::Missed => "未完成",
    }
}

/// 取值状态: what stands where a number would stand.
pub fn state(state: State) -> &'static str {
    match state {
        State::Value => "有值",
        State::EmptyDenominator => "无应覆盖对象",
        State::Missing => "缺数据",
        State::NotApplicable => "不适用",
        State::Suppressed => "已抑制",
        State::Error => "数值溢出",
    }
}

/// 类别 of a subject.
pub fn class(class: Class) -> &'static str {
    match class {
        Class::Outside => "范围外",
        Class::Excluded => "不计入",
        Class::Excepted => "有理由未完成",
        Class::Met => "已覆盖",
        Class::Void => "无效完成",
        Class::Open => "未覆盖，已到期",
        Class::Prospective => "未覆盖，未到期",
        Class::Unknown => "数据缺失",
    }
}

/// A flag of a result, with its count.
pub fn flag(code: FlagCode, count: u64) -> String {
    let count = crate::views::number::count(count);
    match code {
        FlagCode::OverCoverage => format!("已覆盖数比官方人数多 {count}，覆盖率超过 100%"),
        FlagCode::RegisterAboveOfficial => format!("登记的应覆盖数比官方人数多 {count}"),
        FlagCode::RegisterBelowOfficial => {
            format!("登记的应覆盖数比官方人数少 {count}，按登记算的覆盖率偏高")
        }
        FlagCode::HeadcountAboveOpen => format!("只有人次的部分比未覆盖人数多 {count}，人次不是人数"),
        FlagCode::ClosedUnit => format!("{count} 个对象所在单位当日已不存在，仍计入上级"),
        FlagCode::MissingData => format!("{count} 个对象缺数据，无法判断"),
        FlagCode::WithoutAttendance => format!("{count} 场活动没有名单也没有人次，未能计入"),
    }
}

/// A finding about the facts, without its count.
pub fn finding(code: FindingCode) -> &'static str {
    match code {
        FindingCode::UnmatchedPerson => "参加人不在登记册里，不覆盖任何人",
        FindingCode::DuplicateParticipation => "同一参加记录重复登记，只算一次",
        FindingCode::UnknownWord => "台账里有词汇表没有的词",
        FindingCode::ResidentOfClosedUnit => "人员所在单位当日不存在，仍向上计入",
        FindingCode::HostClosed => "活动当日承办单位不存在",
        FindingCode::PlannedOverdue => "日期已过，状态仍是“计划”",
        FindingCode::MissingBirthDate => "没有出生日期",
    }
}

/// What the office should do about a finding.
pub fn finding_advice(code: FindingCode) -> &'static str {
    match code {
        FindingCode::UnmatchedPerson => "核对编号，或先登记此人",
        FindingCode::DuplicateParticipation => "无需处理；如果很多，检查导入是否做了两遍",
        FindingCode::UnknownWord => "改正写法，或在工作要点的词汇表里加上这个词",
        FindingCode::ResidentOfClosedUnit => "把人员转到并入的单位",
        FindingCode::HostClosed => "改为并入后的单位",
        FindingCode::PlannedOverdue => "改为“已举办”或“已取消”",
        FindingCode::MissingBirthDate => "补登出生日期；缺的人在看年龄的指标里算未覆盖",
    }
}

/// Why a subject is missing.
pub fn reason(code: ReasonCode) -> &'static str {
    match code {
        ReasonCode::NotFound => "没有记录",
        ReasonCode::Missing => "缺数据",
        ReasonCode::Present => "有不应有的记录",
        ReasonCode::InvalidAttribute => "有记录，条件不符",
        ReasonCode::DateInRange | ReasonCode::DateOutOfRange => "有记录，日期不符",
        ReasonCode::ValueInRange | ReasonCode::ValueOutOfRange => "数值不符",
        ReasonCode::CountInRange => "次数不符",
        ReasonCode::CountOutOfRange => "有记录，次数不够",
        ReasonCode::Voided => "完成无效",
    }
}

/// What closes a gap.
pub fn action(kind: ActionKind) -> &'static str {
    match kind {
        ActionKind::Participate => "参加",
        ActionKind::Host => "举办",
        ActionKind::Cover => "建立或扩大覆盖",
        ActionKind::Strengthen => "充实组织力量",
        ActionKind::Confirm => "核实或补材料",
        ActionKind::Reach => "达到数值",
        ActionKind::Supply => "补录数据",
        ActionKind::Remove => "终止",
        ActionKind::Change => "变更登记",
    }
}

/// 口径.
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Person => "按人",
        Basis::Unit => "按单位",
        Basis::Event => "按活动",
        Basis::Organisation => "按组织",
    }
}

/// How a measure becomes a number.
pub fn scoring(scoring: Scoring, composite: Option<CompositeMethod>) -> &'static str {
    match (scoring, composite) {
        (Scoring::Proportion, _) => "比例",
        (Scoring::Count, _) => "数量",
        (Scoring::Composite, Some(CompositeMethod::AllOrNothing)) => "合成：样样都有",
        (Scoring::Composite, Some(CompositeMethod::Opportunity)) => "合成：项次比例",
        (Scoring::Composite, Some(CompositeMethod::Linear)) => "合成：人均完成份额",
        (Scoring::Composite, Some(CompositeMethod::Weighted)) => "合成：加权平均",
        (Scoring::Composite, None) => "合成",
    }
}

/// The six populations.
pub fn population(key: &str) -> &str {
    match key {
        "initial_population" => "对象总体",
        "denominator" => "应覆盖",
        "denominator_exclusion" => "不计入",
        "denominator_exception" => "有理由未完成",
        "numerator" => "已覆盖",
        "numerator_exclusion" => "无效完成",
        other => other,
    }
}

/// A kind of criterion.
pub fn criterion(kind: &str) -> &str {
    match kind {
        "all" => "以下各项都要成立",
        "any" => "以下至少一项成立",
        "not" => "以下一项不得成立",
        "unit" => "单位条件",
        "person" => "人员条件",
        "activity" => "活动条件",
        "organisation" => "组织条件",
        "participated" => "参加活动",
        "covered" => "被组织覆盖",
        "hosted" => "举办活动",
        "observed" => "上报的数值",
        other => other,
    }
}

/// An outcome.
pub fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "成立",
        Truth::False => "不成立",
        Truth::Unknown => "缺数据，无法判断",
    }
}

/// A value that a step of an explanation used.
pub fn value(key: &str) -> &str {
    match key {
        "age" => "周岁",
        "birth_date" => "出生日期",
        "needed" | "at_least" => "需要",
        "found" => "已有",
        "possible" => "可能有",
        "level" => "层级",
        "group" | "groups" => "类别",
        "role" | "roles" => "角色",
        "kind" => "种类",
        "topic" | "topics" => "主题",
        "status" => "状态",
        "mode" => "组建方式",
        "host" | "hosts" => "承办单位",
        "date" => "日期",
        "value" => "数值",
        "at" | "day" | "on" => "看的日子",
        "open" => "当日存在",
        "last_date" => "最后一天",
        "total" => "合计",
        "unit" => "单位",
        "evidence" => "材料数",
        "members" => "成员数",
        "executives" => "执委数",
        "established" => "成立日期",
        "dissolved" => "撤销日期",
        other => other,
    }
}

/// What kind of thing a subject is.
pub fn subject(subject: &Subject) -> &'static str {
    match subject {
        Subject::Person(_) => "人员",
        Subject::Unit(_) => "单位",
        Subject::Event(_) => "活动",
        Subject::Organisation(_) => "组织",
    }
}

/// 组建方式.
pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Own => "单独组建",
        Mode::Joint => "联合组建",
        Mode::Industry => "行业统建",
        Mode::Area => "区域联建",
        Mode::Fallback => "村社兜底",
    }
}

/// Where an activity stands.
pub fn activity_status(status: ActivityStatus) -> &'static str {
    match status {
        ActivityStatus::Planned => "计划",
        ActivityStatus::Held => "已举办",
        ActivityStatus::Verified => "已核实",
        ActivityStatus::Cancelled => "已取消",
    }
}

/// A list of the vocabulary.
pub fn list(list: VocabularyList) -> &'static str {
    match list {
        VocabularyList::Levels => "层级",
        VocabularyList::Groups => "类别",
        VocabularyList::Attributes => "属性",
        VocabularyList::PersonRoles => "人员角色",
        VocabularyList::OrganisationKinds => "组织种类",
        VocabularyList::ActivityKinds => "活动种类",
        VocabularyList::Topics => "主题",
        VocabularyList::ParticipationRoles => "参加角色",
        VocabularyList::Audiences => "人次对象",
        VocabularyList::ObservationKinds => "观测种类",
    }
}

/// Why a ballot is void.
pub fn void(reason: VoidReason) -> &'static str {
    match reason {
        VoidReason::Channel => "渠道不符",
        VoidReason::NoName => "未实名",
        VoidReason::SecondBallot => "重复投票",
        VoidReason::ChoiceTwice => "同一人选了两次",
        VoidReason::UnknownChoice => "选了未提名的对象",
        VoidReason::OverVoting => "超额投票",
        VoidReason::TooFew => "选择不足",
    }
}

/// Why the first one left out got no place.
pub fn left_out(reason: LeftOutReason) -> &'static str {
    match reason {
        LeftOutReason::Behind => "排在后面",
        LeftOutReason::TiedAndShrunk => "并列超出名额，并列者都不入选",
        LeftOutReason::DrawnAgainst => "并列，抽签未中",
        LeftOutReason::TiedUndecided => "并列，待有权的人决定",
    }
}

/**
 * Every Chinese word for a code of the library, in one place. Titles of kinds, topics and levels are not here: they come from
 * the plan's vocabulary.
 */
import type {
  ActionKind, ActivityStatus, Basis, Class, CompositeMethod, FindingCode, FlagCode, Mode, ReasonCode, Scoring, SigningState, SigningStep, State,
  Status, Subject, Table, Truth,
} from "jinguo";
import { count } from "./number";

/** 进展. */
export const STATUS: Record<Status, string> = {
  tracked: "只跟踪",
  not_started: "未开始",
  undetermined: "无法判断",
  on_track: "按期",
  at_risk: "有风险",
  off_track: "滞后",
  met: "已完成",
  met_late: "逾期完成",
  missed: "未完成",
};

/** What stands where a number would stand. */
export const STATE: Record<State, string> = {
  value: "有值",
  empty_denominator: "无应覆盖对象",
  missing: "缺数据",
  not_applicable: "不适用",
  suppressed: "已抑制",
  error: "数值溢出",
};

/** 类别 of a subject. */
export const CLASS: Record<Class, string> = {
  outside: "范围外",
  excluded: "不计入",
  excepted: "有理由未完成",
  met: "已覆盖",
  void: "无效完成",
  open: "未覆盖，已到期",
  prospective: "未覆盖，未到期",
  unknown: "数据缺失",
};

/** The lists of a measure. */
export const LIST = {
  gaps: { title: "缺口清单", each: "个缺口", none: "没有缺口。" },
  counted: { title: "计入清单", each: "个计入的", none: "没有计入的。" },
  excluded: { title: "不计入清单", each: "个不计入的", none: "没有不计入的。" },
  excepted: { title: "有理由未完成清单", each: "个有理由未完成的", none: "没有这样的。" },
} as const;

/** What a class means for the count, in one sentence. */
export const BECAUSE: Record<Class, string> = {
  outside: "不在对象总体里，或者轮不到：不进分子，也不进分母。",
  excluded: "按工作要点不计入：不进分子，也不进分母。",
  excepted: "没有完成，但有工作要点认可的理由：不进分母。",
  met: "应覆盖，已覆盖：进分子，也进分母。",
  void: "做了，但无效：只进分母。",
  open: "应覆盖，没有覆盖，截止日期已过：只进分母。",
  prospective: "应覆盖，还没有覆盖，截止日期未到：只进分母。",
  unknown: "缺一项数据，判断不了；在补上之前按未覆盖计入分母（工作要点另有规定的除外）。",
};

/** A flag of a result, with its count. */
export function flag(code: FlagCode, of: number): string {
  const number = count(of);
  switch (code) {
    case "over_coverage": return `已覆盖数比官方人数多 ${number}，覆盖率超过 100%`;
    case "register_above_official": return `登记的应覆盖数比官方人数多 ${number}`;
    case "register_below_official": return `登记的应覆盖数比官方人数少 ${number}，按登记算的覆盖率偏高`;
    case "headcount_above_open": return `只有人次的部分比未覆盖人数多 ${number}，人次不是人数`;
    case "closed_unit": return `${number} 个对象所在单位当日已不存在，仍计入上级`;
    case "missing_data": return `${number} 个对象缺数据，无法判断`;
    case "without_attendance": return `${number} 场活动没有名单也没有人次，未能计入`;
  }
}

/** A finding about the facts, and what the office should do about it. */
export const FINDING: Record<FindingCode, [what: string, advice: string]> = {
  unmatched_person: ["参加人不在登记册里，不覆盖任何人", "核对编号，或先登记此人"],
  duplicate_participation: ["同一参加记录重复登记，只算一次", "无需处理；如果很多，检查导入是否做了两遍"],
  unknown_word: ["台账里有词汇表没有的词", "改正写法，或在工作要点的词汇表里加上这个词"],
  resident_of_closed_unit: ["人员所在单位当日不存在，仍向上计入", "把人员转到并入的单位"],
  host_closed: ["活动当日承办单位不存在", "改为并入后的单位"],
  planned_overdue: ["日期已过，状态仍是“计划”", "改为“已举办”或“已取消”"],
  missing_birth_date: ["没有出生日期", "补登出生日期；缺的人在看年龄的指标里算未覆盖"],
};

/** Why a subject is missing. */
export const REASON: Record<ReasonCode, string> = {
  not_found: "没有记录",
  missing: "缺数据",
  present: "有不应有的记录",
  invalid_attribute: "有记录，条件不符",
  date_in_range: "有记录，日期不符",
  date_out_of_range: "有记录，日期不符",
  value_in_range: "数值不符",
  value_out_of_range: "数值不符",
  count_in_range: "次数不符",
  count_out_of_range: "有记录，次数不够",
  voided: "完成无效",
};

/** What closes a gap. */
export const ACTION: Record<ActionKind, string> = {
  participate: "参加",
  host: "举办",
  cover: "建立或扩大覆盖",
  strengthen: "充实组织力量",
  confirm: "核实或补材料",
  reach: "达到数值",
  supply: "补录数据",
  remove: "终止",
  change: "变更登记",
};

/** How far signing has come. */
export const SIGNING_STATE: Record<SigningState, string> = { proposed: "已提出", signed: "已审定", published: "已公示", confirmed: "已确认" };

export type StepKind = Extract<SigningStep, string> | "appeal" | "decide";

/** A step of signing. */
export const SIGNING_STEP: Record<StepKind, string> = {
  propose: "提出（汇总）", amend: "改分后重新提出", sign: "审定（签署）", publish: "公示", appeal: "申诉", decide: "申诉答复", confirm: "确认",
};

/** 口径. */
export const BASIS: Record<Basis, string> = { person: "按人", unit: "按单位", event: "按活动", organisation: "按组织" };

/** How a measure becomes a number. */
export function scoring(of: Scoring, composite?: CompositeMethod): string {
  if (of === "proportion") return "比例";
  if (of === "count") return "数量";
  switch (composite) {
    case "all_or_nothing": return "合成：样样都有";
    case "opportunity": return "合成：项次比例";
    case "linear": return "合成：人均完成份额";
    case "weighted": return "合成：加权平均";
    default: return "合成";
  }
}

/** The six populations, and where they stand in a plan. */
export const POPULATION = {
  initial_population: "对象总体",
  denominator: "应覆盖",
  denominator_exclusion: "不计入",
  denominator_exception: "有理由未完成",
  numerator: "已覆盖",
  numerator_exclusion: "无效完成",
} as const;

/** A kind of criterion of which only the parts say something. */
export const CRITERION: Record<string, string> = {
  all: "以下各项都要成立",
  any: "以下至少一项成立",
  not: "以下一项不得成立",
  unit: "单位条件",
  person: "人员条件",
  activity: "活动条件",
  organisation: "组织条件",
  participated: "参加活动",
  covered: "被组织覆盖",
  hosted: "举办活动",
  observed: "上报的数值",
};

/** An outcome. */
export const TRUTH: Record<Truth, string> = { true: "成立", false: "不成立", unknown: "缺数据，无法判断" };

/** A value that a step of an explanation used. */
export const VALUE: Record<string, string> = {
  age: "周岁", birth_date: "出生日期", needed: "需要", at_least: "需要", found: "已有", possible: "可能有", level: "层级", group: "类别",
  groups: "类别", role: "角色", roles: "角色", kind: "种类", topic: "主题", topics: "主题", status: "状态", mode: "组建方式", host: "承办单位",
  hosts: "承办单位", date: "日期", value: "数值", at: "看的日子", day: "看的日子", on: "看的日子", open: "当日存在", last_date: "最后一天",
  total: "合计", unit: "单位", evidence: "材料数", members: "成员数", executives: "执委数", established: "成立日期", dissolved: "撤销日期",
};

/** Data and words of the library that can stand where a word of the vocabulary stands. */
export const DATUM: Record<string, string> = {
  birth_date: "出生日期", members: "成员数", executives: "执委数", evidence: "佐证材料", role: "角色", age: "年龄", level: "层级", group: "类别",
  mode: "组建方式", own: "单独组建", joint: "联合组建", industry: "行业统建", area: "区域联建", fallback: "村社兜底", planned: "计划", held: "已举办",
  verified: "已核实", cancelled: "已取消",
};

/** What kind of thing a subject is. */
export const SUBJECT: Record<SubjectKind, string> = { person: "人员", unit: "单位", event: "活动", organisation: "组织" };

export type SubjectKind = "person" | "unit" | "event" | "organisation";

/** Kind and identifier of a subject. */
export function subjectOf(subject: Subject): [SubjectKind, string] {
  return Object.entries(subject)[0] as [SubjectKind, string];
}

/** 组建方式. */
export const MODE: Record<Mode, string> = {
  own: "单独组建", joint: "联合组建", industry: "行业统建", area: "区域联建", fallback: "村社兜底",
};

/** Where an activity stands. */
export const ACTIVITY: Record<ActivityStatus, string> = { planned: "计划", held: "已举办", verified: "已核实", cancelled: "已取消" };

/** The tables of a ledger. */
export const TABLE: Record<Table, string> = {
  units: "单位", persons: "人员", organisations: "组织", activities: "活动", participations: "参加情况", observations: "观测",
};

/** The columns of the ledger's files, as the documentation names them. Within one table every word stands once. */
export const COLUMN: Record<string, string> = {
  id: "编号", name: "名称", level: "层级", parent: "上级单位", groups: "类别", division_code: "统计用区划代码", credit_code: "统一社会信用代码",
  valid_from: "起日", valid_to: "止日", recorded_at: "登记时间", withdrawn: "撤销", unit: "单位", birth_date: "出生日期", roles: "角色", role: "角色",
  kind: "种类", mode: "组建方式", host: "所在单位", covers: "覆盖的单位", established: "成立日期", dissolved: "撤销日期", members: "会员数",
  executives: "执委数", topics: "主题", date: "日期", last_date: "末日", status: "状态", hosts: "承办单位", organiser: "主办单位", evidence: "佐证材料件数",
  activity: "活动", person: "人员", value: "数值", source: "来源",
};

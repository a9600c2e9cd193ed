/** A criterion of the plan as a Chinese phrase. */
import type {
  ActivityTest, AttributeTest, Compare, Criterion, ExactInput, Instant, OrganisationTest, UnitTest,
} from "jinguo";
import { day } from "./number";
import type { Titles } from "./titles";
import { ACTIVITY, CRITERION, MODE } from "./words";

/** What a criterion asks for. Of `all`, `any` and `not` only the first words: their parts are told one by one. */
export function phrase(titles: Titles, criterion: Criterion): string {
  if ("unit" in criterion) return `单位：${unit(titles, criterion.unit)}`;
  if ("person" in criterion) {
    const { role = [], age } = criterion.person;
    const parts = role.length ? [titles.words(role)] : [];
    if (age) {
      const bounds = [
        ...(age.at_least === undefined ? [] : [`满 ${age.at_least} 周岁`]),
        ...(age.below === undefined ? [] : [`未满 ${age.below} 周岁`]),
      ];
      parts.push(instant(age.at) + bounds.join("、"));
    }
    return `人员：${join(parts)}`;
  }
  if ("activity" in criterion) return `活动：${activity(titles, criterion.activity)}`;
  if ("organisation" in criterion) return `组织：${organisation(titles, criterion.organisation)}`;
  if ("participated" in criterion) {
    const { role = [], at_least, activity: of, headcount } = criterion.participated;
    const as = role.length ? `以${titles.words(role)}身份` : "";
    const heads = headcount && (headcount.from === "host" ? "；只报人次的活动给出承办单位内的上限" : "；只报人次的活动给出上限");
    return `${as}参加至少 ${at_least} 次活动（${activity(titles, of)}）${heads ?? ""}`;
  }
  if ("covered" in criterion) return `至少被 ${criterion.covered.at_least} 个组织覆盖（${organisation(titles, criterion.covered.by)}）`;
  if ("hosted" in criterion) {
    const { reach, at_least, activity: of } = criterion.hosted;
    return `${reach === "itself" ? "本单位" : "本单位或下级"}举办至少 ${at_least} 次活动（${activity(titles, of)}）`;
  }
  if ("observed" in criterion) {
    const { kind, take, compare: than } = criterion.observed;
    return `上报的${titles.word(kind)}${TAKE[take]}${compare(than)}`;
  }
  return CRITERION[Object.keys(criterion)[0] ?? ""] ?? "";
}

/** The parts of a criterion. */
export function parts(criterion: Criterion): Criterion[] {
  if ("all" in criterion) return criterion.all;
  if ("any" in criterion) return criterion.any;
  if ("not" in criterion) return [criterion.not];
  return [];
}

const TAKE = { latest: "最近一次", sum: "合计", max: "最大值", min: "最小值" } as const;

function join(parts: string[]): string {
  return parts.length ? parts.join("，") : "不限";
}

function unit(titles: Titles, test: UnitTest): string {
  const { level = [], group = [], within = [], attribute: attributes = [], valid_at } = test;
  return join([
    ...(level.length ? [titles.words(level)] : []),
    ...(group.length ? [titles.words(group)] : []),
    ...(within.length ? [`在 ${within.join("、")} 之内`] : []),
    ...attributes.map((test) => attribute(titles, test)),
    ...(valid_at === undefined ? [] : [`${instant(valid_at)}存在`]),
  ]);
}

function attribute(titles: Titles, test: AttributeTest): string {
  const words = test.one_of?.length ? `为 ${test.one_of.join(" 或 ")}` : "";
  return titles.word(test.id) + words + (test.compare ? compare(test.compare) : "");
}

function compare(test: Compare): string {
  const bound = (word: string, value?: ExactInput) => (value === undefined ? [] : [`${word} ${value}`]);
  return [
    ...bound("不少于", test.at_least), ...bound("大于", test.above), ...bound("不多于", test.at_most), ...bound("小于", test.below),
  ].join("、");
}

function activity(titles: Titles, test: ActivityTest): string {
  const { status, kind = [], topic = [], first, last, evidence_at_least, host, attribute: attributes = [] } = test;
  return join([
    status.map((status) => ACTIVITY[status]).join("或"),
    ...(kind.length ? [titles.words(kind)] : []),
    ...(topic.length ? [`主题${titles.words(topic)}`] : []),
    ...(first ? [`${day(first)}起`] : []),
    ...(last ? [`${day(last)}止`] : []),
    ...(evidence_at_least === undefined ? [] : [`材料不少于 ${evidence_at_least} 件`]),
    ...(host ? [`承办单位为${unit(titles, host)}`] : []),
    ...attributes.map((test) => attribute(titles, test)),
  ]);
}

function organisation(titles: Titles, test: OrganisationTest): string {
  const { kind = [], mode = [], members_at_least, executives_at_least, established_first, established_last } = test;
  return join([
    ...(kind.length ? [titles.words(kind)] : []),
    ...(mode.length ? [mode.map((mode) => MODE[mode]).join("或")] : []),
    ...(members_at_least === undefined ? [] : [`成员不少于 ${members_at_least} 人`]),
    ...(executives_at_least === undefined ? [] : [`执委不少于 ${executives_at_least} 人`]),
    ...(established_first ? [`${day(established_first)}起成立`] : []),
    ...(established_last ? [`${day(established_last)}及以前成立`] : []),
  ]);
}

function instant(at: Instant): string {
  if (at === "as_of") return "当日";
  if (at === "period_first") return "统计期第一天";
  if (at === "period_last") return "统计期最后一天";
  return day(at.day);
}

/** One result of the library, written out for the page. */
import type { Class, Measure, UnitResult } from "jinguo";
import { about, number, rate } from "../words/exact";
import { count, day } from "../words/number";
import { flag, STATE } from "../words/words";
import type { ResultView, Way } from "./view";

const CLASSES: readonly Class[] = ["met", "open", "prospective", "unknown", "void", "excepted", "excluded"];

/** Writes out a result; `null` is where a measure has nothing to say at a unit. */
export function resultView(id: string, measure: Measure, result: UnitResult): ResultView {
  const counted = measure.scoring === "count";
  const value = result.state === "value" ? result.value : undefined;
  const bounds = result.bounds && result.bounds.low !== result.bounds.high ? result.bounds : undefined;
  const show = counted ? number : rate;
  const { classes, target } = result;
  return {
    id,
    state: result.state,
    status: result.status,
    value: value === undefined ? STATE[result.state] : bounds ? `${show(bounds.low)}～${show(bounds.high)}` : show(value),
    counts: counts(measure, result),
    target: !target ? "" : target.every_one ? "一个不少" : show(target.value),
    due: target?.due ?? "",
    missing: !target || target.reached ? "" : number(target.missing),
    way: way(result),
    finish: result.pace?.projected_finish ?? "",
    pace: pace(measure, result),
    flags: (result.flags ?? []).map(({ code, count }) => flag(code, count)),
    gaps: classes.open + classes.prospective + classes.unknown + classes.void,
    classes: CLASSES.flatMap((name) => {
      const of = name === "outside" ? 0 : classes[name];
      return of > 0 ? [{ class: name, count: of }] : [];
    }),
    low: value === undefined ? null : about(bounds?.low ?? value),
    high: value === undefined ? null : about(bounds?.high ?? value),
    more: more(result),
  };
}

/** 已覆盖 / 应覆盖. A mean of shares has no numerator, and a state is never a number. */
function counts(measure: Measure, result: UnitResult): string {
  if (measure.composite === "linear" || measure.composite === "weighted" || measure.scoring === "count") return "—";
  if (result.state !== "value" && result.state !== "missing") return "—";
  return result.denominator === 0 ? "—" : `${count(result.numerator)} / ${count(result.denominator)}`;
}

/** For drawing: full only when the target is reached. */
function way({ target, pace }: UnitResult): Way | null {
  if (!target || !pace) return null;
  const goal = about(target.value);
  if (!(goal > 0)) return null;
  const share = (value: number) => Math.min(1, Math.max(0, value / goal));
  const done = share(about(pace.actual));
  return { done: target.reached ? done : Math.min(done, 0.985), due: share(about(pace.required)) };
}

function pace({ scoring, improvement }: Measure, { pace, target }: UnitResult): string {
  if (!pace || !target) return "";
  const show = scoring === "count" ? number : rate;
  const most = improvement === "decrease" ? "不超过" : "达到";
  const begin = `统计期第 ${pace.elapsed_days} 天（到截止日共 ${pace.total_days} 天），按序时进度应${most} ${show(pace.required)}，实际 ${show(pace.actual)}`;
  const finish = pace.projected_finish && !target.reached ? `；照此速度 ${day(pace.projected_finish)}完成` : "";
  return `${begin}${finish}。`;
}

function more({ official, organisations, bounds }: UnitResult): string[] {
  const lines: string[] = [];
  if (official) lines.push(`官方人数 ${number(official.count)}，按官方人数算 ${rate(official.rate)}。`);
  if (organisations) {
    const { organisations: of, covered_units, due_units } = organisations;
    lines.push(`组织 ${count(of)} 个，被覆盖单位 ${count(covered_units)} 个，应覆盖单位 ${count(due_units)} 个：三个数各不相同。`);
  }
  if (bounds && bounds.low !== bounds.high) {
    lines.push(`另有 ${count(bounds.unnamed)} 人次只报了人数、没有名单：人次不是人数，所以是一个区间。下限只算名单上的人；是否完成按下限判断。`);
  }
  return lines;
}

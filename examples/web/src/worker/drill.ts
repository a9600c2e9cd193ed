/** One measure at one unit, at the units below it, and by strata. */
import { type Evaluation, type Measure, rank, type Stratifier, type UnitResult } from "jinguo";
import type { Titles } from "../words/titles";
import { resultView } from "./result";
import type { Tree } from "./tree";
import type { Drill, RankedView } from "./view";

/** Looks at the units of one level below a unit; at the highest level that has results where none is named. */
export function drill(evaluation: Evaluation, tree: Tree, titles: Titles, measure: Measure, unit: string, wanted: string | null): Drill {
  const own = evaluation.result(measure.id, unit);
  const below = tree.below(unit).flatMap((each) => {
    const result = evaluation.result(measure.id, each.id);
    return result ? [{ unit: each, result }] : [];
  });
  const levels = [...new Set(below.map((each) => each.unit.level))]
    .sort((a, b) => titles.rank(a) - titles.rank(b))
    .map((id) => ({ id, title: titles.word(id), units: below.filter((each) => each.unit.level === id).length }));
  const level = levels.some(({ id }) => id === wanted) ? wanted ?? "" : levels[0]?.id ?? "";
  const shown = below.filter((each) => each.unit.level === level);
  const ranks = ranksOf(measure, shown.map((each) => each.result));
  return {
    unit: tree.path(unit).pop() ?? { id: unit, name: unit, level: "" },
    path: tree.path(unit),
    own: own && resultView(unit, measure, own),
    levels,
    level,
    below: shown.map(({ unit: each, result }, at): RankedView => ({
      ...resultView(each.id, measure, result),
      name: each.open ? each.name : `${each.name}（已撤销）`,
      rank: ranks[at] ?? "",
      inner: tree.below(each.id).length > 0,
    })),
    strata: (measure.stratifiers ?? []).map((stratifier) => strata(evaluation, measure, stratifier, unit)).filter(({ rows }) => rows.length > 0),
  };
}

/** Places by the exact value: equals share a place, and what has no value has none. Of an interval the lower end is ranked. */
function ranksOf(measure: Measure, results: readonly UnitResult[]): string[] {
  const values = results.map((result) => (result.state === "value" ? result.bounds?.low ?? result.value ?? null : null));
  return rank(values, measure.improvement === "decrease" ? "lowest" : "highest", "competition").map((place) => place ?? "");
}

function strata(evaluation: Evaluation, measure: Measure, stratifier: Stratifier, unit: string): Drill["strata"][number] {
  const rows = stratifier.categories.flatMap((category) => {
    const result = evaluation.result(measure.id, unit, [`${stratifier.id}=${category.id}`]);
    return result ? [{ ...resultView(category.id, measure, result), name: category.title.zh }] : [];
  });
  return { title: stratifier.title.zh, rows };
}

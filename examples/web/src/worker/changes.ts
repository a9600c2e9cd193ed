/** What changed between two days at one unit: results before and after, who opened, who closed, who moved. */
import type { Class, Evaluation, Measure, Move } from "jinguo";
import { number } from "../words/exact";
import { subjectOf } from "../words/words";
import type { Progress } from "./protocol";
import { resultView } from "./result";
import type { Tree } from "./tree";
import type { ChangeView, MovesPage, MovesQuery, MoveView } from "./view";

/** The most that the library gives at once. */
const PAGE = 10_000;
const GAPS: ReadonlySet<Class> = new Set(["open", "prospective", "unknown", "void"]);

/** Whether a measure has subjects of its own; others are made of the results of their components. */
export function hasSubjects({ scoring, composite }: Measure): boolean {
  return scoring !== "composite" || (composite !== "opportunity" && composite !== "weighted");
}

export class Changes {
  constructor(
    readonly earlier: Evaluation,
    readonly later: Evaluation,
    readonly measures: ReadonlyMap<string, Measure>,
    readonly tree: Tree,
    readonly tell: (progress: Progress) => void,
  ) {}

  /** The measures that differ at a unit, in the order of the plan. */
  at(unit: string): ChangeView[] {
    const before = new Map(this.earlier.at(unit).map(({ measure, result }) => [measure, result]));
    const after = new Map(this.later.at(unit).map(({ measure, result }) => [measure, result]));
    const all = [...this.measures.values()];
    return all.flatMap((measure, at): ChangeView[] => {
      if (at % 8 === 0) this.tell({ text: "比较两天", done: at, total: all.length });
      const [was, is] = [before.get(measure.id), after.get(measure.id)];
      const counts = hasSubjects(measure) ? this.later.moves(this.earlier, { measure: measure.id, unit, limit: 0 }).counts : [];
      const same = was?.state === is?.state && was?.value === is?.value && was?.status === is?.status && was?.denominator === is?.denominator;
      if (same && counts.length === 0) return [];
      const gained = was?.value !== undefined && is?.value !== undefined && measure.scoring === "count" ? difference(was.value, is.value) : "";
      return [{
        id: measure.id,
        title: measure.title.zh,
        clause: measure.clause,
        before: was ? resultView(measure.id, measure, was) : null,
        after: is ? resultView(measure.id, measure, is) : null,
        gained,
        opened: sum(counts, ({ from, to }) => !GAPS.has(from) && GAPS.has(to)),
        closed: sum(counts, ({ from, to }) => GAPS.has(from) && !GAPS.has(to)),
        due: sum(counts, ({ from, to }) => from === "prospective" && to === "open"),
        moved: sum(counts, () => true),
      }];
    });
  }

  /** A page of those who moved in one measure. */
  page({ measure, unit, from, to, offset, limit }: MovesQuery): MovesPage {
    const asked = { measure, unit, offset, limit, ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
    const { counts, total, moves } = this.later.moves(this.earlier, asked);
    return {
      unit: this.tree.name(unit),
      offset,
      counts: counts.map(({ from, to, count }) => ({ from, to, count })),
      rows: moves.map((moved): MoveView => {
        const [kind, id] = subjectOf(moved.subject);
        return { kind, id, name: kind === "unit" ? this.tree.name(id) : id, unit: moved.unit, place: this.tree.place(moved.unit), from: moved.from, to: moved.to };
      }),
      total,
    };
  }

  /** All who moved, for a file. */
  all(query: Omit<MovesQuery, "offset" | "limit">): MoveView[] {
    const rows: MoveView[] = [];
    for (let offset = 0, total = 1; offset < total; offset += PAGE) {
      const page = this.page({ ...query, offset, limit: PAGE });
      total = page.total;
      rows.push(...page.rows);
      this.tell({ text: "整理清单", done: Math.min(offset + PAGE, total), total });
    }
    return rows;
  }
}

function sum(counts: readonly Move[], test: (move: Move) => boolean): number {
  return counts.filter(test).reduce((sum, { count }) => sum + count, 0);
}

/** How much a whole number grew, with its sign; nothing for others, of which a view stands on both sides. */
function difference(before: string, after: string): string {
  if (!/^-?\d+$/.test(before) || !/^-?\d+$/.test(after)) return "";
  const grown = BigInt(after) - BigInt(before);
  return grown > 0n ? `+${number(String(grown))}` : grown < 0n ? number(String(grown)) : "";
}

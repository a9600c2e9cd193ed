/** The lists of one measure at one unit, who is missing, who is counted, who stays out: a page at a time in the order of the tree, or searched and sorted. */
import type { Class, ClassedSubject, Evaluation, Gap } from "jinguo";
import { closes, reason } from "../words/gap";
import type { Titles } from "../words/titles";
import { CLASS, SUBJECT, subjectOf } from "../words/words";
import type { Progress } from "./protocol";
import type { Tree } from "./tree";
import type { GapColumn, GapsPage, GapsQuery, GapView, ListKind } from "./view";

/** The most that the library gives at once. */
const PAGE = 10_000;
/** The class that each list has; the gap list has four. */
const LISTED = { counted: "met", excluded: "excluded", excepted: "excepted" } as const satisfies Record<Exclude<ListKind, "gaps">, Class>;
const ORDER = new Intl.Collator("zh-CN", { numeric: true });

export class Gaps {
  #whole: { key: string; rows: GapView[] } | null = null;

  constructor(
    readonly evaluation: Evaluation,
    readonly titles: Titles,
    readonly tree: Tree,
    readonly tell: (progress: Progress) => void,
  ) {}

  page(query: GapsQuery): GapsPage {
    const { unit, offset, limit } = query;
    if (query.search.trim() === "" && !query.sort) {
      const { rows, total } = this.#ask(query, offset, limit);
      return { unit: this.tree.name(unit), offset, rows, found: total, total };
    }
    const all = this.all(query);
    const found = sorted(searched(all, query.search), query.sort);
    return { unit: this.tree.name(unit), offset, rows: found.slice(offset, offset + limit), found: found.length, total: all.length };
  }

  /** What a search leaves, in the order of a sorting. */
  found(query: Pick<GapsQuery, "list" | "measure" | "unit" | "search" | "sort">): GapView[] {
    return sorted(searched(this.all(query), query.search), query.sort);
  }

  /** All of a list, gathered once. */
  all({ list, measure, unit }: Pick<GapsQuery, "list" | "measure" | "unit">): GapView[] {
    const key = `${list} ${measure} ${unit}`;
    if (this.#whole?.key === key) return this.#whole.rows;
    const rows: GapView[] = [];
    for (let offset = 0, total = 1; offset < total; offset += PAGE) {
      const page = this.#ask({ list, measure, unit }, offset, PAGE);
      total = page.total;
      rows.push(...page.rows);
      this.tell({ text: "整理清单", done: Math.min(offset + PAGE, total), total });
    }
    this.#whole = { key, rows };
    return rows;
  }

  #ask({ list, measure, unit }: Pick<GapsQuery, "list" | "measure" | "unit">, offset: number, limit: number): { rows: GapView[]; total: number } {
    if (list === "gaps") {
      const { gaps, total } = this.evaluation.gaps({ measure, unit, offset, limit });
      return { rows: gaps.map((gap) => this.#gap(gap)), total };
    }
    const { subjects, total } = this.evaluation.subjects({ measure, unit, classes: [LISTED[list]], offset, limit });
    return { rows: subjects.map((each) => ({ ...this.#subject(each), reason: CLASS[each.class], facts: "", closes: "", due: "", code: "" })), total };
  }

  #subject({ subject, unit, class: of }: ClassedSubject): Pick<GapView, "kind" | "id" | "name" | "unit" | "place" | "class"> {
    const [kind, id] = subjectOf(subject);
    return { kind, id, name: kind === "unit" ? this.tree.name(id) : id, unit, place: this.tree.place(unit), class: of };
  }

  #gap(gap: Gap): GapView {
    return {
      ...this.#subject(gap),
      reason: reason(this.titles, gap),
      facts: (gap.reason.facts ?? []).join(";"),
      closes: closes(this.titles, gap),
      due: gap.due ?? "",
      code: gap.reason.code,
    };
  }
}

function searched(rows: GapView[], search: string): GapView[] {
  const words = search.trim().toLowerCase().split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = `${row.id} ${row.name} ${row.place} ${row.unit} ${row.reason} ${row.closes} ${CLASS[row.class]} ${SUBJECT[row.kind]}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function sorted(rows: GapView[], sort: GapsQuery["sort"]): GapView[] {
  if (!sort) return rows;
  const key = (row: GapView, by: GapColumn) => (by === "class" ? CLASS[row.class] : row[by]);
  const sign = sort.descending ? -1 : 1;
  return [...rows].sort((a, b) => sign * ORDER.compare(key(a, sort.by), key(b, sort.by)));
}

/** The lists of one measure at one unit, who is missing and who is counted: a page at a time in the order of the tree, or searched and sorted. */
import type { Evaluation, Gap } from "jinguo";
import { closes, reason } from "../words/gap";
import type { Titles } from "../words/titles";
import { CLASS, SUBJECT, subjectOf } from "../words/words";
import type { Progress } from "./protocol";
import type { Tree } from "./tree";
import type { GapColumn, GapsPage, GapsQuery, GapView } from "./view";

/** The most that the library gives at once. */
const PAGE = 10_000;
const ORDER = new Intl.Collator("zh-CN", { numeric: true });

export class Gaps {
  #whole: { key: string; rows: GapView[] } | null = null;

  constructor(
    readonly evaluation: Evaluation,
    readonly titles: Titles,
    readonly tree: Tree,
    readonly tell: (progress: Progress) => void,
    /** Evaluates a measure turned round; the list of those who are counted is its gap list. */
    readonly turned: (measure: string) => Evaluation,
  ) {}

  page(query: GapsQuery): GapsPage {
    const { measure, unit, offset, limit } = query;
    if (query.list === "gaps" && query.search.trim() === "" && !query.sort) {
      const page = this.evaluation.gaps({ measure, unit, offset, limit });
      return { unit: this.tree.name(unit), rows: page.gaps.map((gap) => this.#view(gap)), found: page.total, total: page.total };
    }
    const all = this.all(query);
    const found = sorted(searched(all, query.search), query.sort);
    return { unit: this.tree.name(unit), rows: found.slice(offset, offset + limit), found: found.length, total: all.length };
  }

  /** What a search leaves, in the order of a sorting. */
  found(query: Pick<GapsQuery, "list" | "measure" | "unit" | "search" | "sort">): GapView[] {
    return sorted(searched(this.all(query), query.search), query.sort);
  }

  /** All of a list, gathered once. */
  all({ list, measure, unit }: Pick<GapsQuery, "list" | "measure" | "unit">): GapView[] {
    const key = `${list} ${measure} ${unit}`;
    if (this.#whole?.key === key) return this.#whole.rows;
    const counted = list === "counted";
    const evaluation = counted ? this.turned(measure) : this.evaluation;
    const rows: GapView[] = [];
    try {
      for (let offset = 0, total = 1; offset < total; offset += PAGE) {
        const page = evaluation.gaps({ measure, unit, offset, limit: PAGE });
        total = page.total;
        for (const gap of page.gaps) {
          if (!counted) rows.push(this.#view(gap));
          // Of whom a datum is missing it cannot be told; they stand in the gap list.
          else if (gap.class !== "unknown") rows.push({ ...this.#view(gap), class: "met", reason: "计入", facts: "", closes: "", due: "", code: "" });
        }
        this.tell({ text: "整理清单", done: Math.min(offset + PAGE, total), total });
      }
    } finally {
      if (counted) evaluation.free();
    }
    this.#whole = { key, rows };
    return rows;
  }

  #view(gap: Gap): GapView {
    const [kind, id] = subjectOf(gap.subject);
    return {
      kind,
      id,
      name: kind === "unit" ? this.tree.name(id) : id,
      unit: gap.unit,
      place: this.tree.place(gap.unit),
      class: gap.class,
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

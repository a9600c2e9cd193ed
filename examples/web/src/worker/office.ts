/** What the Worker holds and does: a plan, a ledger, the evaluation of one day, and views of it. */
import init, { type Evaluation, type Measure, type Plan, type PlanDocument, type Subject } from "jinguo";
import { today } from "../words/number";
import { Titles } from "../words/titles";
import { BASIS, scoring } from "../words/words";
import { drill } from "./drill";
import { gapsFile, overviewFile, problemsFile } from "./export";
import { Gaps } from "./gaps";
import { type Loaded, openExample, openFiles } from "./open";
import type { Progress } from "./protocol";
import { resultView } from "./result";
import { Tree } from "./tree";
import type {
  Drill, Export, ExportFormat, GapsPage, GapsQuery, MeasureView, Opened, Overview, ProblemsPage, Scene, WhyView,
} from "./view";
import { populations, whyView } from "./why";

/** A day of the example at which much is open and something has just fallen due. */
const EXAMPLE_DAY = "2022-06-30";

/** What is there once a plan and a ledger are. */
interface Desk {
  loaded: Loaded;
  plan: Plan;
  document: PlanDocument;
  titles: Titles;
  measures: Map<string, Measure>;
  days: string;
  evaluation: Evaluation;
  tree: Tree;
  gaps: Gaps;
}

export class Office {
  readonly #tell: (progress: Progress) => void;
  readonly #ready: Promise<void>;
  #loaded: Loaded | null = null;
  #desk: Desk | null = null;

  constructor(tell: (progress: Progress) => void) {
    this.#tell = tell;
    // The module is fetched while the page is still being looked at.
    this.#ready = init();
  }

  /** Opens the built-in example. */
  async openExample(): Promise<Opened> {
    await this.#ready;
    return this.#open(await openExample(this.#tell), EXAMPLE_DAY);
  }

  /** Opens files of the user; what is wrong in them is told, and the good rows are there. */
  async openFiles(files: File[]): Promise<Opened> {
    await this.#ready;
    return this.#open(await openFiles(files, this.#tell), null);
  }

  /** A page of what was wrong in the files. */
  problems(offset: number, limit: number): ProblemsPage {
    const all = this.#loaded?.problems ?? [];
    return { rows: all.slice(offset, offset + limit), total: all.length };
  }

  /** Evaluates as of a day, as known on a day, and looks at all measures of a unit. */
  overview(asOf: string, knownAt: string | null, unit: string): Overview {
    const desk = this.#at(asOf, knownAt);
    const results = desk.evaluation.at(unit).flatMap(({ measure, result }) => {
      const definition = desk.measures.get(measure);
      return definition ? [resultView(measure, definition, result)] : [];
    });
    const path = desk.tree.path(unit);
    return { unit: path[path.length - 1] ?? { id: unit, name: unit, level: "" }, path, results };
  }

  /** One measure at a unit and below it. */
  drillAt(asOf: string, knownAt: string | null, measure: string, unit: string, level: string | null): Drill {
    const desk = this.#at(asOf, knownAt);
    return drill(desk.evaluation, desk.tree, desk.titles, this.#measure(measure), unit, level);
  }

  /** A page of the gap list. */
  gapsAt(asOf: string, knownAt: string | null, query: GapsQuery): GapsPage {
    return this.#at(asOf, knownAt).gaps.page(query);
  }

  /** Why a subject counts or does not. */
  whyAt(asOf: string, knownAt: string | null, measure: string, subject: Subject): WhyView {
    const desk = this.#at(asOf, knownAt);
    return whyView(desk.titles, desk.tree, this.#measure(measure), desk.evaluation.explain(measure, subject));
  }

  /** The gap list as a file. */
  async exportGaps(query: Pick<GapsQuery, "measure" | "unit" | "search" | "sort">, format: ExportFormat): Promise<Export> {
    const desk = this.#here();
    return gapsFile(desk.gaps.found(query), this.#measure(query.measure), desk.tree.name(query.unit), desk.days, format);
  }

  /** All measures at a unit as a file. */
  async exportOverview(unit: string, format: ExportFormat): Promise<Export> {
    const desk = this.#here();
    const rows = desk.evaluation.at(unit).flatMap(({ measure, result }) => {
      const definition = desk.measures.get(measure);
      return definition ? [{ measure: definition, view: resultView(measure, definition, result) }] : [];
    });
    return overviewFile(rows, desk.tree.name(unit), desk.days, format);
  }

  /** What was wrong in the files, as a file. */
  async exportProblems(format: ExportFormat): Promise<Export> {
    return problemsFile(this.#loaded?.problems ?? [], format);
  }

  #open(loaded: Loaded, day: string | null): Opened {
    this.#close();
    this.#loaded = loaded;
    return {
      scene: loaded.plan && loaded.accepted > 0 ? this.#scene(loaded, loaded.plan, day) : null,
      accepted: loaded.accepted,
      problems: loaded.problems.length,
      rejected: loaded.rejected,
      files: loaded.files,
    };
  }

  #close(): void {
    this.#desk?.evaluation.free();
    this.#desk = null;
    this.#loaded?.plan?.free();
    this.#loaded?.ledger.free();
    this.#loaded = null;
  }

  #scene(loaded: Loaded, plan: Plan, day: string | null): Scene | null {
    const { document } = plan.describe();
    const titles = new Titles(document);
    const { first, last, evaluation, asOf } = period(plan, loaded, day);
    const tree = new Tree(evaluation.units());
    const root = tree.root();
    if (!root) {
      evaluation.free();
      return null;
    }
    const gaps = new Gaps(evaluation, titles, tree, this.#tell);
    const measures = new Map(document.measures.map((measure) => [measure.id, measure]));
    this.#desk = { loaded, plan, document, titles, measures, days: asOf, evaluation, tree, gaps };
    return {
      title: document.title.zh,
      version: document.version,
      issuer: document.source.issuer ?? "",
      labels: loaded.labels,
      clauses: document.clauses.map(({ id, number, title, parent }) => ({
        id, number, title: title.zh, ...(parent === undefined ? {} : { parent }),
      })),
      measures: document.measures.map((measure) => measureView(titles, measure)),
      root: { id: root.id, name: root.name, level: root.level },
      first,
      last,
      asOf,
      records: loaded.records,
      rejected: loaded.rejected,
      problems: loaded.problems.length,
      hasScores: loaded.scorecards !== null && loaded.inputs !== null,
    };
  }

  /** The desk with the evaluation of a day; the one of before is given back. */
  #at(asOf: string, knownAt: string | null): Desk {
    const desk = this.#here();
    const days = knownAt === null ? asOf : `${asOf}（登记截至 ${knownAt}）`;
    if (desk.days === days) return desk;
    const evaluation = desk.plan.evaluate(desk.loaded.ledger, { as_of: asOf, ...(knownAt === null ? {} : { known_at: knownAt }) });
    desk.evaluation.free();
    const tree = new Tree(evaluation.units());
    this.#desk = { ...desk, days, evaluation, tree, gaps: new Gaps(evaluation, desk.titles, tree, this.#tell) };
    return this.#desk;
  }

  #here(): Desk {
    if (!this.#desk) throw new Error("还没有打开工作要点和台账");
    return this.#desk;
  }

  #measure(id: string): Measure {
    const measure = this.#here().measures.get(id);
    if (!measure) throw new Error(`没有指标 ${id}`);
    return measure;
  }
}

function measureView(titles: Titles, measure: Measure): MeasureView {
  return {
    id: measure.id,
    clause: measure.clause,
    title: measure.title.zh,
    note: measure.note?.zh ?? "",
    basis: BASIS[measure.basis],
    scoring: scoring(measure.scoring, measure.composite),
    isCount: measure.scoring === "count",
    hasTarget: (measure.targets ?? []).length > 0,
    populations: populations(titles, measure),
    components: (measure.components ?? []).map(({ measure: id }) => ({ id, title: titles.fact(id) })),
  };
}

/** First and last day of the plan's period, the day with which the page begins, and its evaluation. */
function period(plan: Plan, { ledger }: Loaded, wanted: string | null): { first: string; last: string; asOf: string; evaluation: Evaluation } {
  const { measures, period: of } = plan.describe().document;
  const usual = measures.find((measure) => measure.period === undefined) ?? measures[0];
  // Periods that lie fast do not depend on the day; one that moves along ends today.
  let asOf = wanted ?? ("calendar_year" in of ? `${of.calendar_year}-12-31` : "range" in of ? of.range.last : today());
  if (asOf > today()) asOf = today();
  let evaluation = plan.evaluate(ledger, { as_of: asOf });
  const report = usual && evaluation.measure(usual.id);
  const first = report?.first ?? `${asOf.slice(0, 4)}-01-01`;
  const last = report?.last ?? `${asOf.slice(0, 4)}-12-31`;
  const within = asOf < first ? first : asOf > last ? last : asOf;
  if (within !== asOf) {
    evaluation.free();
    evaluation = plan.evaluate(ledger, { as_of: within });
  }
  return { first, last, asOf: within, evaluation };
}


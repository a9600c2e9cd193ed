/** What the Worker holds and does: a plan, a ledger, the evaluation of one day, and views of it. */
import init, { type Evaluation, type Measure, type Plan, type PlanDocument, type Subject } from "jinguo";
import { today } from "../words/number";
import { Titles } from "../words/titles";
import { textOf } from "../files/decode";
import { withNames } from "../files/header";
import { rowsOf } from "../files/records";
import { BASIS, FINDING, scoring } from "../words/words";
import { evaluateTurned, turnedRound } from "./counted";
import { drill } from "./drill";
import { listFile, overviewFile, problemsFile } from "./export";
import { Gaps } from "./gaps";
import { type Loaded, openExample, openFiles } from "./open";
import type { Progress } from "./protocol";
import { resultView } from "./result";
import { type CandidatesPage, type CandidatesQuery, dayOf, type OtherDay, ScoreDesk, type ScoresView, type ScoreWhyView } from "./scores";
import { Tree } from "./tree";
import type {
  Drill, Export, ExportFormat, FindingView, GapsPage, GapsQuery, MeasureView, Opened, Overview, ProblemsPage, RecordView, Scene, UnitView, WhyView,
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
  /** Made when scores are first asked for on a day. */
  scores: ScoreDesk | null;
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
    return { unit: path[path.length - 1] ?? { id: unit, name: unit, level: "" }, path, below: this.#below(desk, unit), results };
  }

  /** One measure at a unit and below it. */
  drillAt(asOf: string, knownAt: string | null, measure: string, unit: string, level: string | null): Drill {
    const desk = this.#at(asOf, knownAt);
    return drill(desk.evaluation, desk.tree, desk.titles, this.#measure(measure), unit, level);
  }

  /** A page of the gap list, or of the list of those who are counted. */
  listAt(asOf: string, knownAt: string | null, query: GapsQuery): GapsPage {
    return this.#at(asOf, knownAt).gaps.page(query);
  }

  /** Why a subject counts or does not. */
  whyAt(asOf: string, knownAt: string | null, measure: string, subject: Subject): WhyView {
    const desk = this.#at(asOf, knownAt);
    return whyView(desk.titles, desk.tree, this.#measure(measure), desk.evaluation.explain(measure, subject));
  }

  /** The facts of an explanation as they stand in the files. */
  async records(ids: string[]): Promise<RecordView[]> {
    const wanted = new Set(ids);
    const found: RecordView[] = [];
    for (const { table, part } of this.#here().loaded.sources) {
      if (table !== "activities" && table !== "organisations" && table !== "observations") continue;
      const text = textOf(new Uint8Array(await part.blob.arrayBuffer())) ?? "";
      for (const row of rowsOf(withNames(table, text), wanted)) found.push({ ...row, file: part.name });
    }
    return found;
  }

  /** What is odd about the facts that did enter. This computes the whole report. */
  findingsAt(asOf: string, knownAt: string | null): FindingView[] {
    const desk = this.#at(asOf, knownAt);
    this.#tell({ text: "计算全部指标", done: 0, total: 1 });
    return desk.evaluation.report().findings.map(({ code, count, about, nearest, examples = [] }) => ({
      what: FINDING[code][0],
      advice: FINDING[code][1],
      count,
      about: about === undefined ? "" : nearest === undefined ? about : `${about}（是不是 ${nearest}？）`,
      examples,
    }));
  }

  /** All scores, ranks, awards and points. */
  scoresAt(asOf: string, knownAt: string | null): ScoresView | OtherDay {
    const given = dayOf(this.#here().loaded.inputs);
    return given === null || given === asOf ? this.#scores(asOf, knownAt).view() : { given };
  }

  /** A page of the candidates of a scorecard. */
  candidatesAt(asOf: string, knownAt: string | null, query: CandidatesQuery): CandidatesPage {
    return this.#scores(asOf, knownAt).candidates(query);
  }

  /** Why a candidate has its points. */
  scoreWhyAt(asOf: string, knownAt: string | null, scorecard: string, candidate: string): ScoreWhyView | null {
    return this.#scores(asOf, knownAt).why(scorecard, candidate);
  }

  /** A list as a file. */
  async exportList(
    asOf: string, knownAt: string | null, query: Pick<GapsQuery, "list" | "measure" | "unit" | "search" | "sort">, format: ExportFormat,
  ): Promise<Export> {
    const desk = this.#at(asOf, knownAt);
    return listFile(query.list, desk.gaps.found(query), this.#measure(query.measure), desk.tree.name(query.unit), desk.days, format);
  }

  /** All measures at a unit as a file. */
  async exportOverview(asOf: string, knownAt: string | null, unit: string, format: ExportFormat): Promise<Export> {
    const desk = this.#at(asOf, knownAt);
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
    this.#desk?.scores?.free();
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
    const measures = new Map(document.measures.map((measure) => [measure.id, measure]));
    this.#desk = { loaded, plan, document, titles, measures, days: asOf, evaluation, tree, gaps: this.#gaps(evaluation, titles, tree, asOf, null), scores: null };
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
      hasScores: loaded.scorecards !== null,
    };
  }

  /** The desk with the evaluation of a day; the one of before is given back. */
  #at(asOf: string, knownAt: string | null): Desk {
    const desk = this.#here();
    const days = knownAt === null ? asOf : `${asOf}（登记截至 ${knownAt}）`;
    if (desk.days === days) return desk;
    const evaluation = desk.plan.evaluate(desk.loaded.ledger, { as_of: asOf, ...(knownAt === null ? {} : { known_at: knownAt }) });
    desk.scores?.free();
    desk.evaluation.free();
    const tree = new Tree(evaluation.units());
    this.#desk = { ...desk, days, evaluation, tree, gaps: this.#gaps(evaluation, desk.titles, tree, asOf, knownAt), scores: null };
    return this.#desk;
  }

  #below({ tree, titles }: Desk, unit: string): Overview["below"] {
    const levels = new Map<string, UnitView[]>();
    for (const { id, name, level, open } of tree.below(unit)) {
      if (open) levels.set(level, [...(levels.get(level) ?? []), { id, name, level }]);
    }
    return [...levels].sort(([a], [b]) => titles.rank(a) - titles.rank(b)).map(([level, units]) => ({ title: titles.word(level), units }));
  }

  #scores(asOf: string, knownAt: string | null): ScoreDesk {
    const desk = this.#at(asOf, knownAt);
    const { scorecards, inputs } = desk.loaded;
    if (!scorecards) throw new Error("没有评分表");
    if (desk.scores) return desk.scores;
    this.#tell({ text: "计算评分", done: 0, total: 1 });
    desk.scores = new ScoreDesk(scorecards, inputs, desk.evaluation, desk.tree);
    return desk.scores;
  }

  #gaps(evaluation: Evaluation, titles: Titles, tree: Tree, asOf: string, knownAt: string | null): Gaps {
    return new Gaps(evaluation, titles, tree, this.#tell, (id) => {
      const { document, loaded } = this.#here();
      const turned = turnedRound(this.#measure(id));
      if (!turned) throw new Error("合成指标没有自己的名单，请看各组成指标");
      return evaluateTurned(document, turned, loaded.ledger, { as_of: asOf, ...(knownAt === null ? {} : { known_at: knownAt }) });
    });
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
    hasList: turnedRound(measure) !== null,
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


/** What the Worker holds and does: a plan, a ledger, the evaluation of one day, and views of it. */
import init, { type Evaluation, type Measure, type Plan, type PlanDocument, type Signing, type Subject } from "jinguo";
import { now, today } from "../words/number";
import { Titles } from "../words/titles";
import { textOf } from "../files/decode";
import { withNames } from "../files/header";
import { rowsOf } from "../files/records";
import { BASIS, FINDING, scoring } from "../words/words";
import { Changes, hasSubjects } from "./changes";
import { drill } from "./drill";
import { changesFile, listFile, movesFile, overviewFile, problemsFile } from "./export";
import { Gaps } from "./gaps";
import { type Loaded, openExample, openFiles } from "./open";
import type { Progress } from "./protocol";
import { resultView } from "./result";
import { type CandidatesPage, type CandidatesQuery, dayOf, type OtherDay, ScoreDesk, type ScoresView, type ScoreWhyView } from "./scores";
import type { SigningView, StepGiven } from "./signing";
import { Tree } from "./tree";
import type {
  ChangesView, Drill, Export, ExportFormat, FindingView, GapsPage, GapsQuery, MeasureView, MovesPage, MovesQuery, Opened, Overview, ProblemsPage,
  RecordView, Scene, UnitView, WhyView,
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
  /** Another day to compare with, made when changes are first asked for. */
  earlier: { days: string; evaluation: Evaluation } | null;
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
    return { offset, rows: all.slice(offset, offset + limit), total: all.length };
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

  /** What is odd about the facts that did enter. */
  findingsAt(asOf: string, knownAt: string | null): FindingView[] {
    return this.#at(asOf, knownAt).evaluation.findings().map(({ code, count, about, nearest, examples = [] }) => ({
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

  /** Where the scores of a scorecard stand on their way to being final. */
  signingAt(asOf: string, knownAt: string | null, scorecard: string): SigningView {
    return this.#scores(asOf, knownAt).signing(this.#signing(scorecard));
  }

  /** Does a step of signing, by the clock of the office. */
  signAt(asOf: string, knownAt: string | null, scorecard: string, given: StepGiven): SigningView {
    const scores = this.#scores(asOf, knownAt);
    const signing = scores.sign(scorecard, this.#signing(scorecard), given, now());
    this.#here().loaded.signings.set(scorecard, signing);
    return scores.signing(signing);
  }

  /** Opens a file that the page saved before. */
  async openSigning(asOf: string, knownAt: string | null, scorecard: string, file: File): Promise<SigningView> {
    let signing: Signing;
    try {
      signing = JSON.parse(await file.text()) as Signing;
    } catch {
      throw new Error("不是完好的 JSON：请选网页保存的签署文件");
    }
    const scores = this.#scores(asOf, knownAt);
    if (signing?.scorecard !== scorecard) throw new Error(`这份签署文件是另一张评分表的：${String(signing?.scorecard ?? "没有写明")}`);
    // The library refuses what is no signing.
    const view = scores.signing(signing);
    this.#here().loaded.signings.set(scorecard, signing);
    return view;
  }

  /** The way of the scores as a file, to be kept with the papers and opened again. */
  exportSigning(asOf: string, knownAt: string | null, scorecard: string): Export {
    const signing = this.#signing(scorecard);
    if (!signing) throw new Error("还没有签署");
    const name = `签署 ${this.#scores(asOf, knownAt).title(scorecard)}.json`.replace(/[\\/:*?"<>|]/g, "");
    return { name, data: new Blob([`${JSON.stringify(signing, null, 1)}\n`], { type: "application/json" }) };
  }

  /** What changed at a unit since another day. */
  changesAt(asOf: string, knownAt: string | null, from: string, unit: string): ChangesView {
    const desk = this.#at(asOf, knownAt);
    const path = desk.tree.path(unit);
    const rows = this.#changes(desk, from, knownAt).at(unit);
    return { unit: path[path.length - 1] ?? { id: unit, name: unit, level: "" }, path, below: this.#below(desk, unit), rows };
  }

  /** A page of those who moved in one measure since another day. */
  movesAt(asOf: string, knownAt: string | null, from: string, query: MovesQuery): MovesPage {
    return this.#changes(this.#at(asOf, knownAt), from, knownAt).page(query);
  }

  /** What changed at a unit, as a file. */
  async exportChanges(asOf: string, knownAt: string | null, from: string, unit: string, format: ExportFormat): Promise<Export> {
    const desk = this.#at(asOf, knownAt);
    return changesFile(this.#changes(desk, from, knownAt).at(unit), desk.tree.name(unit), `${from} 至 ${desk.days}`, format);
  }

  /** Those who moved, as a file. */
  async exportMoves(
    asOf: string, knownAt: string | null, from: string, query: Omit<MovesQuery, "offset" | "limit">, format: ExportFormat,
  ): Promise<Export> {
    const desk = this.#at(asOf, knownAt);
    const rows = this.#changes(desk, from, knownAt).all(query);
    return movesFile(rows, this.#measure(query.measure), desk.tree.name(query.unit), `${from} 至 ${desk.days}`, format);
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
    this.#desk?.earlier?.evaluation.free();
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
    const gaps = new Gaps(evaluation, titles, tree, this.#tell);
    this.#desk = { loaded, plan, document, titles, measures, days: asOf, evaluation, tree, gaps, scores: null, earlier: null };
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
    const days = daysText(asOf, knownAt);
    if (desk.days === days) return desk;
    const evaluation = evaluate(desk, asOf, knownAt);
    desk.scores?.free();
    desk.evaluation.free();
    const tree = new Tree(evaluation.units());
    this.#desk = { ...desk, days, evaluation, tree, gaps: new Gaps(evaluation, desk.titles, tree, this.#tell), scores: null };
    return this.#desk;
  }

  /** The evaluation of the desk beside that of an earlier day. Each day is seen as it was known then, or both as known on one day. */
  #changes(desk: Desk, from: string, knownAt: string | null): Changes {
    const days = daysText(from, knownAt);
    if (desk.earlier?.days !== days) {
      this.#tell({ text: `计算 ${from}`, done: 0, total: 1 });
      const evaluation = evaluate(desk, from, knownAt);
      desk.earlier?.evaluation.free();
      desk.earlier = { days, evaluation };
    }
    return new Changes(desk.earlier.evaluation, desk.evaluation, desk.measures, desk.tree, this.#tell);
  }

  #signing(scorecard: string): Signing | null {
    return this.#here().loaded.signings.get(scorecard) ?? null;
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
    hasList: hasSubjects(measure),
  };
}

/**
 * Evaluates a day. Every step of the slider comes through here. What is known moves with the day unless the user holds it, so
 * that `Plan.follow`, whose day moves and whose knowledge stays, has nothing to follow.
 */
function evaluate({ plan, loaded }: Pick<Desk, "plan" | "loaded">, asOf: string, knownAt: string | null): Evaluation {
  return plan.evaluate(loaded.ledger, { as_of: asOf, ...(knownAt === null ? {} : { known_at: knownAt }) });
}

/** The days of an evaluation, for people, and to tell one evaluation from another. */
function daysText(asOf: string, knownAt: string | null): string {
  return knownAt === null ? asOf : `${asOf}（登记截至 ${knownAt}）`;
}

/** First and last day of the plan's period, the day with which the page begins, and its evaluation. */
function period(plan: Plan, loaded: Loaded, wanted: string | null): { first: string; last: string; asOf: string; evaluation: Evaluation } {
  const { measures, period: of } = plan.describe().document;
  const usual = measures.find((measure) => measure.period === undefined) ?? measures[0];
  // Periods that lie fast do not depend on the day; one that moves along ends today.
  let asOf = wanted ?? ("calendar_year" in of ? `${of.calendar_year}-12-31` : "range" in of ? of.range.last : today());
  if (asOf > today()) asOf = today();
  let evaluation = evaluate({ plan, loaded }, asOf, null);
  const days = evaluation.periods().find(({ measure }) => measure === usual?.id);
  const first = days?.first ?? `${asOf.slice(0, 4)}-01-01`;
  const last = days?.last ?? `${asOf.slice(0, 4)}-12-31`;
  const within = asOf < first ? first : asOf > last ? last : asOf;
  if (within !== asOf) {
    evaluation.free();
    evaluation = evaluate({ plan, loaded }, within, null);
  }
  return { first, last, asOf: within, evaluation };
}

import { json, text, whole } from "./argument.js";
import type {
  Class,
  Difference,
  Explanation,
  Finding,
  GapPage,
  MeasurePeriod,
  MeasureReport,
  MovePage,
  Report,
  ReportUnit,
  Subject,
  SubjectPage,
  UnitResult,
} from "./documents.js";
import { call } from "./error.js";
import { Handle, held } from "./handle.js";
import * as raw from "./wasm/jinguo.js";

/** A result with its measure. */
export interface MeasureResult {
  measure: string;
  result: UnitResult;
}

/** Which gaps. */
export interface GapQuery {
  measure: string;
  /** The unit, with all below it; everywhere without one. */
  unit?: string;
  /** How many to skip. */
  offset?: number;
  /** How many to give, at most 10,000. */
  limit: number;
}

/** Which subjects. */
export interface SubjectQuery {
  measure: string;
  /** The unit, with all below it; everywhere without one. */
  unit?: string;
  /** The classes, such as `["met"]`; every class but `outside` without any. */
  classes?: readonly Exclude<Class, "outside">[];
  /** How many to skip. */
  offset?: number;
  /** How many to give, at most 10,000. */
  limit: number;
}

/** Which of those who moved. */
export interface MoveQuery {
  measure: string;
  /** The unit, with all below it; everywhere without one. */
  unit?: string;
  /** The earlier class; any without one. */
  from?: Class;
  /** The later class; any without one. */
  to?: Class;
  /** How many to skip. */
  offset?: number;
  /** How many to give, at most 10,000; 0 for the counts alone. */
  limit: number;
}

/** What can be read from an `Evaluation`, and from a `LiveEvaluation` as it stands. */
export abstract class Evaluated<T extends raw.Evaluation | raw.LiveEvaluation> extends Handle<T> {
  /**
   * The result of one measure at one unit; `null` where the measure has nothing to say there. It does not compute the
   * results of other units.
   *
   * @param stratum such as `["sex=female"]`, as results name it; everybody without one
   */
  result(measure: string, unit: string, stratum: readonly string[] = []): UnitResult | null {
    const labels = stratum.map((label) => text(label, "stratum"));
    return JSON.parse(call(() => this.held.result(text(measure, "measure"), text(unit, "unit"), labels)));
  }

  /** Every measure at one unit, for everybody, in the order of the plan: one crossing of the boundary for a whole page. */
  at(unit: string): MeasureResult[] {
    return JSON.parse(call(() => this.held.at(text(unit, "unit"))));
  }

  /**
   * One measure at every unit, in the order of the tree: one crossing for a whole map or ranking. With `strata`, what the
   * report has: every stratum behind everybody; a large city has many.
   */
  measure(measure: string, options: { strata?: boolean } = {}): MeasureReport | null {
    const strata = options.strata === true;
    return JSON.parse(call(() => this.held.measure(text(measure, "measure"), strata)));
  }

  /** Every unit of the plan's hierarchy on the day of evaluation, in the order of the tree. */
  units(): ReportUnit[] {
    return JSON.parse(call(() => this.held.units()));
  }

  /** The whole report. For a large city prefer `at` and `measure`: this is every measure at every unit. */
  report(): Report {
    return JSON.parse(this.reportJson());
  }

  /** The whole report as canonical JSON: the same inputs give the same bytes on every machine and in every language. */
  reportJson(): string {
    return call(() => this.held.report());
  }

  /** SM3 digest over plan, ledger and parameters, which proves what gave the report. */
  fingerprint(): string {
    return call(() => this.held.fingerprint());
  }

  /** A page of the gap list: who is due and not validly met, why, and what closes it. */
  gaps(query: GapQuery): GapPage {
    return JSON.parse(call(() => this.held.gaps(json(query, "query"))));
  }

  /** A page of the subjects of some classes: who is met, who is excluded, whose data are missing. */
  subjects(query: SubjectQuery): SubjectPage {
    return JSON.parse(call(() => this.held.subjects(json(query, "query"))));
  }

  /** First and last day of the period of each measure, in the order of the plan. It computes no results. */
  periods(): MeasurePeriod[] {
    return JSON.parse(call(() => this.held.periods()));
  }

  /** What is odd about the facts, as the report has it. It computes no results. */
  findings(): Finding[] {
    return JSON.parse(call(() => this.held.findings()));
  }

  /** Why a subject has its class in a measure, step by step down to the facts. */
  explain(measure: string, subject: Subject): Explanation {
    return JSON.parse(call(() => this.held.explain(text(measure, "measure"), json(subject, "subject"))));
  }

  /**
   * What changed since an earlier evaluation: who opened, who closed, who moved, and which numbers.
   *
   * @param subjects how many subjects to name for each pair of classes
   */
  difference(earlier: Evaluation, subjects = 100): Difference {
    const most = whole(subjects, 0, 2 ** 32 - 1, "subjects");
    return JSON.parse(call(() => this.held.difference(held(earlier, Evaluation, "earlier"), most)));
  }

  /**
   * A page of those who moved from one class to another since an earlier evaluation, and how many did by both classes. It
   * computes no results: for a screen of one unit prefer it, with `at` of both evaluations, to `difference`. At a unit,
   * whoever was not there before comes from `outside`.
   */
  moves(earlier: Evaluation, query: MoveQuery): MovePage {
    return JSON.parse(call(() => this.held.moves(held(earlier, Evaluation, "earlier"), json(query, "query"))));
  }
}

/** A plan evaluated over a ledger. It keeps what it was made from, and does not change. */
export class Evaluation extends Evaluated<raw.Evaluation> {
  /** @internal */
  static of(plan: raw.Plan, ledger: raw.Ledger, asOf: string, knownAt: string): Evaluation {
    return new Evaluation(raw.Evaluation.of(plan, ledger, asOf, knownAt));
  }
}

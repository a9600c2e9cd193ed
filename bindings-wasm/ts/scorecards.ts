import { json, text } from "./argument.js";
import type {
  Ahead,
  Cut,
  Exact,
  PointsStatement,
  ScoreExplanation,
  ScoreReport,
  ScorecardsDocument,
  Signature,
  Signing,
  SigningStep,
  SigningStanding,
  State,
} from "./documents.js";
import { type Fault, call } from "./error.js";
import { Evaluation } from "./evaluation.js";
import { Handle, held } from "./handle.js";
import { Plan, faults } from "./plan.js";
import * as raw from "./wasm/jinguo.js";

/** The points of one part of one candidate: `value` where the state is `value`. */
export interface Points {
  state: State;
  value?: Exact;
}

/** A candidate's place in a ranking. */
export interface Rung {
  candidate: string;
  /** The class in which it is ranked: a group or a word of an attribute; empty for everyone. */
  class: string;
  rank: Exact;
  /** The nearest candidate ahead; missing for the first. */
  ahead?: Ahead;
}

/** Period and steps of a scorecard on a day. */
export interface Calendar {
  /** First day of the period that is scored; `null` where it has none. */
  first: string | null;
  /** Last day of the period that is scored. */
  last: string | null;
  steps: { id: string; state: "ahead" | "open" | "over" }[];
}

/** Scorecards (评分表), awards and points ledgers that have passed every check. They do not change. */
export class Scorecards extends Handle<raw.Scorecards> {
  /**
   * Reads and checks scorecards.
   *
   * @throws JinguoError every fault, in the order of the document, each with JSON pointer, line and column
   */
  static fromJson(document: string, name = ""): Scorecards {
    return new Scorecards(call(() => raw.Scorecards.from_json(text(name, "name"), text(document, "json"))));
  }

  /** All faults of a document; none if it has scorecards. */
  static check(document: string, name = ""): Fault[] {
    return faults(() => Scorecards.fromJson(document, name));
  }

  /** The document. */
  describe(): ScorecardsDocument {
    return JSON.parse(call(() => this.held.document()));
  }

  /**
   * Checks the document against the plan whose measures it uses; `Inputs.take` does it by itself.
   *
   * @throws JinguoError every name that the plan does not have, with JSON pointer
   */
  fits(plan: Plan): void {
    call(() => this.held.fits(held(plan, Plan, "plan")));
  }

  /** Period and steps of a scorecard on a day such as `2022-06-30`. */
  calendar(scorecard: string, day: string): Calendar {
    return JSON.parse(call(() => this.held.calendar(text(scorecard, "scorecard"), text(day, "day"))));
  }

  /** Evaluates everything over inputs. */
  evaluate(inputs: Inputs): Scores {
    return call(() => Scores.of(this.held.evaluate(held(inputs, Inputs, "inputs"))));
  }
}

/** What scorecards are evaluated over: candidates, and their values. */
export class Inputs extends Handle<raw.Inputs> {
  /** Reads inputs. */
  static fromJson(document: string, name = ""): Inputs {
    return new Inputs(call(() => raw.Inputs.from_json(text(name, "name"), text(document, "json"))));
  }

  /**
   * Takes everything that flows from plan and ledger: candidates, measures, observations, and last year's values of them.
   *
   * @throws JinguoError what does not fit the plan, with JSON pointer; nothing is taken then
   */
  take(scorecards: Scorecards, evaluation: Evaluation): void {
    call(() =>
      this.held.take(held(scorecards, Scorecards, "scorecards"), held(evaluation, Evaluation, "evaluation")),
    );
  }

  /** Fills every input that comes from a measure of a plan; a candidate is the unit of the same identifier. */
  takeMeasures(scorecards: Scorecards, evaluation: Evaluation): void {
    call(() =>
      this.held.take_measures(
        held(scorecards, Scorecards, "scorecards"),
        held(evaluation, Evaluation, "evaluation"),
      ),
    );
  }

  /** Fills every input that is last year's value of an input from a measure, from last year's evaluation. */
  takeLastYear(scorecards: Scorecards, evaluation: Evaluation): void {
    call(() =>
      this.held.take_last_year(
        held(scorecards, Scorecards, "scorecards"),
        held(evaluation, Evaluation, "evaluation"),
      ),
    );
  }
}

/** Scores, ranks, grades and awards of a cohort. They do not change. */
export class Scores extends Handle<raw.Scores> {
  /** @internal */
  static of(made: raw.Scores): Scores {
    return new Scores(made);
  }

  /** Everything: totals, sections, items, ranks, grades, gates, awards, statements of points. */
  report(): ScoreReport {
    return JSON.parse(this.reportJson());
  }

  /** The report as canonical JSON: the same inputs give the same bytes on every machine and in every language. */
  reportJson(): string {
    return call(() => this.held.report());
  }

  /** SM3 digest over scorecards and inputs. */
  fingerprint(): string {
    return call(() => this.held.fingerprint());
  }

  /** The points of one part, an item or section, of one candidate. */
  points(scorecard: string, part: string, candidate: string): Points {
    const points = call(() =>
      this.held.points(text(scorecard, "scorecard"), text(part, "part"), text(candidate, "candidate")),
    );
    return JSON.parse(points);
  }

  /** Every point of a candidate step by step, what raises the total most, and what the next rank takes. */
  explain(scorecard: string, candidate: string): ScoreExplanation | null {
    return JSON.parse(call(() => this.held.explain(text(scorecard, "scorecard"), text(candidate, "candidate"))));
  }

  /** A ranking, class by class, the first ones first, each with the distance to the next place; `null` for unknown names. */
  ladder(scorecard: string, ranking: string): Rung[] | null {
    return JSON.parse(call(() => this.held.ladder(text(scorecard, "scorecard"), text(ranking, "ranking"))));
  }

  /** Statements of the points ledgers at the end of a day. */
  statements(day: string): PointsStatement[] {
    return JSON.parse(call(() => this.held.statements(text(day, "day"))));
  }

  /** Who was drawn for a sample, one cut for each class. */
  drawn(sample: string): Cut[] {
    return JSON.parse(call(() => this.held.drawn(text(sample, "sample"))));
  }

  /** Puts the scores of a scorecard forward: the first step of signing. The caller keeps the document. */
  propose(scorecard: string, signature: Signature): Signing {
    return JSON.parse(call(() => this.held.propose(text(scorecard, "scorecard"), json(signature, "signature"))));
  }

  /** Does the next step of signing; what was given stays as it is, what comes back has the step. */
  sign(signing: Signing, step: SigningStep, signature: Signature): Signing {
    const signed = call(() =>
      this.held.sign(json(signing, "signing"), json(step, "step"), json(signature, "signature")),
    );
    return JSON.parse(signed);
  }

  /** Whether the scores are still those of the last step of signing, and which totals and grades are others now. */
  standing(signing: Signing): SigningStanding {
    return JSON.parse(call(() => this.held.standing(json(signing, "signing"))));
  }
}

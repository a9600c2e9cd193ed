import { text } from "./argument.js";
import type { PlanDocument } from "./documents.js";
import { type Fault, JinguoError, call } from "./error.js";
import { Evaluation } from "./evaluation.js";
import { Handle, held } from "./handle.js";
import { Ledger } from "./ledger.js";
import { LiveEvaluation } from "./live.js";
import * as raw from "./wasm/jinguo.js";

/** What a plan says about itself. */
export interface PlanDescription {
  /** SM3 digest of the canonical document. */
  digest: string;
  /** Measures in the order in which they are computed: components first. */
  order: string[];
  document: PlanDocument;
}

/** A plan (工作要点) that has passed every check. It does not change. */
export class Plan extends Handle<raw.Plan> {
  /**
   * Reads and checks a plan.
   *
   * @param json the document
   * @param name what messages call it, such as a file name
   * @throws JinguoError every fault, in the order of the document, each with JSON pointer, line and column
   */
  static fromJson(json: string, name = ""): Plan {
    return new Plan(call(() => raw.Plan.from_json(text(name, "name"), text(json, "json"))));
  }

  /** All faults of a document; none if it is a plan. */
  static check(json: string, name = ""): Fault[] {
    return faults(() => Plan.fromJson(json, name));
  }

  /** Digest, order and document. */
  describe(): PlanDescription {
    return JSON.parse(call(() => this.held.describe()));
  }

  /** SM3 digest of the canonical document, in hexadecimal: which text of the plan this is. */
  get digest(): string {
    return call(() => this.held.digest());
  }

  /**
   * Evaluates the plan over a ledger: what was true by the end of `as_of`, as it was known at the end of `known_at`. Another
   * day is another call on the same ledger; nothing is loaded again.
   *
   * @param parameters days such as `2022-06-30`; without `known_at`, `as_of` stands for both
   * @throws JinguoError `bad_date`, `unit_cycle`, `overlapping_values`, `bad_period`, `overflow`
   */
  evaluate(ledger: Ledger, parameters: { as_of: string; known_at?: string }): Evaluation {
    const asOf = text(parameters.as_of, "as_of");
    const knownAt = text(parameters.known_at ?? asOf, "known_at");
    return call(() => Evaluation.of(this.held, held(ledger, Ledger, "ledger"), asOf, knownAt));
  }

  /**
   * Evaluates the plan over a ledger, and goes on from there: facts are entered and the day moves, at the cost of what they
   * change. What is recorded after `known_at` is entered, and not looked at. It takes several times what `evaluate` takes, in
   * time and memory.
   *
   * @param parameters days such as `2022-06-30`; without `known_at`, `as_of` stands for both
   * @throws JinguoError as `evaluate`
   */
  follow(ledger: Ledger, parameters: { as_of: string; known_at?: string }): LiveEvaluation {
    const asOf = text(parameters.as_of, "as_of");
    const knownAt = text(parameters.known_at ?? asOf, "known_at");
    return call(() => LiveEvaluation.of(this.held, held(ledger, Ledger, "ledger"), asOf, knownAt));
  }
}

/** The faults that making an object throws; the object is freed. */
export function faults(make: () => { free(): void }): Fault[] {
  try {
    make().free();
    return [];
  } catch (error) {
    if (error instanceof JinguoError && error.kind !== "internal" && error.kind !== "use") return error.faults;
    throw error;
  }
}

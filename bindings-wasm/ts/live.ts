import { json, text } from "./argument.js";
import { Batch } from "./batch.js";
import type { LedgerRecord, RecordKey } from "./documents.js";
import { call } from "./error.js";
import { Evaluated } from "./evaluation.js";
import { held } from "./handle.js";
import { Ledger, type Receipt, withdrawal } from "./ledger.js";
import * as raw from "./wasm/jinguo.js";

/**
 * A plan evaluated over a ledger that goes on, made by `Plan.follow`: facts are entered, the day moves, and every number is
 * right again in time that goes with what changed. At every moment it gives what `Plan.evaluate` gives for the same facts and
 * days.
 *
 * It holds a ledger of its own. A copy that is kept elsewhere, such as the one it was made from, and evaluations that were made
 * of one, make the next change of the facts copy all of them first: free them.
 *
 * A change can fail in two ways. A batch that the ledger refuses changes nothing. Good facts, or a day, with which the plan
 * cannot be evaluated stay: from then on every method that reads throws the same error, until a later change mends it.
 */
export class LiveEvaluation extends Evaluated<raw.LiveEvaluation> {
  /** @internal */
  static of(plan: raw.Plan, ledger: raw.Ledger, asOf: string, knownAt: string): LiveEvaluation {
    return new LiveEvaluation(raw.LiveEvaluation.of(plan, ledger, asOf, knownAt));
  }

  /**
   * Enters a batch as a whole. The batch is empty afterwards.
   *
   * @returns how many records entered
   * @throws JinguoError every fault of the batch, in the order of its rows; or why the facts cannot be evaluated, see above
   */
  apply(batch: Batch): number {
    return call(() => this.held.apply(held(batch, Batch, "batch")));
  }

  /**
   * Enters the good records of a batch, and gives the others back. The batch is empty afterwards.
   *
   * @throws JinguoError why the facts cannot be evaluated, see above
   */
  applyGoodRows(batch: Batch): Receipt {
    return JSON.parse(call(() => this.held.apply_good_rows(held(batch, Batch, "batch"))));
  }

  /** Enters one record, or a withdrawal. It throws as `apply`. */
  applyRecord(record: LedgerRecord): void {
    call(() => this.held.apply_record(json(record, "record")));
  }

  /** Withdraws a record from a time on, as `Ledger.withdraw`. */
  withdraw(of: RecordKey, recordedAt: string, reason?: string): void {
    this.applyRecord(withdrawal(of, recordedAt, reason));
  }

  /**
   * Moves the day of evaluation, forward or back. What was known stays what was known on the day that `Plan.follow` was given.
   *
   * @param asOf such as `2022-07-01`
   * @throws JinguoError `bad_date` with nothing changed; or why the facts cannot be evaluated, see above
   */
  moveTo(asOf: string): void {
    call(() => this.held.move_to(text(asOf, "as_of")));
  }

  /** A copy of the ledger as it stands, to evaluate another day beside this one. Free it before the next change of the facts. */
  ledger(): Ledger {
    return new Ledger(call(() => this.held.ledger()));
  }
}

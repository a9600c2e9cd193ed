import { json } from "./argument.js";
import { Batch, type Rejected } from "./batch.js";
import type { LedgerRecord, RecordKey } from "./documents.js";
import { call } from "./error.js";
import { Handle, held } from "./handle.js";
import * as raw from "./wasm/jinguo.js";

/** What became of a batch. */
export interface Receipt {
  /** How many records entered. */
  accepted: number;
  /** Those that did not, each with its reasons. */
  rejected: Rejected[];
}

/** What has been done, as facts. Evaluations that were made of it stay as they are when it changes or is freed. */
export class Ledger extends Handle<raw.Ledger> {
  /** An empty ledger. */
  constructor(made: raw.Ledger = call(() => new raw.Ledger())) {
    super(made);
  }

  /** A copy. That is cheap: the facts are shared until one of the two changes. */
  copy(): Ledger {
    return new Ledger(call(() => this.held.copy()));
  }

  /**
   * Enters a batch as a whole. The batch is empty afterwards.
   *
   * @returns how many records entered
   * @throws JinguoError every fault of the batch, in the order of its rows; the ledger is as it was then
   */
  apply(batch: Batch): number {
    return call(() => this.held.apply(held(batch, Batch, "batch")));
  }

  /** Enters the good records of a batch, and gives the others back. The batch is empty afterwards. */
  applyGoodRows(batch: Batch): Receipt {
    return JSON.parse(call(() => this.held.apply_good_rows(held(batch, Batch, "batch"))));
  }

  /** Enters one record, or a withdrawal. */
  applyRecord(record: LedgerRecord): void {
    call(() => this.held.apply_record(json(record, "record")));
  }

  /**
   * Withdraws a record from a time on; what was known before can still be asked for.
   *
   * @param of such as `{ activity: "A1" }`
   * @param recordedAt when the withdrawal is entered, such as `2022-07-05` or `2022-07-05 16:30`
   */
  withdraw(of: RecordKey, recordedAt: string, reason?: string): void {
    this.applyRecord(withdrawal(of, recordedAt, reason));
  }
}

/** The withdrawal of a record, as a record. */
export function withdrawal(of: RecordKey, recordedAt: string, reason?: string): LedgerRecord {
  return { record: "withdrawal", of, recorded_at: recordedAt, ...(reason === undefined ? {} : { reason }) };
}

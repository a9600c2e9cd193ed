import { bytes, text } from "./argument.js";
import { type TableColumns, columns } from "./columns.js";
import { type Fault, type Place, call } from "./error.js";
import { Handle } from "./handle.js";
import * as raw from "./wasm/jinguo.js";

/** A table of the ledger: the name of its CSV file without the ending. */
export type Table = "units" | "persons" | "organisations" | "activities" | "participations" | "observations";

/** All tables, each before those that refer to it. */
export const TABLES: readonly Table[] = Object.freeze([
  "units",
  "persons",
  "organisations",
  "activities",
  "participations",
  "observations",
]);

/** A row that did not enter. */
export interface Rejected {
  /** Where it stands. */
  place: Place;
  /** The row as it stood in the file; absent where it came back from the ledger. */
  text?: string;
  /** All that is wrong with it. */
  faults: Fault[];
}

/** Records on their way into a ledger. `Ledger.apply` and `Ledger.applyGoodRows` empty it. */
export class Batch extends Handle<raw.Batch> {
  constructor() {
    super(call(() => new raw.Batch()));
  }

  /** How many records it holds. */
  get length(): number {
    return call(() => this.held.count());
  }

  /**
   * Adds all rows of a CSV file, UTF-8 with or without byte order mark, or a text that is already decoded.
   *
   * @param name what messages call the file
   * @returns how many rows were added
   * @throws JinguoError every fault of the file with row and column; nothing of it is in the batch then
   */
  readCsv(table: Table, data: string | Uint8Array | ArrayBuffer, name = `${table}.csv`): number {
    return call(() => this.held.read_csv(text(table, "table"), text(name, "name"), bytes(data, "data")));
  }

  /**
   * Adds the good rows of a CSV file, and gives the others back, each with its reasons.
   *
   * @throws JinguoError faults of the file as a whole: its encoding, its header; nothing of it is in the batch then
   */
  readCsvGoodRows(table: Table, data: string | Uint8Array | ArrayBuffer, name = `${table}.csv`): Rejected[] {
    const rejected = call(() =>
      this.held.read_csv_good_rows(text(table, "table"), text(name, "name"), bytes(data, "data")),
    );
    return JSON.parse(rejected);
  }

  /** Adds all records of a JSON Lines file, one record or withdrawal a line, as `readCsv` does. */
  readJsonLines(data: string | Uint8Array | ArrayBuffer, name = ""): number {
    return call(() => this.held.read_json_lines(text(name, "name"), bytes(data, "data")));
  }

  /** Adds the good records of a JSON Lines file, and gives the other lines back, as `readCsvGoodRows` does. */
  readJsonLinesGoodRows(data: string | Uint8Array | ArrayBuffer, name = ""): Rejected[] {
    return JSON.parse(call(() => this.held.read_json_lines_good_rows(text(name, "name"), bytes(data, "data"))));
  }

  /**
   * Adds all rows of a query result. The columns have the names that a CSV file would have in its header, and go through
   * the same checks. Rows are counted from 1.
   */
  readColumns(table: Table, data: TableColumns, name: string = table): number {
    return withColumns(data, (all) => this.held.read_columns(text(table, "table"), text(name, "name"), all));
  }

  /** Adds the good rows of a query result, and gives the others back. */
  readColumnsGoodRows(table: Table, data: TableColumns, name: string = table): Rejected[] {
    const rejected = withColumns(data, (all) =>
      this.held.read_columns_good_rows(text(table, "table"), text(name, "name"), all),
    );
    return JSON.parse(rejected);
  }
}

function withColumns<T>(data: TableColumns, body: (all: raw.Columns) => T): T {
  return call(() => {
    const all = columns(data);
    try {
      return body(all);
    } finally {
      all.free();
    }
  });
}

/** The columns that a table has; not those with a name of the user's own behind a point, such as `attribute.NAME`. */
export function tableColumns(table: Table): string[] {
  return JSON.parse(call(() => raw.table_columns(text(table, "table"))));
}

import { bytes, text } from "./argument.js";
import { type TableColumns, columns } from "./columns.js";
import { BAD_ENCODING, BAD_PARAMETER, type Fault, JinguoError, type Place, call, misuse } from "./error.js";
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
   * Adds all rows of a CSV file: UTF-8 with or without byte order mark, GBK or GB18030 as Excel and WPS save it, or a text
   * that is decoded already.
   *
   * @param name what messages call the file
   * @returns how many rows were added
   * @throws JinguoError every fault of the file with row and column; nothing of it is in the batch then
   */
  readCsv(table: Table, data: string | Uint8Array | ArrayBuffer, name = `${table}.csv`): number {
    return decoded(data, (input) => this.held.read_csv(text(table, "table"), text(name, "name"), input));
  }

  /**
   * Adds the good rows of a CSV file, and gives the others back, each with its reasons.
   *
   * @throws JinguoError faults of the file as a whole: its encoding, its header; nothing of it is in the batch then
   */
  readCsvGoodRows(table: Table, data: string | Uint8Array | ArrayBuffer, name = `${table}.csv`): Rejected[] {
    const rejected = decoded(data, (input) =>
      this.held.read_csv_good_rows(text(table, "table"), text(name, "name"), input),
    );
    return JSON.parse(rejected);
  }

  /**
   * A CSV file that comes piece by piece: for a large file, so that a page can show how far it is, and the module need not
   * hold all of it. What comes out is what `readCsv` or `readCsvGoodRows` gives for the whole file; rows count from the
   * beginning of the file. Nothing else may change the batch before `finish`.
   */
  csvReader(table: Table, options: CsvReaderOptions = {}): CsvReader {
    return CsvReader.of(this, table, options);
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

/** How a file that comes piece by piece is read. */
export interface CsvReaderOptions {
  /** What messages call the file; default the table with `.csv`. */
  name?: string;
  /** Whether bad rows come back at the end, and the others enter; default `false`: all rows or none. */
  goodRows?: boolean;
  /** The label of an encoding that `TextDecoder` knows, such as `gb18030`; default UTF-8. */
  encoding?: string;
}

/** What a file gave that came piece by piece. */
export interface CsvRead {
  /** How many rows were added. */
  rows: number;
  /** Those that were not. */
  rejected: Rejected[];
}

/** A CSV file that comes piece by piece. */
export class CsvReader extends Handle<raw.CsvPieces> {
  readonly #batch: Batch;
  readonly #before: number;
  readonly #name: string;
  readonly #decoder: TextDecoder | undefined;

  private constructor(batch: Batch, before: number, name: string, decoder: TextDecoder | undefined, made: raw.CsvPieces) {
    super(made);
    this.#batch = batch;
    this.#before = before;
    this.#name = name;
    this.#decoder = decoder;
  }

  /** @internal */
  static of(batch: Batch, table: Table, options: CsvReaderOptions): CsvReader {
    const { goodRows = false, encoding = "utf-8" } = options;
    const name = text(options.name ?? `${table}.csv`, "name");
    const decoder = decoderOf(encoding);
    const before = batch.length;
    const made = call(() => new raw.CsvPieces(batch.held, text(table, "table"), name, goodRows));
    return new CsvReader(batch, before, name, decoder.encoding === "utf-8" ? undefined : decoder, made);
  }

  /**
   * Adds the rows that end in a piece; a row, even a character, may go on in the next one.
   *
   * @throws JinguoError faults of the file as a whole; nothing of it is in the batch then
   */
  push(piece: Uint8Array | ArrayBuffer): void {
    const input = bytes(piece, "piece");
    const utf8 = this.#decoder ? bytes(this.#decode(input), "piece") : input;
    call(() => this.held.push(this.#batch.held, utf8));
  }

  /**
   * Ends the file, and frees the reader.
   *
   * @throws JinguoError every fault of the file; nothing of it is in the batch then
   */
  finish(): CsvRead {
    if (this.#decoder) {
      const last = this.#decode();
      call(() => this.held.push(this.#batch.held, bytes(last, "piece")));
    }
    const rejected = call(() => this.release().finish(this.#batch.held));
    return { rows: this.#batch.length - this.#before, rejected: JSON.parse(rejected) };
  }

  #decode(input?: Uint8Array): string {
    try {
      return this.#decoder?.decode(input, { stream: input !== undefined }) ?? "";
    } catch {
      const label = this.#decoder?.encoding ?? "";
      throw misuse(BAD_ENCODING, "", this.#name, `应为 ${label} 文字`, `text in ${label}`);
    }
  }
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw misuse(BAD_PARAMETER, "encoding", encoding, "应为 TextDecoder 认识的编码", "an encoding that TextDecoder knows");
  }
}

/**
 * Reads a file that may be GBK. The module knows only UTF-8, and whether what it cannot read looks like GBK; the browser
 * decodes.
 */
function decoded<T>(data: string | Uint8Array | ArrayBuffer, read: (input: Uint8Array) => T): T {
  const input = bytes(data, "data");
  try {
    return call(() => read(input));
  } catch (error) {
    if (!(error instanceof JinguoError) || error.code !== "bad_encoding") throw error;
    if (!call(() => raw.may_be_gb18030(input))) throw error;
    let text: string;
    try {
      text = decoderOf("gb18030").decode(input);
    } catch {
      throw error;
    }
    return call(() => read(bytes(text, "data")));
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

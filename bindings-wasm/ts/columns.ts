import { text, whole } from "./argument.js";
import { BAD_PARAMETER, LENGTH_MISMATCH, misuse } from "./error.js";
import * as raw from "./wasm/jinguo.js";

/** No day, in an array of days. */
export const NO_DAY = -(2 ** 31);
/** No value, in an array of 64-bit numbers. */
export const NONE = -(2n ** 63n);
/** No word, in an array of codes. */
export const NO_WORD = 2 ** 32 - 1;

/**
 * The values of one column, one for each row.
 *
 * - `string[]`: texts as a CSV file would hold them; `null`, `undefined` and `""` are no value.
 * - `{ data, offsets }`: UTF-8 in one buffer; row `i` is `data[offsets[i] .. offsets[i + 1]]`.
 * - `{ words, codes }`: few different texts, and for each row the number of its text, or `NO_WORD`.
 * - `{ days }`: days since 1970-01-01, or `NO_DAY`.
 * - `{ times }`: seconds since 1970-01-01 00:00 by the clock of the office, without a zone, or `NONE`.
 * - `{ numbers, digits }`: whole numbers of which the last `digits` (0 to 12) stand behind the point, or `NONE`;
 *   955 with 1 digit is 95.5.
 */
export type Column =
  | ReadonlyArray<string | null | undefined>
  | { data: Uint8Array; offsets: Uint32Array }
  | { words: readonly string[]; codes: Uint32Array }
  | { days: Int32Array }
  | { times: BigInt64Array }
  | { numbers: BigInt64Array | Int32Array; digits?: number };

/** Columns of a table by their names in the header of the CSV file. */
export type TableColumns = { readonly [name: string]: Column };

/** Texts as one buffer. */
function joined(texts: ReadonlyArray<string | null | undefined>, name: string): [Uint8Array, Uint32Array] {
  const offsets = new Uint32Array(texts.length + 1);
  let data = new Uint8Array(16 * texts.length + 64);
  let end = 0;
  const encoder = new TextEncoder();
  for (let row = 0; row < texts.length; row++) {
    const value = texts[row];
    if (value !== null && value !== undefined) {
      if (typeof value !== "string") {
        throw misuse(BAD_PARAMETER, name, `${typeof value} [${row}]`, "应为文字", "a string");
      }
      if (data.length - end < 3 * value.length) {
        const wider = new Uint8Array(2 * data.length + 3 * value.length);
        wider.set(data);
        data = wider;
      }
      end += encoder.encodeInto(text(value, name), data.subarray(end)).written;
    }
    offsets[row + 1] = end;
  }
  return [data.subarray(0, end), offsets];
}

/** Hands columns to the module. The caller frees what comes back. */
export function columns(table: TableColumns): raw.Columns {
  const all = new raw.Columns();
  try {
    for (const [name, column] of Object.entries(table)) add(all, text(name, "columns"), column);
  } catch (error) {
    all.free();
    throw error;
  }
  return all;
}

function add(all: raw.Columns, name: string, column: Column): void {
  if (column === null || typeof column !== "object") throw unknown(name, typeof column);
  if (Array.isArray(column)) {
    all.add_text(name, ...joined(column, name));
  } else if ("data" in column) {
    array(column.data, Uint8Array, `${name}.data`);
    array(column.offsets, Uint32Array, `${name}.offsets`);
    if (column.offsets.length === 0) {
      throw misuse(LENGTH_MISMATCH, `${name}.offsets`, "0", "应比行数多一", "one more than there are rows");
    }
    all.add_text(name, column.data, column.offsets);
  } else if ("words" in column) {
    if (!Array.isArray(column.words)) throw unknown(`${name}.words`, typeof column.words);
    array(column.codes, Uint32Array, `${name}.codes`);
    all.add_words(name, ...joined(column.words, `${name}.words`), column.codes);
  } else if ("days" in column) {
    array(column.days, Int32Array, `${name}.days`);
    all.add_days(name, column.days);
  } else if ("times" in column) {
    array(column.times, BigInt64Array, `${name}.times`);
    all.add_times(name, column.times);
  } else if ("numbers" in column) {
    const { numbers, digits = 0 } = column;
    const wide = numbers instanceof Int32Array ? BigInt64Array.from(numbers, BigInt) : numbers;
    array(wide, BigInt64Array, `${name}.numbers`);
    all.add_numbers(name, wide, whole(digits, 0, 12, `${name}.digits`));
  } else {
    throw unknown(name, Object.keys(column).join(", "));
  }
}

function unknown(name: string, found: string): Error {
  return misuse(BAD_PARAMETER, name, found, "应为一列的值", "the values of a column");
}

function array(value: unknown, kind: new (length: number) => object, name: string): void {
  if (!(value instanceof kind)) throw misuse(BAD_PARAMETER, name, typeof value, `应为 ${kind.name}`, `a ${kind.name}`);
}

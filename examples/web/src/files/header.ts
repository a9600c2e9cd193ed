/** Headings of columns: the names of the library, or the same in Chinese. */
import { type Table, TABLES, tableColumns } from "jinguo";
import { COLUMN } from "../words/words";

const CHINESE = /[\u4e00-\u9fff]/;

/** The fields of a heading, without quotes and spaces. */
function fields(line: string): string[] {
  return line.replace(/^\uFEFF/, "").split(",").map((field) => field.replace(/^\s*"?|"?\s*$/g, ""));
}

/** The name of the library for a heading; the heading itself where there is none. */
function named(table: Table, heading: string): string {
  return tableColumns(table).find((column) => COLUMN[column] === heading) ?? heading;
}

/** Which table a heading fits best: only where it has three of its columns, and more of them than of any other table's. */
export function tableOfHeader(line: string): Table | null {
  const headings = fields(line);
  const fits = TABLES.map((table) => {
    const columns = tableColumns(table);
    return { table, hits: headings.filter((heading) => columns.includes(named(table, heading))).length };
  }).sort((a, b) => b.hits - a.hits);
  const [best, next] = fits;
  return best && best.hits >= 3 && best.hits > (next?.hits ?? 0) ? best.table : null;
}

/** A text with its Chinese headings replaced by the names of the library. All lines stay where they are. */
export function withNames(table: Table, text: string): string {
  const begin = text.search(/\S/);
  const end = begin < 0 ? -1 : text.slice(begin).search(/[\r\n]|$/) + begin;
  const line = text.slice(begin, end);
  if (begin < 0 || !CHINESE.test(line)) return text;
  return text.slice(0, begin) + fields(line).map((heading) => named(table, heading)).join(",") + text.slice(end);
}

/** The same for the first piece of a file in an encoding in which a line end is one byte, as in UTF-8 and GBK. */
export function pieceWithNames(table: Table, piece: Uint8Array, encoding: string): Uint8Array {
  const end = piece.indexOf(10);
  const line = piece.subarray(0, end < 0 ? piece.length : end);
  const text = new TextDecoder(encoding).decode(line);
  const named = withNames(table, text);
  if (named === text) return piece;
  const head = new TextEncoder().encode(named);
  const whole = new Uint8Array(head.length + piece.length - line.length);
  whole.set(head);
  whole.set(piece.subarray(line.length), head.length);
  return whole;
}

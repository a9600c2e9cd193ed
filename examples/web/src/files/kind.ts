/** Which table a file or a sheet holds: by its name, else by its header. */
import { type Table, TABLES, tableColumns } from "jinguo";
import { TABLE } from "../words/words";
import { textOf } from "./decode";

/** A file, or a sheet of a workbook as CSV. */
export type Part = { name: string; data: Uint8Array } | { name: string; text: string };

export type DocumentKind = "plan" | "scorecards" | "inputs";

/** Which document a JSON file is, by the form that it names. */
export function documentKind(part: Part): DocumentKind | null {
  const form = /"schema"\s*:\s*"jinguo-(plan|scorecards|inputs)\//.exec(beginning(part, 2000))?.[1];
  if (form) return form as DocumentKind;
  return /plan/i.test(part.name) ? "plan" : null;
}

/** Which table a part holds; nothing where it cannot be told. */
export function tableOf(part: Part): Table | null {
  const name = part.name.toLowerCase();
  const named = TABLES.find((table) => name.includes(table));
  if (named) return named;
  const header = (beginning(part, 4000).replace(/^\uFEFF/, "").split(/\r?\n|\r/).find((line) => line.trim() !== "") ?? "")
    .split(",").map((field) => field.replace(/^\s*"?|"?\s*$/g, ""));
  // Every table has a column that no other one has; the id alone says nothing.
  const fit = TABLES.map((table) => ({ table, hits: tableColumns(table).filter((column) => header.includes(column)).length }));
  const best = fit.reduce((best, each) => (each.hits > best.hits ? each : best));
  if (best.hits >= 3) return best.table;
  return TABLES.find((table) => part.name.includes(TABLE[table])) ?? null;
}

function beginning(part: Part, length: number): string {
  return "text" in part ? part.text.slice(0, length) : textOf(cut(part.data, length));
}

/** The first bytes, up to a line end where there is one, so that no character is cut. */
function cut(data: Uint8Array, length: number): Uint8Array {
  const first = data.subarray(0, length);
  const end = first.lastIndexOf(10);
  return data.length <= length || end < 0 ? first : first.subarray(0, end);
}

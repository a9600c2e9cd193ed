/** Which table a file or a sheet holds: by its heading, else by its name. */
import { type Table, TABLES } from "jinguo";
import { TABLE } from "../words/words";
import { textOf } from "./decode";
import { tableOfHeader } from "./header";

/** A file, or a sheet of a workbook as CSV. */
export type Part = { name: string; data: Uint8Array } | { name: string; text: string };

export type DocumentKind = "plan" | "scorecards" | "inputs";

/** Which document a JSON file is, by the form that it names. */
export function documentKind(part: Part): DocumentKind | null {
  const form = /"schema"\s*:\s*"jinguo-(plan|scorecards|inputs)\//.exec(beginning(part, 2000))?.[1];
  if (form) return form as DocumentKind;
  return /plan/i.test(part.name) ? "plan" : null;
}

/** Which table a part holds; nothing where it cannot be told. The heading says it more surely than a name. */
export function tableOf(part: Part): Table | null {
  const headed = tableOfHeader(firstLine(part));
  if (headed) return headed;
  const name = part.name.toLowerCase();
  return TABLES.find((table) => name.includes(table)) ?? TABLES.find((table) => name.includes(TABLE[table])) ?? null;
}

/** The heading of a part. */
export function firstLine(part: Part): string {
  return beginning(part, 4000).replace(/^\uFEFF/, "").split(/\r\n|\r|\n/).find((line) => line.trim() !== "") ?? "";
}

function beginning(part: Part, length: number): string {
  return "text" in part ? part.text.slice(0, length) : textOf(cut(part.data, length)) ?? "";
}

/** The first bytes, up to a line end where there is one, so that no character is cut. */
function cut(data: Uint8Array, length: number): Uint8Array {
  const first = data.subarray(0, length);
  const end = first.lastIndexOf(10);
  return data.length <= length || end < 0 ? first : first.subarray(0, end);
}

/** Which table a file or a sheet holds: by its heading, else by its name. */
import { type Table, TABLES } from "jinguo";
import { TABLE } from "../words/words";
import { textOf } from "./decode";
import { tableOfHeader } from "./header";

/** A file, or a sheet of a workbook as CSV. Of a file only the beginning is in memory. */
export interface Part {
  name: string;
  blob: Blob;
  head: string;
}

export type DocumentKind = "plan" | "scorecards" | "inputs" | "signing";

const HEAD = 4000;

/** A part, with its beginning. */
export async function partOf(name: string, blob: Blob): Promise<Part> {
  const first = new Uint8Array(await blob.slice(0, HEAD).arrayBuffer());
  // Up to a line end where there is one, so that no character is cut.
  const end = first.lastIndexOf(10);
  const head = textOf(blob.size <= HEAD || end < 0 ? first : first.subarray(0, end)) ?? "";
  return { name, blob, head: head.replace(/^\uFEFF/, "") };
}

/** Which document or table a part is; nothing where it cannot be told. */
export function kindOf(part: Part): DocumentKind | Table | null {
  return part.name.endsWith(".json") ? documentOf(part) : tableOf(part);
}

/** A JSON file names its form. */
function documentOf({ name, head }: Part): DocumentKind | null {
  const form = /"schema"\s*:\s*"jinguo-(plan|scorecards|inputs)\//.exec(head)?.[1];
  if (form) return form as DocumentKind;
  if (/"scorecard"\s*:\s*"[^"]*"\s*,\s*"state"\s*:/.test(head)) return "signing";
  return /plan/i.test(name) ? "plan" : null;
}

/** The heading says it more surely than a name. */
function tableOf({ name, head }: Part): Table | null {
  const line = head.split(/\r\n|\r|\n/).find((line) => line.trim() !== "") ?? "";
  const lower = name.toLowerCase();
  return tableOfHeader(line) ?? TABLES.find((table) => lower.includes(table)) ?? TABLES.find((table) => name.includes(TABLE[table])) ?? null;
}

/** Workbooks: sheets become CSV with the same rows, so that faults name the row of the sheet. Loaded only when one is opened. */
import read from "read-excel-file/universal";
import { field } from "./csv";
import { type Part, partOf } from "./kind";

/** The sheets of a workbook that are not empty. */
export async function sheets(file: File): Promise<Part[]> {
  const book = await read(await file.arrayBuffer(), { parseNumber: numberText, trim: false });
  const filled = book.filter(({ data }) => data.some((row) => row.some((cell) => cell !== null)));
  return Promise.all(filled.map(({ sheet, data }) => partOf(`${file.name}〔${sheet}〕`, new Blob([csv(data as unknown[][])]))));
}

function csv(rows: readonly (readonly unknown[])[]): string {
  const width = Math.max(...rows.slice(0, 1).map((row) => row.reduce<number>((last, cell, at) => (cell === null ? last : at + 1), 0)));
  return rows.map((row) => {
    // Columns without a heading stay only where something stands in them, so that nothing is lost unseen.
    const end = row.reduce<number>((last, cell, at) => (cell === null ? last : at + 1), 0);
    return row.slice(0, Math.max(width, end)).map((cell) => field(text(cell))).join(",");
  }).join("\n");
}

/** A number as a spreadsheet would show it in full: codes of twelve digits have no exponent. */
function numberText(number: string): string {
  const value = Number(number);
  return Number.isSafeInteger(value) ? String(value) : number;
}

function text(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) {
    const [day = "", time = ""] = cell.toISOString().slice(0, 19).split("T");
    return time === "00:00:00" ? day : `${day} ${time}`;
  }
  // A line break inside a cell would put all rows below it on a later line.
  return String(cell).replace(/[\r\n]+/g, " ");
}

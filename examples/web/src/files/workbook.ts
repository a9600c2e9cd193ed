/** Writing a workbook. Loaded only when one is saved. Every cell is a text, so that codes keep all their digits. */
import write from "write-excel-file/universal";

/** A workbook of one sheet, whose first row stays in sight. */
export async function workbook([header = [], ...rows]: readonly (readonly string[])[]): Promise<Blob> {
  const cell = (value: string) => ({ value, type: String });
  const data = [header.map((value) => ({ ...cell(value), fontWeight: "bold" as const })), ...rows.map((row) => row.map(cell))];
  const columns = header.map((_, at) => ({ width: Math.min(60, Math.max(8, ...data.slice(0, 200).map((row) => wide(row[at]?.value ?? "")))) }));
  return write(data, { columns, stickyRowsCount: 1, sheet: "清单" }).toBlob();
}

/** How wide a text is: a Chinese character takes the room of two. */
function wide(text: string): number {
  return [...text].reduce((width, character) => width + (character > "\u2e80" ? 2 : 1), 2);
}

/** Writing CSV that Excel and WPS open right: UTF-8 with byte order mark, CR LF. */

/** A field, in quotes where it needs them. */
export function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** A whole file. Nothing in it runs as a formula, and codes keep all their digits. */
export function csvFile(rows: readonly (readonly string[])[]): Blob {
  const lines = rows.map((row) => `${row.map((text) => field(safe(text))).join(",")}\r\n`);
  return new Blob(["\uFEFF", lines.join("")], { type: "text/csv;charset=utf-8" });
}

function safe(text: string): string {
  // A spreadsheet takes such a field for a formula and runs it; an apostrophe makes it text.
  const formula = /^[=+\-@\t\r]/.test(text) && !/^-\d+(\.\d+)?%?$/.test(text);
  // A tab behind a code makes it text, or 4307… of twelve digits becomes 4.3E+11. Readers of the ledger drop it.
  const spoilt = /^(\d{12,}|0\d+|\d+[eE]\d+)$/.test(text);
  return `${formula ? "'" : ""}${text}${spoilt ? "\t" : ""}`;
}

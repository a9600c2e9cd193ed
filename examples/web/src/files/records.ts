/** Finding the rows of a file that have an identifier, so that a fact can be looked at as it was written. */

/** A row as it stands in a file. */
export interface FileRow {
  id: string;
  row: number;
  /** Heading and value of each field that is not empty. */
  fields: [string, string][];
}

/** The rows whose column `id` is one of the identifiers. Rows are counted as the library counts them: the header is 1. */
export function rowsOf(text: string, ids: ReadonlySet<string>): FileRow[] {
  const found: FileRow[] = [];
  let header: string[] | null = null;
  let column = -1;
  let row = 0;
  let begin = 0;
  while (begin < text.length) {
    let end = text.indexOf("\n", begin);
    if (end < 0) end = text.length;
    row += 1;
    // Only the lines that could have one are taken apart.
    const line = text.slice(begin, end).replace(/\r$/, "");
    begin = end + 1;
    if (!header) {
      if (line.trim() === "") continue;
      header = fields(line.replace(/^\uFEFF/, ""));
      column = header.indexOf("id");
      if (column < 0) return [];
      continue;
    }
    const first = column === 0 && line[0] !== '"' ? line.slice(0, line.indexOf(",")).trim() : null;
    if (first !== null && !ids.has(first)) continue;
    const values = fields(line);
    const id = values[column] ?? "";
    if (!ids.has(id)) continue;
    const names = header;
    found.push({ id, row, fields: values.flatMap((value, at): [string, string][] => (value === "" ? [] : [[names[at] ?? "", value]])) });
  }
  return found;
}

/** The fields of a line. */
function fields(line: string): string[] {
  return [...line.matchAll(/(?:^|,)\s*(?:"((?:[^"]|"")*)"\s*|([^,]*))/g)].map(([, quoted, plain]) => (quoted === undefined ? (plain ?? "").trim() : quoted.replace(/""/g, '"')));
}

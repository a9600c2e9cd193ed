/** A table that sorts by its headings and is walked through with the arrow keys. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

export interface Column<Row, Key extends string> {
  key: Key;
  title: string;
  number?: boolean;
  /** A column that cannot be sorted by. */
  fixed?: boolean;
  cell(row: Row): ComponentChildren;
}

export interface Sort<Key extends string> {
  by: Key;
  descending: boolean;
}

interface Props<Row, Key extends string> {
  label: string;
  columns: readonly Column<Row, Key>[];
  rows: readonly Row[];
  id(row: Row): string;
  sort: Sort<Key> | null;
  setSort(sort: Sort<Key>): void;
  /** On a phone a row becomes a card: for lists with long texts. */
  cards?: boolean;
  /** What Enter does in a row; the row's link does the same for the mouse. */
  open?(row: Row): void;
}

export function Table<Row, Key extends string>({ label, columns, rows, id, sort, setSort, cards, open }: Props<Row, Key>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const keys = (event: KeyboardEvent) => {
    const all = [...(body.current?.rows ?? [])];
    const at = all.findIndex((row) => row === document.activeElement);
    if (at < 0) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[Math.min(all.length - 1, Math.max(0, to))]?.focus();
      return;
    }
    const row = rows[at];
    if (event.key === "Enter" && row && open) {
      event.preventDefault();
      open(row);
    }
  };
  return (
    <div class="scroll">
      <table class={`list ${cards ? "cards" : ""}`} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => {
              const sorted = sort?.by === column.key ? sort : null;
              return (
                <th key={column.key} scope="col" class={column.number ? "number" : ""} aria-sort={sorted ? (sorted.descending ? "descending" : "ascending") : undefined}>
                  {column.fixed ? column.title : (
                    <button type="button" class="sort" onClick={() => setSort({ by: column.key, descending: sorted ? !sorted.descending : false })}>
                      {column.title}<span aria-hidden="true">{sorted ? (sorted.descending ? " ▼" : " ▲") : ""}</span>
                    </button>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={keys}>
          {rows.map((row, at) => (
            <tr key={id(row)} data-id={id(row)} tabIndex={at === 0 ? 0 : -1}>
              {columns.map((column) => <td key={column.key} data-title={column.title} class={column.number ? "number" : ""}>{column.cell(row)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

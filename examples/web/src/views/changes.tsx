/** What changed at a unit between another day and the day of evaluation: results before and after, gaps that came and went. */
import { useState } from "preact/hooks";
import { count, day, dayNumber, dayText } from "../words/number";
import type { ChangeView, ExportFormat, ResultView } from "../worker/view";
import { Crumbs } from "./crumbs";
import { go, href } from "./route";
import { StatusPill } from "./status";
import { type Column, type Sort, Table } from "./table";
import { message, save, useAsk, useWork } from "./work";

/** The day before the one that is looked at with which a comparison begins. */
const BEFORE = 30;

/** The days that compare: at the latest the day before the other. */
export function earlier(first: string, asOf: string, days: number): string {
  return dayText(Math.min(dayNumber(asOf) - 1, Math.max(dayNumber(first), dayNumber(asOf) - days)));
}

/** The other day: a field, and the spans that are asked for most. */
export function FromDay({ from, set }: { from: string; set(from: string): void }) {
  const { scene, asOf } = useWork();
  const spans = [["一天", 1], ["一周", 7], ["一个月", BEFORE]] as const;
  return (
    <span class="from">
      <label>从 <input id="from" type="date" max={earlier(scene.first, asOf, 1)} value={from} onChange={(event) => { if (event.currentTarget.value) set(event.currentTarget.value); }} /></label>
      <span>到 <strong>{asOf}</strong>（数据时点）</span>
      {spans.map(([title, days]) => <button key={title} type="button" onClick={() => set(earlier(scene.first, asOf, days))}>{title}</button>)}
      <button type="button" onClick={() => set(earlier(scene.first, asOf, 10_000))}>期初以来</button>
    </span>
  );
}

type Key = "title" | "before" | "after" | "opened" | "closed" | "due" | "moved";

export function ChangesScreen({ unit, from: asked }: { unit: string; from: string }) {
  const { scene, asOf, knownAt } = useWork();
  const from = asked || earlier(scene.first, asOf, BEFORE);
  const late = from >= asOf;
  const [sort, setSort] = useState<Sort<Key> | null>(null);
  const set = (from: string) => go({ at: "changes", unit, from });
  return (
    <>
      <div class="heading"><h2>两天之间的变化</h2></div>
      <div class="filters"><FromDay from={from} set={set} /></div>
      {late ? <p class="card">前一天要早于数据时点 {asOf}：请把它改早，或把上面的滑块拖到后面。</p>
        : <Rows key={`${unit} ${from}`} unit={unit} from={from} sort={sort} setSort={setSort} />}
      <p class="quiet">
        {knownAt === null ? "两天各按当日已登记的事实算：后来补登的，在补登那天才算变化。" : `两天都按登记截至 ${knownAt} 的事实算。`}
        在一个单位里，迁入、迁出、新登记的对象也是变动。
      </p>
    </>
  );
}

function Rows({ unit, from, sort, setSort }: { unit: string; from: string; sort: Sort<Key> | null; setSort(sort: Sort<Key>): void }) {
  const { client, asOf, knownAt, tell } = useWork();
  const { value, error, busy, progress } = useAsk(client, "changesAt", [asOf, knownAt, from, unit], [asOf, knownAt, from, unit]);
  if (error) return <p class="error" role="alert">{error}</p>;
  if (!value) return <p class="quiet" role="status">{progress ? `${progress.text} ${count(progress.done)} / ${count(progress.total)}` : "比较中"}…</p>;
  const to = (row: ChangeView) => ({ at: "moves", measure: row.id, unit, from, pair: "" }) as const;
  const moved = (number: number) => (row: ChangeView) => (row.moved > 0 && number > 0 ? <a tabIndex={-1} href={href(to(row))}>{count(number)}</a> : number > 0 ? count(number) : "—");
  const columns: Column<ChangeView, Key>[] = [
    { key: "title", title: "指标", cell: (row) => <a tabIndex={-1} href={href({ at: "measure", measure: row.id, unit, level: "" })}>{row.clause} {row.title}</a> },
    { key: "before", title: from, cell: (row) => <Side of={row.before} /> },
    { key: "after", title: asOf, cell: (row) => <Side of={row.after} gained={row.gained} /> },
    { key: "opened", title: "新缺口", number: true, cell: (row) => moved(row.opened)(row) },
    { key: "closed", title: "补上", number: true, cell: (row) => moved(row.closed)(row) },
    { key: "due", title: "到期未覆盖", number: true, cell: (row) => moved(row.due)(row) },
    { key: "moved", title: "变动对象", number: true, cell: (row) => moved(row.moved)(row) },
  ];
  const write = (format: ExportFormat) => client.call("exportChanges", [asOf, knownAt, from, unit, format]).then(save, (error) => tell(message(error)));
  return (
    <>
      <Crumbs path={value.path} below={value.below} to={(unit) => ({ at: "changes", unit, from })} />
      <div class="filters" id="changes" data-from={from} data-day={asOf} data-unit={value.unit.id} data-busy={busy}>
        <span role="status">{day(from)}到{day(asOf)}，{value.unit.name}有 {count(value.rows.length)} 个指标变了。</span>
        <span class="export">
          <button type="button" onClick={() => window.print()}>打印</button>
          <button type="button" onClick={() => write("xlsx")}>导出 .xlsx</button>
          <button type="button" onClick={() => write("csv")}>导出 CSV</button>
        </span>
      </div>
      {value.rows.length === 0 ? <p>这两天之间没有任何变化。</p>
        : <Table cards label="变化" columns={columns} rows={sorted(value.rows, sort)} id={(row) => row.id} sort={sort} setSort={setSort} open={(row) => go(row.moved > 0 ? to(row) : { at: "measure", measure: row.id, unit, level: "" })} />}
    </>
  );
}

function Side({ of, gained = "" }: { of: ResultView | null; gained?: string }) {
  if (!of) return <span class="state">没有对象</span>;
  return <span class="side"><StatusPill status={of.status} /> <strong class={of.state === "value" ? "" : "state"}>{of.value}</strong>{of.counts !== "—" && <small> {of.counts}</small>}{gained && <small>（{gained}）</small>}</span>;
}

const ORDER = new Intl.Collator("zh-CN", { numeric: true });

function sorted(rows: readonly ChangeView[], sort: Sort<Key> | null): ChangeView[] {
  if (!sort) return [...rows];
  const sign = sort.descending ? -1 : 1;
  const { by } = sort;
  return [...rows].sort((a, b) => {
    if (by === "title") return sign * ORDER.compare(`${a.clause} ${a.title}`, `${b.clause} ${b.title}`);
    const [x, y] = by === "before" || by === "after" ? [a[by]?.low ?? -Infinity, b[by]?.low ?? -Infinity] : [a[by], b[by]];
    return x === y ? 0 : sign * (x < y ? -1 : 1);
  });
}

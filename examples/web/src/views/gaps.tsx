/** The gap list: who is missing, why, and what closes it. */
import { useEffect, useState } from "preact/hooks";
import { count } from "../words/number";
import { CLASS, SUBJECT } from "../words/words";
import type { ExportFormat, GapColumn, GapView } from "../worker/view";
import { Pager } from "./pager";
import { go, href } from "./route";
import { type Column, type Sort, Table } from "./table";
import { message, save, useAsk, useWork } from "./work";

const LIMIT = 50;
/** How long a hand must rest before the page searches. */
const REST = 250;

export function GapsScreen({ measure, unit }: { measure: string; unit: string }) {
  const { client, scene, asOf, knownAt, tell } = useWork();
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  const [sort, setSort] = useState<Sort<GapColumn> | null>(null);
  const [offset, setOffset] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => { setSearch(typed); setOffset(0); }, REST);
    return () => clearTimeout(timer);
  }, [typed]);
  const query = { measure, unit, search, sort, offset, limit: LIMIT };
  const { value, error, busy, progress } = useAsk(client, "gapsAt", [asOf, knownAt, query], [asOf, knownAt, measure, unit, search, sort, offset]);
  const definition = scene.measures.find((each) => each.id === measure);
  const why = (row: GapView) => ({ at: "why", measure, unit, kind: row.kind, id: row.id }) as const;
  const columns: Column<GapView, GapColumn>[] = [
    { key: "place", title: "所在", cell: (row) => row.place },
    { key: "name", title: "对象", cell: (row) => <><small>{SUBJECT[row.kind]}</small> {row.name}</> },
    { key: "class", title: "情况", cell: (row) => CLASS[row.class] },
    { key: "reason", title: "原因", cell: (row) => <a tabIndex={-1} href={href(why(row))}>{row.reason}</a> },
    { key: "closes", title: "怎样补上", cell: (row) => row.closes },
    { key: "due", title: "截止日期", cell: (row) => row.due },
  ];
  const write = (format: ExportFormat) =>
    client.call("exportGaps", [{ measure, unit, search, sort }, format]).then(save, (error) => tell(message(error)));
  if (error) return <p class="error" role="alert">{error}</p>;
  return (
    <>
      <div class="heading" data-day={asOf}>
        <h2>缺口清单：{definition?.title ?? measure}</h2>
        <a href={href({ at: "measure", measure, unit, level: "" })}>← {value?.unit ?? "回到指标"}</a>
      </div>
      <div class="filters">
        <input type="search" aria-label="查找" placeholder="查找：地名、编号、原因……" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
        <span id="found" role="status">
          {value && (value.found === value.total ? `共 ${count(value.total)} 个缺口` : `找到 ${count(value.found)} 个，共 ${count(value.total)} 个缺口`)}
          {busy && (progress ? `（${progress.text} ${count(progress.done)} / ${count(progress.total)}）` : "…")}
        </span>
        <span class="export">
          <button type="button" onClick={() => window.print()}>打印本页</button>
          <button type="button" onClick={() => write("xlsx")}>导出 .xlsx</button>
          <button type="button" onClick={() => write("csv")}>导出 CSV</button>
        </span>
      </div>
      {value && (value.rows.length === 0
        ? <p>{value.total === 0 ? "没有缺口。" : "没有符合的缺口。"}</p>
        : <Table label="缺口清单" columns={columns} rows={value.rows} id={(row) => row.id} sort={sort} setSort={(sort) => { setSort(sort); setOffset(0); }} open={(row) => go(why(row))} />)}
      {value && <Pager offset={offset} limit={LIMIT} total={value.found} go={setOffset} />}
    </>
  );
}

/** The lists behind a number: who is missing, why, and what closes it; who is counted, who stays out. */
import { useState } from "preact/hooks";
import { count } from "../words/number";
import { CLASS, LIST, SUBJECT } from "../words/words";
import type { ExportFormat, GapColumn, GapView, ListKind } from "../worker/view";
import { Pager } from "./pager";
import { go, href } from "./route";
import { Search } from "./search";
import { type Column, type Sort, Table } from "./table";
import { message, save, useAsk, useWork } from "./work";

const LIMIT = 50;

export function ListScreen({ list, measure, unit }: { list: ListKind; measure: string; unit: string }) {
  const { client, scene, asOf, knownAt, tell } = useWork();
  const [search, setSearch] = useState("");
  const [sort, setSort] = useState<Sort<GapColumn> | null>(null);
  const [offset, setOffset] = useState(0);
  const query = { list, measure, unit, search, sort, offset, limit: LIMIT };
  const { value, error, busy, progress } = useAsk(client, "listAt", [asOf, knownAt, query], [asOf, knownAt, list, measure, unit, search, sort, offset]);
  const definition = scene.measures.find((each) => each.id === measure);
  const words = LIST[list];
  const why = (row: GapView) => ({ at: "why", measure, unit, kind: row.kind, id: row.id }) as const;
  const kind = value?.rows[0]?.kind;
  const link = (row: GapView, text: string) => <a tabIndex={-1} href={href(why(row))}>{text}</a>;
  const columns: Column<GapView, GapColumn>[] = [
    { key: "place", title: "所在", cell: (row) => row.place },
    { key: "name", title: kind ? SUBJECT[kind] : "对象", cell: (row) => <span class="key">{row.name}</span> },
    ...(list !== "gaps" ? [{ key: "reason", title: "为什么", fixed: true, cell: (row: GapView) => link(row, "看解释") } as const] : [
      { key: "class", title: "情况", cell: (row: GapView) => CLASS[row.class] },
      { key: "reason", title: "原因", cell: (row: GapView) => link(row, row.reason) },
      { key: "closes", title: "怎样补上", cell: (row: GapView) => row.closes },
      { key: "due", title: "截止日期", cell: (row: GapView) => <span class="key">{row.due}</span> },
    ] as const),
  ];
  const write = (format: ExportFormat) =>
    client.call("exportList", [asOf, knownAt, { list, measure, unit, search, sort }, format]).then(save, (error) => tell(message(error)));
  if (error) return <p class="error" role="alert">{error}</p>;
  return (
    <>
      <div class="heading" data-day={asOf}>
        <h2>{words.title}：{definition?.title ?? measure}</h2>
        <a href={href({ at: "measure", measure, unit, level: "" })}>← {value?.unit ?? "回到指标"}</a>
      </div>
      <div class="filters">
        <Search label="查找" placeholder="查找：地名、编号、原因……" search={(text) => { setSearch(text); setOffset(0); }} />
        <span id="found" role="status">
          {value && (value.found === value.total ? `共 ${count(value.total)} ${words.each}` : `找到 ${count(value.found)} 个，共 ${count(value.total)} ${words.each}`)}
          {busy && (progress ? `（${progress.text} ${count(progress.done)} / ${count(progress.total)}）` : "…")}
        </span>
        <span class="export">
          <button type="button" onClick={() => window.print()}>打印本页</button>
          <button type="button" onClick={() => write("xlsx")}>导出 .xlsx</button>
          <button type="button" onClick={() => write("csv")}>导出 CSV</button>
        </span>
      </div>
      {value && (value.rows.length === 0
        ? <p>{value.total === 0 ? words.none : "没有符合的。"}</p>
        : <Table cards label={words.title} columns={columns} rows={value.rows} id={(row) => row.id} sort={sort} setSort={(sort) => { setSort(sort); setOffset(0); }} open={(row) => go(why(row))} />)}
      {value && <Pager shown={value.offset} asked={offset} limit={LIMIT} total={value.found} go={setOffset} />}
    </>
  );
}

/** Who moved in one measure between two days: from which class to which. */
import { useState } from "preact/hooks";
import type { Class } from "jinguo";
import { count } from "../words/number";
import { CLASS, SUBJECT } from "../words/words";
import type { ExportFormat, MoveView } from "../worker/view";
import { FromDay } from "./changes";
import { Pager } from "./pager";
import { go, href } from "./route";
import { type Column, Table } from "./table";
import { message, save, useAsk, useWork } from "./work";

const LIMIT = 50;

/** `pair` is both classes with a `-` between them; empty for everybody who moved. */
export function MovesScreen({ measure, unit, from, pair }: { measure: string; unit: string; from: string; pair: string }) {
  const { client, scene, asOf, knownAt, tell } = useWork();
  const [offset, setOffset] = useState(0);
  const [before, after] = pair === "" ? [null, null] : (pair.split("-") as [Class, Class]);
  const query = { measure, unit, from: before, to: after };
  const { value, error, busy, progress } = useAsk(
    client, "movesAt", [asOf, knownAt, from, { ...query, offset, limit: LIMIT }], [asOf, knownAt, from, measure, unit, pair, offset],
  );
  const definition = scene.measures.find((each) => each.id === measure);
  const show = (pair: string) => { setOffset(0); go({ at: "moves", measure, unit, from, pair }); };
  const why = (row: MoveView) => ({ at: "why", measure, unit, kind: row.kind, id: row.id }) as const;
  const kind = value?.rows[0]?.kind;
  const columns: Column<MoveView, string>[] = [
    { key: "place", title: "所在", fixed: true, cell: (row) => row.place },
    { key: "name", title: kind ? SUBJECT[kind] : "对象", fixed: true, cell: (row) => <span class="key">{row.name}</span> },
    { key: "from", title: from, fixed: true, cell: (row) => CLASS[row.from] },
    { key: "to", title: asOf, fixed: true, cell: (row) => <strong class={`class ${row.to}`}>{CLASS[row.to]}</strong> },
    { key: "why", title: "为什么", fixed: true, cell: (row) => <a tabIndex={-1} href={href(why(row))}>看解释</a> },
  ];
  const write = (format: ExportFormat) => client.call("exportMoves", [asOf, knownAt, from, query, format]).then(save, (error) => tell(message(error)));
  return (
    <>
      <div class="heading">
        <h2>变动对象：{definition?.title ?? measure}</h2>
        <a href={href({ at: "changes", unit, from })}>← {value?.unit ?? ""} 全部变化</a>
      </div>
      <div class="filters"><FromDay from={from} set={(from) => { setOffset(0); go({ at: "moves", measure, unit, from, pair: "" }); }} /></div>
      {from >= asOf ? <p class="card">前一天要早于数据时点 {asOf}。</p> : (
        <>
          {error && <p class="error" role="alert">{error}</p>}
          {value && (
            <div class="filters" role="group" aria-label="从哪一类到哪一类">
              <button type="button" class="chip" aria-pressed={pair === ""} onClick={() => show("")}>全部 <b>{count(value.counts.reduce((sum, each) => sum + each.count, 0))}</b></button>
              {value.counts.map(({ from, to, count: number }) => (
                <button key={`${from}-${to}`} type="button" class="chip" aria-pressed={pair === `${from}-${to}`} onClick={() => show(`${from}-${to}`)}>{CLASS[from]} → {CLASS[to]} <b>{count(number)}</b></button>
              ))}
            </div>
          )}
          <div class="filters" id="moves" data-from={from} data-day={asOf} data-pair={pair} data-busy={busy}>
            <span id="found" role="status">{value ? `共 ${count(value.total)} 个` : progress?.text ?? "比较中…"}</span>
            <span class="export">
              <button type="button" onClick={() => window.print()}>打印本页</button>
              <button type="button" onClick={() => write("xlsx")}>导出 .xlsx</button>
              <button type="button" onClick={() => write("csv")}>导出 CSV</button>
            </span>
          </div>
          {value && (value.rows.length === 0 ? <p>没有变动的对象。</p>
            : <Table cards label="变动对象" columns={columns} rows={value.rows} id={(row) => row.id} sort={null} setSort={() => {}} open={(row) => go(why(row))} />)}
          {value && <Pager shown={value.offset} asked={offset} limit={LIMIT} total={value.total} go={setOffset} />}
        </>
      )}
    </>
  );
}

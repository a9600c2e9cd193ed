/** One measure at one unit: how the number comes about, the ranking of the units below, strata. */
import { useMemo, useState } from "preact/hooks";
import { count } from "../words/number";
import { BECAUSE, CLASS, LIST, STATUS } from "../words/words";
import type { Drill, MeasureView, RankedView, ResultView } from "../worker/view";
import { Crumbs } from "./crumbs";
import { Lookup } from "./lookup";
import { RankingChart } from "./ranking";
import { go, href } from "./route";
import { Bar, StatusPill } from "./status";
import { type Column, type Sort, Table } from "./table";
import { useAsk, useWork } from "./work";

export function MeasureScreen({ measure: id, unit, level }: { measure: string; unit: string; level: string }) {
  const { client, scene, asOf, knownAt } = useWork();
  const measure = scene.measures.find((measure) => measure.id === id);
  const { value, error } = useAsk(client, "drillAt", [asOf, knownAt, id, unit, level || null], [asOf, knownAt, id, unit, level]);
  if (error) return <p class="error" role="alert">{error}</p>;
  if (!measure || !value) return <p class="quiet">计算中…</p>;
  return (
    <>
      <Crumbs path={value.path} to={(unit) => ({ at: "measure", measure: id, unit, level: "" })} />
      <div class="heading" data-day={asOf} data-unit={value.unit.id}>
        <h2>{measure.clause} {measure.title}</h2>
        <a href={href({ at: "plan", unit })}>← 全部指标</a>
      </div>
      {value.own ? <Own measure={measure} unit={unit} own={value.own} /> : <p class="card">这个单位没有本指标的对象。</p>}
      <Definition measure={measure} unit={unit} />
      <Below measure={measure} value={value} />
      {value.strata.map((stratum) => <Strata key={stratum.title} title={stratum.title} rows={stratum.rows} />)}
    </>
  );
}

/** The lists beside the gap list, and their classes. */
const LISTS = [["counted", "met"], ["excluded", "excluded"], ["excepted", "excepted"]] as const;

/** The number, and how it comes about. */
function Own({ measure, unit, own }: { measure: MeasureView; unit: string; own: ResultView }) {
  return (
    <div class="halves">
      <section class="card own" aria-label="本单位">
        <p class="big">
          <StatusPill status={own.status} /> <strong>{own.value}</strong>
          {own.counts !== "—" && <span>{own.counts}</span>}
        </p>
        {own.target && <p>目标 <strong>{own.target}</strong>，{own.due} 前{own.missing && <>，还缺 <strong>{own.missing}</strong></>}。</p>}
        {own.way && <Bar way={own.way} status={own.status} text={own.pace} />}
        {own.pace && <p>{own.pace}</p>}
        {own.more.map((line) => <p key={line}>{line}</p>)}
        {own.flags.map((flag) => <p key={flag} class="flag">⚑ {flag}</p>)}
      </section>
      <section class="card own" aria-label="这个数怎样来">
        <h3>这个数怎样来</h3>
        <table class="classes">
          <tbody>
            {own.classes.map((each) => (
              <tr key={each.class} class={each.class}>
                <th scope="row">{CLASS[each.class]}</th><td class="number">{count(each.count)}</td><td><small>{BECAUSE[each.class]}</small></td>
              </tr>
            ))}
            {own.classes.length === 0 && <tr><td>没有任何对象：{own.value}。</td></tr>}
          </tbody>
        </table>
        <p class="actions">
          {own.gaps > 0 && <a class="button" href={href({ at: "gaps", measure: measure.id, unit })}>缺口清单（{count(own.gaps)}）</a>}
          {measure.hasList && LISTS.map(([at, of]) => {
            const number = own.classes.find((each) => each.class === of)?.count ?? 0;
            return number > 0 && <a key={at} class="button" href={href({ at, measure: measure.id, unit })}>{LIST[at].title}（{count(number)}）</a>;
          })}
        </p>
        <Lookup measure={measure} unit={unit} />
      </section>
    </div>
  );
}

/** What is counted, in the words of the plan. */
function Definition({ measure, unit }: { measure: MeasureView; unit: string }) {
  return (
    <details class="card definition">
      <summary>口径：{measure.basis}，{measure.scoring}{measure.note && `。${measure.note}`}</summary>
      <dl>
        {measure.populations.map((population) => (
          <div key={population.title}>
            <dt>{population.title}</dt>
            <dd>{population.lines.map((line, at) => <span key={at} class={`line depth-${Math.min(line.depth, 4)}`}>{line.text}</span>)}</dd>
          </div>
        ))}
        {measure.components.length > 0 && (
          <div>
            <dt>由这些指标合成</dt>
            <dd>{measure.components.map(({ id, title }) => <a key={id} class="line" href={href({ at: "measure", measure: id, unit, level: "" })}>{title}</a>)}</dd>
          </div>
        )}
      </dl>
    </details>
  );
}

type Key = "rank" | "name" | "status" | "value" | "counts" | "gaps";

function Below({ measure, value }: { measure: MeasureView; value: Drill }) {
  const [sort, setSort] = useState<Sort<Key>>({ by: "rank", descending: false });
  const rows = useMemo(() => sorted(value.below, sort), [value, sort]);
  if (rows.length === 0) return null;
  const into = (row: RankedView) => go({ at: "measure", measure: measure.id, unit: row.id, level: "" });
  const columns: Column<RankedView, Key>[] = [
    { key: "rank", title: "名次", number: true, cell: (row) => row.rank || "—" },
    { key: "name", title: "单位", cell: (row) => <a tabIndex={-1} href={href({ at: "measure", measure: measure.id, unit: row.id, level: "" })}>{row.name}</a> },
    { key: "status", title: "进展", cell: (row) => <StatusPill status={row.status} /> },
    { key: "value", title: measure.isCount ? "数量" : "覆盖率", number: true, cell: (row) => row.value },
    ...(measure.isCount ? [] : [{ key: "counts", title: "已覆盖 / 应覆盖", number: true, fixed: true, cell: (row: RankedView) => row.counts } as const]),
    { key: "gaps", title: "缺口", number: true, cell: (row) => (row.gaps > 0 ? <a tabIndex={-1} href={href({ at: "gaps", measure: measure.id, unit: row.id })}>{count(row.gaps)}</a> : "0") },
  ];
  return (
    <section class="below" aria-label="下级排名">
      <div class="heading">
        <h3>下级排名</h3>
        {value.levels.length > 1 && (
          <span class="filters" role="group" aria-label="层级">
            {value.levels.map((level) => (
              <button key={level.id} type="button" class="chip" aria-pressed={level.id === value.level}
                onClick={() => go({ at: "measure", measure: measure.id, unit: value.unit.id, level: level.id })}>{level.title} <b>{count(level.units)}</b></button>
            ))}
          </span>
        )}
      </div>
      <div class="halves">
        <RankingChart rows={value.below} percent={!measure.isCount} title={measure.title} chosen={(unit) => go({ at: "measure", measure: measure.id, unit, level: "" })} />
        <Table label="下级排名表" columns={columns} rows={rows} id={(row) => row.id} sort={sort} setSort={setSort} open={into} />
      </div>
    </section>
  );
}

const COLLATOR = new Intl.Collator("zh-CN", { numeric: true });
const STATUS_ORDER = Object.keys(STATUS);

function sorted(rows: readonly RankedView[], { by, descending }: Sort<Key>): RankedView[] {
  const sign = descending ? -1 : 1;
  const number = (row: RankedView) => (by === "rank" ? (row.rank === "" ? Infinity : Number(row.rank)) : by === "gaps" ? row.gaps : row.low ?? -Infinity);
  return [...rows].sort((a, b) => {
    if (by === "name") return sign * COLLATOR.compare(a.name, b.name);
    if (by === "status") return sign * (STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status));
    const [x, y] = [number(a), number(b)];
    return x === y ? 0 : sign * (x < y ? -1 : 1);
  });
}

function Strata({ title, rows }: { title: string; rows: Drill["strata"][number]["rows"] }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <div class="scroll">
        <table class="list">
          <thead><tr><th>分列</th><th class="number">覆盖率或数量</th><th class="number">已覆盖 / 应覆盖</th><th class="number">缺口</th></tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}><td>{row.name}</td><td class="number">{row.value}</td><td class="number">{row.counts}</td><td class="number">{count(row.gaps)}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

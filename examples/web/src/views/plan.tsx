/** The plan clause by clause at one unit: progress against target and pace. */
import { useMemo, useState } from "preact/hooks";
import { count } from "../words/number";
import { STATUS } from "../words/words";
import type { ClauseView, MeasureView, ResultView } from "../worker/view";
import type { Status } from "jinguo";
import { Crumbs } from "./crumbs";
import { href } from "./route";
import { Bar, StatusPill } from "./status";
import { save, useAsk, useWork } from "./work";

/** In the order in which they want attention. */
const STATUSES: readonly Status[] = ["missed", "off_track", "at_risk", "undetermined", "not_started", "on_track", "met", "met_late", "tracked"];

export function PlanScreen({ unit }: { unit: string }) {
  const { client, scene, asOf, knownAt } = useWork();
  const { value, error, busy } = useAsk(client, "overview", [asOf, knownAt, unit], [asOf, knownAt, unit]);
  const [only, setOnly] = useState<Status | "target" | "">("target");
  const results = useMemo(() => new Map(value?.results.map((result) => [result.id, result])), [value]);
  if (error) return <p class="error" role="alert">{error}</p>;
  if (!value) return <p class="quiet">计算中…</p>;
  const shown = (measure: MeasureView) => {
    const result = results.get(measure.id);
    if (!result) return false;
    return only === "" || (only === "target" ? result.status !== "tracked" : result.status === only);
  };
  const some = scene.measures.some((measure) => results.has(measure.id));
  return (
    <>
      <Crumbs path={value.path} below={value.below} to={(unit) => ({ at: "plan", unit })} />
      <div class="filters" role="group" aria-label="只看">
        <Chip on={only === "target"} set={() => setOnly("target")} text="有目标的" number={value.results.filter((result) => result.status !== "tracked").length} />
        {STATUSES.map((status) => {
          const number = value.results.filter((result) => result.status === status).length;
          return number > 0 && <Chip key={status} on={only === status} set={() => setOnly(status)} text={STATUS[status]} number={number} status={status} />;
        })}
        <Chip on={only === ""} set={() => setOnly("")} text="全部" number={value.results.length} />
        <span class="export">
          <button type="button" onClick={() => window.print()}>打印</button>
          <button type="button" onClick={() => client.call("exportOverview", [asOf, knownAt, unit, "xlsx"]).then(save)}>导出 .xlsx</button>
          <button type="button" onClick={() => client.call("exportOverview", [asOf, knownAt, unit, "csv"]).then(save)}>导出 CSV</button>
        </span>
      </div>
      <div id="clauses" data-day={asOf} data-busy={busy} class={busy ? "stale" : ""}>
        {!some && <p>这个单位没有任何指标的对象。</p>}
        {scene.clauses.map((clause) => (
          <Clause key={clause.id} clause={clause} unit={unit} measures={scene.measures.filter((measure) => measure.clause === clause.id && shown(measure))} results={results}
            empty={!scene.clauses.some((below) => below.parent === clause.id && scene.measures.some((measure) => measure.clause === below.id && shown(measure)))} />
        ))}
      </div>
    </>
  );
}

function Chip({ on, set, text, number, status }: { on: boolean; set(): void; text: string; number: number; status?: Status }) {
  return (
    <button type="button" class={`chip ${status ?? ""}`} aria-pressed={on} onClick={set}>{text} <b>{count(number)}</b></button>
  );
}

function Clause({ clause, unit, measures, results, empty }: {
  clause: ClauseView; unit: string; measures: MeasureView[]; results: Map<string, ResultView>; empty: boolean;
}) {
  if (clause.parent === undefined) {
    if (empty && measures.length === 0) return null;
    return (
      <>
        <h2 class="part">{clause.number}、{clause.title}</h2>
        {measures.length > 0 && <Measures unit={unit} measures={measures} results={results} />}
      </>
    );
  }
  if (measures.length === 0) return null;
  return (
    <section class="clause" aria-label={`${clause.id} ${clause.title}`}>
      <h3>{clause.number}. {clause.title}</h3>
      <Measures unit={unit} measures={measures} results={results} />
    </section>
  );
}

function Measures({ unit, measures, results }: { unit: string; measures: MeasureView[]; results: Map<string, ResultView> }) {
  return (
    <ul class="measures">
      {measures.map((measure) => {
        const result = results.get(measure.id);
        return result && <MeasureRow key={measure.id} unit={unit} measure={measure} result={result} />;
      })}
    </ul>
  );
}

function MeasureRow({ unit, measure, result }: { unit: string; measure: MeasureView; result: ResultView }) {
  return (
    <li class="measure" data-measure={measure.id}>
      <StatusPill status={result.status} />
      <div class="name">
        <a href={href({ at: "measure", measure: measure.id, unit, level: "" })}>{measure.title}</a>
        {result.target && <small>目标 {result.target}，{result.due} 前</small>}
        {result.flags.map((flag) => <small key={flag} class="flag">⚑ {flag}</small>)}
      </div>
      <div class="figures">
        <strong class={result.state === "value" ? "" : "state"}>{result.value}</strong>
        <small>{result.counts === "—" ? measure.scoring : result.counts}</small>
      </div>
      <div class="way">
        {result.way && <Bar way={result.way} status={result.status} text={result.pace} />}
        {result.missing && <small>还缺 {result.missing}{result.finish && `，照此速度 ${result.finish} 完成`}</small>}
      </div>
      <div class="more">
        {result.gaps > 0 && <a href={href({ at: "gaps", measure: measure.id, unit })}>缺口 {count(result.gaps)}</a>}
      </div>
    </li>
  );
}

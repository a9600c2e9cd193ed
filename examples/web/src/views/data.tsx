/** What is loaded, and what of it did not enter. */
import { useEffect, useState } from "preact/hooks";
import type { FindingView } from "../worker/view";
import { count } from "../words/number";
import { TABLE } from "../words/words";
import { ProblemTable } from "./faults";
import { message, save, useWork } from "./work";

export function Data() {
  const { client, scene, asOf, knownAt, tell } = useWork();
  const [findings, setFindings] = useState<FindingView[] | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => setFindings(null), [asOf, knownAt]);
  return (
    <>
      <h2>数据</h2>
      <section class="card">
        <p>{scene.title}（版本 {scene.version}{scene.issuer && `，${scene.issuer}`}），统计期 {scene.first} 至 {scene.last}。</p>
        <table class="classes">
          <tbody>
            {scene.records.map(({ table, rows }, at) => (
              <tr key={at}><th scope="row">{TABLE[table]}</th><td class="number">{count(rows)}</td><td>行</td></tr>
            ))}
          </tbody>
        </table>
        <p>这些数据只在这个浏览器页面的后台程序里，关掉页面就没有了。</p>
      </section>
      <section class="card">
        <h3>台账里不对劲的地方</h3>
        {findings ? <Findings rows={findings} /> : (
          <p>
            <button type="button" disabled={busy} onClick={() => {
              setBusy(true);
              client.call("findingsAt", [asOf, knownAt]).then(setFindings, (error) => tell(message(error))).finally(() => setBusy(false));
            }}>{busy ? "检查中…" : "检查一遍"}</button> <small>要把全部指标算一遍，数据多时要等一会儿。</small>
          </p>
        )}
      </section>
      {scene.problems > 0 && (
        <>
          <div class="heading">
            <h3>没有读入的：{count(scene.rejected)} 行，{count(scene.problems)} 处问题</h3>
            <span class="export">
              <button type="button" onClick={() => client.call("exportProblems", ["xlsx"]).then(save)}>导出 .xlsx</button>
              <button type="button" onClick={() => client.call("exportProblems", ["csv"]).then(save)}>导出 CSV</button>
            </span>
          </div>
          <ProblemTable client={client} />
        </>
      )}
    </>
  );
}

function Findings({ rows }: { rows: FindingView[] }) {
  if (rows.length === 0) return <p>没有发现。</p>;
  return (
    <div class="scroll">
      <table class="list">
        <thead><tr><th>发现</th><th class="number">条数</th><th>例如</th><th>怎么办</th></tr></thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}><td>{row.what}{row.about && `：${row.about}`}</td><td class="number">{count(row.count)}</td><td>{row.examples.join("、")}</td><td>{row.advice}</td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

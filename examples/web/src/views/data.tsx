/** What is loaded, and what of it did not enter. */
import type { FindingView } from "../worker/view";
import { count } from "../words/number";
import { TABLE } from "../words/words";
import { ProblemTable } from "./faults";
import { save, useAsk, useWork } from "./work";

export function Data() {
  const { client, scene, asOf, knownAt } = useWork();
  const { value, error } = useAsk(client, "findingsAt", [asOf, knownAt], [asOf, knownAt]);
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
        {error ? <p class="error" role="alert">{error}</p> : value ? <Findings rows={value} /> : <p class="quiet">检查中…</p>}
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

/** What is loaded, and what of it did not enter. */
import { count } from "../words/number";
import { TABLE } from "../words/words";
import { ProblemTable } from "./faults";
import { save, useWork } from "./work";

export function Data() {
  const { client, scene } = useWork();
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

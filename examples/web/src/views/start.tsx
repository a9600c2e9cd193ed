/** The start: the built-in example, or files of one's own. */
import { useRef, useState } from "preact/hooks";

export function Start({ error, open }: { error: string; open(files: File[] | null): void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    if (files?.length) open([...files]);
  };
  return (
    <main class="start">
      <h1><img src="./icon.svg" alt="" width="40" height="40" /> 巾帼 · 工作要点进度</h1>
      <p class="lead">每项指标到哪一步了、谁还没有覆盖、来不来得及、为什么。全部在这台电脑的浏览器里计算，个人数据不离开本机。</p>
      {error && <p class="error" role="alert">{error}</p>}
      <div class="choices">
        <section class="card">
          <h2>先看示例</h2>
          <p>常德市妇联2022年工作要点和真实的行政区划，台账是<strong>合成数据</strong>。</p>
          <button type="button" class="primary" onClick={() => open(null)}>打开示例</button>
        </section>
        <section
          class={`card drop ${over ? "over" : ""}`}
          onDragOver={(event) => { event.preventDefault(); setOver(true); }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer?.files); }}
        >
          <h2>用自己的文件</h2>
          <p>把 Excel、WPS（.xlsx）或 CSV 文件拖到这里，可以一次几个；也可以放自己的工作要点 plan.json。</p>
          <input ref={input} id="files" type="file" multiple accept=".csv,.xlsx,.xlsm,.json" class="hidden-file" tabIndex={-1}
            aria-label="选择文件" onChange={(event) => take(event.currentTarget.files)} />
          <button type="button" onClick={() => input.current?.click()}>选择文件</button>
        </section>
      </div>
      <details class="help">
        <summary>文件怎样准备</summary>
        <ul>
          <li>一张表一个文件或一个工作表：单位 units、人员 persons、组织 organisations、活动 activities、参加情况 participations、观测 observations。按表头和名称认表。</li>
          <li>第一行是列名（编号、名称……或 id、name……），与示例相同：<a href="./example/units.csv" download>units</a>、<a href="./example/persons.csv" download>persons</a>、
            <a href="./example/organisations.csv" download>organisations</a>、<a href="./example/activities.csv" download>activities</a>、
            <a href="./example/participations.csv" download>participations</a>、<a href="./example/observations.csv" download>observations</a>。</li>
          <li>编码 UTF-8、GBK 都可以。日期写 2022-06-30。人员只写编号，<strong>不要写姓名、身份证号</strong>。</li>
          <li>没有放 plan.json 时，用自带的常德市2022年工作要点；这时没有单位表，就用自带的常德市行政区划。</li>
        </ul>
      </details>
    </main>
  );
}

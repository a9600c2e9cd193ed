/** What was wrong in the files: sheet, row, column, what is there, what should be; and a way to go on with the good rows. */
import { useState } from "preact/hooks";
import type { Client } from "../worker/client";
import type { Opened, Scene } from "../worker/view";
import { count } from "../words/number";
import { COLUMN } from "../words/words";
import { Pager } from "./pager";
import { save, useAsk } from "./work";

const LIMIT = 50;

interface Props {
  client: Client;
  opened: Opened;
  enter(scene: Scene): void;
  close(): void;
}

export function Faults({ client, opened, enter, close }: Props) {
  const { scene } = opened;
  return (
    <main class="wide">
      <h1>文件里有 {count(opened.problems)} 处问题</h1>
      <p>
        {opened.rejected > 0 && <>有 <strong>{count(opened.rejected)}</strong> 行没有读入；</>}
        {opened.files.length > 0 && <>整个没有读入的文件：<strong>{opened.files.join("、")}</strong>；</>}
        读入了 <strong>{count(opened.accepted)}</strong> 行。
        {scene ? "可以改好文件重来，也可以先用好的行往下看：没有读入的行不计入任何数字。" : "这样还不能计算，请改好文件重来。"}
      </p>
      <p class="actions">
        {scene && <button type="button" class="primary" onClick={() => enter(scene)}>用好的 {count(opened.accepted)} 行继续</button>}
        <button type="button" onClick={close}>重新选择文件</button>
        <button type="button" onClick={() => client.call("exportProblems", ["xlsx"]).then(save)}>导出 .xlsx</button>
        <button type="button" onClick={() => client.call("exportProblems", ["csv"]).then(save)}>导出 CSV</button>
      </p>
      <ProblemTable client={client} />
    </main>
  );
}

/** The table of problems, a page at a time. */
export function ProblemTable({ client }: { client: Client }) {
  const [offset, setOffset] = useState(0);
  const { value } = useAsk(client, "problems", [offset, LIMIT], [offset]);
  if (!value) return <p class="quiet">读取中…</p>;
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label="问题清单">
        <table class="list problems">
          <thead><tr><th>文件</th><th class="number">行</th><th>列</th><th>现在是</th><th>应当是</th><th>代码</th></tr></thead>
          <tbody>
            {value.rows.map((row, at) => (
              <tr key={value.offset + at}>
                <td>{row.file}</td><td class="number">{row.row}</td><td><code>{row.column}</code> {COLUMN[row.column] ?? ""}</td>
                <td class="found">{row.found || "（空）"}</td><td>{row.expected}</td><td class="quiet">{row.code}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager shown={value.offset} asked={offset} limit={LIMIT} total={value.total} go={setOffset} />
    </>
  );
}

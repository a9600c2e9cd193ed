/** Signing of a scorecard: who signed what and when, whether the scores are still the same, and the next step. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { StepKind } from "../words/words";
import type { SigningView } from "../worker/signing";
import { message, save, useWork } from "./work";

/** So much of a digest is enough to compare by eye; the whole one is in the file. */
const DIGEST = 16;

export function Signing({ scorecard }: { scorecard: string }) {
  const { client, asOf, knownAt } = useWork();
  const [view, setView] = useState<SigningView | null>(null);
  const [error, setError] = useState("");
  const [kind, setKind] = useState<StepKind>("propose");
  const [by, setBy] = useState("");
  const [note, setNote] = useState("");
  const [candidate, setCandidate] = useState("");
  const [busy, setBusy] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const take = (view: SigningView) => {
    setView(view);
    setKind(view.next[0]?.kind ?? "propose");
    setCandidate(view.appeals[0]?.id ?? "");
    setError("");
  };
  const ask = (answer: Promise<SigningView>, done?: () => void) => {
    setBusy(true);
    answer.then((view) => { take(view); done?.(); }, (error) => setError(message(error))).finally(() => setBusy(false));
  };
  useEffect(() => ask(client.call("signingAt", [asOf, knownAt, scorecard])), [client, asOf, knownAt, scorecard]);
  const named = kind === "appeal" || kind === "decide";
  return (
    <section class="card signing" aria-label="签署" data-busy={busy}>
      <h3>签署{view?.state && <>：<span class="stage">{view.state}</span></>}</h3>
      {view?.standing && (view.standing.unchanged
        ? <p class="standing unchanged"><span aria-hidden="true">✓</span> 有效：现在的分数与最后一步签署时完全一样。</p>
        : (
          <div class="standing changed" role="alert">
            <p><span aria-hidden="true">✗</span> 已变：现在的分数与最后一步签署时不一样。{view.standing.changes.length === 0 && "总分和等次没有变，变的是分项。"}</p>
            <ul>{view.standing.changes.map((line) => <li key={line}>{line}</li>)}</ul>
          </div>
        ))}
      {view && view.steps.length > 0 && (
        <div class="scroll">
          <table class="list cards" aria-label="签署经过">
            <thead><tr><th>步骤</th><th>签署人或机构</th><th>时间</th><th>说明</th><th>分数指纹</th></tr></thead>
            <tbody>
              {view.steps.map((step, at) => (
                <tr key={at}>
                  <td data-title="步骤">{step.title}</td><td data-title="签署人或机构">{step.by}</td><td data-title="时间" class="key">{step.at}</td>
                  <td data-title="说明">{step.note}{step.changes.length > 0 && <><p>改动：</p>{step.changes.map((line) => <p key={line}>{line}</p>)}</>}</td>
                  <td data-title="分数指纹"><code title={step.digest}>{step.digest.slice(0, DIGEST)}</code></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {view && view.steps.length === 0 && <p>还没有签署。分数是计算出来的建议：提出、审定、公示、确认，每一步都记下是谁、什么时候、签的是哪些分数。</p>}
      {error && <p class="error" role="alert">{error}</p>}
      {view && view.next.length > 0 && (
        <form class="lookup actions" onSubmit={(event) => {
          event.preventDefault();
          ask(client.call("signAt", [asOf, knownAt, scorecard, { kind, by, note, candidate }]), () => setNote(""));
        }}>
          <label>步骤
            <select value={kind} onChange={(event) => setKind(event.currentTarget.value as StepKind)}>
              {view.next.map((step) => <option key={step.kind} value={step.kind}>{step.title}</option>)}
            </select>
          </label>
          {named && (
            <label>对象编号
              {kind === "decide"
                ? <select value={candidate} onChange={(event) => setCandidate(event.currentTarget.value)}>{view.appeals.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</select>
                : <input type="text" value={candidate} onInput={(event) => setCandidate(event.currentTarget.value)} />}
            </label>
          )}
          <label>签署人或机构<input type="text" name="by" value={by} onInput={(event) => setBy(event.currentTarget.value)} /></label>
          <label>说明（可不填）<input type="text" name="note" value={note} onInput={(event) => setNote(event.currentTarget.value)} /></label>
          <button type="submit" class="primary" disabled={busy}>签署</button>
        </form>
      )}
      <p class="actions">
        {view && view.steps.length > 0 && (
          <button type="button" onClick={() => client.call("exportSigning", [asOf, knownAt, scorecard]).then(save, (error) => setError(message(error)))}>保存签署文件</button>
        )}
        <input ref={file} class="hidden-file" type="file" accept=".json" aria-label="打开签署文件" tabIndex={-1} onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (chosen) ask(client.call("openSigning", [asOf, knownAt, scorecard, chosen]));
        }} />
        <button type="button" onClick={() => file.current?.click()}>打开签署文件</button>
        <small>签署只在这个页面里，关掉就没有了：请保存签署文件，与评分材料一起存档；下次打开，就能看出分数变没变。</small>
      </p>
    </section>
  );
}

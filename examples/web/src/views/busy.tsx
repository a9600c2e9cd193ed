/** Long work: how far it has come, and a way out. */
import type { Progress } from "../worker/protocol";

export function Busy({ progress, cancel }: { progress: Progress; cancel(): void }) {
  return (
    <main class="start">
      <section class="card busy" aria-live="polite">
        <p>{progress.text}…</p>
        <progress max={progress.total} value={progress.done} aria-label={progress.text} />
        <button type="button" onClick={cancel}>取消</button>
      </section>
    </main>
  );
}

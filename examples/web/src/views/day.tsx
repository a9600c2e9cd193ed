/** The day of evaluation: a slider over the period, a field for the day, and, for who needs it, the day of knowledge. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Scene } from "../worker/view";
import { day, dayNumber, dayText } from "../words/number";

/** How long a hand must rest before the page computes. */
const REST = 120;

interface Props {
  scene: Scene;
  asOf: string;
  knownAt: string | null;
  set(days: { asOf: string; knownAt: string | null }): void;
}

export function DayBar({ scene, asOf, knownAt, set }: Props) {
  const first = dayNumber(scene.first);
  const last = dayNumber(scene.last);
  const [shown, setShown] = useState(asOf);
  const timer = useRef(0);
  useEffect(() => setShown(asOf), [asOf]);
  const move = (text: string) => {
    setShown(text);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => set({ asOf: text, knownAt: known(text, knownAt) }), REST);
  };
  const step = (days: number) => move(dayText(Math.min(last, Math.max(first, dayNumber(shown) + days))));
  const at = Math.min(last, Math.max(first, dayNumber(shown)));
  return (
    <section class="days" aria-label="数据时点">
      <label for="day">数据时点</label>
      <button type="button" class="step" aria-label="前一天" onClick={() => step(-1)}>‹</button>
      <input
        id="slider" type="range" min={first} max={last} step={1} value={at} aria-label="数据时点"
        aria-valuetext={day(shown)} onInput={(event) => move(dayText(Number(event.currentTarget.value)))}
      />
      <button type="button" class="step" aria-label="后一天" onClick={() => step(1)}>›</button>
      <input id="day" type="date" value={shown} onChange={(event) => { if (event.currentTarget.value) move(event.currentTarget.value); }} />
      <details class="known">
        <summary>{knownAt === null ? "登记截至当日" : `登记截至 ${knownAt}`}</summary>
        <div>
          <p>只用这一天为止登记的事实。不选就与数据时点是同一天；选晚一些，补登的也算。</p>
          <input type="date" aria-label="登记截至" min={shown} value={knownAt ?? ""} onChange={(event) => {
            const value = event.currentTarget.value;
            set({ asOf: shown, knownAt: known(shown, value === "" ? null : value) });
          }} />
          <button type="button" onClick={() => set({ asOf: shown, knownAt: null })}>与数据时点相同</button>
        </div>
      </details>
    </section>
  );
}

/** What was known before a day says nothing about that day. */
function known(asOf: string, knownAt: string | null): string | null {
  return knownAt !== null && knownAt <= asOf ? null : knownAt;
}

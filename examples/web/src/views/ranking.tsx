/** The ranking chart on the page. The library that draws it is fetched when the first one is shown. */
import { useEffect, useRef } from "preact/hooks";
import type { RankedView } from "../worker/view";

type Chart = import("../charts/ranking").Ranking;

/** More bars than this nobody reads; the table has all. */
const MOST = 30;

interface Props {
  rows: readonly RankedView[];
  percent: boolean;
  title: string;
  chosen(unit: string): void;
}

export function RankingChart({ rows, percent, title, chosen }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart | null>(null);
  const choose = useRef(chosen);
  choose.current = chosen;
  const valued = rows.filter((row) => row.low !== null);
  const sign = (row: RankedView) => (row.rank === "" ? Infinity : Number(row.rank));
  const shown = [...valued].sort((a, b) => sign(a) - sign(b)).slice(0, MOST);

  useEffect(() => {
    let gone = false;
    const draw = () => chart.current?.show(shown, percent);
    if (chart.current) draw();
    else {
      void import("../charts/ranking").then(({ Ranking }) => {
        if (gone || chart.current || !element.current) return;
        chart.current = new Ranking(element.current, (unit) => choose.current(unit));
        draw();
      });
    }
    return () => { gone = true; };
  }, [rows, percent]);

  useEffect(() => {
    const resize = () => chart.current?.resize();
    window.addEventListener("resize", resize);
    window.addEventListener("beforeprint", resize);
    return () => {
      window.removeEventListener("resize", resize);
      window.removeEventListener("beforeprint", resize);
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  return (
    <figure class="chart" aria-label={`${title}排名图，内容与下表相同`}>
      <div ref={element} class="canvas" aria-hidden="true" />
      {valued.length > shown.length && <figcaption>图上是前 {MOST} 名，全部见表。</figcaption>}
    </figure>
  );
}

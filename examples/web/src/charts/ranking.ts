/** A ranking as bars, with Apache ECharts. Loaded when the first ranking is shown; the table beside it says the same in words. */
import { BarChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { Status } from "jinguo";
import { STATUS } from "../words/words";
import type { RankedView } from "../worker/view";

use([BarChart, GridComponent, TooltipComponent, CanvasRenderer]);

const COLOUR: Record<Status, string> = {
  tracked: "#6e7781", not_started: "#6e7781", undetermined: "#d4920a", on_track: "#2da44e", at_risk: "#d4920a", off_track: "#d1442f", met: "#14918b",
  met_late: "#14918b", missed: "#d1442f",
};
const ROW = 26;
const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif';

/** A chart in an element of the page. */
export class Ranking {
  readonly #element: HTMLElement;
  readonly #chart: EChartsType;
  #rows: RankedView[] = [];

  constructor(element: HTMLElement, chosen: (unit: string) => void) {
    this.#element = element;
    this.#chart = init(element, null, { renderer: "canvas" });
    this.#chart.on("click", ({ dataIndex }) => {
      const row = this.#rows[dataIndex];
      if (row) chosen(row.id);
    });
  }

  /** Shows rows, the first one on top. `percent` tells rates from numbers. */
  show(rows: readonly RankedView[], percent: boolean): void {
    this.#rows = [...rows];
    this.#element.style.height = `${rows.length * ROW + 50}px`;
    const scale = percent ? 100 : 1;
    const base = rows.map((row) => ({ value: (row.low ?? 0) * scale, itemStyle: { color: COLOUR[row.status] } }));
    const rest = rows.map((row) => ({ value: ((row.high ?? 0) - (row.low ?? 0)) * scale, itemStyle: { color: `${COLOUR[row.status]}55` } }));
    this.#chart.resize();
    // Room for the words behind the longest bar.
    const room = 14 + 7 * Math.max(...rows.map((row) => row.value.length));
    const wide = this.#chart.getWidth() > 420;
    this.#chart.setOption({
      animation: false,
      textStyle: { fontFamily: FONT },
      grid: { left: 8, right: room, top: 6, bottom: 8, containLabel: true },
      xAxis: {
        type: "value", min: 0, ...(percent ? { max: Math.max(100, ...rows.map((row) => Math.ceil((row.high ?? 0) * 100))) } : {}),
        axisLabel: { formatter: percent ? "{value}%" : "{value}" }, splitNumber: 4, ...(percent ? { interval: wide ? 25 : 50 } : { minInterval: 1 }),
        splitLine: { lineStyle: { color: "#eef0f2" } },
      },
      yAxis: {
        type: "category", inverse: true, data: rows.map((row) => row.name), axisTick: { show: false },
        axisLabel: { width: wide ? 120 : 84, overflow: "truncate", color: "#1f2328", fontSize: 13 },
      },
      // As rich text: a tooltip of HTML would need inline styles, which the page's policy forbids.
      tooltip: {
        trigger: "axis", axisPointer: { type: "shadow" }, renderMode: "richText", confine: true,
        formatter: (of: unknown) => this.#words((of as { dataIndex: number }[])[0]?.dataIndex ?? -1),
      },
      series: [
        { type: "bar", stack: "value", data: base, barMaxWidth: 16, cursor: "pointer" },
        {
          type: "bar", stack: "value", data: rest, barMaxWidth: 16, cursor: "pointer",
          label: { show: true, position: "right", color: "#1f2328", fontSize: 12, formatter: ({ dataIndex }: { dataIndex: number }) => rows[dataIndex]?.value ?? "" },
        },
      ],
    }, true);
  }

  resize(): void {
    this.#chart.resize();
  }

  dispose(): void {
    this.#chart.dispose();
  }

  #words(at: number): string {
    const row = this.#rows[at];
    if (!row) return "";
    return [`${row.name}　${STATUS[row.status]}`, row.value, row.counts === "—" ? "" : row.counts, row.gaps > 0 ? `缺口 ${row.gaps}` : ""]
      .filter((line) => line !== "").join("\n");
  }
}

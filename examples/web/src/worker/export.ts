/** Files that the page saves: lists as CSV for any program, or as .xlsx. */
import type { Measure } from "jinguo";
import { csvFile } from "../files/csv";
import { CLASS, STATUS, SUBJECT } from "../words/words";
import type { Export, ExportFormat, GapView, ListKind, ProblemView, ResultView } from "./view";

/** The list of who is missing, or of who is counted. */
export function listFile(list: ListKind, gaps: readonly GapView[], measure: Measure, unit: string, days: string, format: ExportFormat): Promise<Export> {
  const header = ["条款", "指标编号", "指标", "所在", "单位编号", "对象类别", "对象编号", "对象", "情况", "原因", "相关记录", "怎样补上", "截止日期", "原因代码"];
  const rows = gaps.map((gap) => [
    measure.clause, measure.id, measure.title.zh, gap.place, gap.unit, SUBJECT[gap.kind], gap.id, gap.name, CLASS[gap.class], gap.reason, gap.facts,
    gap.closes, gap.due, gap.code,
  ]);
  return file(`${list === "gaps" ? "缺口清单" : "计入清单"} ${measure.title.zh} ${unit} ${days}`, [header, ...rows], format);
}

/** All measures at a unit. */
export function overviewFile(
  results: readonly { measure: Measure; view: ResultView }[], unit: string, days: string, format: ExportFormat,
): Promise<Export> {
  const header = ["条款", "指标编号", "指标", "单位", "数据时点", "进展", "覆盖率或数量", "已覆盖/应覆盖", "目标", "截止日期", "还缺", "缺口", "说明"];
  const rows = results.map(({ measure, view }) => [
    measure.clause, measure.id, measure.title.zh, unit, days, STATUS[view.status], view.value, view.counts, view.target, view.due, view.missing,
    String(view.gaps), [...view.flags, ...view.more].join("；"),
  ]);
  return file(`指标进度 ${unit} ${days}`, [header, ...rows], format);
}

/** What was wrong in the files. */
export function problemsFile(problems: readonly ProblemView[], format: ExportFormat): Promise<Export> {
  const header = ["文件", "行", "列", "现在是", "应当是", "代码"];
  return file("未读入的行", [header, ...problems.map((row) => [row.file, row.row, row.column, row.found, row.expected, row.code])], format);
}

async function file(name: string, rows: string[][], format: ExportFormat): Promise<Export> {
  const safe = name.replace(/[\\/:*?"<>|]/g, "");
  if (format === "csv") return { name: `${safe}.csv`, data: csvFile(rows) };
  const { workbook } = await import("../files/workbook");
  return { name: `${safe}.xlsx`, data: await workbook(rows) };
}

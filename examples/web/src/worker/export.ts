/** Files that the page saves: lists as CSV for any program, or as .xlsx. */
import type { Measure } from "jinguo";
import { csvFile } from "../files/csv";
import { CLASS, LIST, STATUS, SUBJECT } from "../words/words";
import type { ChangeView, Export, ExportFormat, GapView, ListKind, MoveView, ProblemView, ResultView } from "./view";

/** The list of who is missing, or of who is in a class. */
export function listFile(list: ListKind, gaps: readonly GapView[], measure: Measure, unit: string, days: string, format: ExportFormat): Promise<Export> {
  const header = ["条款", "指标编号", "指标", "所在", "单位编号", "对象类别", "对象编号", "对象", "情况", "原因", "相关记录", "怎样补上", "截止日期", "原因代码"];
  const rows = gaps.map((gap) => [
    measure.clause, measure.id, measure.title.zh, gap.place, gap.unit, SUBJECT[gap.kind], gap.id, gap.name, CLASS[gap.class], gap.reason, gap.facts,
    gap.closes, gap.due, gap.code,
  ]);
  return file(`${LIST[list].title} ${measure.title.zh} ${unit} ${days}`, [header, ...rows], format);
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

/** What differs at a unit between two days. */
export function changesFile(rows: readonly ChangeView[], unit: string, days: string, format: ExportFormat): Promise<Export> {
  const header = ["条款", "指标编号", "指标", "单位", "两天", "原来", "原已覆盖/应覆盖", "原进展", "现在", "现已覆盖/应覆盖", "现进展", "新出现的缺口", "补上的缺口", "到期未覆盖", "变动对象"];
  const side = (of: ChangeView["before"]) => (of ? [of.value, of.counts, STATUS[of.status]] : ["", "", ""]);
  const lines = rows.map((row) => [
    row.clause, row.id, row.title, unit, days, ...side(row.before), ...side(row.after), String(row.opened), String(row.closed), String(row.due), String(row.moved),
  ]);
  return file(`变化 ${unit} ${days}`, [header, ...lines], format);
}

/** Who moved in a measure between two days. */
export function movesFile(rows: readonly MoveView[], measure: Measure, unit: string, days: string, format: ExportFormat): Promise<Export> {
  const header = ["条款", "指标编号", "指标", "所在", "单位编号", "对象类别", "对象编号", "对象", "两天", "原来", "现在"];
  const lines = rows.map((row) => [
    measure.clause, measure.id, measure.title.zh, row.place, row.unit, SUBJECT[row.kind], row.id, row.name, days, CLASS[row.from], CLASS[row.to],
  ]);
  return file(`变动对象 ${measure.title.zh} ${unit} ${days}`, [header, ...lines], format);
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

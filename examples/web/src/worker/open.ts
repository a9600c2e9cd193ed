/** Loading: from files to a plan and a ledger, with everything that is wrong on the way. */
import {
  Batch, type Fault, JinguoError, Ledger, Plan, type Rejected, type Table, TABLES,
} from "jinguo";
import { textOf } from "../files/decode";
import { withNames } from "../files/header";
import { documentKind, firstLine, type Part, tableOf } from "../files/kind";
import { TABLE } from "../words/words";
import type { Progress } from "./protocol";
import type { ProblemView } from "./view";

/** A document that is no table. */
export interface Document {
  name: string;
  text: string;
}

/** What loading gave. */
export interface Loaded {
  plan: Plan | null;
  ledger: Ledger;
  records: { table: Table; rows: number }[];
  scorecards: Document | null;
  inputs: Document | null;
  accepted: number;
  rejected: number;
  /** Names of files that did not enter at all. */
  files: string[];
  problems: ProblemView[];
  labels: string[];
  /** Where the tables came from: to be read again when a fact is looked at, not kept. */
  sources: Source[];
}

/** A table as it can be read again. */
export interface Source {
  table: Table;
  name: string;
  text(): Promise<string>;
}

type Tell = (progress: Progress) => void;

/** Loads the built-in example. */
export async function openExample(tell: Tell): Promise<Loaded> {
  const names = [...TABLES.map((table) => `${table}.csv`), "plan.json", "scorecards.json", "scorecard-inputs-synthetic.json"];
  tell({ text: "读取示例", done: 0, total: names.length });
  const parts = await Promise.all(names.map(async (name): Promise<Part> => {
    const response = await fetch(example(name));
    if (!response.ok) throw new Error(`示例文件 ${name} 读不到（${response.status}）`);
    return { name, data: new Uint8Array(await response.arrayBuffer()) };
  }));
  const loaded = load(parts, tell, (part) => builtIn(part.name));
  loaded.labels.unshift("合成数据：除行政区划外，人员、组织、活动、数值均由程序生成，与真实情况无关");
  return loaded;
}

/** Loads files that were chosen or dropped; what is missing of plan and units is taken from the example. */
export async function openFiles(files: readonly File[], tell: Tell): Promise<Loaded> {
  const parts: Part[] = [];
  const problems: ProblemView[] = [];
  const failed: string[] = [];
  for (const [at, file] of files.entries()) {
    tell({ text: `读取 ${file.name}`, done: at, total: files.length });
    try {
      parts.push(...(await partsOf(file)));
    } catch (error) {
      problems.push(unreadable(file.name, error));
      failed.push(file.name);
    }
  }
  const labels: string[] = [];
  const kinds = parts.map((part) => ("data" in part && part.name.endsWith(".json") ? documentKind(part) : tableOf(part)));
  if (!kinds.includes("plan")) {
    parts.push(await builtIn("plan.json"));
    labels.push("没有 plan.json：用自带的常德市2022年工作要点");
    if (!kinds.includes("units")) {
      parts.push(await builtIn("administrative-units.csv"));
      labels.push("没有单位表：用自带的常德市行政区划");
    }
  }
  const loaded = load(parts, tell, (part) => again(files, part));
  return { ...loaded, labels, problems: [...problems, ...loaded.problems], files: [...failed, ...loaded.files] };
}

function example(name: string): URL {
  // Beside the page, which is above the folder of the Worker's script.
  return new URL(`../example/${name}`, self.location.href);
}

async function builtIn(name: string): Promise<Part> {
  const response = await fetch(example(name));
  return { name, data: new Uint8Array(await response.arrayBuffer()) };
}

/** A part of a file of the user, read once more. */
async function again(files: readonly File[], part: Part): Promise<Part> {
  const file = files.find((file) => part.name === file.name || part.name.startsWith(`${file.name}〔`));
  if (!file) return builtIn(part.name);
  return (await partsOf(file)).find((each) => each.name === part.name) ?? part;
}

async function partsOf(file: File): Promise<Part[]> {
  if (/\.(xlsx|xlsm)$/i.test(file.name)) {
    const { sheets } = await import("../files/xlsx");
    return sheets(file);
  }
  if (/\.(xls|et)$/i.test(file.name)) throw new Error("旧格式，请在 Excel 或 WPS 里另存为 .xlsx");
  return [{ name: file.name, data: new Uint8Array(await file.arrayBuffer()) }];
}

function load(parts: readonly Part[], tell: Tell, reread: (part: Part) => Promise<Part>): Loaded {
  const loaded: Loaded = {
    plan: null, ledger: new Ledger(), records: [], scorecards: null, inputs: null, accepted: 0, rejected: 0, files: [], problems: [], labels: [],
    sources: [],
  };
  const tables = new Map<Table, Part[]>();
  for (const part of parts) {
    const kind = part.name.endsWith(".json") ? documentKind(part) : tableOf(part);
    switch (kind) {
      case "plan":
      case "scorecards":
      case "inputs":
        try {
          if (kind === "plan") readPlan(loaded, document(part));
          else loaded[kind] = document(part);
        } catch (error) {
          loaded.problems.push(unreadable(part.name, error));
          loaded.files.push(part.name);
        }
        break;
      case null:
        loaded.problems.push(fileProblem(part.name, "认不出是哪张表", `文件名、工作表名或表头能认出的表：${Object.values(TABLE).join("、")}`));
        loaded.files.push(part.name);
        break;
      default: tables.set(kind, [...(tables.get(kind) ?? []), part]);
    }
  }
  const batch = new Batch();
  const ordered = TABLES.flatMap((table) => (tables.get(table) ?? []).map((part) => ({ table, part })));
  for (const [at, { table, part }] of ordered.entries()) {
    tell({ text: `读取${TABLE[table]}（${part.name}）`, done: at, total: ordered.length + 1 });
    const before = batch.length;
    try {
      take(loaded, readGoodRows(batch, table, part));
    } catch (error) {
      if (!(error instanceof JinguoError)) throw error;
      loaded.problems.push(...error.faults.map(problem));
      loaded.files.push(part.name);
    }
    loaded.records.push({ table, rows: batch.length - before });
    const { name } = part;
    loaded.sources.push({ table, name, text: async () => withNames(table, document(await reread({ name, text: "" })).text) });
  }
  tell({ text: "核对各表之间的关系", done: ordered.length, total: ordered.length + 1 });
  const receipt = loaded.ledger.applyGoodRows(batch);
  batch.free();
  take(loaded, receipt.rejected);
  loaded.accepted = receipt.accepted;
  return loaded;
}

/** Bytes go to the library as they are, unless their headings are Chinese; what is not UTF-8 is decoded by the browser. */
function readGoodRows(batch: Batch, table: Table, part: Part): Rejected[] {
  if ("text" in part) return batch.readCsvGoodRows(table, withNames(table, part.text), part.name);
  const read = () => batch.readCsvGoodRows(table, part.data, part.name);
  const decoded = () => {
    const text = textOf(part.data);
    return text === null ? read() : batch.readCsvGoodRows(table, withNames(table, text), part.name);
  };
  if (/[\u4e00-\u9fff]/.test(firstLine(part))) return decoded();
  try {
    return read();
  } catch (error) {
    if (!(error instanceof JinguoError) || error.code !== "bad_encoding") throw error;
    return decoded();
  }
}

function document(part: Part): Document {
  const text = "text" in part ? part.text : textOf(part.data);
  if (text === null) throw new Error("文字编码认不出，请存为 UTF-8");
  return { name: part.name, text };
}

function readPlan(loaded: Loaded, { name, text }: Document): void {
  try {
    const plan = Plan.fromJson(text, name);
    loaded.plan?.free();
    loaded.plan = plan;
  } catch (error) {
    if (!(error instanceof JinguoError)) throw error;
    loaded.problems.push(...error.faults.map(problem));
    loaded.files.push(name);
  }
}

function take(loaded: Loaded, rejected: readonly Rejected[]): void {
  loaded.rejected += rejected.length;
  for (const row of rejected) for (const fault of row.faults) loaded.problems.push(problem(fault));
}

/** A fault for the page. */
export function problem({ place, found, expected, code }: Fault): ProblemView {
  const at = place.row ?? place.line;
  return {
    file: place.document,
    row: at === undefined ? "" : String(at),
    column: place.field ?? place.pointer ?? (place.column === undefined ? "" : `第 ${place.column} 字`),
    found,
    expected: expected.zh.replace(/`([^`]*)`/g, "“$1”"),
    code,
  };
}

function fileProblem(file: string, found: string, expected: string): ProblemView {
  return { file, row: "", column: "", found, expected, code: "file" };
}

function unreadable(file: string, error: unknown): ProblemView {
  const why = error instanceof Error ? error.message : String(error);
  return fileProblem(file, "打不开", why || "完好的 .xlsx、.csv 或 .json 文件");
}

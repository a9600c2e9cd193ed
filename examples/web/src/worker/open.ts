/** Loading: from files to a plan and a ledger, with everything that is wrong on the way. */
import {
  Batch, type Fault, JinguoError, Ledger, Plan, type Rejected, type Signing, type Table, TABLES,
} from "jinguo";
import { textOf } from "../files/decode";
import { pieceWithNames } from "../files/header";
import { type DocumentKind, kindOf, type Part, partOf } from "../files/kind";
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
  /** Where the scores of scorecards stand on their way, by scorecard. */
  signings: Map<string, Signing>;
  accepted: number;
  rejected: number;
  /** Names of files that did not enter at all. */
  files: string[];
  problems: ProblemView[];
  labels: string[];
  /** Where the tables came from: to be looked into again when a fact is wanted as it was written. */
  sources: { table: Table; part: Part }[];
}

/** How much of a file goes to the library at once. */
const PIECE = 4 << 20;

type Tell = (progress: Progress) => void;

/** Loads the built-in example. */
export async function openExample(tell: Tell): Promise<Loaded> {
  const names = [...TABLES.map((table) => `${table}.csv`), "plan.json", "scorecards.json", "scorecard-inputs-synthetic.json"];
  tell({ text: "读取示例", done: 0, total: names.length });
  const loaded = await load(await Promise.all(names.map(builtIn)), tell);
  loaded.labels.unshift("合成数据：除行政区划外，人员、组织、活动、数值均由程序生成，与真实情况无关");
  return loaded;
}

/** Loads files that were chosen or dropped; what is missing of plan and units is taken from the example. */
export async function openFiles(files: readonly File[], tell: Tell): Promise<Loaded> {
  const parts: Part[] = [];
  const problems: ProblemView[] = [];
  const failed: string[] = [];
  for (const [at, file] of files.entries()) {
    tell({ text: `打开 ${file.name}`, done: at, total: files.length });
    try {
      parts.push(...(await partsOf(file)));
    } catch (error) {
      problems.push(unreadable(file.name, error));
      failed.push(file.name);
    }
  }
  const labels: string[] = [];
  const kinds = parts.map(kindOf);
  if (!kinds.includes("plan")) {
    parts.push(await builtIn("plan.json"));
    labels.push("没有 plan.json：用自带的常德市2022年工作要点");
    if (!kinds.includes("units")) {
      parts.push(await builtIn("administrative-units.csv"));
      labels.push("没有单位表：用自带的常德市行政区划");
    }
  }
  const loaded = await load(parts, tell);
  return { ...loaded, labels, problems: [...problems, ...loaded.problems], files: [...failed, ...loaded.files] };
}

/** A file that comes with the page. */
async function builtIn(name: string): Promise<Part> {
  // Beside the page, which is above the folder of the Worker's script.
  const response = await fetch(new URL(`../example/${name}`, self.location.href));
  if (!response.ok) throw new Error(`网页自带的文件 ${name} 读不到（${response.status}）`);
  return partOf(name, await response.blob());
}

async function partsOf(file: File): Promise<Part[]> {
  if (/\.(xlsx|xlsm)$/i.test(file.name)) {
    const { sheets } = await import("../files/xlsx");
    return sheets(file);
  }
  if (/\.(xls|et)$/i.test(file.name)) throw new Error("旧格式，请在 Excel 或 WPS 里另存为 .xlsx");
  return [await partOf(file.name, file)];
}

async function load(parts: readonly Part[], tell: Tell): Promise<Loaded> {
  const loaded: Loaded = {
    plan: null, ledger: new Ledger(), records: [], scorecards: null, inputs: null, signings: new Map(), accepted: 0, rejected: 0, files: [], problems: [], labels: [],
    sources: [],
  };
  for (const part of parts) {
    const kind = kindOf(part);
    if (kind === "plan" || kind === "scorecards" || kind === "inputs" || kind === "signing") await readDocument(loaded, kind, part);
    else if (kind !== null) loaded.sources.push({ table: kind, part });
    else {
      loaded.problems.push(fileProblem(part.name, "认不出是哪张表", `文件名、工作表名或表头能认出的表：${Object.values(TABLE).join("、")}`));
      loaded.files.push(part.name);
    }
  }
  // Each table before those that refer to it.
  loaded.sources.sort((a, b) => TABLES.indexOf(a.table) - TABLES.indexOf(b.table));
  const total = loaded.sources.reduce((sum, { part }) => sum + part.blob.size, 0);
  const batch = new Batch();
  let done = 0;
  for (const { table, part } of loaded.sources) {
    const before = batch.length;
    const begin = done;
    try {
      const rejected = await readRows(batch, table, part, (bytes) => {
        done = begin + bytes;
        tell({ text: `读取${TABLE[table]}（${part.name}）`, done, total });
      });
      take(loaded, rejected);
    } catch (error) {
      if (!(error instanceof JinguoError)) throw error;
      loaded.problems.push(...error.faults.map(problem));
      loaded.files.push(part.name);
    }
    done = begin + part.blob.size;
    loaded.records.push({ table, rows: batch.length - before });
  }
  tell({ text: "核对各表之间的关系", done: total, total });
  const receipt = loaded.ledger.applyGoodRows(batch);
  batch.free();
  take(loaded, receipt.rejected);
  loaded.accepted = receipt.accepted;
  return loaded;
}

/** The good rows of a table, which is read piece by piece: UTF-8, and where it is not that, GBK. Gives the others back. */
async function readRows(batch: Batch, table: Table, part: Part, tell: (bytes: number) => void): Promise<Rejected[]> {
  try {
    return await readRowsIn("utf-8", batch, table, part, tell);
  } catch (error) {
    if (!(error instanceof JinguoError) || error.code !== "bad_encoding") throw error;
    try {
      return await readRowsIn("gb18030", batch, table, part, tell);
    } catch (other) {
      // In neither: what is told is where it stops to be UTF-8.
      throw other instanceof JinguoError && other.code === "bad_encoding" ? error : other;
    }
  }
}

async function readRowsIn(encoding: string, batch: Batch, table: Table, { name, blob }: Part, tell: (bytes: number) => void): Promise<Rejected[]> {
  const reader = batch.csvReader(table, { name, goodRows: true, encoding });
  try {
    for (let at = 0; at < blob.size || at === 0; at += PIECE) {
      tell(at);
      const piece = new Uint8Array(await blob.slice(at, at + PIECE).arrayBuffer());
      reader.push(at === 0 ? pieceWithNames(table, piece, encoding) : piece);
    }
    return reader.finish().rejected;
  } finally {
    reader.free();
  }
}

async function readDocument(loaded: Loaded, kind: DocumentKind, { name, blob }: Part): Promise<void> {
  const text = textOf(new Uint8Array(await blob.arrayBuffer()));
  if (text === null) {
    loaded.problems.push(fileProblem(name, "文字编码认不出", "UTF-8 编码的文件"));
    loaded.files.push(name);
  } else if (kind === "plan") readPlan(loaded, { name, text });
  else if (kind === "signing") readSigning(loaded, { name, text });
  else loaded[kind] = { name, text };
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

/** Whether its scores are those of today is seen when scores are computed. */
function readSigning(loaded: Loaded, { name, text }: Document): void {
  try {
    const signing = JSON.parse(text) as Signing;
    loaded.signings.set(signing.scorecard, signing);
  } catch {
    loaded.problems.push(fileProblem(name, "不是完好的 JSON", "网页保存的签署文件"));
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

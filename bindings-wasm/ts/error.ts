import { fault as said } from "./wasm/jinguo.js";

/** The same words in Chinese and in English. */
export interface Bilingual {
  zh: string;
  en: string;
}

/** Where in the input a fault stands; what does not apply is left out. */
export interface Place {
  /** The name that the caller gave the document, file or table; empty if none. */
  document: string;
  /** JSON pointer into a document, such as `/measures/3/targets/0/rate`. */
  pointer?: string;
  /** Row of the table or line of the file, from 1; the header of a CSV file is row 1. */
  row?: number;
  /** The column, key or parameter. */
  field?: string;
  /** Line of the text, from 1. */
  line?: number;
  /** Column of the text in characters, from 1. */
  column?: number;
}

/** What a fault is about: the call itself, a document's text, plan, units, facts, evaluation, scores, or a bug. */
export type FaultKind = "use" | "text" | "plan" | "unit" | "fact" | "evaluation" | "score" | "internal";

/** One thing that is wrong. */
export interface Fault {
  /** The stable number, four digits. */
  number: number;
  /** The stable name, such as `bad_date`. */
  code: string;
  kind: FaultKind;
  place: Place;
  /** What was found, as it stood; empty where nothing stood. */
  found: string;
  /** What was expected instead. */
  expected: Bilingual;
  /** All of it in one Chinese sentence. */
  zh: string;
  /** All of it in one English sentence. */
  en: string;
}

interface Faults {
  total: number;
  faults: Fault[];
}

/**
 * What every function of the package throws. `code`, `kind`, `place`, `found` and `expected` are those of the first fault;
 * `faults` has all, in the order of the input, at most 1000 of `total`.
 */
export class JinguoError extends Error {
  override readonly name = "JinguoError";
  readonly number: number;
  readonly code: string;
  readonly kind: FaultKind;
  readonly place: Place;
  readonly found: string;
  readonly expected: Bilingual;
  readonly faults: Fault[];
  readonly total: number;

  /** Made by the package; `json` is what the module throws. */
  constructor(json: string, cause?: unknown) {
    const { total, faults } = JSON.parse(json) as Faults;
    const first = faults[0] as Fault;
    super(faults.map((fault) => fault.en).join("\n"), cause === undefined ? undefined : { cause });
    this.faults = faults;
    this.total = total;
    this.number = first.number;
    this.code = first.code;
    this.kind = first.kind;
    this.place = first.place;
    this.found = first.found;
    this.expected = first.expected;
  }

  /** All faults as Chinese sentences, one a line. */
  get zh(): string {
    const lines = this.faults.map((fault) => fault.zh);
    if (this.total > lines.length) lines.push(`另有 ${this.total - lines.length} 处错误未列出`);
    return lines.join("\n");
  }

  /** All faults as English sentences, one a line. */
  get en(): string {
    const lines = this.faults.map((fault) => fault.en);
    if (this.total > lines.length) lines.push(`${this.total - lines.length} more faults are not listed`);
    return lines.join("\n");
  }
}

/** Numbers of the faults that are found before the module is entered. */
export const BAD_PARAMETER = 1003;
export const BAD_ENCODING = 2001;
export const LENGTH_MISMATCH = 1005;
export const WRONG_HANDLE = 1102;
export const NOT_TEXT = 1106;
const INTERNAL = 9001;

/** The error of a wrong argument. */
export function misuse(number: number, parameter: string, found: string, zh: string, en: string): JinguoError {
  return new JinguoError(said(number, parameter, found, zh, en));
}

let stopped: unknown;

/** Enters the module, and makes an error object of what it throws. */
export function call<T>(body: () => T): T {
  if (stopped !== undefined) throw broken();
  try {
    return body();
  } catch (thrown) {
    if (typeof thrown === "string") throw new JinguoError(thrown);
    if (thrown instanceof WebAssembly.RuntimeError) {
      // The module stopped in the middle of its work: what it holds may be half done, so nothing may use it any more.
      stopped = thrown;
      throw broken();
    }
    throw thrown;
  }
}

/** The module cannot be entered any more, not even for a sentence: this one stands here. */
function broken(): JinguoError {
  const zh = "程序内部错误：模块已停止，常因内存用尽；请重新打开页面或新建 Worker [9001]";
  const en = "internal error: the module has stopped, often for lack of memory; open the page again, or start a new Worker [9001]";
  const expected = { zh: "", en: "" };
  const fault = { number: INTERNAL, code: "internal", kind: "internal", place: { document: "" }, found: "", expected, zh, en };
  return new JinguoError(JSON.stringify({ total: 1, faults: [fault] }), stopped);
}

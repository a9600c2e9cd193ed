/**
 * Jinguo (巾帼): the yearly work plan of a Women's Federation as data, a ledger of facts, and for any day how far coverage has
 * come, who is still missing, whether the deadline will hold, and why.
 *
 * @packageDocumentation
 */
import load, { type InitOutput, initSync as loadSync, version as packageVersion } from "./wasm/jinguo.js";

export * from "./batch.js";
export { type Column, NONE, NO_DAY, NO_WORD, type TableColumns } from "./columns.js";
export type * from "./documents.js";
export { type Bilingual, type Fault, type FaultKind, JinguoError, type Place } from "./error.js";
export { Evaluation, type GapQuery, type MeasureResult, type MoveQuery, type SubjectQuery } from "./evaluation.js";
export { Ledger, type Receipt } from "./ledger.js";
export { LiveEvaluation } from "./live.js";
export * from "./number.js";
export { Plan, type PlanDescription } from "./plan.js";
export * from "./scorecards.js";

/** The module, or where it is: an address, a response, its bytes, or compiled already. */
export type Source = string | URL | Request | Response | Promise<Response> | BufferSource | WebAssembly.Module;

let loaded: InitOutput | undefined;

/**
 * Loads the module; to be awaited once before anything else. Without a source it is the file that lies beside this one.
 * Several calls load it once.
 */
export default async function init(source?: Source): Promise<void> {
  loaded = await (source === undefined ? load() : load({ module_or_path: source }));
}

/** Makes the module from bytes that are there already, or from a compiled module, as a Worker gets it by `postMessage`. */
export function initSync(source: BufferSource | WebAssembly.Module): void {
  loaded = loadSync({ module: source });
}

/** How much memory the module holds, in bytes. It grows with what is loaded, is used again after `free`, and never shrinks. */
export function memory(): number {
  return loaded?.memory.buffer.byteLength ?? 0;
}

/** The version of the package. */
export function version(): string {
  return packageVersion();
}

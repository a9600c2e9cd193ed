import { json, text, whole } from "./argument.js";
import type { Exact, ExactInput, First, RankMethod, RoundingMode } from "./documents.js";
import { call } from "./error.js";
import * as raw from "./wasm/jinguo.js";

/** How to round for a view. */
export interface RoundOptions {
  /** What the number is multiplied by first; 100 makes a percentage. Default 1. */
  factor?: number;
  /** The plan's own rule, if it has one. Default `half_up`, 四舍五入. */
  mode?: RoundingMode;
  /** Digits after the point, 0 to 12; exactly so many are written. */
  digits: number;
}

/** Rounds an exact number for a view: `round("7/8", { factor: 100, digits: 1 })` is `"87.5"`. */
export function round(number: Exact, options: RoundOptions): string {
  const factor = whole(options.factor ?? 1, -(2 ** 31), 2 ** 31 - 1, "factor");
  const digits = whole(options.digits, 0, 12, "digits");
  const mode = json(options.mode ?? "half_up", "mode");
  return call(() => raw.round(text(number, "number"), factor, mode, digits));
}

/** Ranks values; a value that is not there (`null`) has no rank. An average rank may be a half, such as `"2.5"`. */
export function rank(
  values: ReadonlyArray<ExactInput | null>,
  first: First = "highest",
  method: RankMethod = "competition",
): (Exact | null)[] {
  return JSON.parse(call(() => raw.rank(json(values, "values"), json(first, "first"), json(method, "method"))));
}

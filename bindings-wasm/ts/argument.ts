import { BAD_PARAMETER, NOT_TEXT, misuse } from "./error.js";

/** Half of a surrogate pair, which no UTF-8 text can hold. */
const HALF = /\p{Surrogate}/u;

const encoder = new TextEncoder();

/** A text, whole. */
export function text(value: string, parameter: string): string {
  if (typeof value !== "string") throw misuse(BAD_PARAMETER, parameter, typeof value, "应为文字", "a string");
  if (HALF.test(value)) {
    throw misuse(NOT_TEXT, parameter, "", "应为没有半个代理码的文字", "a string without half a surrogate pair");
  }
  return value;
}

/** A text as UTF-8, or bytes as they are. */
export function bytes(value: string | Uint8Array | ArrayBuffer, parameter: string): Uint8Array {
  if (typeof value === "string") return encoder.encode(text(value, parameter));
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw misuse(BAD_PARAMETER, parameter, typeof value, "应为文字、Uint8Array 或 ArrayBuffer", "a string, Uint8Array or ArrayBuffer");
}

/** A whole number within bounds. */
export function whole(value: number, least: number, greatest: number, parameter: string): number {
  if (Number.isInteger(value) && value >= least && value <= greatest) return value;
  throw misuse(
    BAD_PARAMETER,
    parameter,
    String(value),
    `应为 ${least} 到 ${greatest} 之间的整数`,
    `an integer from ${least} to ${greatest}`,
  );
}

/** A value as JSON. */
export function json(value: unknown, parameter: string): string {
  const said = value === undefined ? undefined : JSON.stringify(value);
  if (said === undefined) throw misuse(BAD_PARAMETER, parameter, typeof value, "应有一个值", "a value");
  return text(said, parameter);
}

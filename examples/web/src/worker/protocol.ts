/** The messages between the page and its Worker. */
import type { Office } from "./office";

/** What the page can ask for: the methods of the office. */
export type Method = { [K in keyof Office]: Office[K] extends (...args: never[]) => unknown ? K : never }[keyof Office];
export type Arguments<M extends Method> = Office[M] extends (...args: infer A) => unknown ? A : never;
export type Answer<M extends Method> = Office[M] extends (...args: never[]) => infer R ? Awaited<R> : never;

export interface Request {
  id: number;
  method: Method;
  args: unknown[];
}

/** How far a long piece of work has come. */
export interface Progress {
  text: string;
  done: number;
  total: number;
}

export type Reply =
  | { id: number; value: unknown }
  | { id: number; error: { message: string; code: string } }
  | { id: number; progress: Progress };

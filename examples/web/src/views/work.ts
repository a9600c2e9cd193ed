/** Asking the Worker from a view. */
import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { Cancelled, type Client, WorkError } from "../worker/client";
import type { Answer, Arguments, Method, Progress } from "../worker/protocol";
import type { Export, Scene } from "../worker/view";

/** What every view needs. */
export interface Work {
  client: Client;
  scene: Scene;
  /** The days of evaluation; views ask again when they change. */
  asOf: string;
  knownAt: string | null;
  /** Says something to the user that is not about a place on the screen. */
  tell(message: string): void;
}

export const WorkContext = createContext<Work | null>(null);

export function useWork(): Work {
  const work = useContext(WorkContext);
  if (!work) throw new Error("outside of an open plan");
  return work;
}

/** An answer on its way: the one of before stays on screen until the next one is there. */
export interface Asked<T> {
  value: T | null;
  error: string;
  busy: boolean;
  progress: Progress | null;
}

/** Asks whenever a dependency changes; an answer to an older question is dropped. */
export function useAsk<M extends Method>(client: Client, method: M, args: Arguments<M>, on: unknown[]): Asked<Answer<M>> {
  const [asked, set] = useState<Asked<Answer<M>>>({ value: null, error: "", busy: true, progress: null });
  const latest = useRef(0);
  useEffect(() => {
    const mine = ++latest.current;
    const fresh = () => mine === latest.current;
    set((before) => ({ ...before, busy: true, error: "" }));
    client.call(method, args, (progress) => fresh() && set((before) => ({ ...before, progress }))).then(
      (value) => fresh() && set({ value, error: "", busy: false, progress: null }),
      (error) => fresh() && set((before) => ({ ...before, error: message(error), busy: false, progress: null })),
    );
    return () => { latest.current++; };
  }, on);
  return asked;
}

/** What to show of an error; nothing for what the user has given up. */
export function message(error: unknown): string {
  if (error instanceof Cancelled) return "";
  if (error instanceof WorkError) return error.message;
  return error instanceof Error ? error.message : String(error);
}

/** Lets the browser save a file. */
export function save({ name, data }: Export): void {
  const address = URL.createObjectURL(data);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

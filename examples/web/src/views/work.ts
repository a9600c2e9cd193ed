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
  /** Goes to another day. */
  move(asOf: string): void;
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

/**
 * Asks whenever a dependency changes. While an answer is on its way only the newest question waits, so that a slider that is dragged
 * does not leave a queue behind it; an answer to an older question is dropped.
 */
export function useAsk<M extends Method>(client: Client, method: M, args: Arguments<M>, on: unknown[]): Asked<Answer<M>> {
  const [asked, set] = useState<Asked<Answer<M>>>({ value: null, error: "", busy: true, progress: null });
  const line = useRef<{ running: boolean; next: (() => void) | null; gone: boolean }>({ running: false, next: null, gone: false }).current;
  useEffect(() => {
    let old = false;
    const change = (of: (before: Asked<Answer<M>>) => Asked<Answer<M>>) => { if (!old && !line.gone) set(of); };
    const ask = () => {
      line.running = true;
      client.call(method, args, (progress) => change((before) => ({ ...before, progress }))).then(
        (value) => change(() => ({ value, error: "", busy: false, progress: null })),
        (error) => change((before) => ({ ...before, error: message(error), busy: false, progress: null })),
      ).finally(() => {
        line.running = false;
        const next = line.next;
        line.next = null;
        if (!line.gone) next?.();
      });
    };
    change((before) => ({ ...before, busy: true, error: "" }));
    if (line.running) line.next = ask;
    else ask();
    return () => { old = true; };
  }, on);
  useEffect(() => () => { line.gone = true; }, []);
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

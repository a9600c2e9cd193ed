/** The page's side of the Worker. */
import type { Answer, Arguments, Method, Progress, Reply, Request } from "./protocol";

/** What the Worker could not do. */
export class WorkError extends Error {
  constructor(message: string, readonly code: string) {
    super(message);
  }
}

/** The call was given up, because the Worker was ended. */
export class Cancelled extends Error {}

interface Waiting {
  method: Method;
  since: number;
  done(value: unknown): void;
  fail(error: Error): void;
  progress: ((progress: Progress) => void) | undefined;
}

/** A Worker with an office in it. */
export class Client {
  #worker: Worker = this.#start();
  #next = 1;
  #waiting = new Map<number, Waiting>();

  /** Asks for something. */
  call<M extends Method>(method: M, args: Arguments<M>, progress?: (progress: Progress) => void): Promise<Answer<M>> {
    const id = this.#next++;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { method, since: performance.now(), done: done as (value: unknown) => void, fail, progress });
      const request: Request = { id, method, args };
      this.#worker.postMessage(request);
    });
  }

  /** Ends the Worker in the middle of its work, with all that it holds, and starts a fresh one. */
  restart(): void {
    this.#worker.terminate();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const each of waiting) each.fail(new Cancelled());
    this.#worker = this.#start();
  }

  #start(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "jinguo" });
    worker.onmessage = ({ data }: MessageEvent<Reply>) => this.#answer(data);
    worker.onerror = (event) => {
      event.preventDefault();
      const waiting = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const each of waiting) each.fail(new WorkError(event.message || "后台程序没有启动", "internal"));
    };
    return worker;
  }

  #answer(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    if (!waiting) return;
    if ("progress" in reply) {
      waiting.progress?.(reply.progress);
      return;
    }
    this.#waiting.delete(reply.id);
    // For the browser's own tools and for the benchmark.
    performance.measure(waiting.method, { start: waiting.since, end: performance.now() });
    if ("error" in reply) waiting.fail(new WorkError(reply.error.message, reply.error.code));
    else waiting.done(reply.value);
  }
}

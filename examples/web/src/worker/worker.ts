/** The Worker: everything is computed here, and everything that is loaded stays here. */
import { JinguoError } from "jinguo";
import { Office } from "./office";
import type { Progress, Reply, Request } from "./protocol";

const scope = self as unknown as {
  postMessage(message: Reply): void;
  onmessage: ((event: MessageEvent<Request>) => void) | null;
};

let asked = 0;
const office = new Office((progress: Progress) => scope.postMessage({ id: asked, progress }));
// One after the other, in the order in which they came.
let last: Promise<void> = Promise.resolve();

scope.onmessage = ({ data }) => {
  last = last.then(() => answer(data));
};

async function answer({ id, method, args }: Request): Promise<void> {
  asked = id;
  try {
    const value = await (office[method] as (...args: unknown[]) => unknown).apply(office, args);
    scope.postMessage({ id, value });
  } catch (error) {
    const code = error instanceof JinguoError ? error.code : "internal";
    const message = error instanceof JinguoError ? error.zh : error instanceof Error ? error.message : String(error);
    scope.postMessage({ id, error: { message, code } });
  }
}

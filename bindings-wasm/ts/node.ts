import { readFile } from "node:fs/promises";
import load, { type Source } from "./index.js";

export * from "./index.js";

/** As in a browser; without a source the module is read from the package's own folder. */
export default async function init(source?: Source): Promise<void> {
  await load(source ?? (await readFile(new URL("wasm/jinguo_bg.wasm", import.meta.url))));
}

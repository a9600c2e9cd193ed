// Prints how large the module is, and fails where it is larger than what a page of an office may be asked to load.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const MOST = { raw: 350_000, brotli: 130_000 };

const module = readFileSync(new URL("dist/wasm/jinguo_bg.wasm", import.meta.url));
const sizes = {
  raw: module.length,
  gzip: gzipSync(module, { level: 9 }).length,
  brotli: brotliCompressSync(module, {
    params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: module.length },
  }).length,
};
let large = false;
console.log("jinguo_bg.wasm      bytes     most");
for (const [form, size] of Object.entries(sizes)) {
  const most = MOST[form];
  console.log(`${form.padEnd(12)} ${String(size).padStart(12)} ${String(most ?? "").padStart(8)}`);
  large ||= size > most;
}
process.exitCode = large ? 1 : 0;

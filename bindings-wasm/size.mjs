// Prints how large the module is, and fails where it has grown. What it may have is what it has, with little to spare: a
// change that makes it larger says so here. What a page of an office should be asked to load is in `WANTED`.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const MOST = { raw: 2_600_000, gzip: 1_012_000, brotli: 736_000 };
const WANTED = { raw: 350_000, brotli: 130_000 };

const module = readFileSync(new URL("dist/wasm/jinguo_bg.wasm", import.meta.url));
const sizes = {
  raw: module.length,
  gzip: gzipSync(module, { level: 9 }).length,
  brotli: brotliCompressSync(module, {
    params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: module.length },
  }).length,
};
let large = false;
console.log("jinguo_bg.wasm      bytes      most    wanted");
for (const [form, size] of Object.entries(sizes)) {
  const most = MOST[form];
  const columns = [size, most, WANTED[form] ?? ""].map((number) => String(number).padStart(10));
  console.log(form.padEnd(14) + columns.join(""));
  large ||= size > most;
}
process.exitCode = large ? 1 : 0;

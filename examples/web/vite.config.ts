import { defineConfig, type Plugin } from "vite";
import { POLICY } from "./policy.mjs";

/** The floor: domestic browsers of 2022 or later are forks of Chromium 96 or newer. */
const FLOOR = "chrome96";

/** The policy stands in the page too, so that it holds on any static server. */
function policy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: POLICY }, injectTo: "head-prepend" },
    ],
  };
}

const zip = new URL("src/files/zip.ts", import.meta.url).pathname;

export default defineConfig({
  base: "./",
  plugins: [policy()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // The readers and writers of .xlsx unpack in Workers from blob: addresses, which the policy forbids; see src/files/zip.ts.
  resolve: { alias: [{ find: /^fflate$/, replacement: zip }] },
  optimizeDeps: { exclude: ["jinguo"] },
  server: { fs: { allow: ["../.."] } },
  build: { target: FLOOR, modulePreload: { polyfill: false }, assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  worker: { format: "es" },
});

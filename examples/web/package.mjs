#!/usr/bin/env node
// The npm package of the library has to be there before the page is built; it is built here where it is not.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const package_ = fileURLToPath(new URL("../../bindings-wasm/", import.meta.url));
if (!existsSync(`${package_}dist/index.js`)) execFileSync(`${package_}build`, { stdio: "inherit" });

// What examples/answers.rs has written; the folder is that of tests/run.
import { readFileSync } from "node:fs";

const folder = process.env.JINGUO_ANSWERS;
if (!folder) throw new Error("JINGUO_ANSWERS is not set: run bindings-wasm/tests/run");
const read = (name) => JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));

export const questions = read("questions");
export const answers = read("answers");

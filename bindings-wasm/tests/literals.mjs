// Writes made/literals.ts: what the Rust library has answered, as literals of the types. The compiler then tells every key
// that the types do not have, every key that is missing, and every word that is not among theirs.
import { mkdirSync, writeFileSync } from "node:fs";
import { answers } from "./questions.mjs";

const MOST = 60;

/** The type of an answer by the first word of what was asked. */
const types = {
  cases: {
    document: "PlanDocument",
    report: "Report",
    units: "ReportUnit[]",
    measure: "MeasureReport",
    result: "UnitResult",
    gaps: "GapPage",
    why: "Explanation",
    at: "MeasureResult[]",
    difference: "Difference",
  },
  scoring: {
    document: "ScorecardsDocument",
    report: "ScoreReport",
    calendar: "Calendar",
    why: "ScoreExplanation",
    points: "Points",
    ladder: "Rung[]",
    statements: "PointsStatement[]",
    drawn: "Cut[]",
    sign: "Signing",
    inputs: "Faults",
    scores: "Faults",
  },
  plans: { faults: "Faults" },
  scorecards: { faults: "Faults" },
  tables: { all: "Faults", good: "Rejected[]", receipt: "Receipt" },
};

const texts = new Map();
for (const [name, of] of Object.entries(answers)) {
  const kinds = types[name.split("/")[0]];
  for (const [asked, answer] of Object.entries(of)) {
    let type = kinds[asked.split(" ")[0]];
    if (type && /^\{"total":\d+,"faults":/.test(answer)) type = "Faults";
    if (type) texts.set(type, [...(texts.get(type) ?? []), answer.trim()]);
  }
}

const wanted = new Set(Object.values(types).flatMap(Object.values));
const missing = [...wanted].filter((type) => !texts.has(type));
if (missing.length > 0) throw new Error(`nothing was answered of ${missing}`);

let text = 'import type * as jinguo from "jinguo";\n\ninterface Faults {\n  total: number;\n  faults: jinguo.Fault[];\n}\n';
let number = 0;
for (const [type, all] of texts) {
  // Long and short ones: those with the most keys are among the long ones.
  const some = [...new Set(all)].sort((a, b) => b.length - a.length).slice(0, MOST);
  const named = type === "Faults" ? type : `jinguo.${type}`;
  for (const literal of some) text += `export const literal${number++}: ${named} = ${literal};\n`;
}
mkdirSync(new URL("made/", import.meta.url), { recursive: true });
writeFileSync(new URL("made/literals.ts", import.meta.url), text);
console.log(`${number} literals of ${texts.size} types`);

// A program that uses every function of the package: it must compile under the strictest rules, and run.
import init, {
  Batch,
  type Column,
  type Evaluation,
  type Explanation,
  type Fault,
  type GapPage,
  Inputs,
  JinguoError,
  type MovePage,
  Ledger,
  type LiveEvaluation,
  NO_DAY,
  NO_WORD,
  NONE,
  Plan,
  type PlanDocument,
  type Rejected,
  type Report,
  Scorecards,
  type ScoreReport,
  type Signing,
  type Subject,
  type SubjectPage,
  TABLES,
  type Table,
  type UnitResult,
  initSync,
  memory,
  rank,
  round,
  tableColumns,
  version,
} from "jinguo";

/** What the program is given: texts of files. */
export interface Given {
  plan: string;
  tables: Partial<{ [name in Table]: string }>;
  scorecards: string;
  inputs: string;
}

/** The code that something throws, or nothing. */
function caught(body: () => void): string {
  try {
    body();
    return "";
  } catch (error) {
    return error instanceof JinguoError ? error.code : String(error);
  }
}

export async function program(given: Given, module?: BufferSource): Promise<string[]> {
  if (module) initSync(module);
  else await init();
  const said: string[] = [version(), String(memory() > 0)];

  const faults: Fault[] = Plan.check(given.plan);
  using plan = Plan.fromJson(given.plan, "plan.json");
  const document: PlanDocument = plan.describe().document;
  said.push(String(faults.length), plan.digest, document.measures[0]?.title.zh ?? "");

  using ledger = new Ledger();
  using batch = new Batch();
  for (const table of TABLES) {
    const text = given.tables[table];
    if (text !== undefined) batch.readCsv(table, new TextEncoder().encode(text), `${table}.csv`);
  }
  const records: number = batch.length;
  said.push(String(ledger.apply(batch) === records), tableColumns("participations").join());

  using reader = batch.csvReader("persons", { name: "persons.csv", goodRows: true, encoding: "utf-8" });
  reader.push(new TextEncoder().encode("id,unit\n"));
  said.push(String(reader.finish().rows));
  const more: Rejected[] = batch.readCsvGoodRows("units", "id,name,level\n,x,city\n");
  more.push(...batch.readJsonLinesGoodRows('{"record":"unit"}\n'));
  const column: Column = { numbers: Int32Array.of(1), digits: 0 };
  const rejected = batch.readColumnsGoodRows("observations", {
    id: ["o"],
    kind: ["k"],
    unit: { words: ["4307"], codes: Uint32Array.of(NO_WORD) },
    date: { days: Int32Array.of(NO_DAY) },
    value: column,
    recorded_at: { times: BigInt64Array.of(NONE) },
  });
  said.push(String(more.length + rejected.length), String(ledger.applyGoodRows(batch).accepted));
  batch.readJsonLines(new Uint8Array());
  batch.readColumns("units", { id: ["extra"], name: ["另"], level: ["county"], parent: ["4307"] });
  using other = ledger.copy();
  other.apply(batch);
  other.applyRecord({ record: "person", id: "new", unit: "extra", roles: ["minor"] });
  other.withdraw({ person: { id: "new" } }, "2022-06-01", "迁出");

  using evaluation: Evaluation = plan.evaluate(ledger, { as_of: "2022-06-30", known_at: "2022-07-05" });
  using earlier = plan.evaluate(ledger, { as_of: "2022-03-31" });
  const result: UnitResult | null = evaluation.result("protection_minors", "4307");
  if (result?.value) said.push(round(result.value, { factor: 100, digits: 2, mode: "half_up" }));
  said.push(String(evaluation.at("4307").length), String(evaluation.measure("protection_minors", { strata: false })?.results.length));
  said.push(String(evaluation.units().length), evaluation.fingerprint());
  const report: Report = evaluation.report();
  said.push(report.fingerprint, String(evaluation.reportJson().length));
  const page: GapPage = evaluation.gaps({ measure: "protection_minors", unit: "4307", offset: 0, limit: 10 });
  const subject: Subject | undefined = page.gaps[0]?.subject;
  if (subject) {
    const why: Explanation = evaluation.explain("protection_minors", subject);
    said.push(why.class, JSON.stringify(why.subject));
  }
  said.push(String(evaluation.difference(earlier, 3).measures.length));
  const listed: SubjectPage = evaluation.subjects({ measure: "protection_minors", unit: "4307", classes: ["met", "excluded"], limit: 10 });
  const moved: MovePage = evaluation.moves(earlier, { measure: "protection_minors", unit: "4307", to: "met", limit: 10 });
  said.push(String(listed.total), String(moved.total), String(moved.counts.length), evaluation.periods()[0]?.first ?? "");
  said.push(String(evaluation.findings().length));

  using live: LiveEvaluation = plan.follow(ledger, { as_of: "2022-06-30", known_at: "2022-07-05" });
  batch.readJsonLines('{"record":"participation","activity":"a-02","person":"m-04","role":"audience"}\n');
  said.push(String(live.apply(batch)), String(live.applyGoodRows(batch).accepted));
  live.applyRecord({ record: "person", id: "new", unit: "4307", roles: ["minor"] });
  live.withdraw({ person: { id: "new" } }, "2022-07-01");
  live.moveTo("2022-07-01");
  using entered: Ledger = live.ledger();
  using anew = plan.evaluate(entered, { as_of: "2022-07-01", known_at: "2022-07-05" });
  const either: (Evaluation | LiveEvaluation)[] = [live, anew];
  said.push(...either.map((one) => one.fingerprint()), String(live.moves(earlier, { measure: "protection_minors", limit: 0 }).total));

  using scorecards = Scorecards.fromJson(given.scorecards, "scorecards.json");
  said.push(String(Scorecards.check(given.scorecards).length), scorecards.describe().id);
  using inputs = Inputs.fromJson(given.inputs, "inputs.json");
  scorecards.fits(plan);
  using flowed = Inputs.fromJson(given.inputs, "inputs.json");
  said.push(caught(() => flowed.take(scorecards, evaluation)));
  inputs.takeMeasures(scorecards, evaluation);
  inputs.takeLastYear(scorecards, earlier);
  using scores = scorecards.evaluate(inputs);
  const cards: ScoreReport = scores.report();
  const card = cards.results[0];
  const candidate = card?.candidates[0];
  if (card && candidate) {
    said.push(scorecards.calendar(card.id, "2022-12-31").steps.length.toString());
    said.push(scores.points(card.id, candidate.total.id, candidate.id).state);
    said.push(scores.explain(card.id, candidate.id)?.total.state ?? "");
    said.push(String(scores.ladder(card.id, "no such")));
    const signing: Signing = scores.propose(card.id, { by: "考核办", at: "2023-01-10" });
    said.push(scores.sign(signing, "sign", { by: "党组", at: "2023-01-11" }).state, String(scores.standing(signing).unchanged));
  }
  said.push(scores.fingerprint(), String(scores.reportJson().length));
  said.push(String(scores.statements("2022-12-31").length), String(scores.drawn("none").length));
  said.push(rank(["1", 2, null], "highest", "dense").join());

  try {
    evaluation.explain("no such", { person: "p" });
  } catch (error) {
    if (error instanceof JinguoError) said.push(error.code, error.kind, error.place.document, error.zh, error.en);
  }
  return said;
}

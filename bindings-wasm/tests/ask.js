// Puts the questions of examples/answers.rs to the package. It runs in Node and in a browser alike.

/** What comes back for a question: answers by what was asked. */
export function ask(jinguo, question) {
  const answers = {};
  const put = (asked, answer) => {
    if (asked in answers) throw new Error(`asked twice: ${asked}`);
    answers[asked] = answer;
  };
  const told = (asked, body) => {
    try {
      return body();
    } catch (error) {
      if (!(error instanceof jinguo.JinguoError)) throw error;
      put(asked, faults(error));
      return undefined;
    }
  };
  kinds[question.kind](jinguo, question, put, told);
  return answers;
}

function faults(error) {
  return JSON.stringify({ total: error.total, faults: error.faults });
}

const kinds = { case: askCase, scoring: askScoring, faults: askFaults, tables: askTables };

function askCase(jinguo, question, put, told) {
  const plan = jinguo.Plan.fromJson(question.plan, "plan.json");
  put("digest", plan.digest);
  const described = plan.describe();
  put("document", JSON.stringify(described.document));
  const batch = new jinguo.Batch();
  batch.readJsonLines(question.ledger, "ledger.jsonl");
  const ledger = new jinguo.Ledger();
  ledger.apply(batch);
  const evaluation = plan.evaluate(ledger, question.parameters);
  put("report", evaluation.reportJson());
  put("fingerprint", evaluation.fingerprint());
  const units = evaluation.units();
  put("units", JSON.stringify(units));
  put("periods", JSON.stringify(evaluation.periods()));
  put("findings", JSON.stringify(evaluation.findings()));
  for (const { id } of described.document.measures) {
    const measure = evaluation.measure(id, { strata: true });
    put(`measure ${id}`, JSON.stringify(measure));
    for (const { unit, stratum = [] } of measure.results) {
      put(`result ${id} ${unit} ${stratum.join(";")}`, JSON.stringify(evaluation.result(id, unit, stratum)));
    }
    const page = told(`gaps ${id}`, () => evaluation.gaps({ measure: id, limit: 1000 }));
    if (!page) continue;
    put(`gaps ${id}`, JSON.stringify(page));
    put(`subjects ${id}`, JSON.stringify(evaluation.subjects({ measure: id, limit: 1000 })));
    for (const { subject } of page.gaps) {
      put(`why ${id} ${JSON.stringify(subject)}`, JSON.stringify(evaluation.explain(id, subject)));
    }
  }
  for (const { id } of units) put(`at ${id}`, JSON.stringify(evaluation.at(id)));
  const day = new Date(Date.parse(question.parameters.as_of) - 45 * 86_400_000).toISOString().slice(0, 10);
  const earlier = told("difference", () => plan.evaluate(ledger, { as_of: day }));
  if (earlier) {
    put("difference", JSON.stringify(evaluation.difference(earlier, 10)));
    for (const { id } of described.document.measures) {
      const page = told(`moves ${id}`, () => evaluation.moves(earlier, { measure: id, limit: 1000 }));
      if (page) put(`moves ${id}`, JSON.stringify(page));
    }
  }
  for (const held of [plan, batch, ledger, evaluation, earlier]) held?.free();
}

function askScoring(jinguo, question, put, told) {
  const scorecards = jinguo.Scorecards.fromJson(question.document, "scorecards.json");
  const document = scorecards.describe();
  put("document", JSON.stringify(document));
  const inputs = told("inputs", () => jinguo.Inputs.fromJson(question.inputs, "inputs.json"));
  if (!inputs) return;
  const scores = told("scores", () => scorecards.evaluate(inputs));
  if (!scores) return;
  put("report", scores.reportJson());
  put("fingerprint", scores.fingerprint());
  for (const { id: card, candidates } of scores.report().results) {
    put(`calendar ${card}`, JSON.stringify(scorecards.calendar(card, "2022-12-31")));
    for (const { id: candidate, items, sections } of candidates) {
      put(`why ${card} ${candidate}`, JSON.stringify(scores.explain(card, candidate)));
      for (const { id: part } of [...items, ...sections]) {
        put(`points ${card} ${part} ${candidate}`, JSON.stringify(scores.points(card, part, candidate)));
      }
    }
  }
  for (const { id: card, rankings = [] } of document.scorecards ?? []) {
    for (const { id } of rankings) put(`ladder ${card} ${id}`, JSON.stringify(scores.ladder(card, id)));
  }
  put("statements", JSON.stringify(scores.statements("2022-12-31")));
  for (const { id } of document.samples ?? []) put(`drawn ${id}`, JSON.stringify(scores.drawn(id)));
  for (const [card, steps] of Object.entries(question.signing ?? {})) {
    let signing;
    for (const [nth, step] of steps.entries()) {
      const given = JSON.parse(question.inputs);
      if (step.overrides) given.overrides = step.overrides;
      const changed = jinguo.Inputs.fromJson(JSON.stringify(given), "inputs.json");
      const now = scorecards.evaluate(changed);
      put(`standing ${card} ${nth}`, JSON.stringify(signing ? now.standing(signing) : null));
      const next = told(`sign ${card} ${nth}`, () =>
        signing ? now.sign(signing, step.step, step.signature) : now.propose(card, step.signature),
      );
      if (next) put(`sign ${card} ${nth}`, JSON.stringify((signing = next)));
      changed.free();
      now.free();
    }
  }
  for (const held of [scorecards, inputs, scores]) held.free();
}

function askFaults(jinguo, question, put) {
  const kind = question.plan ? jinguo.Plan : jinguo.Scorecards;
  let error;
  try {
    kind.fromJson(question.text, question.name);
  } catch (thrown) {
    error = thrown;
  }
  put("faults", faults(error));
  put("zh", error.zh);
  put("en", error.en);
  const checked = kind.check(question.text, question.name);
  if (JSON.stringify(checked) !== JSON.stringify(error.faults)) throw new Error("check tells other faults");
}

function askTables(jinguo, question, put, told) {
  const ledger = new jinguo.Ledger();
  for (const file of question.tables) {
    const [table, text] = [file.replace(".csv", ""), question.texts[file]];
    let batch = new jinguo.Batch();
    if (told(`all ${file}`, () => batch.readCsv(table, text, file)) === undefined && batch.length !== 0) {
      throw new Error(`${file}: rows of a bad file are in the batch`);
    }
    batch.free();
    batch = new jinguo.Batch();
    const rejected = batch.readCsvGoodRows(table, new TextEncoder().encode(text), file);
    put(`good ${file}`, `${JSON.stringify(rejected)}\n`);
    put(`receipt ${file}`, `${JSON.stringify(ledger.applyGoodRows(batch))}\n`);
    batch.free();
  }
  ledger.free();
}

/** Asks everything and tells what differs. */
export function compare(jinguo, questions, expected) {
  const told = [];
  let equal = 0;
  for (const question of questions) {
    let answers;
    try {
      answers = ask(jinguo, question);
    } catch (error) {
      told.push(`${question.name}: ${error.stack}`);
      continue;
    }
    const wanted = expected[question.name];
    for (const asked of new Set([...Object.keys(wanted), ...Object.keys(answers)])) {
      if (wanted[asked] === answers[asked]) equal += 1;
      else told.push(`${question.name}, ${asked}:\n  wanted ${wanted[asked]}\n  found  ${answers[asked]}`);
    }
  }
  return { questions: questions.length, equal, told };
}

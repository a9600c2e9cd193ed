/** Titles of the words of a plan. */
import type { Measure, PlanDocument } from "jinguo";
import { DATUM } from "./words";

/** Looks up what people call a word, a measure, a set. */
export class Titles {
  readonly #words = new Map<string, string>();
  readonly #measures = new Map<string, Measure>();
  readonly #levels: string[];

  constructor(plan: PlanDocument) {
    for (const list of Object.values(plan.vocabulary)) {
      if (!Array.isArray(list)) continue;
      for (const term of list) if (!this.#words.has(term.id)) this.#words.set(term.id, term.title.zh);
    }
    for (const set of plan.sets ?? []) this.#words.set(`@${set.id}`, set.title.zh);
    for (const measure of plan.measures) this.#measures.set(measure.id, measure);
    this.#levels = (plan.vocabulary.levels ?? []).map((term) => term.id);
  }

  /** A word by its title, whatever list it stands in; itself where the plan does not know it. */
  word(word: string): string {
    return this.#words.get(word) ?? DATUM[word] ?? word;
  }

  /** Any of several words. */
  words(words: readonly string[]): string {
    return words.map((word) => this.word(word)).join("或");
  }

  /** A composite names its components; other facts are identifiers of the ledger. */
  fact(fact: string): string {
    return this.#measures.get(fact)?.title.zh ?? fact;
  }

  isMeasure(id: string): boolean {
    return this.#measures.has(id);
  }

  /** How high a level stands in the vocabulary: 0 is the highest. */
  rank(level: string): number {
    const at = this.#levels.indexOf(level);
    return at < 0 ? this.#levels.length : at;
  }

  /** A value that a step of an explanation used. */
  value(value: string): string {
    if (value === "") return "（没有）";
    if (value === "true") return "是";
    if (value === "false") return "否";
    return value.split(/[;,]/).map((word) => this.word(word.trim())).join("、");
  }
}

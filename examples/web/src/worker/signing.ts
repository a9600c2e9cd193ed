/** Signing (签署) of the scores of a scorecard: who put them forward, signed, published and confirmed them, and whether they are still the same. */
import type { ScoreChange, Scores, Signing, SigningStep } from "jinguo";
import { number } from "../words/exact";
import { SIGNING_STATE, SIGNING_STEP, STATE, type StepKind } from "../words/words";

export interface SigningView {
  /** 已提出, 已审定, …; empty before the first step. */
  state: string;
  steps: { title: string; by: string; at: string; note: string; digest: string; changes: string[] }[];
  /** The steps that may follow. */
  next: { kind: StepKind; title: string }[];
  /** Candidates whose appeal is open. */
  appeals: { id: string; name: string }[];
  /** Whether the scores are still those of the last step. */
  standing: { unchanged: boolean; digest: string; changes: string[] } | null;
}

/** What a person fills in. */
export interface StepGiven {
  kind: StepKind;
  by: string;
  note: string;
  /** The candidate of an appeal. */
  candidate: string;
}

/** How many changes are written out. */
const CHANGES = 20;

/** Where the scores of a scorecard stand; `null` is before the first step. */
export function signingView(scores: Scores, signing: Signing | null, name: (candidate: string) => string): SigningView {
  const step = (kind: StepKind) => ({ kind, title: SIGNING_STEP[kind] });
  if (!signing) return { state: "", steps: [], next: [step("propose")], appeals: [], standing: null };
  const { unchanged, digest, changes } = scores.standing(signing);
  const appeals = signing.open_appeals.map((id) => ({ id, name: name(id) }));
  return {
    state: SIGNING_STATE[signing.state],
    steps: signing.steps.map(({ step, signature, digest, changes = [] }) => {
      const [kind, candidate] = stepOf(step);
      return {
        title: candidate === "" ? SIGNING_STEP[kind] : `${SIGNING_STEP[kind]}：${name(candidate)}`,
        by: signature.by,
        at: signature.at.replace("T", " "),
        note: signature.note ?? "",
        digest,
        changes: changes.slice(0, CHANGES).map((change) => changed(change, name)),
      };
    }),
    next: NEXT[signing.state].filter((kind) => (kind === "decide" ? appeals.length > 0 : kind === "confirm" ? appeals.length === 0 : true)).map(step),
    appeals,
    standing: { unchanged, digest, changes: changes.slice(0, CHANGES).map((change) => changed(change, name)) },
  };
}

const NEXT: Record<Signing["state"], readonly StepKind[]> = {
  proposed: ["sign", "amend"], signed: ["publish", "amend"], published: ["confirm", "appeal", "decide"], confirmed: [],
};

/** Does a step. What does not follow, or does not fit the scores, is refused by the library. */
export function sign(scores: Scores, scorecard: string, signing: Signing | null, given: StepGiven, at: string): Signing {
  const note = given.note.trim();
  const signature = { by: given.by.trim(), at, ...(note === "" ? {} : { note }) };
  if (!signing || given.kind === "propose") return scores.propose(scorecard, signature);
  const step: SigningStep = given.kind === "appeal" ? { appeal: given.candidate.trim() } : given.kind === "decide" ? { decide: given.candidate.trim() } : given.kind;
  return scores.sign(signing, step, signature);
}

function stepOf(step: SigningStep): [StepKind, string] {
  return typeof step === "string" ? [step, ""] : (Object.entries(step)[0] as [StepKind, string]);
}

function changed({ candidate, before, after, grade_before: was, grade_after: is }: ScoreChange, name: (candidate: string) => string): string {
  const points = (of: ScoreChange["before"]) => (of.value === undefined ? STATE[of.state] : number(of.value));
  const grade = was === is ? "" : `，等次由${was ?? "无"}变为${is ?? "无"}`;
  return `${name(candidate)}：${points(before)} → ${points(after)}${grade}`;
}

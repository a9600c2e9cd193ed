/**
 * Who is counted. The library lists who is missing; so whoever is counted is asked for by the same measure turned round: met
 * becomes open, and the gap list of that is the list of those who are counted.
 */
import type { Criterion, Evaluation, Ledger, Measure, PlanDocument } from "jinguo";
import { Plan } from "jinguo";

/** The measure turned round; nothing for a composite, whose parts have lists of their own. */
export function turnedRound(measure: Measure): Measure | null {
  const { numerator, numerator_exclusion, initial_population } = measure;
  if (measure.scoring === "composite" || !initial_population) return null;
  const has = numerator ?? initial_population;
  const not: Criterion = { not: namedOnly(has) };
  return {
    id: measure.id,
    title: measure.title,
    clause: measure.clause,
    basis: measure.basis,
    scoring: "proportion",
    improvement: "increase",
    initial_population,
    ...(measure.denominator ? { denominator: measure.denominator } : {}),
    ...(measure.denominator_exclusion ? { denominator_exclusion: measure.denominator_exclusion } : {}),
    ...(measure.hierarchy ? { hierarchy: measure.hierarchy } : {}),
    ...(measure.period ? { period: measure.period } : {}),
    ...(measure.pace ? { pace: measure.pace } : {}),
    numerator: numerator_exclusion ? { any: [not, numerator_exclusion] } : not,
  };
}

/** The evaluation of the measure turned round; the caller frees it. */
export function evaluateTurned(document: PlanDocument, measure: Measure, ledger: Ledger, days: { as_of: string; known_at?: string }): Evaluation {
  const plan = Plan.fromJson(JSON.stringify({ ...document, measures: [measure] }), "plan.json");
  try {
    return plan.evaluate(ledger, days);
  } finally {
    plan.free();
  }
}

/** Headcounts name nobody. */
function namedOnly(criterion: Criterion): Criterion {
  if ("all" in criterion) return { all: criterion.all.map(namedOnly) };
  if ("any" in criterion) return { any: criterion.any.map(namedOnly) };
  if ("not" in criterion) return { not: namedOnly(criterion.not) };
  if (!("participated" in criterion)) return criterion;
  const { headcount: _, ...participated } = criterion.participated;
  return { participated };
}

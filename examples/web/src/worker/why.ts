/** Why a subject counts or does not: the trace of the library with the words of the plan. */
import type { Criterion, Explanation, Measure, Trace } from "jinguo";
import { parts, phrase } from "../words/criterion";
import { day } from "../words/number";
import type { Titles } from "../words/titles";
import { CRITERION, POPULATION, subjectOf, VALUE } from "../words/words";
import type { Tree } from "./tree";
import type { Line, PopulationView, StepView, WhyView } from "./view";

type Population = keyof typeof POPULATION;

/** The populations of a measure in words. */
export function populations(titles: Titles, measure: Measure): PopulationView[] {
  return (Object.keys(POPULATION) as Population[]).flatMap((key) => {
    const criterion = measure[key];
    return criterion ? [{ title: POPULATION[key], lines: lines(titles, criterion, 0) }] : [];
  });
}

function lines(titles: Titles, criterion: Criterion, depth: number): Line[] {
  return [
    { depth, text: phrase(titles, criterion) },
    ...parts(criterion).flatMap((part) => lines(titles, part, depth + 1)),
  ];
}

/** An explanation written out. */
export function whyView(titles: Titles, tree: Tree, measure: Measure, explanation: Explanation): WhyView {
  const [kind, id] = subjectOf(explanation.subject);
  return {
    measure: measure.id,
    subject: kind === "unit" ? `${tree.name(id)}（${id}）` : id,
    place: tree.place(explanation.unit),
    first: explanation.first,
    last: explanation.last,
    at: explanation.at,
    class: explanation.class,
    reopens: explanation.reopens ? day(explanation.reopens) : "",
    populations: explanation.populations.map(({ population, criterion }) => ({
      title: POPULATION[population as Population] ?? population,
      step: step(titles, tree, criterion, measure[population as Population]),
    })),
    components: (explanation.components ?? []).map((component) => ({
      id: component.measure, title: titles.fact(component.measure), class: component.class,
    })),
  };
}

function step(titles: Titles, tree: Tree, trace: Trace, criterion: Criterion | undefined): StepView {
  const inner = criterion ? parts(criterion) : [];
  const value = (text: string) => (tree.unit(text) ? `${tree.name(text)}（${text}）` : titles.value(text));
  return {
    holds: trace.holds,
    asked: criterion ? phrase(titles, criterion) : CRITERION[trace.kind] ?? trace.kind,
    seen: (trace.values ?? []).map(([key, text]) => `${VALUE[key] ?? key} ${value(text)}`),
    facts: trace.facts ?? [],
    steps: (trace.steps ?? []).map((each, at) => step(titles, tree, each, inner[at])),
  };
}

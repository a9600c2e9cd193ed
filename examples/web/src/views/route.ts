/** Where on the page one is: kept in the address behind the `#`, so that back and forward work. */
import { useEffect, useState } from "preact/hooks";
import type { SubjectKind } from "../words/words";
import type { ListKind } from "../worker/view";

export type Route =
  | { at: "plan"; unit: string }
  | { at: "measure"; measure: string; unit: string; level: string }
  | { at: ListKind; measure: string; unit: string }
  | { at: "why"; measure: string; unit: string; kind: SubjectKind; id: string }
  | { at: "scores"; scorecard: string; candidate: string }
  | { at: "changes"; unit: string; from: string }
  | { at: "moves"; measure: string; unit: string; from: string; pair: string }
  | { at: "data" };

/** The address of a place. */
export function href(route: Route): string {
  const parts = (() => {
    switch (route.at) {
      case "plan": return ["plan", route.unit];
      case "measure": return ["measure", route.measure, route.unit, route.level];
      case "gaps": case "counted": case "excluded": case "excepted": return [route.at, route.measure, route.unit];
      case "why": return ["why", route.measure, route.unit, route.kind, route.id];
      case "scores": return ["scores", route.scorecard, route.candidate];
      case "changes": return ["changes", route.unit, route.from];
      case "moves": return ["moves", route.measure, route.unit, route.from, route.pair];
      case "data": return ["data"];
    }
  })();
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

function parse(hash: string): Route | null {
  const [at, a = "", b = "", c = "", d = ""] = hash.replace(/^#\//, "").split("/").map(decodeURIComponent);
  switch (at) {
    case "plan": return { at, unit: a };
    case "measure": return { at, measure: a, unit: b, level: c };
    case "gaps": case "counted": case "excluded": case "excepted": return { at, measure: a, unit: b };
    case "why": return { at, measure: a, unit: b, kind: c as SubjectKind, id: d };
    case "scores": return { at, scorecard: a, candidate: b };
    case "changes": return { at, unit: a, from: b };
    case "moves": return { at, measure: a, unit: b, from: c, pair: d };
    case "data": return { at };
    default: return null;
  }
}

/** Goes to a place. */
export function go(route: Route): void {
  window.location.hash = href(route);
}

/** The place where one is; nothing before anything is open. */
export function useRoute(): Route | null {
  const [route, set] = useState(() => parse(window.location.hash));
  useEffect(() => {
    const changed = () => {
      set(parse(window.location.hash));
      window.scrollTo(0, 0);
    };
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  return route;
}

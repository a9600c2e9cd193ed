/** Exact numbers for people, rounded by the library: the only place where anything is rounded. */
import { type Exact, type RoundingMode, round } from "jinguo";
import { grouped } from "./number";

/** A rate as a percentage with two digits, rounded half up; but 100 % and 0 % stand only for exactly that. */
export function rate(value: Exact): string {
  if (value === "1") return "100%";
  if (value === "0") return "0%";
  const shown = (mode: RoundingMode) => round(value, { factor: 100, digits: 2, mode });
  const exact = (text: string) => text === "100.00" || text === "0.00";
  const text = (["half_up", "down", "up"] as const).map(shown).find((text) => !exact(text));
  return `${text ?? value}%`;
}

/** A number: whole ones with separators between thousands, others with two digits. */
export function number(value: Exact): string {
  const whole = /^-?\d+$/.test(value);
  const text = whole ? value : round(value, { digits: 2 });
  return text.startsWith("-") ? `-${grouped(text.slice(1))}` : grouped(text);
}

/** About how much it is: for drawing and for the order of a column only, never to decide. */
export function about(value: Exact): number {
  const [above, below] = value.split("/").map(Number);
  return (above ?? 0) / (below ?? 1);
}

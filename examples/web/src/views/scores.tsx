export function Scores(_: { scorecard: string; candidate: string }) {
  return null;
}

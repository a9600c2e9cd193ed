/** How a result stands: always a word and a sign, the colour only beside them. */
import type { Status } from "jinguo";
import { STATUS } from "../words/words";
import type { Way } from "../worker/view";

const SIGN: Record<Status, string> = {
  tracked: "·", not_started: "○", undetermined: "?", on_track: "▲", at_risk: "!", off_track: "▼", met: "✓", met_late: "✓", missed: "✗",
};

export function StatusPill({ status }: { status: Status }) {
  return <span class={`pill ${status}`}><span aria-hidden="true">{SIGN[status]}</span> {STATUS[status]}</span>;
}

/** The way to a target: how far it is done, and a mark for where it should be. */
export function Bar({ way, status, text }: { way: Way; status: Status; text: string }) {
  const width = 200;
  return (
    <svg class={`bar ${status}`} viewBox={`0 0 ${width} 12`} preserveAspectRatio="none" role="img" aria-label={text}>
      <title>{text}</title>
      <rect class="track" x="0" y="2" width={width} height="8" rx="2" />
      <rect class="done" x="0" y="2" width={way.done * width} height="8" rx="2" />
      <rect class="due" x={Math.min(width - 2, way.due * width)} y="0" width="2" height="12" />
    </svg>
  );
}

/** Asking why for an identifier that one knows: also for who is covered, and so stands in no gap list. */
import { useState } from "preact/hooks";
import { SUBJECT, type SubjectKind } from "../words/words";
import type { MeasureView } from "../worker/view";
import { go } from "./route";

const KIND: Record<string, SubjectKind> = { 按人: "person", 按单位: "unit", 按活动: "event", 按组织: "organisation" };

export function Lookup({ measure, unit }: { measure: MeasureView; unit: string }) {
  const [id, setId] = useState("");
  const kind = KIND[measure.basis] ?? "person";
  return (
    <form class="lookup" onSubmit={(event) => {
      event.preventDefault();
      if (id.trim() !== "") go({ at: "why", measure: measure.id, unit, kind, id: id.trim() });
    }}>
      <label>查一个{SUBJECT[kind]}为什么算或不算
        <input type="search" placeholder={`${SUBJECT[kind]}编号`} value={id} onInput={(event) => setId(event.currentTarget.value)} />
      </label>
      <button type="submit">查</button>
    </form>
  );
}

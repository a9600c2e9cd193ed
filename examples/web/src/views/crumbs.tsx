/** The units from the top down to the one that is looked at. */
import type { UnitView } from "../worker/view";
import { href, type Route } from "./route";

export function Crumbs({ path, to }: { path: readonly UnitView[]; to(unit: string): Route }) {
  return (
    <nav class="crumbs" aria-label="所在单位">
      <ol>
        {path.map((unit, at) => (
          <li key={unit.id}>
            {at === path.length - 1 ? <span aria-current="page">{unit.name}</span> : <a href={href(to(unit.id))}>{unit.name}</a>}
          </li>
        ))}
      </ol>
    </nav>
  );
}

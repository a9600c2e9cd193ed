/** The units from the top down to the one that is looked at, and a way further down. */
import type { Overview, UnitView } from "../worker/view";
import { go, href, type Route } from "./route";

interface Props {
  path: readonly UnitView[];
  below?: Overview["below"];
  to(unit: string): Route;
}

export function Crumbs({ path, below = [], to }: Props) {
  return (
    <nav class="crumbs" aria-label="所在单位">
      <ol>
        {path.map((unit, at) => (
          <li key={unit.id}>
            {at === path.length - 1 ? <span aria-current="page">{unit.name}</span> : <a href={href(to(unit.id))}>{unit.name}</a>}
          </li>
        ))}
        {below.length > 0 && (
          <li>
            <select aria-label="下级单位" value="" onChange={(event) => { if (event.currentTarget.value) go(to(event.currentTarget.value)); }}>
              <option value="">看下级……</option>
              {below.map((level) => (
                <optgroup key={level.title} label={level.title}>
                  {level.units.map((unit) => <option key={unit.id} value={unit.id}>{unit.name}</option>)}
                </optgroup>
              ))}
            </select>
          </li>
        )}
      </ol>
    </nav>
  );
}

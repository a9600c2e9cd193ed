/** The units of an evaluation as a tree. */
import type { ReportUnit } from "jinguo";
import type { UnitView } from "./view";

export class Tree {
  readonly #units = new Map<string, ReportUnit>();
  readonly #below = new Map<string, ReportUnit[]>();
  readonly #places = new Map<string, string>();

  constructor(units: readonly ReportUnit[]) {
    for (const unit of units) {
      this.#units.set(unit.id, unit);
      const above = unit.parent ?? "";
      const siblings = this.#below.get(above);
      if (siblings) siblings.push(unit);
      else this.#below.set(above, [unit]);
    }
  }

  unit(id: string): ReportUnit | undefined {
    return this.#units.get(id);
  }

  name(id: string): string {
    return this.#units.get(id)?.name ?? id;
  }

  below(id: string): readonly ReportUnit[] {
    return this.#below.get(id) ?? [];
  }

  /** The unit at the top with the most below it. */
  root(): ReportUnit | undefined {
    const roots = this.below("");
    return [...roots].sort((a, b) => this.below(b.id).length - this.below(a.id).length)[0];
  }

  /** From the top down to the unit itself. */
  path(id: string): UnitView[] {
    const path: UnitView[] = [];
    for (let at = this.#units.get(id); at; at = at.parent === undefined ? undefined : this.#units.get(at.parent)) {
      path.push({ id: at.id, name: at.name, level: at.level });
    }
    return path.reverse();
  }

  /** The names from below the top down to the unit, such as 武陵区 / 启明街道 / 皂果树社区. */
  place(id: string): string {
    let place = this.#places.get(id);
    if (place === undefined) {
      const path = this.path(id).map((unit) => unit.name);
      place = (path.length > 1 ? path.slice(1) : path).join(" / ") || id;
      this.#places.set(id, place);
    }
    return place;
  }
}

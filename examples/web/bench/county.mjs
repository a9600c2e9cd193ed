// The county of the benchmark: out of the synthetic city one county with more than 300,000 people and 1,000,000 participations, as CSV files.
import { execFileSync } from "node:child_process";
import { createReadStream, createWriteStream, existsSync, mkdirSync, rmSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const COUNTY = "430723";
const PEOPLE = 325_000;
const PARTICIPATIONS = 1_000_000;

/** Makes the files, if they are not there, and gives their names. */
export async function county(program, folder) {
  const files = ["units", "persons", "organisations", "activities", "participations", "observations"].map((table) => join(folder, `${table}.csv`));
  if (files.every(existsSync)) return files;
  const city = join(folder, "city");
  mkdirSync(city, { recursive: true });
  execFileSync(program, ["synthesize", city, "--divide", "1"], { stdio: ["ignore", "ignore", "inherit"] });
  const people = new Set();
  const activities = new Set();
  let parts = 0;
  const tests = {
    // The county, the city above it, and the organs and enterprises right below the city.
    units: ([id, , , parent]) => id.startsWith(COUNTY) || id === "4307" || parent === "4307",
    persons: ([id, unit]) => {
      // A row that moves somebody to another county would name a unit that is not there.
      if (!unit.startsWith(COUNTY) || (!people.has(id) && people.size >= PEOPLE)) return false;
      people.add(id);
      return true;
    },
    organisations: ([, , , host]) => host.startsWith(COUNTY),
    activities: ([id, , , , , , hosts]) => {
      const here = activities.has(id) || hosts.startsWith(COUNTY);
      if (here) activities.add(id);
      return here;
    },
    participations: ([activity, person]) => people.has(person) && activities.has(activity) && ++parts <= PARTICIPATIONS,
    observations: ([, , unit]) => unit.startsWith(COUNTY),
  };
  for (const [table, test] of Object.entries(tests)) await keep(join(city, `${table}.csv`), join(folder, `${table}.csv`), test);
  rmSync(city, { recursive: true });
  return files;
}

async function keep(from, to, test) {
  const out = createWriteStream(to);
  let header = true;
  for await (const line of createInterface({ input: createReadStream(from) })) {
    // Lists in quotes do not matter here: what is looked at stands before them, or is their first word.
    if ((header || test(line.replace(/"/g, "").split(",", 8))) && !out.write(`${line}\n`)) await once(out, "drain");
    header = false;
  }
  out.end();
  await once(out, "close");
}

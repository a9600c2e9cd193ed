/** What the Worker gives to the page: plain data, with every number written out. Rows of persons never stand here but in pages. */
import type { Class, State, Status, Table } from "jinguo";
import type { SubjectKind } from "../words/words";

/** A unit as the page shows it. */
export interface UnitView {
  id: string;
  name: string;
  level: string;
}

/** A line of indented text. */
export interface Line {
  depth: number;
  text: string;
}

/** A population of a measure in words. */
export interface PopulationView {
  title: string;
  lines: Line[];
}

/** What a measure is. */
export interface MeasureView {
  id: string;
  clause: string;
  title: string;
  note: string;
  basis: string;
  scoring: string;
  /** Whether the result is a number, not a rate. */
  isCount: boolean;
  hasTarget: boolean;
  populations: PopulationView[];
  components: { id: string; title: string }[];
  /** Whether it has subjects that can be listed. */
  hasList: boolean;
}

/** A clause with the clauses above it. */
export interface ClauseView {
  id: string;
  number: string;
  title: string;
  parent?: string;
}

/** What is open: plan, period, ledger. */
export interface Scene {
  title: string;
  version: string;
  issuer: string;
  /** That the data are made up, or that parts are built in; empty where all is the user's own. */
  labels: string[];
  clauses: ClauseView[];
  measures: MeasureView[];
  root: UnitView;
  /** First and last day of the period, and the day with which the page begins. */
  first: string;
  last: string;
  asOf: string;
  records: { table: Table; rows: number }[];
  /** How many rows did not enter. */
  rejected: number;
  problems: number;
  hasScores: boolean;
}

/** How far the way to a target is done and how far it should be, from 0 to 1, for drawing. */
export interface Way {
  done: number;
  due: number;
}

/** One result, written out. */
export interface ResultView {
  /** What the row is of: a measure, or a unit or stratum. */
  id: string;
  state: State;
  status: Status;
  /** 覆盖率, or the number of a count, or the state in words. */
  value: string;
  /** 已覆盖 / 应覆盖. */
  counts: string;
  target: string;
  due: string;
  /** What is missing to the target. */
  missing: string;
  way: Way | null;
  /** The day on which the target is reached if things go on like this. */
  finish: string;
  /** How the pace comes about, in one sentence; empty without a target. */
  pace: string;
  flags: string[];
  /** How many stand in the gap list: open, prospective, unknown, void. */
  gaps: number;
  classes: { class: Class; count: number }[];
  /** The value, or both ends of the interval, for drawing and sorting only; nothing where there is no value. */
  low: number | null;
  high: number | null;
  /** Further sentences: official number, organisations. */
  more: string[];
}

/** Everything on one unit. */
export interface Overview {
  unit: UnitView;
  /** From the top down to the unit itself. */
  path: UnitView[];
  /** The units below it, by level. */
  below: { title: string; units: UnitView[] }[];
  results: ResultView[];
}

/** A row of the ranking of the units below one. */
export interface RankedView extends ResultView {
  name: string;
  rank: string;
  /** Whether something lies below it. */
  inner: boolean;
}

/** One measure at one unit, and at the units below it. */
export interface Drill {
  unit: UnitView;
  path: UnitView[];
  own: ResultView | null;
  levels: { id: string; title: string; units: number }[];
  level: string;
  below: RankedView[];
  strata: { title: string; rows: (ResultView & { name: string })[] }[];
}

/** Who is missing. */
export interface GapView {
  kind: SubjectKind;
  id: string;
  name: string;
  unit: string;
  place: string;
  class: Class;
  reason: string;
  facts: string;
  closes: string;
  due: string;
  code: string;
}

export type GapColumn = "place" | "name" | "class" | "reason" | "closes" | "due";

/** Who is missing, who is counted, who stays out of the count. */
export type ListKind = "gaps" | "counted" | "excluded" | "excepted";

/** Which part of which list. */
export interface GapsQuery {
  list: ListKind;
  measure: string;
  unit: string;
  search: string;
  sort: { by: GapColumn; descending: boolean } | null;
  offset: number;
  limit: number;
}

/** A page of gaps. `found` is how many the search leaves of `total`. */
export interface GapsPage {
  /** The name of the unit. */
  unit: string;
  /** How many rows come before these. */
  offset: number;
  rows: GapView[];
  found: number;
  total: number;
}

/** A measure that differs between two days. */
export interface ChangeView {
  id: string;
  title: string;
  clause: string;
  before: ResultView | null;
  after: ResultView | null;
  /** How much a whole number grew. */
  gained: string;
  /** How many gaps came, went, fell due; and how many subjects moved in all. */
  opened: number;
  closed: number;
  due: number;
  moved: number;
}

/** What differs at one unit. */
export interface ChangesView {
  unit: UnitView;
  path: UnitView[];
  below: Overview["below"];
  rows: ChangeView[];
}

/** Which of those who moved. */
export interface MovesQuery {
  measure: string;
  unit: string;
  from: Class | null;
  to: Class | null;
  offset: number;
  limit: number;
}

/** Somebody who moved from one class to another. */
export interface MoveView {
  kind: SubjectKind;
  id: string;
  name: string;
  unit: string;
  place: string;
  from: Class;
  to: Class;
}

/** A page of them. */
export interface MovesPage {
  unit: string;
  counts: { from: Class; to: Class; count: number }[];
  /** How many rows come before these. */
  offset: number;
  rows: MoveView[];
  total: number;
}

/** A step of an explanation. */
export interface StepView {
  holds: "true" | "false" | "unknown";
  asked: string;
  seen: string[];
  facts: string[];
  steps: StepView[];
}

/** Why a subject counts or does not. */
export interface WhyView {
  measure: string;
  subject: string;
  place: string;
  first: string;
  last: string;
  at: string;
  class: Class;
  reopens: string;
  populations: { title: string; step: StepView }[];
  components: { id: string; title: string; class: Class }[];
}

/** A fact as it stands in a file. */
export interface RecordView {
  id: string;
  file: string;
  row: number;
  fields: [string, string][];
}

/** A row that did not enter, or a file as a whole. */
export interface ProblemView {
  /** The file, with the sheet of a workbook. */
  file: string;
  row: string;
  column: string;
  found: string;
  expected: string;
  code: string;
}

/** What opening gave: a scene with which one can go on, or nothing; and what is wrong. */
export interface Opened {
  scene: Scene | null;
  /** How many rows entered. */
  accepted: number;
  problems: number;
  /** How many rows did not enter. */
  rejected: number;
  /** Files that did not enter at all. */
  files: string[];
}

/** Something odd about the facts that did enter. */
export interface FindingView {
  what: string;
  count: number;
  about: string;
  advice: string;
  examples: string[];
}

/** A page of problems. */
export interface ProblemsPage {
  /** How many rows come before these. */
  offset: number;
  rows: ProblemView[];
  total: number;
}

/** A file that the page saves. */
export interface Export {
  name: string;
  data: Blob;
}

export type ExportFormat = "csv" | "xlsx";

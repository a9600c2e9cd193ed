// Made by types.mjs from core/schema; do not edit.

/** An exact number: a decimal such as `"0.95"` where it ends, else a fraction such as `"2/3"`. `round` makes a view of it. */
export type Exact = string;

/** An exact number in a document that is read: an integer, or a text such as `"0.95"`, `"95%"` or `"19/20"`. */
export type ExactInput = number | string;

/** A report: for each measure, unit and stratum, how far it has come. */
export interface Report {
  /** The version of the library. */
  engine: string;
  /** What is odd about the facts. */
  findings: Finding[];
  /** SM3 digest over plan, ledger and parameters, in hexadecimal: which inputs gave this report. */
  fingerprint: string;
  /** The ledger. */
  ledger: LedgerStamp;
  /** The measures, in the order of the plan. */
  measures: MeasureReport[];
  /** What was asked for. */
  parameters: Parameters;
  /** The plan. */
  plan: PlanStamp;
  /** The form of the document: `jinguo-report/1`. */
  schema: string;
  /** The units that appear in results, in the order of the tree, as on `as_of`. */
  units: ReportUnit[];
}

/** Something odd about the facts. */
export interface Finding {
  /** The word or list it is about, where there is one. */
  about?: string;
  /** What. */
  code: FindingCode;
  /** How many records. */
  count: number;
  /** Up to five ids, the smallest first. */
  examples?: string[];
  /** The known word nearest to it. */
  nearest?: string;
}

/** Kinds of findings. */
export type FindingCode = 
  | "unmatched_person"
  | "duplicate_participation"
  | "unknown_word"
  | "resident_of_closed_unit"
  | "host_closed"
  | "planned_overdue"
  | "missing_birth_date";

/** Which facts: how many records are known, and their digest. */
export interface LedgerStamp {
  /** Activity records. */
  activities: number;
  /** SM3 digest of all records; their order does not matter. */
  digest: string;
  /** Observation records. */
  observations: number;
  /** Organisation records. */
  organisations: number;
  /** Participation records, duplicates left out. */
  participations: number;
  /** Person records. */
  persons: number;
  /** Records of each kind, whenever they were entered. */
  units: number;
}

/** The results of one measure. */
export interface MeasureReport {
  /** The day on which subjects were looked at: `as_of`, but not after `last`. */
  at: Day;
  /** Basis. */
  basis: Basis;
  /** Clause. */
  clause: string;
  /** First day of the measurement period. */
  first: Day;
  /** Identifier. */
  id: string;
  /** Direction. */
  improvement: Improvement;
  /** Last day of the measurement period. */
  last: Day;
  /** One result for each unit that has subjects or a target, in the order of the tree; then those of the strata. */
  results: UnitResult[];
  /** Scoring. */
  scoring: Scoring;
  /** Title. */
  title: Text;
}

/** A civil day, YYYY-MM-DD. */
export type Day = string;

/** What a measure counts (口径). */
export type Basis = "person" | "unit" | "event" | "organisation";

/** Which direction is better. */
export type Improvement = "increase" | "decrease";

/** One measure at one unit, for one stratum. */
export interface UnitResult {
  /** Bounds where headcounts without names could cover more people than are named. */
  bounds?: Bounds;
  /** Class counts, from which a reader can recompute the value. */
  classes: Classes;
  /** The denominator: `met + void + open + prospective + unknown`, or for an opportunity composite the sum. */
  denominator: number;
  /** What a reader must know before using the number. */
  flags?: Flag[];
  /** The numerator: `met`, or for an opportunity composite the sum over components. */
  numerator: number;
  /** The official number of subjects, where the measure names one. */
  official?: Official;
  /** The three counts of organisation coverage. For unit measures that ask for organisations. */
  organisations?: OrganisationCounts;
  /** Pace towards the target. */
  pace?: PaceResult;
  /** State. */
  state: State;
  /** How it stands. */
  status: Status;
  /** The stratum as `stratifier=category` pairs; empty for everybody. */
  stratum?: string[];
  /** The target in force here. */
  target?: TargetResult;
  /** The unit. */
  unit: string;
  /** The value: the rate, the count or sum, the composite's score. Only in state `value`. */
  value?: Exact;
}

/** The least and the greatest value that the facts allow. */
export interface Bounds {
  /** Every head without a name is another subject that is still open here. */
  high: Exact;
  /** Only named participants are covered. */
  low: Exact;
  /** Heads without a name that could belong here. */
  unnamed: number;
}

/** How many subjects are in each class; `outside` is not counted. */
export interface Classes {
  /** 有理由未完成. */
  excepted: number;
  /** 不计入. */
  excluded: number;
  /** 已覆盖. */
  met: number;
  /** 未覆盖, the due day has passed. */
  open: number;
  /** 未覆盖, the due day is ahead. */
  prospective: number;
  /** A needed datum is missing. */
  unknown: number;
  /** 无效完成. */
  void: number;
}

/** What a reader must know before using a number. */
export interface Flag {
  /** What. */
  code: FlagCode;
  /** How many: subjects, activities or heads, as the code says. */
  count: number;
}

/** Kinds of flags. */
export type FlagCode = 
  | "over_coverage"
  | "register_above_official"
  | "register_below_official"
  | "headcount_above_open"
  | "closed_unit"
  | "missing_data"
  | "without_attendance";

/** The official number beside the register. */
export interface Official {
  /** The number reported. */
  count: Exact;
  /** Numerator ÷ official number; may exceed 1, and is never clamped. */
  rate: Exact;
}

/** Organisations, covered units and due units: three different counts. */
export interface OrganisationCounts {
  /** Due units that at least one of them covers. */
  covered_units: number;
  /** Units that are due. */
  due_units: number;
  /** Distinct organisations of the kinds asked for that cover at least one due unit here. */
  organisations: number;
}

/** Progress against time. */
export interface PaceResult {
  /** The value reached by now. */
  actual: Exact;
  /** Days from the first day of the period to the day of evaluation, both included. */
  elapsed_days: number;
  /** When the target is reached if things go on like this: first day − 1 + ⌈elapsed × target ÷ actual⌉ days. */
  projected_finish?: Day;
  /** `actual ÷ required` (for `decrease`: `required ÷ actual`); missing where the divisor is 0. */
  ratio?: Exact;
  /** The value required by now: linear by days, through the milestones. */
  required: Exact;
  /** Days from the first day of the period to the due day, both included. */
  total_days: number;
}

/** The state of a result. Only `value` carries a value. */
export type State = 
  | "value"
  | "empty_denominator"
  | "missing"
  | "not_applicable"
  | "suppressed"
  | "error";

/** How a result stands against its target. */
export type Status = 
  | "tracked"
  | "not_started"
  | "undetermined"
  | "on_track"
  | "at_risk"
  | "off_track"
  | "met"
  | "met_late"
  | "missed";

/** A target and whether it is reached. */
export interface TargetResult {
  /** The clause that sets it. */
  clause: string;
  /** The day by which, included. */
  due: Day;
  /** Whether nobody may be missing. */
  every_one: boolean;
  /** What is still missing to the target: subjects for a rate, the number for a count; 0 when reached. */
  missing: Exact;
  /** Whether it is reached now, decided on whole numbers. With bounds, the lower one decides. */
  reached: boolean;
  /** The target: a rate or a number. 1 for `every_one`. */
  value: Exact;
}

/** How a measure turns classes into a result. */
export type Scoring = "proportion" | "count" | "composite";

/** Words in Chinese, and in English where somebody wrote them. */
export interface Text {
  /** English; the Chinese stands in where it is missing. */
  en?: string;
  /** Chinese. */
  zh: string;
}

/** What an evaluation was asked for. */
export interface Parameters {
  /** The day of evaluation: only what was true by the end of this day counts. */
  as_of: Day;
  /** Only what was entered by the end of this day counts; the same day or later than `as_of` in most uses. */
  known_at: Day;
}

/** Which plan. */
export interface PlanStamp {
  /** SM3 digest of its canonical JSON. */
  digest: string;
  /** Identifier. */
  id: string;
  /** Version. */
  version: string;
}

/** A unit as on the day of evaluation. */
export interface ReportUnit {
  /** Identifier. */
  id: string;
  /** Level. */
  level: string;
  /** Name. */
  name: string;
  /** Whether the unit exists on the day; a closed unit stands here only if it still has subjects. */
  open: boolean;
  /** The unit above in the plan's hierarchy. */
  parent?: string;
}

/** A page of gaps, in the order of the tree and then of the ids. */
export interface GapPage {
  /** The gaps of this page. */
  gaps: Gap[];
  /** How many gaps there are in all. */
  total: number;
}

/** A subject that is due and not validly met. */
export interface Gap {
  /** `open`, `prospective`, `unknown` or `void`. */
  class: Class;
  /** The smallest things that close it, all of them needed. Empty where only a decision can, as for `void`. */
  closes: Action[];
  /** By when, where a target or the period says so. */
  due?: Day;
  /** Why. */
  reason: Reason;
  /** Who. */
  subject: Subject;
  /** Where: residence, host unit, or the unit itself. */
  unit: string;
}

/** The class of a subject: exactly one. */
export type Class = 
  | "outside"
  | "excluded"
  | "excepted"
  | "met"
  | "void"
  | "open"
  | "prospective"
  | "unknown";

/** What would close a gap. */
export interface Action {
  /** How often, or how much more. */
  count: Exact;
  /** What. */
  kind: ActionKind;
  /** The kinds of activity, organisation, attribute or observation that would do: any of them. */
  of?: string[];
  /** The topics that would do: any of them. */
  topics?: string[];
}

/** Kinds of actions. */
export type ActionKind = 
  | "participate"
  | "host"
  | "cover"
  | "strengthen"
  | "confirm"
  | "reach"
  | "supply"
  | "remove"
  | "change";

/** Why a subject is open, with the near miss. */
export interface Reason {
  /** The code. */
  code: ReasonCode;
  /** The facts that came nearest, at most three: ids of activities, organisations or observations. */
  facts?: string[];
  /** The number that was found, for a count or value. */
  found?: Exact;
  /** The number that is needed. */
  needed?: Exact;
}

/** Why a subject is open. The first ten names are those of the HL7 care-gap reasons. */
export type ReasonCode = 
  | "not_found"
  | "missing"
  | "present"
  | "invalid_attribute"
  | "date_in_range"
  | "date_out_of_range"
  | "value_in_range"
  | "value_out_of_range"
  | "count_in_range"
  | "count_out_of_range"
  | "voided";

/** A subject of a measure. */
export type Subject = 
  | {
    person: string;
  }
  | {
    unit: string;
  }
  | {
    event: string;
  }
  | {
    organisation: string;
  };

/** A page of subjects, in the order of the tree and then of the ids. */
export interface SubjectPage {
  /** The subjects of this page. */
  subjects: ClassedSubject[];
  /** How many subjects there are in all. */
  total: number;
}

/** A subject with its class. */
export interface ClassedSubject {
  /** The class. */
  class: Class;
  /** Who. */
  subject: Subject;
  /** Where: residence, host unit, or the unit itself. */
  unit: string;
}

/** The days that a measure looks at. */
export interface MeasurePeriod {
  /** The day on which subjects are looked at: `as_of`, but not after `last`. */
  at: Day;
  /** First day of the period. */
  first: Day;
  /** Last day of the period. */
  last: Day;
  /** The measure. */
  measure: string;
}

/** Why a subject has its class in a measure. */
export interface Explanation {
  /** The day it was looked at. */
  at: Day;
  /** Its class. */
  class: Class;
  /** Its clause. */
  clause: string;
  /** For a composite: the class in each component. */
  components?: ComponentTrace[];
  /** First day of the period. */
  first: Day;
  /** Last day of the period. */
  last: Day;
  /** The measure. */
  measure: string;
  /** Each population that the measure has, in the order in which they are looked at. */
  populations: PopulationTrace[];
  /** The first day on which a met subject is open again; for `met` only. */
  reopens?: Day;
  /** The subject. */
  subject: Subject;
  /** Where it is counted. */
  unit: string;
}

/** A component of a composite. */
export interface ComponentTrace {
  /** The subject's class in it. */
  class: Class;
  /** The measure. */
  measure: string;
}

/** One population's criterion. */
export interface PopulationTrace {
  /** The criterion, step by step. */
  criterion: Trace;
  /** `initial_population`, `denominator`, …. */
  population: string;
}

/** One step of a criterion. */
export interface Trace {
  /** Ids of the facts that counted, the smallest first, at most a hundred. */
  facts?: string[];
  /** The outcome. */
  holds: Truth;
  /** The kind of criterion: `all`, `person`, `participated`, …. */
  kind: string;
  /** JSON pointer of the step in the plan document. */
  pointer: string;
  /** The steps inside. */
  steps?: Trace[];
  /** The values that were used, such as `age` = `12`, `needed` = `1`, `found` = `0`. */
  values?: Array<[string, string]>;
}

/** A criterion's outcome for a subject. */
export type Truth = "true" | "false" | "unknown";

/** The difference of two evaluations. */
export interface Difference {
  /** The earlier side. */
  earlier: Side;
  /** The later side. */
  later: Side;
  /** The measures that differ, in the order of the later plan, then those that only the earlier one has. */
  measures: MeasureDifference[];
  /** The form of the document: `jinguo-difference/1`. */
  schema: string;
}

/** One side of a difference. */
export interface Side {
  /** The fingerprint of its report. */
  fingerprint: string;
  /** The ledger. */
  ledger: LedgerStamp;
  /** What was asked for. */
  parameters: Parameters;
  /** The plan. */
  plan: PlanStamp;
}

/** How one measure differs. */
export interface MeasureDifference {
  /** The measure. */
  measure: string;
  /** The subjects that changed class, by both classes. */
  moves: Move[];
  /** The results that differ, in the order of the later report, then those that only the earlier one has. */
  results: ResultDifference[];
  /** Whether the plans define it differently; also where only one of them has it. */
  rule_changed: boolean;
}

/**
 * Subjects that went from one class to another. From a gap (`open`, `prospective`, `unknown`, `void`) to another class
 * a gap closed; from another class to a gap it opened.
 */
export interface Move {
  /** How many subjects. */
  count: number;
  /** The earlier class. */
  from: Class;
  /** The first of them by id, as many as were asked for. */
  subjects?: Subject[];
  /** The later class. */
  to: Class;
}

/** How one result differs. */
export interface ResultDifference {
  /** How it was; missing where it was not there. */
  earlier?: Numbers;
  /** How it is; missing where it is no longer there. */
  later?: Numbers;
  /** The stratum; empty for everybody. */
  stratum?: string[];
  /** The unit. */
  unit: string;
}

/** The numbers of a result that a difference shows. */
export interface Numbers {
  /** Denominator. */
  denominator: number;
  /** Numerator. */
  numerator: number;
  /** State. */
  state: State;
  /** Status. */
  status: Status;
  /** The value, in state `value`. */
  value?: Exact;
}

/** A page of subjects that moved, by both classes and then by id. */
export interface MovePage {
  /** How many moved by both classes, whichever classes were asked for. */
  counts: Move[];
  /** The subjects of this page. */
  moves: Moved[];
  /** How many subjects there are of the classes that were asked for. */
  total: number;
}

/** A subject that moved. */
export interface Moved {
  /** The earlier class. */
  from: Class;
  /** Who. */
  subject: Subject;
  /** The later class. */
  to: Class;
  /** Where it stands now, or stood where it is no longer there. */
  unit: string;
}

/** What an evaluation found: scores, grades, ranks, awards, points. A proposal until it is signed. */
export interface ScoreReport {
  /** The day of evaluation. */
  as_of?: Day;
  /** One for each award, in the order of the document. */
  awards: AwardResult[];
  /** The version of the library. */
  engine: string;
  /** SM3 digest over the document and everything that was given, in hexadecimal: which inputs gave these scores. */
  fingerprint: string;
  /** The statement of each points ledger and candidate that has entries. */
  points: PointsStatement[];
  /** One for each scorecard, in the order of the document. */
  results: ScorecardResult[];
  /** The form of the document: `jinguo-scores/1`. */
  schema: string;
  /** The document of scorecards. */
  scorecards: PlanStamp;
}

/** The result of an award. */
export interface AwardResult {
  /** How the places were given, one for each class. */
  cuts: Cut[];
  /** The award. */
  id: string;
  /** Who is nominated. */
  nominated: string[];
  /** What each nominated candidate has in the keys of the order, by which places were given. */
  standings: Standing[];
  /** Whose nomination cannot be told, because a datum is missing; they are not nominated. */
  unknown?: string[];
  /** The count of the vote, if there is one. */
  vote?: Count;
}

/** How the places of one class were given. */
export interface Cut {
  /** Who got one, the first one first. */
  chosen: string[];
  /** The class: a group or a word of an attribute; empty for everyone. */
  class: string;
  /** The first one who got none, if there is one. */
  left_out?: LeftOut;
  /** How many places there were. */
  places: number;
  /** Those who were equal at the cut, where the tie rule had to decide. */
  tied?: string[];
}

/** The first one left out, and why. */
export interface LeftOut {
  /** Who. */
  candidate: string;
  /** By how much the last one chosen is ahead in that key; missing where nobody was chosen. */
  distance?: Exact;
  /** The number of the key that decided, from 0; missing where the tie rule decided. */
  key?: number;
  /** Why. */
  reason: LeftOutReason;
}

/** Why somebody is left out. */
export type LeftOutReason = "behind" | "tied_and_shrunk" | "drawn_against" | "tied_undecided";

/** What a nominated candidate has in the keys of an award's order. */
export interface Standing {
  /** The candidate. */
  candidate: string;
  /** The value of each key, in the order of the document. */
  keys: KeyResult[];
}

/** A value of a key, or the state in place of it. */
export interface KeyResult {
  /** Its state. Only `value` carries a value. */
  state: State;
  /** The value. */
  value?: Exact;
}

/** A counted vote. */
export interface Count {
  /** Ballots that were cast. */
  cast: number;
  /** Ballots that count. */
  valid: number;
  /** Ballots that do not, by reason. */
  void: Record<string, number>;
  /** Valid votes of each nominated candidate that has any. */
  votes: Record<string, number>;
}

/** The points of one candidate in one ledger, at the end of a day. */
export interface PointsStatement {
  /** The day. */
  at: Day;
  /** The balance. */
  balance: Exact;
  /** The bookings, by day and entry. */
  bookings: Booking[];
  /** The candidate. */
  candidate: string;
  /** How often all tiers were full, where tiers restart. */
  cycles: number;
  /** The ledger. */
  ledger: string;
  /** The tier reached in the current cycle; missing below the first. */
  tier?: Text;
}

/** An entry as it was booked. */
export interface Booking {
  /** What was booked. */
  booked: Exact;
  /** Why that is less; missing where it is not. */
  cut?: PointsCut;
  /** Its day. */
  day: Day;
  /** The entry. */
  entry: string;
  /** Its kind. */
  kind: string;
  /** What it would be worth. */
  worth: Exact;
}

/** Why fewer points were booked. */
export type PointsCut = "limit" | "same_matter" | "balance";

/** The results of one scorecard. */
export interface ScorecardResult {
  /** How bonuses with a limit over the cohort were given, by item. */
  bonuses?: QuotaResult[];
  /** One for each candidate, in the order of the cohort. */
  candidates: CandidateResult[];
  /** The scorecard. */
  id: string;
  /** How places of grades with a quota were given. */
  quotas?: QuotaResult[];
  /** Candidates with the same points where no two may have them, by item. */
  tied?: TiedResult[];
}

/** How the places of a grade or a bonus were given. */
export interface QuotaResult {
  /** One for each class. */
  cuts: Cut[];
  /** The grade or the item. */
  of: string;
}

/** The result of one candidate. */
export interface CandidateResult {
  /** The consequences that follow. */
  consequences?: string[];
  /** The gates that were hit. */
  gates?: string[];
  /** The grade, if there is one. */
  grade?: string;
  /** Its group. */
  group?: string;
  /** The candidate. */
  id: string;
  /** Items, in the order of the document. */
  items: PartResult[];
  /** The payouts. */
  payouts?: PartResult[];
  /** The ranks. */
  ranks?: PartResult[];
  /** Sections, the total's own first, in the order of the document. */
  sections: PartResult[];
  /** The total. */
  total: PartResult;
  /** The gates that could not be told. */
  unknown_gates?: string[];
}

/** A number with its state. */
export interface PartResult {
  /** What was computed, where a person set another number. */
  computed?: Computed;
  /** What it is of. */
  id: string;
  /** Its state. Only `value` carries a value. */
  state: State;
  /** The value. */
  value?: Exact;
}

/** What was computed where a person set another number. */
export interface Computed {
  /** Who set the other number. */
  actor: string;
  /** When. */
  at: Stamp;
  /** Why. */
  reason: string;
  /** Its state. */
  state: State;
  /** The value. */
  value?: Exact;
}

/** When a record was entered: YYYY-MM-DD, optionally followed by a space or T and HH:MM or HH:MM:SS. */
export type Stamp = string;

/** Candidates with the same points. */
export interface TiedResult {
  /** The candidates. */
  candidates: string[];
  /** The item. */
  item: string;
}

/** Why a candidate has its score. */
export interface ScoreExplanation {
  /** The candidate. */
  candidate: string;
  /** What raises the total most: the items by their gain, the largest first; items without a gain are left out. */
  gains: Gain[];
  /** The gates that were hit. */
  gates: NamedTitle[];
  /** Each item, in the order of the document. */
  items: ItemExplanation[];
  /** Each ranking: what the next rank takes and what flips it. */
  ranks: RankExplanation[];
  /** The scorecard. */
  scorecard: string;
  /** Each section, the inner ones first. */
  sections: SectionExplanation[];
  /** The total. */
  total: PartResult;
}

/**
 * How much the total would rise if an item had the most it can give, all else the same: the other candidates, and
 * whatever depends on the cohort, stay as they are.
 */
export interface Gain {
  /** The rise of the total. Limits of sections are in it. */
  gain: Exact;
  /** The item. */
  item: string;
  /** The most it can give. */
  most: Exact;
  /** Its points now; missing where it has none. */
  now?: Exact;
}

/** An identifier with its title. */
export interface NamedTitle {
  /** The identifier. */
  id: string;
  /** The title. */
  title: Words;
}

/** The same words in Chinese and in English. */
export interface Words {
  /** English. */
  en: string;
  /** Chinese. */
  zh: string;
}

/** Why an item has its points. */
export interface ItemExplanation {
  /** The clause that asks for it. */
  clause?: string;
  /** The item. */
  id: string;
  /** What the rule looked at. */
  inputs: InputExplanation[];
  /** The result. */
  result: PartResult;
  /** The rule in words, made from the document. */
  rule: Words;
  /** The arithmetic, step by step, with caps, evidence and gates that bit. */
  steps: Words[];
  /** Its title. */
  title: Words;
}

/** An input that a rule looked at. */
export interface InputExplanation {
  /** Ids of the evidence. */
  evidence: string[];
  /** The input. */
  id: string;
  /** Its state. */
  state: State;
  /** Its title. */
  title: Words;
  /** The number. */
  value?: Exact;
  /** The word, for an input of words. */
  word?: string;
}

/** What the next rank takes. */
export interface RankExplanation {
  /** The nearest candidate ahead; missing for the first. */
  ahead?: Ahead;
  /** The rank, or the state in place of it. */
  rank: PartResult;
  /** The ranking. */
  ranking: string;
}

/** The nearest candidate ahead. */
export interface Ahead {
  /** Who. */
  candidate: string;
  /** By how much it is ahead in that key. */
  distance: Exact;
  /**
   * For a ranking by the total: how much the weight of each part of the total has to change until both are equal, the
   * smallest change first. Floors, ceilings and rounding of the total are left out of account.
   */
  flips: Flip[];
  /** The number of the key that decides, from 0: the value, then the chain of tie-breaks. */
  key: number;
}

/** A change of weight at which two candidates are equal. */
export interface Flip {
  /** The weight at which both are equal. In a weighted total the other weights shrink or grow in proportion. */
  at: Exact;
  /** The part of the total. */
  part: string;
  /** Its weight now: its share in a weighted total, 1 in a sum. */
  weight: Exact;
}

/** Why a section has its points. */
export interface SectionExplanation {
  /** The section. */
  id: string;
  /** The result. */
  result: PartResult;
  /** The arithmetic, step by step. */
  steps: Words[];
  /** Its title. */
  title: Words;
}

/** The way of one scorecard's scores from proposal to final. Steps are only added, never taken away. */
export interface Signing {
  /** Candidates whose appeal is not decided. */
  open_appeals: string[];
  /** The scorecard. */
  scorecard: string;
  /** Total and grade of each candidate, as they stand. */
  scores: Record<string, [PartResult, string | null]>;
  /** How far they have come. */
  state: SigningState;
  /** The steps. */
  steps: SignedStep[];
}

/** Where the scores of one scorecard stand on their way. */
export type SigningState = "proposed" | "signed" | "published" | "confirmed";

/** A step that was done. */
export interface SignedStep {
  /** What was changed since the step before. */
  changes?: ScoreChange[];
  /** SM3 digest of the scores as they were then. */
  digest: string;
  /** Who and when. */
  signature: Signature;
  /** The step. */
  step: SigningStep;
}

/** A total or grade that was changed. */
export interface ScoreChange {
  /** The total after; `not_applicable` for one who is not in the cohort any more. */
  after: PartResult;
  /** The total before; `not_applicable` for one who was not in the cohort. */
  before: PartResult;
  /** The candidate. */
  candidate: string;
  /** The grade after. */
  grade_after?: string;
  /** The grade before. */
  grade_before?: string;
}

/** Who does a step, and when. */
export interface Signature {
  /** When. */
  at: Stamp;
  /** Who. */
  by: string;
  /** Why, or with what outcome. */
  note?: string;
}

/** A step on the way. */
export type SigningStep = 
  | "propose"
  | "amend"
  | "sign"
  | "publish"
  | {
    appeal: string;
  }
  | {
    decide: string;
  }
  | "confirm";

/** Whether scores are still those that were signed. */
export interface SigningStanding {
  /** The totals and grades that are others now. Empty where only parts below the totals are. */
  changes: ScoreChange[];
  /** SM3 digest of the scores as they are now. */
  digest: string;
  /** Whether they are those of the last step, to the last point of the last item. */
  unchanged: boolean;
}

/** A work plan (工作要点). */
export interface PlanDocument {
  /** The clauses of the source document. */
  clauses: Clause[];
  /** The hierarchy along which results are rolled up, unless a measure names another. */
  hierarchy: string;
  /** Identifier, the same for all versions. */
  id: string;
  /** The measures (指标). */
  measures: Measure[];
  /** When a measure is on track. Dated; a measure may have its own. */
  pace: DatedPace[];
  /** The period of all measures that name none of their own. */
  period: Period;
  /** The form of the document: `jinguo-plan/1`. */
  schema: string;
  /** Named sets of words whose content changes with time. A criterion names one as `@id`. */
  sets?: CodeSet[];
  /** The document that the plan puts into data. */
  source: Source;
  /** Whether the plan is in force. */
  status: PlanStatus;
  /** Title. */
  title: PlanText;
  /** Version of the text, such as `1.0.0`. An active version is never edited. */
  version: string;
  /** Every word that criteria may use, with its title. */
  vocabulary: Vocabulary;
}

/** A clause of the source document. */
export interface Clause {
  /** Identifier, such as `三.5`. */
  id: string;
  /** The number as printed, such as `5` or `三`. */
  number: string;
  /** The clause above. */
  parent?: string;
  /** The text of the heading. */
  title: PlanText;
}

/** Words in Chinese, and in English where somebody wrote them. */
export interface PlanText {
  /** English; the Chinese stands in where it is missing. */
  en?: string;
  /** Chinese. */
  zh: string;
}

/** A measure (指标). */
export interface Measure {
  /** What is counted. */
  basis: Basis;
  /** The clause that asks for it. */
  clause: string;
  /** For a composite: its parts. */
  components?: Component[];
  /** For a composite: how the components are put together. */
  composite?: CompositeMethod;
  /** Of those, who is due (应覆盖); everyone where missing. */
  denominator?: Criterion;
  /** Left out only if the numerator is not met (有理由未完成). Only for a proportion. */
  denominator_exception?: Criterion;
  /** Left out before looking at the numerator (不计入). */
  denominator_exclusion?: Criterion;
  /** The hierarchy for the roll-up; the plan's where missing. */
  hierarchy?: string;
  /** Identifier. */
  id: string;
  /** Which direction is better. */
  improvement: Improvement;
  /** Everyone the measure is about (对象总体). Required, except for a composite. */
  initial_population?: Criterion;
  /** Missing data. */
  missing?: MissingData;
  /** What a reader must know: where the text gives no number, how a word of the text was read. */
  note?: PlanText;
  /** Who has it (已覆盖). Required for a proportion; everyone due for a count. */
  numerator?: Criterion;
  /** Met, but void (无效完成). */
  numerator_exclusion?: Criterion;
  /**
   * The kind of observation that gives the official number of subjects of a unit (official headcount). The result is
   * then judged against the larger of the register and the official number. Only for a proportion over persons.
   */
  official?: string;
  /** Pace thresholds of this measure; the plan's where missing. */
  pace?: DatedPace[];
  /** The measurement period; the plan's where missing. */
  period?: Period;
  /** How classes become a result. */
  scoring: Scoring;
  /** Which splits are reported: each entry crosses the named stratifiers. */
  strata?: Array<string[]>;
  /** Ways to split the subjects. */
  stratifiers?: Stratifier[];
  /** For a count: the number that is summed over the numerator instead of counting it. */
  sum?: Sum;
  /** What is to be reached. A measure without targets is tracked only. */
  targets?: Target[];
  /** Title. */
  title: PlanText;
}

/** A part of a composite. */
export interface Component {
  /** The measure. */
  measure: string;
  /** Its weight, dated; 1 where missing. Only for `weighted`. */
  weight?: DatedRational[];
}

/** A value with the days on which it is in force and the clause that sets it. */
export interface DatedRational {
  /** The clause that sets it. */
  clause?: string;
  /** First day; open where missing. */
  first?: Day;
  /** Last day, included; open where missing. */
  last?: Day;
  /** The value. */
  value: ExactInput;
}

/** How a composite puts its components together. */
export type CompositeMethod = "all_or_nothing" | "opportunity" | "linear" | "weighted";

/** A condition on a subject. */
export type Criterion = 
  | {
    all: Criterion[];
  }
  | {
    any: Criterion[];
  }
  | {
    not: Criterion;
  }
  | {
    unit: UnitTest;
  }
  | {
    person: PersonTest;
  }
  | {
    activity: ActivityTest;
  }
  | {
    organisation: OrganisationTest;
  }
  | {
    participated: Participated;
  }
  | {
    covered: Covered;
  }
  | {
    hosted: Hosted;
  }
  | {
    observed: Observed;
  };

/** A condition on a unit. */
export interface UnitTest {
  /** Attributes. */
  attribute?: AttributeTest[];
  /** Group. */
  group?: string[];
  /** Level. */
  level?: string[];
  /** The day at which the unit must exist and the rest is read; `as_of` where missing. */
  valid_at?: Instant;
  /** These units or units below them, in the measure's hierarchy. */
  within?: string[];
}

/** A condition on an attribute: one of the words, or a comparison. A missing attribute is unknown. */
export interface AttributeTest {
  /** A comparison with a number. */
  compare?: Compare;
  /** The attribute. */
  id: string;
  /** One of these words. */
  one_of?: string[];
}

/** A comparison: every bound that is given must hold. */
export interface Compare {
  /** Greater. */
  above?: ExactInput;
  /** Greater than or equal. */
  at_least?: ExactInput;
  /** Less than or equal. */
  at_most?: ExactInput;
  /** Less. */
  below?: ExactInput;
}

/** An instant at which something is looked up. */
export type Instant = 
  | "as_of"
  | "period_first"
  | "period_last"
  | {
    day: Day;
  };

/** A condition on a person. */
export interface PersonTest {
  /** Age. A missing birth date makes it unknown. */
  age?: AgeTest;
  /** Role. */
  role?: string[];
}

/** A condition on age in completed years. */
export interface AgeTest {
  /** The instant at which the age is taken. */
  at: Instant;
  /** At least so many completed years. */
  at_least?: number;
  /** Fewer completed years than this. */
  below?: number;
}

/** A condition on an activity. It counts on its last day, which must lie in the period and not after `as_of`. */
export interface ActivityTest {
  /** Attributes. */
  attribute?: AttributeTest[];
  /** At least so many pieces of evidence. An activity that reports none has 0. */
  evidence_at_least?: number;
  /** Not before this day, besides the period. */
  first?: Day;
  /** One of its hosts. */
  host?: UnitTest;
  /** Kind. */
  kind?: string[];
  /** Not after this day, besides the period. */
  last?: Day;
  /** Which statuses count. There is no default: a planned lecture is not a lecture. */
  status: ActivityStatus[];
  /** Topic. */
  topic?: string[];
}

/** Where an activity stands. */
export type ActivityStatus = "planned" | "held" | "verified" | "cancelled";

/** A condition on an organisation, which must exist on the day of evaluation (not later than the period's end). */
export interface OrganisationTest {
  /** Established not before this day. */
  established_first?: Day;
  /** Established not after this day. */
  established_last?: Day;
  /** At least so many executives; unknown where the number is not reported. */
  executives_at_least?: number;
  /** Kind. */
  kind?: string[];
  /** At least so many members; unknown where the number is not reported. */
  members_at_least?: number;
  /** Mode of establishment (组建方式). */
  mode?: Mode[];
}

/** How a women's organisation was set up (组建方式). */
export type Mode = 
  | "own"
  | "joint"
  | "industry"
  | "area"
  | "fallback";

/** The person took part in at least so many distinct activities. */
export interface Participated {
  /** In activities such as this. */
  activity: ActivityTest;
  /** How many, at least 1. */
  at_least: number;
  /** How headcounts without names are read. Without it, only named participants count. */
  headcount?: HeadcountRule;
  /** In one of these roles; in any where empty. */
  role?: string[];
}

/** How headcounts without names bound a coverage: the result becomes an interval, never a fake exact number. */
export interface HeadcountRule {
  /** The audiences whose headcounts may be subjects of this measure; all where empty. */
  audience?: string[];
  /** Where the people behind the number may live. */
  from: HeadcountFrom;
}

/** Where the people behind a headcount may live. */
export type HeadcountFrom = "anywhere" | "host";

/** Organisations cover the unit. */
export interface Covered {
  /** How many, at least 1. */
  at_least: number;
  /** Such organisations. */
  by: OrganisationTest;
}

/** The unit hosted at least so many activities. */
export interface Hosted {
  /** Such activities. */
  activity: ActivityTest;
  /** How many, at least 1. */
  at_least: number;
  /** Whether activities of units below count for the unit. There is no default. */
  reach: Reach;
}

/** Whose activities count for a unit. */
export type Reach = "itself" | "below";

/** A number reported for the subject within the period and not after `as_of`. Unknown where none was reported. */
export interface Observed {
  /** The comparison. */
  compare: Compare;
  /** Kind. */
  kind: string;
  /** Which of several. */
  take: Take;
}

/** Which of several observations of one kind is taken. */
export type Take = "latest" | "sum" | "max" | "min";

/** What happens to subjects whose class cannot be told because a datum is missing. */
export type MissingData = "open" | "exclude" | "refuse";

/** A value with the days on which it is in force and the clause that sets it. */
export interface DatedPace {
  /** The clause that sets it. */
  clause?: string;
  /** First day; open where missing. */
  first?: Day;
  /** Last day, included; open where missing. */
  last?: Day;
  /** The value. */
  value: Pace;
}

/** When a measure is on track: the least ratio of actual to required progress. */
export interface Pace {
  /** At least this ratio is at risk (有风险), below it off track (滞后). */
  at_risk: ExactInput;
  /** At least this ratio is on track (按期). */
  on_track: ExactInput;
}

/** The measurement period (统计期) of a plan or a measure. There is no default: every plan names one. */
export type Period = 
  | {
    calendar_year: number;
  }
  | {
    school_year: {
      /** The calendar year in which the school year begins. */
      begins: number;
      /** Month and day on which it begins, such as `09-01`. */
      starts_on: MonthDay;
    };
  }
  | {
    school_term: {
      /** The calendar year in which the school year begins. */
      begins: number;
      /** Month and day of the next calendar year on which the spring term begins. */
      spring_starts_on: MonthDay;
      /** Month and day on which the school year and its autumn term begin. */
      starts_on: MonthDay;
      /** Which term. */
      term: Term;
    };
  }
  | {
    range: {
      /** First day. */
      first: Day;
      /** Last day, included. */
      last: Day;
    };
  }
  | {
    rolling_months: {
      /** What to do where a month has no such day. */
      month_end: MonthEnd;
      /** How many months, 1 to 1,200. */
      months: number;
    };
  };

/** Month and day, MM-DD. */
export type MonthDay = string;

/** A term of a school year. */
export type Term = "autumn" | "spring";

/** Which neighbour is taken where a month has no such day: 31 January plus one month. */
export type MonthEnd = "down" | "up";

/** A way to split the subjects of a measure. Each subject falls into the first category that holds, or into `other`. */
export interface Stratifier {
  /** The categories, in order. */
  categories: Category[];
  /** Identifier. */
  id: string;
  /** Title. */
  title: PlanText;
}

/** A category of a stratifier. */
export interface Category {
  /** Who falls into it. */
  criterion: Criterion;
  /** Identifier; `other` is taken. */
  id: string;
  /** Title. */
  title: PlanText;
}

/** The number that a count sums over its numerator. */
export type Sum = 
  | {
    headcount: string[];
  }
  | {
    attribute: string;
  }
  | {
    observation: string;
  }
  | "members"
  | {
    participations: Participated;
  };

/**
 * What is to be reached, by whom, by when.
 *
 * Exactly one of `rate`, `count` and `every_one` is given. Two targets may not be in force for the same unit on the
 * same day: the narrower scope does not override the wider one, it is an error that names both.
 */
export interface Target {
  /** The clause that sets it; the measure's where missing. */
  clause?: string;
  /** A number. */
  count?: ExactInput;
  /** The day by which, included. The end of the period where missing. */
  due?: Day;
  /** Nobody may be missing: decided on whole numbers. */
  every_one?: boolean;
  /** First day on which it is in force. */
  first?: Day;
  /** Last day on which it is in force, included. */
  last?: Day;
  /** Steps on the way. Between them the required progress is linear by days. */
  milestones?: Milestone[];
  /** A rate between 0 and 1. */
  rate?: ExactInput;
  /** At which units it holds; at all where missing. Required for `count`. */
  scope?: Scope;
}

/** A step on the way to a target, in the unit of the target: a rate or a count. */
export interface Milestone {
  /** By the end of this day. */
  day: Day;
  /** So much. */
  value: ExactInput;
}

/** The units at which a target holds. All that is given must hold; words of one list are alternatives. */
export interface Scope {
  /** Units in one of these groups. */
  group?: string[];
  /** Units of these levels. */
  level?: string[];
  /** These units. */
  unit?: string[];
}

/** A named set of words whose content changes with time, such as the groups that count as 四新领域. */
export interface CodeSet {
  /** Identifier; a criterion names the set as `@id`. */
  id: string;
  /** The list of the vocabulary that the words come from. */
  of: VocabularyList;
  /** Title. */
  title: PlanText;
  /** The words, by the days on which they are in force. */
  values: DatedArray_of_string[];
}

/** Which list of the vocabulary a code set belongs to. */
export type VocabularyList = 
  | "levels"
  | "groups"
  | "attributes"
  | "person_roles"
  | "organisation_kinds"
  | "activity_kinds"
  | "topics"
  | "participation_roles"
  | "audiences"
  | "observation_kinds";

/** A value with the days on which it is in force and the clause that sets it. */
export interface DatedArray_of_string {
  /** The clause that sets it. */
  clause?: string;
  /** First day; open where missing. */
  first?: Day;
  /** Last day, included; open where missing. */
  last?: Day;
  /** The value. */
  value: string[];
}

/** The document that a plan puts into data. */
export interface Source {
  /** When, if known. */
  issued?: Day;
  /** Who issued it. */
  issuer: string;
  /** What a reader must know of the way from the text to the data. */
  note?: PlanText;
  /** Its title. */
  title: string;
}

/** Whether a plan is in force. */
export type PlanStatus = "draft" | "active" | "retired";

/** Every word that criteria may use. The ledger may hold others; an evaluation reports them. */
export interface Vocabulary {
  /** Kinds of activity. */
  activity_kinds?: VocabularyTerm[];
  /** Attributes of units and activities. */
  attributes?: VocabularyTerm[];
  /** Audiences by which headcounts are reported. */
  audiences?: VocabularyTerm[];
  /** Groups of units (类别): 市直机关, 两新组织, 四新领域, 城市社区…. */
  groups?: VocabularyTerm[];
  /** Levels of units (层级), from the widest to the narrowest: city, county, township, community, organ…. */
  levels?: VocabularyTerm[];
  /** Kinds of observation. */
  observation_kinds?: VocabularyTerm[];
  /** Kinds of organisation: 妇联, 妇委会, 妇女小组, 妇女微家…. */
  organisation_kinds?: VocabularyTerm[];
  /** Roles in an activity: audience, lecturer, host, helper, author…. */
  participation_roles?: VocabularyTerm[];
  /** Roles of persons: minor, guardian, 执委 of a level, lecturer, cadre…. */
  person_roles?: VocabularyTerm[];
  /** Topics of activities. */
  topics?: VocabularyTerm[];
}

/** A word of the vocabulary with its title. */
export interface VocabularyTerm {
  /** The word as the ledger writes it. */
  id: string;
  /** What people read. */
  title: PlanText;
}

/** One record of the ledger, as a line of a JSON Lines file writes it. */
export type LedgerRecord = 
  | {
    /** Attributes. */
    attributes?: Record<string, string>;
    /** Unified social credit code (统一社会信用代码), checked. */
    credit_code?: string | null;
    /** Statistical division code (统计用区划代码), checked. */
    division_code?: string | null;
    /** Groups. */
    groups?: string[];
    /** Identifier, the same over time. */
    id: string;
    /** Level, a word of the plan's vocabulary. */
    level: string;
    /** Name. */
    name: string;
    /** The unit above in the hierarchy `administrative`. */
    parent?: string | null;
    /** The units above in other hierarchies, by the hierarchy's name. */
    parents?: Record<string, string>;
    record: "unit";
    /** When it was entered. */
    recorded_at?: Stamp | null;
    /** First day. */
    valid_from?: Day | null;
    /** Last day, included. */
    valid_to?: Day | null;
  }
  | {
    /** Birth date, if known. */
    birth_date?: Day | null;
    /** Opaque key; up to sixteen bytes are stored without extra cost. */
    id: string;
    record: "person";
    /** When it was entered. */
    recorded_at?: Stamp | null;
    /** Roles. */
    roles?: string[];
    /** Unit of residence, or where the person belongs. */
    unit: string;
    /** First day. */
    valid_from?: Day | null;
    /** Last day, included. */
    valid_to?: Day | null;
  }
  | {
    /** The units it covers; the host alone where empty. */
    covers?: string[];
    /** The day it was dissolved; from this day on it no longer exists. */
    dissolved?: Day | null;
    /** The day it was established. */
    established: Day;
    /** How many executives. */
    executives?: number | null;
    /** The unit that hosts it. */
    host: string;
    /** Identifier. */
    id: string;
    /** Kind: 妇联, 妇委会, 妇女小组, 妇女微家…. */
    kind: string;
    /** How many members. */
    members?: number | null;
    /** Mode of establishment (组建方式). */
    mode: Mode;
    record: "organisation";
    /** When it was entered. */
    recorded_at?: Stamp | null;
  }
  | {
    /** Attributes. */
    attributes?: Record<string, string>;
    /** The day, or the first of several. */
    date: Day;
    /** How many pieces of evidence are filed. */
    evidence?: number;
    /** 人次 by audience. */
    headcounts?: Record<string, number>;
    /** Host units, at least one. */
    hosts: string[];
    /** Identifier. */
    id: string;
    /** Kind. */
    kind: string;
    /** The last of several days. */
    last_date?: Day | null;
    /** The unit that organises it. */
    organiser?: string | null;
    record: "activity";
    /** When it was entered. */
    recorded_at?: Stamp | null;
    /** Where it stands. */
    status: ActivityStatus;
    /** Topics. */
    topics?: string[];
  }
  | {
    /** The activity. */
    activity: string;
    /** The person. */
    person: string;
    record: "participation";
    /** When it was entered. */
    recorded_at?: Stamp | null;
    /** The role: audience, lecturer, host, helper, author…. */
    role: string;
  }
  | {
    /** The day it is true for. */
    date: Day;
    /** Identifier. */
    id: string;
    /** Kind: an official headcount, a satisfaction, a superior's score, a judge's mark…. */
    kind: string;
    /** The person it is about. */
    person?: string | null;
    record: "observation";
    /** When it was entered. */
    recorded_at?: Stamp | null;
    /** Where it comes from. */
    source?: string | null;
    /** The unit it is about; exactly one of `unit` and `person` is given. */
    unit?: string | null;
    /** The number. */
    value: ExactInput;
  }
  | {
    /** The record that is withdrawn. */
    of: RecordKey;
    /** Why. */
    reason?: string | null;
    record: "withdrawal";
    /** When the withdrawal was entered. */
    recorded_at: Stamp;
  };

/** The key of a record. */
export type RecordKey = 
  | {
    unit: {
      /** Identifier. */
      id: string;
      /** First day of the record, as it was entered. */
      valid_from?: Day | null;
    };
  }
  | {
    person: {
      /** Identifier. */
      id: string;
      /** First day of the record, as it was entered. */
      valid_from?: Day | null;
    };
  }
  | {
    organisation: string;
  }
  | {
    activity: string;
  }
  | {
    participation: {
      /** The activity. */
      activity: string;
      /** The person. */
      person: string;
      /** The role. */
      role: string;
    };
  }
  | {
    observation: string;
  };

/** Scorecards (评分表), awards (十佳) and points ledgers (积分), as data. */
export interface ScorecardsDocument {
  /** The awards. */
  awards?: Award[];
  /** Candidates that the ledger knows; others are given with the evaluation. */
  candidates_from?: CandidateSource[];
  /** Identifier, the same for all versions. */
  id: string;
  /** Every number or word that comes from outside. */
  inputs?: Input[];
  /** The points ledgers. */
  points?: PointsLedger[];
  /** Draws of candidates for an on-the-spot check (抽查). */
  samples?: Sample[];
  /** The form of the document: `jinguo-scorecards/1`. */
  schema: string;
  /** The scorecards. */
  scorecards?: Scorecard[];
  /** The document that is put into data. */
  source: Source;
  /** Whether it is in force. */
  status: PlanStatus;
  /** Targets that candidates file themselves (先报后审). */
  targets?: FiledTarget[];
  /** Title. */
  title: ScorecardsText;
  /** Version of the text. An active version is never edited. */
  version: string;
}

/** An award. */
export interface Award {
  /** Gates that bar from it, beside those that name it. */
  barred_by?: GateOf[];
  /** Who can be nominated. */
  candidates: Who;
  /** The clause of the plan that asks for it. */
  clause?: string;
  /** Identifier. */
  id: string;
  /** The condition of a nomination. Unknown counts as not met, and the result says so. */
  nomination: Condition;
  /** What a reader must know. */
  note?: ScorecardsText;
  /** By what, first key first. */
  order: Key[];
  /** How many. */
  places: Places;
  /** What happens to equals at the cut. */
  ties: TieRule;
  /** Title. */
  title: ScorecardsText;
  /** The vote; none where missing. */
  vote?: Vote;
  /** Among whom places are given. */
  within: Within;
}

/** A gate of a scorecard. */
export interface GateOf {
  /** The gate. */
  gate: string;
  /** The scorecard. */
  scorecard: string;
}

/** Who is a candidate. All that is given must hold; words of one list are alternatives; nothing given: everyone. */
export interface Who {
  /** With these attributes. */
  attributes?: AttributeIs[];
  /** Without these attributes: full-time cadres who are left out of the members' scoring. */
  except?: AttributeIs[];
  /** In one of these groups. */
  groups?: string[];
}

/** An attribute of a candidate. */
export interface AttributeIs {
  /** The attribute. */
  id: string;
  /** One of these words. */
  one_of: string[];
}

/** A condition on a candidate: true, false, or unknown where a needed value is a state. */
export type Condition = 
  | {
    all: Condition[];
  }
  | {
    any: Condition[];
  }
  | {
    not: Condition;
  }
  | {
    compare: Comparison;
  }
  | {
    group: string[];
  }
  | {
    attribute: AttributeIs;
  }
  | {
    word: WordIs;
  }
  | {
    grade: GradeIs;
  }
  | {
    gate: GateOf;
  }
  | {
    known: Value;
  };

/** A comparison: every bound that is given must hold, and at least one is given. */
export interface Comparison {
  /** Greater. */
  above?: Value;
  /** Greater than or equal. */
  at_least?: Value;
  /** Less than or equal. */
  at_most?: Value;
  /** Less. */
  below?: Value;
  /** The value. */
  of: Value;
}

/** A number for a candidate. Anything but a number is a state, and a state spreads: a sum with a missing part is missing. */
export type Value = 
  | {
    constant: ExactInput;
  }
  | {
    input: string;
  }
  | {
    item: string;
  }
  | {
    section: string;
  }
  | {
    score: PartOf;
  }
  | {
    target: string;
  }
  | {
    sampled: string;
  }
  | {
    points: PointsBalance;
  }
  | {
    votes: Votes;
  }
  | {
    place: RankingOf;
  }
  | {
    sum: Value[];
  }
  | {
    difference: ScorecardsDifference;
  }
  | {
    product: Value[];
  }
  | {
    ratio: Ratio;
  }
  | {
    growth: Growth;
  }
  | {
    shortfall: ScorecardsGap;
  }
  | {
    excess: ScorecardsGap;
  }
  | {
    least: Value[];
  }
  | {
    greatest: Value[];
  }
  | {
    first_known: Value[];
  }
  | {
    instead: Instead;
  }
  | {
    mean_of: MeanOf;
  }
  | {
    weighted: Weighted;
  }
  | {
    by_group: ByGroup;
  }
  | {
    banded: Banded;
  }
  | {
    steps: Steps;
  }
  | {
    cohort: Cohort;
  }
  | {
    rank: RankOf;
  }
  | {
    overseen: Overseen;
  };

/** A part of a scorecard. */
export interface PartOf {
  /** The item or section. */
  part: string;
  /** The scorecard. */
  scorecard: string;
}

/** Points of a ledger. */
export interface PointsBalance {
  /** The day at whose end the balance is taken; the day of evaluation where missing. */
  at?: Day;
  /** Only these kinds; all where empty. */
  kinds?: string[];
  /** The ledger. */
  ledger: string;
}

/** Votes of an award. */
export interface Votes {
  /** The award. */
  award: string;
  /** Their number or their share. */
  counted: VotesCounted;
}

/** How votes become a number. */
export type VotesCounted = "number" | "share_of_ballots";

/** A ranking of a scorecard. */
export interface RankingOf {
  /** The ranking. */
  ranking: string;
  /** The scorecard. */
  scorecard: string;
}

/** A difference. */
export interface ScorecardsDifference {
  /** This is taken away. */
  minus: Value;
  /** From this. */
  of: Value;
}

/** A ratio. */
export interface Ratio {
  /** The numerator. */
  of: Value;
  /** The denominator. */
  to: Value;
}

/** A relative change. */
export interface Growth {
  /** The value before. */
  from: Value;
  /** The value now. */
  of: Value;
}

/** A distance to a target. */
export interface ScorecardsGap {
  /** The value. */
  of: Value;
  /** The target. */
  target: Value;
}

/** Numbers that stand in for states; a state without one stays. */
export interface Instead {
  /** Where nobody is due. */
  empty_denominator?: ExactInput;
  /** Where it is missing. */
  missing?: ExactInput;
  /** Where it does not apply. */
  not_applicable?: ExactInput;
  /** The value. */
  of: Value;
}

/** A mean of several values. */
export interface MeanOf {
  /** At least so many marks must be left, else the mean is missing. At least 1. */
  at_least: number;
  /** How many of the highest are left out. */
  drop_highest: number;
  /** How many of the lowest are left out. */
  drop_lowest: number;
  /** The values, one a rater. */
  of: Value[];
  /** What a rater without a mark does. */
  without_value: WithoutValue;
}

/** What a part without a value does. */
export type WithoutValue = "refuse" | "leave_out";

/** A weighted sum. */
export interface Weighted {
  /** The values with their weights. */
  of: Weight[];
  /** Whether the weights must sum to one. */
  weights: WeightSum;
}

/** A value with its weight. */
export interface Weight {
  /** The value. */
  value: Value;
  /** The weight. */
  weight: ExactInput;
}

/** Whether weights must sum to one. */
export type WeightSum = "one" | "free";

/** Another value for each group. */
export interface ByGroup {
  /** The cases; no group may stand in two. */
  cases: GroupCase[];
  /** The value for all other groups; without it they have none (`not_applicable`). */
  otherwise?: Value;
}

/** The value for some groups. */
export interface GroupCase {
  /** The groups. */
  groups: string[];
  /** The value. */
  value: Value;
}

/** A number by bands. */
export interface Banded {
  /** The bands. */
  bands: Band[];
  /** What is printed between the bands. */
  gaps: Gaps;
  /** The value. */
  of: Value;
}

/** A band: every bound that is given must hold. */
export interface Band {
  /** Greater. */
  above?: ExactInput;
  /** Greater than or equal. */
  at_least?: ExactInput;
  /** Less than or equal. */
  at_most?: ExactInput;
  /** Less. */
  below?: ExactInput;
  /** What the band gives. */
  gives: ExactInput;
}

/** What happens between printed bands such as 60–84 and 85–100. */
export type Gaps = 
  | "none"
  | "lower"
  | "upper"
  | {
    between_steps: ExactInput;
  };

/** Steps of a width. */
export interface Steps {
  /** How a part of a step counts. */
  counted: StepCount;
  /** The width of a step, above zero. */
  each: ExactInput;
  /** The value. */
  of: Value;
}

/** How a part of a step counts («每下降 2 %»). */
export type StepCount = "proportional" | "complete" | "started";

/** A number over the cohort. */
export interface Cohort {
  /** What is taken over them. */
  aggregate: Aggregate;
  /** The value of each candidate; candidates without one are left out. */
  of: Value;
  /** Over whom. */
  within: Within;
}

/** What is taken over several candidates. */
export type Aggregate = 
  | "mean"
  | "highest"
  | "lowest"
  | "sum"
  | "number";

/** Among whom. */
export type Within = 
  | "everyone"
  | "group"
  | {
    attribute: string;
  };

/** The rank by a value. */
export interface RankOf {
  /** Which end is first. */
  first: First;
  /** How equal values share ranks. `ordinal` is not allowed here, it needs a chain. */
  method: RankMethod;
  /** The value. */
  of: Value;
  /** Among whom. */
  within: Within;
}

/** Which end is first. */
export type First = "highest" | "lowest";

/** How equal values share ranks. */
export type RankMethod = 
  | "competition"
  | "dense"
  | "modified"
  | "average"
  | "ordinal";

/** A number over the candidates that this one oversees. */
export interface Overseen {
  /** What is taken over them. */
  aggregate: Aggregate;
  /** The item or section. */
  part: string;
  /** The scorecard. */
  scorecard: string;
  /** What an overseen candidate without a value does. */
  without_value: WithoutValue;
}

/** A word input. */
export interface WordIs {
  /** The input. */
  input: string;
  /** One of these words. */
  one_of: string[];
}

/** A grade of a scorecard. */
export interface GradeIs {
  /** One of these grades. */
  one_of: string[];
  /** The scorecard. */
  scorecard: string;
}

/** Words in Chinese, and in English where somebody wrote them. */
export interface ScorecardsText {
  /** English; the Chinese stands in where it is missing. */
  en?: string;
  /** Chinese. */
  zh: string;
}

/** A key by which candidates are ordered. */
export interface Key {
  /** Which end is first. */
  first: First;
  /** The value. */
  of: Value;
}

/** How many places there are. */
export type Places = 
  | {
    number: number;
  }
  | {
    share: SharePlaces;
  }
  | {
    by_group: GroupPlaces[];
  };

/** Places as a share. */
export interface SharePlaces {
  /** Of whom. */
  of: ShareBase;
  /** How a part of a place is rounded. */
  round: RoundingMode;
  /** The share, between 0 and 1. */
  share: ExactInput;
}

/** Of whom a share is taken. */
export type ShareBase = "everyone" | "with_value";

/** How a number between two representable neighbours is rounded. */
export type RoundingMode = "half_up" | "half_even" | "down" | "up";

/** Places in a group. */
export interface GroupPlaces {
  /** The group. */
  group: string;
  /** The places. */
  places: number;
}

/** What happens to equals at the cut. */
export type TieRule = 
  | "expand"
  | "shrink"
  | {
    draw: Draw;
  }
  | "refuse";

/** A draw that anyone can repeat: candidates ordered by the SM3 digest of seed, line feed and identifier. */
export interface Draw {
  /** The published seed. */
  seed: string;
}

/** The rules of a vote. One ballot a person. */
export interface Vote {
  /** A ballot names at least so many. */
  at_least: number;
  /** A ballot names at most so many. */
  at_most: number;
  /** The channels that are open; any where empty. */
  channels?: string[];
  /** A ballot that names more. */
  over_voting: OverVoting;
  /** Whether a ballot must carry a name. */
  real_name: RealName;
  /** A second ballot of the same person, in the same or in another channel. */
  second_ballot: SecondBallot;
  /** A ballot that names somebody who is not nominated. */
  unknown_choice: UnknownChoice;
}

/** A ballot that names too many. */
export type OverVoting = "voids_ballot" | "first_choices_count";

/** Whether a ballot must carry a name. */
export type RealName = "required" | "not_required";

/** A second ballot of the same person. */
export type SecondBallot = "first_counts" | "last_counts" | "voids_all";

/** A ballot that names somebody who is not nominated. */
export type UnknownChoice = "voids_ballot" | "is_left_out";

/** Candidates that the ledger knows: everyone who is due in a measure of the plan, or whom it counts. */
export interface CandidateSource {
  /** The group (系列) that they are put in. */
  group: string;
  /** The measure; one with subjects of its own. */
  measure: string;
  /** Only those of this stratum, as results name it, such as `executive_level=city`. */
  stratum?: string[];
}

/** A number or word that comes from outside, one for each candidate. */
export interface Input {
  /** The smallest number that can be right; a smaller one is refused. */
  at_least?: ExactInput;
  /** The largest number that can be right; a larger one is refused. */
  at_most?: ExactInput;
  /** How it is gathered (监控类、申报类、检查类). */
  collected: Collected;
  /** Where it comes from. */
  from: InputSource;
  /** Identifier. */
  id: string;
  /** For a survey: a value from a smaller sample counts as missing. */
  sample_at_least?: number;
  /** Title. */
  title: ScorecardsText;
  /** For an input of words: the words. A number otherwise. */
  words?: string[];
}

/** How an input is gathered. */
export type Collected = 
  | "monitored"
  | "filed"
  | "inspected"
  | "surveyed"
  | "judged";

/** Where an input comes from. */
export type InputSource = 
  | {
    measure: MeasureInput;
  }
  | {
    observation: ObservationInput;
  }
  | {
    last_year: string;
  }
  | "given";

/** A measure of the plan. */
export interface MeasureInput {
  /**
   * The unit at which it is read, the same for every candidate: an office answers for the whole city. The candidate's
   * own unit where missing.
   */
  at?: string;
  /** The measure. */
  measure: string;
  /** Which of its numbers. */
  part: MeasurePart;
}

/** A number of a measure. */
export type MeasurePart = 
  | "value"
  | "numerator"
  | "denominator"
  | "open"
  | "target"
  | "met";

/**
 * Observations of the ledger about the candidate.
 *
 * Those count that were known, are of the kind, are about the candidate and lie in the period, not after the day of
 * evaluation; which of several is taken is what `take` says.
 */
export interface ObservationInput {
  /** The kind of observation. */
  kind: string;
  /** Whether the candidate is a unit or a person. */
  of: ObservedCandidate;
  /** The days in which it must lie. */
  period: Period;
  /** The kind of observation that tells how many answered a survey, of the same days; the latest counts. */
  sample?: string;
  /** Which of several. */
  take: Take;
}

/** Whether an observed candidate is a unit or a person. */
export type ObservedCandidate = "unit" | "person";

/** A points ledger: 湘妹子能量家园, duty points of committee members. */
export interface PointsLedger {
  /** Whether redeeming can take the balance below zero. */
  balance_floor: BalanceFloor;
  /** First day that counts; open where missing. */
  first?: Day;
  /** Identifier. */
  id: string;
  /** The kinds of activity. */
  kinds: PointKind[];
  /** Last day that counts, included; open where missing. */
  last?: Day;
  /** Whether points last. */
  lasting: Lasting;
  /** Limits over several kinds. */
  limits?: SharedLimit[];
  /** Days on which the ledger is published (台账半年公布). */
  published?: Day[];
  /** Tiers (星级); none where missing. */
  tiers?: Tiers;
  /** Title. */
  title: ScorecardsText;
  /** The month and day on which a year of this ledger begins; yearly limits and `expires` use it. */
  year_starts_on: MonthDay;
}

/** Whether a balance can be negative. */
export type BalanceFloor = "refuses_entry" | "can_be_negative";

/** A kind of activity with its points. */
export interface PointKind {
  /** Identifier. */
  id: string;
  /** Limits, all of which hold. */
  limits?: PointLimit[];
  /** Several entries of the same matter (同一事项). */
  same_matter: SameMatter;
  /** How several authors share; each counts whole where missing. */
  shared?: Shared;
  /** Title. */
  title: ScorecardsText;
  /** What an entry is worth. */
  worth: Worth;
}

/** A limit on the points of a kind. */
export interface PointLimit {
  /** Over what. */
  per: LimitPer;
  /** The most points in it, at least zero. For negative points: the most that is taken. */
  points: ExactInput;
}

/** Over what a limit holds. */
export type LimitPer = 
  | "session"
  | "word"
  | "day"
  | "month"
  | "quarter"
  | "year"
  | "ledger";

/** Several entries of the same matter. */
export type SameMatter = "all_count" | "highest_counts" | "first_counts";

/** How several authors share (合作分摊). */
export interface Shared {
  /** At most so many authors count; those after get nothing. */
  authors_at_most?: number;
  /** The first author's share where there are others. Alone, the whole. */
  first: ExactInput;
  /** What the others get. */
  others: OtherAuthors;
}

/** What authors after the first get. */
export type OtherAuthors = 
  | "equal_parts_of_rest"
  | {
    each_share: ExactInput;
  };

/** What an entry is worth. */
export type Worth = 
  | {
    each: ExactInput;
  }
  | {
    per_quantity: PerQuantity;
  }
  | {
    by_word: WordPoints[];
  };

/** Points for a quantity. */
export interface PerQuantity {
  /** At most so much of an entry counts (每次最多 2 小时). */
  at_most?: ExactInput;
  /** How a part of a step counts. */
  counted: StepCount;
  /** The width of a step, above zero. */
  each: ExactInput;
  /** Points for one step. */
  points: ExactInput;
}

/** Points for a word. */
export interface WordPoints {
  /** The points. */
  points: ExactInput;
  /** The word. */
  word: string;
}

/** Whether points last. */
export type Lasting = "forever" | "until_year_end";

/** A limit on the points of several kinds. */
export interface SharedLimit {
  /** The kinds. */
  kinds: string[];
  /** Over what. */
  per: LimitPer;
  /** The most points in it. */
  points: ExactInput;
}

/** Tiers of a balance. */
export interface Tiers {
  /** Whether tiers restart after the last one. */
  cycle: TierCycle;
  /** The tiers, lowest first. */
  steps: Tier[];
}

/** Whether tiers restart. */
export type TierCycle = 
  | "once"
  | {
    every: ExactInput;
  };

/** A tier. */
export interface Tier {
  /** From this balance on, included. */
  at_least: ExactInput;
  /** Title. */
  title: ScorecardsText;
}

/** A draw of candidates for an on-the-spot check, by a published seed. */
export interface Sample {
  /** Identifier. */
  id: string;
  /** How many in each. */
  places: Places;
  /** The published seed. */
  seed: string;
  /** Title. */
  title: ScorecardsText;
  /** Among whom each draw is made: 每街道抽 2 个社区. */
  within: Within;
}

/** A scorecard (评分表): who is scored, by which items, and what follows from the total. */
export interface Scorecard {
  /** How long and where a published score can be contested (复核申诉). Kept as data; no default exists. */
  appeal?: Appeal;
  /** The steps of the procedure with their days (时间表). */
  calendar?: Step[];
  /** Who is scored. */
  candidates: Who;
  /** The clause of the plan that asks for it. */
  clause?: string;
  /** What follows from the result (结果运用). */
  consequences?: Consequence[];
  /** Vetoes and bars (一票否决、一票否优). */
  gates?: Gate[];
  /** Grades (等次). */
  grades?: Grades;
  /** Identifier. */
  id: string;
  /** What a reader must know. */
  note?: ScorecardsText;
  /** Money that follows from the score (奖金). */
  payouts?: Payout[];
  /** The period that is judged (考核年度). There is no silent default. */
  period: Period;
  /** Rankings (排名). */
  rankings?: Ranking[];
  /** Title. */
  title: ScorecardsText;
  /** The tree of sections and items; its root gives the total. */
  total: Section;
}

/** How a published score can be contested. */
export interface Appeal {
  /** Who decides. */
  body: ScorecardsText;
  /** Days after the day of publication on which an appeal is still in time. */
  days: number;
}

/** A step of the procedure. */
export interface Step {
  /** First day; open where missing. */
  first?: Day;
  /** Identifier. */
  id: string;
  /** Last day, included. */
  last: Day;
  /** Title. */
  title: ScorecardsText;
}

/** What follows from a result: a talk, a written plan, an advice to resign. */
export interface Consequence {
  /** Identifier. */
  id: string;
  /** Title. */
  title: ScorecardsText;
  /** When it follows. */
  when: Condition;
}

/** A gate: a condition that vetoes or bars something. */
export interface Gate {
  /** What it does. */
  effect: Effect;
  /** Identifier. */
  id: string;
  /** Title. */
  title: ScorecardsText;
  /** What happens where the condition is unknown. */
  unknown?: UnknownGate;
  /** When it is hit. */
  when: Condition;
}

/** What a gate does. */
export type Effect = 
  | {
    bar_awards: string[];
  }
  | {
    bar_grades: string[];
  }
  | {
    downgrade: number;
  }
  | {
    set_grade: string;
  }
  | {
    deduct: Deduct;
  }
  | {
    fail: string;
  }
  | "bar_entry";

/** Points taken by a gate. */
export interface Deduct {
  /** The section. */
  from: string;
  /** The points, above zero. */
  points: ExactInput;
}

/** What happens where a gate's condition is unknown. */
export type UnknownGate = "refuse" | "hit" | "not_hit";

/** Grades (等次): by score line, then by quota. */
export interface Grades {
  /** The score lines, by group. One case without groups holds for all others. */
  lines: GradeLines[];
  /** The value that is graded. */
  of: Value;
  /** The grades, the best first. */
  order: string[];
  /** The quotas, in the order in which they are filled. */
  quotas?: GradeQuota[];
}

/** Score lines for some groups. */
export interface GradeLines {
  /** The bands. Together they cover every number. */
  bands: GradeBand[];
  /** What is printed between the bands. */
  gaps: Gaps;
  /** The groups; all others where empty. */
  groups?: string[];
}

/** A band: every bound that is given must hold. */
export interface GradeBand {
  /** Greater. */
  above?: ExactInput;
  /** Greater than or equal. */
  at_least?: ExactInput;
  /** Less than or equal. */
  at_most?: ExactInput;
  /** Less. */
  below?: ExactInput;
  /** What the band gives. */
  gives: string;
}

/** A grade that only so many can have. */
export interface GradeQuota {
  /** Whether somebody whom a gate bars from the grade uses up a place. */
  barred: BarredPlace;
  /** The grade of those left out. */
  falls_to: string;
  /** The grade. */
  grade: string;
  /** By what the places are filled, first key first. */
  order: Key[];
  /** How many. */
  places: Places;
  /** What happens to equals at the cut. */
  ties: TieRule;
  /** Among whom. */
  within: Within;
}

/** Whether somebody who is barred uses up a place. */
export type BarredPlace = "goes_to_next" | "is_lost";

/** Money that follows from a score. */
export interface Payout {
  /** How much: a product of score, money a point and heads, for instance. */
  amount: Value;
  /** Identifier. */
  id: string;
  /** What the others get. */
  otherwise: ExactInput;
  /** Rounding; none where missing. */
  round?: Rounding;
  /** Title. */
  title: ScorecardsText;
  /** Who gets it; the others get `otherwise`. */
  when: Condition;
}

/** A rounding rule: the mode and the digits kept after the point. */
export interface Rounding {
  /** Digits after the point, 0 to 12. */
  digits: number;
  /** How. */
  mode: RoundingMode;
}

/** A ranking. Candidates without a value are never ranked. */
export interface Ranking {
  /** For `ordinal`: the draw among those who are still equal. Without it they have no rank. */
  draw?: Draw;
  /** Identifier. */
  id: string;
  /** How those who are still equal share ranks. */
  method: RankMethod;
  /** By what: the value, then the chain of tie-breaks. */
  order: Key[];
  /** Title. */
  title: ScorecardsText;
  /** Among whom. */
  within: Within;
}

/** A section (项目、渠道、评议主体): items and sections put together. */
export interface Section {
  /** Whom it is for; the others do not have the section at all. */
  applies?: Condition;
  /** The most that the bonuses inside may sum to. */
  bonus_at_most: BonusLimit;
  /** The bonus points printed for the section. */
  bonus_points?: ExactInput;
  /** The most that the section gives. */
  ceiling: Ceiling;
  /** How they are put together. */
  combine: Combine;
  /** The most that the deductions inside may sum to, as a number of points above zero. */
  deduction_at_most: AtMost;
  /** Why the printed points are not the sum of the parts. A document may contradict itself; data says so. */
  differs?: ScorecardsText;
  /** The least that the section gives. */
  floor: Floor;
  /** Identifier, unique among the items and sections of the scorecard. */
  id: string;
  /** The parts. */
  parts: Part[];
  /** The base points printed for the section. The parts must give them, or `differs` says why they do not. */
  points?: ExactInput;
  /** Rounding of the section's points, after everything else; none where missing. */
  round?: Rounding;
  /** Conversion to another scale (折算): out of so many, to so many. */
  scale?: Scale;
  /** Title. */
  title: ScorecardsText;
}

/** The most that bonuses may sum to. */
export type BonusLimit = 
  | "unlimited"
  | {
    points: ExactInput;
  }
  | {
    share_of_points: ExactInput;
  }
  | {
    share_of_reached: ExactInput;
  };

/** The most that something gives. */
export type Ceiling = 
  | "full"
  | "unbounded"
  | {
    points: ExactInput;
  }
  | {
    times_full: ExactInput;
  };

/** How parts are put together. */
export type Combine = 
  | "sum"
  | {
    weighted: Weights;
  }
  | {
    mean: Mean;
  }
  | "lowest"
  | "highest";

/** Weights of parts. */
export interface Weights {
  /** The weights: one for each part that counts. */
  of: PartWeight[];
  /** What a part without a value does. */
  without_value: WithoutValue;
}

/** The weight of a part. */
export interface PartWeight {
  /** The part. */
  part: string;
  /** Its weight. */
  weight: ExactInput;
}

/** A mean of parts. */
export interface Mean {
  /** How many of the highest are left out. */
  drop_highest: number;
  /** How many of the lowest are left out. */
  drop_lowest: number;
  /** What a part without a value does. */
  without_value: WithoutValue;
}

/** A limit. */
export type AtMost = 
  | "unlimited"
  | {
    points: ExactInput;
  };

/** The least that something gives. */
export type Floor = 
  | "zero"
  | "unbounded"
  | {
    points: ExactInput;
  };

/** A part of a section. */
export type Part = 
  | {
    item: Item;
  }
  | {
    section: Section;
  };

/** An item of a scorecard (评分项). */
export interface Item {
  /** Whom it is for; the others do not have the item at all. */
  applies?: Condition;
  /** The most that the item gives. */
  ceiling: Ceiling;
  /** The clause of the plan that asks for it. */
  clause?: string;
  /** Whole-cohort limits of a bonus. */
  cohort?: CohortLimit;
  /** What happens where two candidates have the same points; nothing where missing. */
  distinct?: Distinct;
  /** Where nobody is due. */
  empty_denominator?: Policy;
  /** Evidence without which the item gives nothing. */
  evidence?: Evidence;
  /** The least that the item gives: «扣完为止» is not universal. */
  floor: Floor;
  /** Identifier, unique among the items and sections of the scorecard. */
  id: string;
  /** What is left when it was done late. */
  lateness?: Lateness;
  /** Where a datum is missing. */
  missing?: Policy;
  /** Where the item does not apply. */
  not_applicable?: Policy;
  /** What a reader must know. */
  note?: ScorecardsText;
  /** The points printed for it. Required for `base`, for a ceiling `full` and for a policy `full`. */
  points?: ExactInput;
  /** Rounding of the item's points; none where missing. */
  round?: Rounding;
  /** How points come about. */
  rule: Rule;
  /** The stream that it counts into. */
  stream: Stream;
  /** Title. */
  title: ScorecardsText;
}

/** Limits of a bonus over the whole cohort. */
export interface CohortLimit {
  /** The bonus is given at all only if so large a share of the candidates meets a comparison (扣分面触发加分). */
  only_if?: ShareOf;
  /** At most so many get it (加分面); those with the most points of the item first. */
  recipients?: Recipients;
  /** Among whom. */
  within: Within;
}

/** A share of the candidates. */
export interface ShareOf {
  /** Their share must be above this. */
  above?: ExactInput;
  /** Their share must be at least this. */
  at_least?: ExactInput;
  /** Which candidates are counted. */
  meeting: Comparison;
}

/** How many may get a bonus. */
export interface Recipients {
  /** Further keys after the points of the item. */
  order?: Key[];
  /** How many. */
  places: Places;
  /** What happens to equals at the cut. */
  ties: TieRule;
}

/** Forced differentiation (必须拉开档次). */
export interface Distinct {
  /** What happens if two have. */
  otherwise: NotDistinct;
  /** Among whom no two may have the same points. */
  within: Within;
}

/** What happens where two candidates have the same points. */
export type NotDistinct = "refuse" | "cancel_item";

/** What an item gives where it has no value. */
export type Policy = 
  | "refuse"
  | "zero"
  | "full"
  | {
    points: ExactInput;
  }
  | {
    mean_within: Within;
  }
  | "redistribute"
  | "leave_out";

/** Evidence without which an item gives nothing («均必须提供书面文字材料，否则该项不得分»). */
export interface Evidence {
  /** So many pieces each, at least 1. */
  at_least: number;
  /** Each of these inputs must carry evidence. */
  of: string[];
  /** What the item gives without. */
  otherwise: WithoutEvidence;
}

/** What an item gives without evidence. */
export type WithoutEvidence = 
  | "zero"
  | {
    points: ExactInput;
  }
  | "missing";

/** What is left of the points when something was done late. */
export interface Lateness {
  /** Days late; zero or less is in time. */
  days: Value;
  /** What is printed between the bands. */
  gaps: Gaps;
  /** The share of the points that is kept, by days late. */
  kept: Band[];
}

/** How an item comes to its points, before its floor and ceiling. */
export type Rule = 
  | {
    threshold: Threshold;
  }
  | {
    ratio: RatioRule;
  }
  | {
    slope: Slope;
  }
  | {
    tally: Tally;
  }
  | {
    bands: BandsRule;
  }
  | {
    stretches: Stretches;
  }
  | {
    places: PlacesRule;
  }
  | {
    judged: Judged;
  }
  | {
    ballot: BallotRule;
  }
  | {
    efficacy: Efficacy;
  }
  | {
    words: WordsRule;
  }
  | {
    value: Value;
  };

/** All or nothing. */
export interface Threshold {
  /** The line. */
  line: Line;
  /** Points on the good side. */
  met: ExactInput;
  /** The value. */
  of: Value;
  /** Points on the other side. */
  otherwise: ExactInput;
}

/** A line and which side of it is good, itself included or not. */
export type Line = 
  | {
    at_least: Value;
  }
  | {
    above: Value;
  }
  | {
    at_most: Value;
  }
  | {
    below: Value;
  };

/** In proportion to a target. */
export interface RatioRule {
  /** Beyond the target. */
  beyond: Beyond;
  /** The value. */
  of: Value;
  /** Points at the target. */
  points: ExactInput;
  /** The target; state `empty_denominator` where it is zero. */
  target: Value;
}

/** What happens beyond the target. */
export type Beyond = "capped" | "goes_on";

/** A base, and points for each step above or below a reference. */
export interface Slope {
  /** Above the reference. */
  above: ScorecardsSide;
  /** Points at the reference. */
  base: ExactInput;
  /** Below the reference. */
  below: ScorecardsSide;
  /** The value. */
  of: Value;
  /** The reference: a target, the mean of the cohort, last year's value. */
  reference: Value;
}

/** One side of a reference. */
export type ScorecardsSide = 
  | "nothing"
  | {
    add: PerStep;
  }
  | {
    deduct: PerStep;
  };

/** Points for each step. */
export interface PerStep {
  /** The most that this side gives or takes. */
  at_most: AtMost;
  /** How a part of a step counts. */
  counted: StepCount;
  /** The width of a step, above zero. */
  each: ExactInput;
  /** Points for a step, at least zero. */
  points: ExactInput;
}

/** A start, and points for each of several counts. */
export interface Tally {
  /** What adds. */
  add?: Entry[];
  /** What takes away. */
  deduct?: Entry[];
  /** Points at the start. */
  start: ExactInput;
}

/** Points for a count. */
export interface Entry {
  /** The most that this entry adds or takes (分项限扣). */
  at_most: AtMost;
  /** Heavier each time (再次加重): the count must be a whole number. */
  escalation?: Escalation;
  /** The count. A negative count is an error of the data. */
  of: Value;
  /** Points for each. */
  points: ExactInput;
  /** A factor on the entry before its limit (规模系数); 1 where missing. */
  times?: Value;
  /** What it is for. */
  title: ScorecardsText;
}

/** Heavier each time. */
export interface Escalation {
  /** Which times are charged. */
  charged: Charged;
  /** The factor of the first, second, … time. The last one holds for all further times. */
  factors: ExactInput[];
}

/** Which times an escalation charges. */
export type Charged = "each_time" | "last_time";

/** A table by bands. */
export interface BandsRule {
  /** The bands. Together they cover every number. */
  bands: Band[];
  /** What is printed between the bands. */
  gaps: Gaps;
  /** The value. */
  of: Value;
}

/** Slopes that differ by stretch. */
export interface Stretches {
  /** The value. */
  of: Value;
  /** How the stretches work together. */
  reading: Reading;
  /** Which side of the edges loses points. */
  side: LosingSide;
  /** Points at the first edge and on its good side. */
  start: ExactInput;
  /** The edges, from the good end on. */
  stretches: Stretch[];
}

/** How stretches work together. */
export type Reading = "cumulative" | "flat_from_first_edge" | "flat_from_own_edge";

/** Which side loses points. */
export type LosingSide = "below" | "above";

/** A stretch: from its edge to the next one. */
export interface Stretch {
  /** How a part of a step counts. */
  counted: StepCount;
  /** The width of a step, above zero. */
  each: ExactInput;
  /** Where it begins. */
  edge: ExactInput;
  /** Points taken for a step. */
  points: ExactInput;
}

/** A table by place. */
export interface PlacesRule {
  /** Points of the places after the table. */
  beyond: BeyondTable;
  /** Which end is first. For 倒数第一 it is the bad end. */
  first: First;
  /** The value by which places are given. */
  of: Value;
  /** Points of the first, second, … place. */
  table: ExactInput[];
  /** What equals get. */
  ties: TiedPoints;
  /** Among whom. */
  within: Within;
}

/** Points of the places after the table. */
export type BeyondTable = 
  | {
    points: ExactInput;
  }
  | {
    less_each: ExactInput;
  };

/** What equals get. */
export type TiedPoints = "first_of_places" | "last_of_places" | "mean_of_places" | "no_place_skipped";

/** A judge's mark. */
export interface Judged {
  /** The least mark. */
  at_least: ExactInput;
  /** The greatest mark. */
  at_most: ExactInput;
  /** Which marks are allowed in between. */
  grid: Grid;
  /** The mark. A mark out of bounds or off the grid is an error, never bent. */
  mark: Value;
}

/** Which marks are allowed. */
export type Grid = 
  | "any"
  | {
    step: ExactInput;
  };

/** A ballot turned into points. */
export interface BallotRule {
  /** Answers that are no valid vote, such as 不了解; they are shown and do not count. */
  not_counted?: Value[];
  /** What the best ballot would be worth, such as 100. */
  of: ExactInput;
  /** The options with what a vote for each is worth. */
  options: BallotOption[];
  /** Points for that. */
  points: ExactInput;
}

/** An option of a ballot. */
export interface BallotOption {
  /** How many chose it. */
  votes: Value;
  /** What a vote is worth. */
  worth: ExactInput;
}

/** The efficacy coefficient: `points × (base + (1 − base) × (of − lowest) ÷ (highest − lowest))`. */
export interface Efficacy {
  /** The share of points at the lowest. */
  base: ExactInput;
  /** What happens where highest and lowest are equal. */
  equal: EqualEnds;
  /** What satisfies (满意值). */
  highest: Value;
  /** What is not allowed (不允许值). */
  lowest: Value;
  /** The value. */
  of: Value;
  /** Points at the highest. */
  points: ExactInput;
}

/** What happens where both ends are equal. */
export type EqualEnds = "full" | "base" | "refuse";

/** A table by word. */
export interface WordsRule {
  /** An input of words. */
  of: string;
  /** Points for each of its words; every word stands once. */
  table: WordPoints[];
}

/** The stream that an item counts into. */
export type Stream = "base" | "bonus" | "deduction" | "helper";

/** A conversion to another scale. */
export interface Scale {
  /** Out of so many points, above zero. */
  from: ExactInput;
  /** To so many. */
  to: ExactInput;
}

/** A target that candidates file themselves and that is approved (先报后审). */
export interface FiledTarget {
  /** Whether a filing counts only once it is approved. */
  approval: Approval;
  /** Whether it can be changed later. */
  changes: TargetChanges;
  /** The last day for the first filing. */
  file_by: Day;
  /** Identifier. */
  id: string;
  /** Title. */
  title: ScorecardsText;
}

/** Whether an approval is needed. */
export type Approval = "required" | "not_required";

/** Whether a filed target can be changed. */
export type TargetChanges = 
  | "never"
  | {
    until: Day;
  };

/** A form of [`Inputs`] for files: values as maps from input to candidate. */
export interface InputsDocument {
  /** The day of evaluation. */
  as_of?: Day | null;
  /** Ballots. */
  ballots?: Ballot[];
  /** The candidates. */
  candidates: Candidate[];
  /** Point entries. */
  entries?: PointEntry[];
  /** Ids of the evidence: input → candidate → ids. */
  evidence?: Record<string, Record<string, string[]>>;
  /** Filed targets. */
  filings?: Filing[];
  /** Numbers: input → candidate → number. */
  numbers?: Record<string, Record<string, ExactInput>>;
  /** Scores set by persons. */
  overrides?: Override[];
  /** How many answered a survey: input → candidate → number. */
  samples?: Record<string, Record<string, number>>;
  /** The form of the document: `jinguo-inputs/1`. */
  schema: string;
  /** States in place of values: input → candidate → state. */
  states?: Record<string, Record<string, State>>;
  /** Words: input → candidate → word. */
  words?: Record<string, Record<string, string>>;
}

/** A ballot of an award. */
export interface Ballot {
  /** When it was cast. */
  at: Stamp;
  /** The award. */
  award: string;
  /** The channel. */
  channel: string;
  /** The candidates it names, in its order. */
  choices: string[];
  /** Whether it carries the voter's name. */
  named: boolean;
  /** The voter's opaque key: one ballot a person. */
  voter: string;
}

/** Somebody who is scored: an office, a county, a committee member, a project. */
export interface Candidate {
  /** Attributes that conditions look at. */
  attributes?: Record<string, string>;
  /** The group (系列) in which it is ranked. */
  group?: string | null;
  /** Identifier. */
  id: string;
  /** The candidates that this one oversees (分管单位). */
  oversees?: string[];
}

/** An entry of a points ledger. */
export interface PointEntry {
  /** Which author this is, from 1. */
  author?: number | null;
  /** How many authors there are. */
  authors?: number | null;
  /** Whose points. */
  candidate: string;
  /** The day. */
  day: Day;
  /** Ids of the evidence. */
  evidence?: string[];
  /** Identifier. A later `recorded_at` with the same one replaces the entry (差错更正). */
  id: string;
  /** The kind of activity. */
  kind: string;
  /** The points ledger. */
  ledger: string;
  /** The matter (同一事项). */
  matter?: string | null;
  /** The quantity, for a kind that counts one. */
  quantity?: ExactInput | null;
  /** When it was entered; known from the start where missing. */
  recorded_at?: Stamp | null;
  /** The session (同一次活动). */
  session?: string | null;
  /** Whether it takes the entry of this identifier back. */
  withdrawn?: boolean;
  /** The word, for a kind that counts by word: level, outcome, attendance. */
  word?: string | null;
}

/** A target that a candidate filed. */
export interface Filing {
  /** The day it was approved, if it was. */
  approved?: Day | null;
  /** Who approved it. */
  approver?: string | null;
  /** The candidate. */
  candidate: string;
  /** The day it was filed. */
  filed: Day;
  /** Why it is changed; required for a change. */
  reason?: string | null;
  /** The target. */
  target: string;
  /** The number. */
  value: ExactInput;
}

/** A score that a person has set. The computed one is kept beside it. */
export interface Override {
  /** Who set it. */
  actor: string;
  /** When. */
  at: Stamp;
  /** The candidate. */
  candidate: string;
  /** The item or section. */
  part: string;
  /** The points. */
  points: ExactInput;
  /** Why. */
  reason: string;
  /** The scorecard. */
  scorecard: string;
}

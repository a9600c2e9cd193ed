/** Scorecards, rankings and awards over the measures of the day, each point with its reasons. */
import {
  type Cut, type Evaluation, Inputs, type InputsDocument, type PartResult, type PointsCut, type ScoreExplanation, type ScoreReport, Scorecards,
  type ScorecardsDocument, type Scores, type Section, type Signing, type State,
} from "jinguo";
import { about, number } from "../words/exact";
import { count } from "../words/number";
import { STATE } from "../words/words";
import type { Document } from "./open";
import { sign, signingView, type SigningView, type StepGiven } from "./signing";
import type { Tree } from "./tree";

/** A number with its state, written out. */
export interface PointsView {
  state: State;
  text: string;
  /** About how many, for the order of a column only. */
  order: number | null;
}

/** One candidate of a scorecard. */
export interface CandidateView {
  id: string;
  name: string;
  group: string;
  total: PointsView;
  sections: PointsView[];
  grade: string;
  ranks: PointsView[];
  /** Gates, consequences. */
  remarks: string[];
}

export interface ScorecardView {
  id: string;
  title: string;
  note: string;
  clause: string;
  sections: string[];
  rankings: string[];
  /** The groups of its candidates, and how many each has. */
  groups: { title: string; candidates: number }[];
  candidates: number;
  /** How places with a limit were given: excellent grades, bonuses. */
  cuts: { title: string; lines: string[] }[];
}

export interface AwardView {
  id: string;
  title: string;
  note: string;
  chosen: { name: string; votes: string }[];
  lines: string[];
}

export interface PointsLedgerView {
  title: string;
  rows: { name: string; balance: string; tier: string; bookings: { day: string; kind: string; worth: string; booked: string; cut: string }[] }[];
}

export interface ScoresView {
  title: string;
  note: string;
  scorecards: ScorecardView[];
  awards: AwardView[];
  points: PointsLedgerView[];
}

/** Marks that were given for another day than the one on the slider. */
export interface OtherDay {
  given: string;
}

/** Which part of a scorecard's candidates. */
export interface CandidatesQuery {
  scorecard: string;
  /** The group; everybody for the empty text. */
  group: string;
  search: string;
  /** `name`, `total`, `grade`, `rank N` or `section N`. */
  sort: { by: string; descending: boolean };
  offset: number;
  limit: number;
}

/** A page of candidates. `found` is how many group and search leave of `total`. */
export interface CandidatesPage {
  /** How many rows come before these. */
  offset: number;
  rows: CandidateView[];
  found: number;
  total: number;
}

/** Why a candidate has its points. */
export interface ScoreWhyView {
  name: string;
  total: PointsView;
  gates: string[];
  items: {
    id: string; title: string; clause: string; points: PointsView; rule: string;
    inputs: { title: string; text: string; evidence: string[] }[]; steps: string[];
  }[];
  sections: { id: string; title: string; points: PointsView; steps: string[] }[];
  gains: { title: string; now: string; most: string; gain: string }[];
  ranks: { title: string; rank: PointsView; ahead: string }[];
}

const CUT: Record<PointsCut, string> = { limit: "到了上限", same_matter: "同一事项不重复计", balance: "余额不足" };
/** How many names a line has; a large cohort has thousands. */
const NAMES = 30;
const ORDER = new Intl.Collator("zh-CN", { numeric: true });
/** Inputs where none were given: everything that flows from plan and ledger. */
const NOTHING: Document = { name: "", text: '{"schema": "jinguo-inputs/1", "candidates": []}' };
const LEFT_OUT = { behind: "差", tied_and_shrunk: "并列且名额不够", drawn_against: "抽签落选", tied_undecided: "并列未决" } as const;

/** The scores of one evaluation. */
export class ScoreDesk {
  readonly #scores: Scores;
  readonly #report: ScoreReport;
  readonly #document: ScorecardsDocument;
  readonly #candidates: Map<string, InputsDocument["candidates"][number]>;
  readonly #tree: Tree;
  readonly #cohorts = new Map<string, CandidateView[]>();

  constructor(scorecards: Document, inputs: Document | null, evaluation: Evaluation, tree: Tree) {
    this.#tree = tree;
    const { text, name } = inputs ?? NOTHING;
    const cards = Scorecards.fromJson(scorecards.text, scorecards.name);
    const given = Inputs.fromJson(text, name);
    try {
      // Candidates, measures, observations and last year's values come from plan and ledger by themselves.
      given.take(cards, evaluation);
      this.#document = cards.describe();
      this.#scores = cards.evaluate(given);
    } finally {
      cards.free();
      given.free();
    }
    this.#report = this.#scores.report();
    this.#candidates = new Map((JSON.parse(text) as InputsDocument).candidates.map((candidate) => [candidate.id, candidate]));
  }

  free(): void {
    this.#scores.free();
  }

  view(): ScoresView {
    const { title, source, scorecards = [], awards = [], points = [] } = this.#document;
    return {
      title: title.zh,
      note: source.note?.zh ?? "",
      scorecards: scorecards.map((card) => this.#card(card)),
      awards: awards.map((award) => this.#award(award.id, award.title.zh, award.note?.zh ?? "")),
      points: points.map((ledger) => ({
        title: ledger.title.zh,
        rows: this.#report.points.filter((statement) => statement.ledger === ledger.id).map((statement) => ({
          name: this.#name(statement.candidate),
          balance: number(statement.balance),
          tier: statement.tier?.zh ?? "",
          bookings: statement.bookings.map(({ day, kind, worth, booked, cut }) => ({
            day, kind: ledger.kinds.find((each) => each.id === kind)?.title.zh ?? kind, worth: number(worth), booked: number(booked), cut: cut ? CUT[cut] : "",
          })),
        })),
      })),
    };
  }

  why(scorecard: string, candidate: string): ScoreWhyView | null {
    const explanation = this.#scores.explain(scorecard, candidate);
    return explanation && this.#why(explanation);
  }

  /** Where the scores of a scorecard stand on their way. */
  signing(signing: Signing | null): SigningView {
    return signingView(this.#scores, signing, (candidate) => this.#name(candidate));
  }

  /** Does a step of signing. */
  sign(scorecard: string, signing: Signing | null, given: StepGiven, at: string): Signing {
    return sign(this.#scores, scorecard, signing, given, at);
  }

  title(scorecard: string): string {
    return this.#document.scorecards?.find((each) => each.id === scorecard)?.title.zh ?? scorecard;
  }

  /** A page of the candidates of a scorecard. */
  candidates({ scorecard, group, search, sort, offset, limit }: CandidatesQuery): CandidatesPage {
    const all = this.#cohort(scorecard);
    const word = search.trim().toLowerCase();
    const found = all.filter((each) => (group === "" || each.group === group) && (word === "" || `${each.id} ${each.name}`.toLowerCase().includes(word)));
    return { offset, rows: sorted(found, sort).slice(offset, offset + limit), found: found.length, total: all.length };
  }

  /** All candidates of a scorecard, written out once. */
  #cohort(scorecard: string): CandidateView[] {
    const known = this.#cohorts.get(scorecard);
    if (known) return known;
    const card = this.#document.scorecards?.find((each) => each.id === scorecard);
    const result = this.#report.results.find((each) => each.id === scorecard);
    if (!card || !result) return [];
    const sections = sectionsOf(card);
    const title = (of: { id: string; title: { zh: string } }[] | undefined, id: string) => of?.find((each) => each.id === id)?.title.zh ?? id;
    const cohort = result.candidates.map((candidate) => ({
      id: candidate.id,
      name: this.#name(candidate.id),
      group: candidate.group ?? "",
      total: points(candidate.total),
      sections: sections.map((section) => points(candidate.sections.find((each) => each.id === section.id))),
      grade: candidate.grade ?? "",
      ranks: (card.rankings ?? []).map((ranking) => points(candidate.ranks?.find((rank) => rank.id === ranking.id))),
      remarks: [
        ...(candidate.gates ?? []).map((gate) => `触发：${title(card.gates, gate)}`),
        ...(candidate.unknown_gates ?? []).map((gate) => `缺数据，无法判断：${title(card.gates, gate)}`),
        ...(candidate.consequences ?? []).map((consequence) => title(card.consequences, consequence)),
      ],
    }));
    this.#cohorts.set(scorecard, cohort);
    return cohort;
  }

  #card(card: Card): ScorecardView {
    const result = this.#report.results.find((each) => each.id === card.id);
    const groups = new Map<string, number>();
    for (const { group = "" } of result?.candidates ?? []) groups.set(group, (groups.get(group) ?? 0) + 1);
    return {
      id: card.id,
      title: card.title.zh,
      note: card.note?.zh ?? "",
      clause: card.clause ?? "",
      sections: sectionsOf(card).map((section) => section.title.zh),
      rankings: (card.rankings ?? []).map((ranking) => ranking.title.zh),
      groups: [...groups].map(([title, candidates]) => ({ title, candidates })),
      candidates: result?.candidates.length ?? 0,
      cuts: [
        ...(result?.quotas ?? []).map((quota) => ({ title: `“${quota.of}”名额`, lines: this.#cuts(quota.cuts) })),
        ...(result?.bonuses ?? []).map((bonus) => ({ title: `加分名额：${itemTitle(card.total, bonus.of)}`, lines: this.#cuts(bonus.cuts) })),
        ...(result?.tied ?? []).map((tied) => ({
          title: `应拉开档次而同分：${itemTitle(card.total, tied.item)}`, lines: [this.#names(tied.candidates)],
        })),
      ],
    };
  }

  #award(id: string, title: string, note: string): AwardView {
    const award = this.#report.awards.find((each) => each.id === id);
    if (!award) return { id, title, note, chosen: [], lines: [] };
    const { vote, cuts, nominated, unknown = [] } = award;
    const voided = Object.values(vote?.void ?? {}).reduce((sum, each) => sum + each, 0);
    return {
      id,
      title,
      note,
      chosen: cuts.flatMap((cut) => cut.chosen.map((each) => ({ name: this.#name(each), votes: vote ? `${count(vote.votes[each] ?? 0)} 票` : "" }))),
      lines: [
        `提名 ${nominated.length} 个。`,
        ...(vote ? [`投票 ${count(vote.cast)} 张，有效 ${count(vote.valid)} 张，无效 ${count(voided)} 张。`] : []),
        ...(unknown.length ? [`缺数据，无法判断能否提名：${this.#names(unknown)}。`] : []),
        ...cuts.flatMap((cut) => this.#leftOut(cut)),
      ],
    };
  }

  #cuts(cuts: readonly Cut[]): string[] {
    return cuts.flatMap((cut) => [
      `${cut.class ? `${cut.class}：` : ""}名额 ${cut.places} 个，给了${cut.chosen.length ? this.#names(cut.chosen) : "（没有符合的）"}。`,
      ...this.#leftOut(cut),
    ]);
  }

  #leftOut({ left_out: left, tied = [] }: Cut): string[] {
    const lines = tied.length ? [`在名额线上同分：${this.#names(tied)}。`] : [];
    if (!left) return lines;
    const why = left.reason === "behind" ? `在第 ${(left.key ?? 0) + 1} 个排序依据上差 ${left.distance === undefined ? "" : number(left.distance)}` : LEFT_OUT[left.reason];
    return [...lines, `名额之外的第一名是${this.#name(left.candidate)}：${why}。`];
  }

  #why(of: ScoreExplanation): ScoreWhyView {
    const title = (id: string) => of.items.find((item) => item.id === id)?.title.zh ?? id;
    const card = this.#document.scorecards?.find((each) => each.id === of.scorecard);
    return {
      name: this.#name(of.candidate),
      total: points(of.total),
      gates: of.gates.map((gate) => gate.title.zh),
      items: of.items.map((item) => ({
        id: item.id,
        title: item.title.zh,
        clause: item.clause ?? "",
        points: points(item.result),
        rule: item.rule.zh,
        inputs: item.inputs.map((input) => ({
          title: input.title.zh, text: input.word ?? (input.state === "value" && input.value !== undefined ? input.value : STATE[input.state]), evidence: input.evidence,
        })),
        steps: [...item.steps.map((step) => step.zh), ...overridden(item.result)],
      })),
      sections: of.sections.map((section) => ({
        id: section.id, title: section.title.zh, points: points(section.result), steps: [...section.steps.map((step) => step.zh), ...overridden(section.result)],
      })),
      gains: of.gains.map((gain) => ({
        title: title(gain.item), now: gain.now === undefined ? "—" : number(gain.now), most: number(gain.most), gain: number(gain.gain),
      })),
      ranks: of.ranks.map(({ rank, ranking, ahead }) => ({
        title: card?.rankings?.find((each) => each.id === ranking)?.title.zh ?? ranking,
        rank: points(rank),
        ahead: ahead ? `前一名是${this.#name(ahead.candidate)}，在第 ${ahead.key + 1} 个排序依据上高 ${number(ahead.distance)}` : "",
      })),
    };
  }

  #names(candidates: readonly string[]): string {
    const names = candidates.slice(0, NAMES).map((id) => this.#name(id)).join("、");
    return candidates.length > NAMES ? `${names}等 ${count(candidates.length)} 个` : names;
  }

  #name(candidate: string): string {
    return this.#candidates.get(candidate)?.attributes?.["name"] ?? this.#tree.name(candidate);
  }
}

/** The day for which marks were given; nothing where the document names none, or is none. */
export function dayOf(inputs: Document | null): string | null {
  try {
    return (JSON.parse(inputs?.text ?? "{}") as Partial<InputsDocument>).as_of ?? null;
  } catch {
    return null;
  }
}

type Card = NonNullable<ScorecardsDocument["scorecards"]>[number];

/** The sections right below the total; a total of items only has none. */
function sectionsOf(card: Card): Section[] {
  return card.total.parts.flatMap((part) => ("section" in part ? [part.section] : []));
}

/** What has no value comes last, whichever way it is sorted. */
function sorted(rows: readonly CandidateView[], { by, descending }: CandidatesQuery["sort"]): CandidateView[] {
  const [kind = "", at = "0"] = by.split(" ");
  const column = (row: CandidateView) => (kind === "rank" ? row.ranks[Number(at)] : kind === "section" ? row.sections[Number(at)] : row.total);
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (kind === "name") return sign * ORDER.compare(a.name, b.name);
    if (kind === "grade") return sign * ORDER.compare(a.grade, b.grade);
    const [x, y] = [column(a)?.order ?? null, column(b)?.order ?? null];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (x - y);
  });
}

/** Points are shown as exactly as they are; two digits only where they do not end. */
function points(part: PartResult | undefined): PointsView {
  if (!part) return { state: "not_applicable", text: "—", order: null };
  const { state, value } = part;
  if (state !== "value" || value === undefined) return { state, text: STATE[state], order: null };
  return { state, text: value.includes("/") ? number(value) : value, order: about(value) };
}

function overridden({ computed }: PartResult): string[] {
  if (!computed) return [];
  const was = computed.value === undefined ? STATE[computed.state] : number(computed.value);
  return [`由 ${computed.actor} 于 ${computed.at} 改定，理由：${computed.reason}；原计算结果 ${was}`];
}

function itemTitle(section: Section, id: string): string {
  for (const part of section.parts) {
    if ("item" in part && part.item.id === id) return part.item.title.zh;
    if ("section" in part) {
      const found = itemTitle(part.section, id);
      if (found !== id) return found;
    }
  }
  return id;
}

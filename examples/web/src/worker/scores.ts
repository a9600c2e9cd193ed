/** Scorecards, rankings and awards over the measures of the day, each point with its reasons. */
import {
  type Cut, type Evaluation, Inputs, type InputsDocument, type PartResult, type PointsCut, type ScoreExplanation, type ScoreReport, Scorecards,
  type ScorecardsDocument, type Scores, type Section, type State,
} from "jinguo";
import { number } from "../words/exact";
import { count } from "../words/number";
import { STATE } from "../words/words";
import type { Document } from "./open";
import type { Tree } from "./tree";

/** A number with its state, written out. */
export interface PointsView {
  state: State;
  text: string;
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
  candidates: CandidateView[];
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
const LEFT_OUT = { behind: "差", tied_and_shrunk: "并列且名额不够", drawn_against: "抽签落选", tied_undecided: "并列未决" } as const;

/** The scores of one evaluation. */
export class ScoreDesk {
  readonly #scores: Scores;
  readonly #report: ScoreReport;
  readonly #document: ScorecardsDocument;
  readonly #candidates: Map<string, InputsDocument["candidates"][number]>;
  readonly #tree: Tree;

  constructor(scorecards: Document, inputs: Document, evaluation: Evaluation, tree: Tree) {
    this.#tree = tree;
    const cards = Scorecards.fromJson(scorecards.text, scorecards.name);
    const given = Inputs.fromJson(inputs.text, inputs.name);
    try {
      given.takeMeasures(cards, evaluation);
      this.#document = cards.describe();
      this.#scores = cards.evaluate(given);
    } finally {
      cards.free();
      given.free();
    }
    this.#report = this.#scores.report();
    this.#candidates = new Map((JSON.parse(inputs.text) as InputsDocument).candidates.map((candidate) => [candidate.id, candidate]));
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

  #card(card: NonNullable<ScorecardsDocument["scorecards"]>[number]): ScorecardView {
    const result = this.#report.results.find((each) => each.id === card.id);
    // The sections right below the total; a total of items only has none.
    const sections = card.total.parts.flatMap((part) => ("section" in part ? [part.section] : []));
    const title = (of: { id: string; title: { zh: string } }[] | undefined, id: string) => of?.find((each) => each.id === id)?.title.zh ?? id;
    return {
      id: card.id,
      title: card.title.zh,
      note: card.note?.zh ?? "",
      clause: card.clause ?? "",
      sections: sections.map((section) => section.title.zh),
      rankings: (card.rankings ?? []).map((ranking) => ranking.title.zh),
      candidates: (result?.candidates ?? []).map((candidate) => ({
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
      })),
      cuts: [
        ...(result?.quotas ?? []).map((quota) => ({ title: `“${quota.of}”名额`, lines: this.#cuts(quota.cuts) })),
        ...(result?.bonuses ?? []).map((bonus) => ({ title: `加分名额：${itemTitle(card.total, bonus.of)}`, lines: this.#cuts(bonus.cuts) })),
        ...(result?.tied ?? []).map((tied) => ({
          title: `应拉开档次而同分：${itemTitle(card.total, tied.item)}`, lines: [tied.candidates.map((id) => this.#name(id)).join("、")],
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
        ...(unknown.length ? [`缺数据，无法判断能否提名：${unknown.map((each) => this.#name(each)).join("、")}。`] : []),
        ...cuts.flatMap((cut) => this.#leftOut(cut)),
      ],
    };
  }

  #cuts(cuts: readonly Cut[]): string[] {
    return cuts.flatMap((cut) => [
      `${cut.class ? `${cut.class}：` : ""}名额 ${cut.places} 个，给了${cut.chosen.length ? cut.chosen.map((id) => this.#name(id)).join("、") : "（没有符合的）"}。`,
      ...this.#leftOut(cut),
    ]);
  }

  #leftOut({ left_out: left, tied = [] }: Cut): string[] {
    const lines = tied.length ? [`在名额线上同分：${tied.map((id) => this.#name(id)).join("、")}。`] : [];
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

  #name(candidate: string): string {
    return this.#candidates.get(candidate)?.attributes?.["name"] ?? this.#tree.name(candidate);
  }
}

/** Points are shown as exactly as they are; two digits only where they do not end. */
function points(part: PartResult | undefined): PointsView {
  if (!part) return { state: "not_applicable", text: "—" };
  return { state: part.state, text: part.state === "value" && part.value !== undefined ? (part.value.includes("/") ? number(part.value) : part.value) : STATE[part.state] };
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

/** Scorecards with rankings, each point with its reasons; awards; points ledgers. */
import { useState } from "preact/hooks";
import type { AwardView, CandidateView, PointsLedgerView, PointsView, ScorecardView } from "../worker/scores";
import { count, day } from "../words/number";
import { Pager } from "./pager";
import { go, href } from "./route";
import { ScoreWhy } from "./score-why";
import { Search } from "./search";
import { Signing } from "./signing";
import { type Column, type Sort, Table } from "./table";
import { useAsk, useWork } from "./work";

const LIMIT = 50;

export function Scores({ scorecard, candidate }: { scorecard: string; candidate: string }) {
  const { client, scene, asOf, knownAt, move } = useWork();
  if (!scene.hasScores) return <p>没有评分表：把 scorecards.json 与台账一起放进来，就在这里评分；评委打分、投票这些台账里没有的，写在评分数据（inputs）里一起放进来。</p>;
  const { value, error, progress } = useAsk(client, "scoresAt", [asOf, knownAt], [asOf, knownAt]);
  if (error) return <p class="error" role="alert">{error}</p>;
  if (!value) return <p class="quiet">{progress?.text ?? "计算中"}…</p>;
  if ("given" in value) {
    return (
      <section class="card">
        <h2>评分数据是{day(value.given)}的</h2>
        <p>现在看的是{day(asOf)}。评委打分、投票、积分按评分数据写明的那一天算，与别的日子的指标不能混在一起。</p>
        <button type="button" class="primary" onClick={() => move(value.given)}>看{day(value.given)}的评分</button>
      </section>
    );
  }
  const card = value.scorecards.find((each) => each.id === scorecard) ?? value.scorecards[0];
  if (candidate && card) return <ScoreWhy scorecard={card} candidate={candidate} />;
  const places = [...value.scorecards.map(({ id, title }) => ({ id, title })), ...(value.awards.length ? [{ id: "-awards", title: "评选" }] : []),
    ...(value.points.length ? [{ id: "-points", title: "积分" }] : [])];
  const here = places.some((place) => place.id === scorecard) ? scorecard : places[0]?.id ?? "";
  return (
    <>
      <div class="heading"><h2>{value.title}</h2></div>
      {value.note && <p class="quiet">{value.note}</p>}
      <div class="filters" role="group" aria-label="评分表">
        {places.map((place) => (
          <button key={place.id} type="button" class="chip" aria-pressed={place.id === here} onClick={() => go({ at: "scores", scorecard: place.id, candidate: "" })}>{place.title}</button>
        ))}
      </div>
      {here === "-awards" ? value.awards.map((award) => <Award key={award.id} award={award} />)
        : here === "-points" ? value.points.map((ledger) => <Points key={ledger.title} ledger={ledger} />)
        : card && <Card key={card.id} card={card} />}
    </>
  );
}

export function Score({ points }: { points: PointsView }) {
  return <span class={points.state === "value" ? "" : "state"}>{points.text}</span>;
}

function Card({ card }: { card: ScorecardView }) {
  const { client, asOf, knownAt } = useWork();
  const first = card.rankings.length > 0 ? "rank 0" : "total";
  const [sort, setSort] = useState<Sort<string>>({ by: first, descending: first === "total" });
  const [group, setGroup] = useState(card.groups.length > 1 ? card.groups[0]?.title ?? "" : "");
  const [search, setSearch] = useState("");
  const [offset, setOffset] = useState(0);
  const query = { scorecard: card.id, group, search, sort, offset, limit: LIMIT };
  const { value, error } = useAsk(client, "candidatesAt", [asOf, knownAt, query], [asOf, knownAt, card.id, group, search, sort, offset]);
  const open = (row: CandidateView) => go({ at: "scores", scorecard: card.id, candidate: row.id });
  const columns: Column<CandidateView, string>[] = [
    ...card.rankings.map((title, at) => ({ key: `rank ${at}`, title, number: true, cell: (row: CandidateView) => <Score points={row.ranks[at] ?? NONE} /> })),
    { key: "name", title: "对象", cell: (row) => <a tabIndex={-1} href={href({ at: "scores", scorecard: card.id, candidate: row.id })}>{row.name}</a> },
    { key: "total", title: "总分", number: true, cell: (row) => <strong><Score points={row.total} /></strong> },
    { key: "grade", title: "等次", cell: (row) => <span class="key">{row.grade}</span> },
    ...card.sections.map((title, at) => ({ key: `section ${at}`, title, number: true, cell: (row: CandidateView) => <Score points={row.sections[at] ?? NONE} /> })),
    { key: "remarks", title: "备注", fixed: true, cell: (row) => row.remarks.join("；") },
  ];
  return (
    <>
      {card.note && <p class="quiet">{card.note}。分数是计算出来的建议，由人签字才算数。</p>}
      {(card.groups.length > 1 || card.candidates > LIMIT) && (
        <div class="filters" role="group" aria-label="系列">
          {card.groups.length > 1 && card.groups.map(({ title, candidates }) => (
            <button key={title} type="button" class="chip" aria-pressed={title === group} onClick={() => { setGroup(title); setOffset(0); }}>{title || "无系列"} {count(candidates)}</button>
          ))}
          <Search label="查找对象" placeholder="查找：名称、编号" search={(text) => { setSearch(text); setOffset(0); }} />
        </div>
      )}
      {error && <p class="error" role="alert">{error}</p>}
      {value && <Table label={card.title} columns={columns} rows={value.rows} id={(row) => row.id} sort={sort} setSort={(sort) => { setSort(sort); setOffset(0); }} open={open} />}
      {value && <Pager shown={value.offset} asked={offset} limit={LIMIT} total={value.found} go={setOffset} />}
      {card.cuts.map((cut) => (
        <section key={cut.title} class="card"><h3>{cut.title}</h3>{cut.lines.map((line) => <p key={line}>{line}</p>)}</section>
      ))}
      <Signing scorecard={card.id} />
    </>
  );
}

const NONE: PointsView = { state: "not_applicable", text: "—", order: null };

function Award({ award }: { award: AwardView }) {
  return (
    <section class="card award">
      <h3>{award.title}</h3>
      {award.note && <p class="quiet">{award.note}</p>}
      <ol>{award.chosen.map((each) => <li key={each.name}>{each.name}{each.votes && <small>（{each.votes}）</small>}</li>)}</ol>
      {award.lines.map((line) => <p key={line}>{line}</p>)}
    </section>
  );
}

function Points({ ledger }: { ledger: PointsLedgerView }) {
  return (
    <section class="card">
      <h3>{ledger.title}</h3>
      {ledger.rows.map((row) => (
        <details key={row.name}>
          <summary>{row.name}：余额 <strong>{row.balance}</strong>{row.tier && `，${row.tier}`}（{row.bookings.length} 笔）</summary>
          <table class="classes">
            <tbody>
              {row.bookings.map((booking, at) => (
                <tr key={at}>
                  <td>{booking.day}</td><td>{booking.kind}</td><td class="number">计 {booking.booked}</td>
                  <td>{booking.cut && `应为 ${booking.worth}，${booking.cut}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ))}
    </section>
  );
}

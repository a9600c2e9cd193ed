/** Scorecards with rankings, each point with its reasons; awards; points ledgers. */
import { useState } from "preact/hooks";
import type { AwardView, CandidateView, PointsLedgerView, PointsView, ScorecardView } from "../worker/scores";
import { go, href } from "./route";
import { ScoreWhy } from "./score-why";
import { type Column, type Sort, Table } from "./table";
import { useAsk, useWork } from "./work";

export function Scores({ scorecard, candidate }: { scorecard: string; candidate: string }) {
  const { client, scene, asOf, knownAt } = useWork();
  if (!scene.hasScores) return <p>没有评分表：把 scorecards.json 和评分数据（inputs）与台账一起放进来，就在这里评分。</p>;
  const { value, error } = useAsk(client, "scoresAt", [asOf, knownAt], [asOf, knownAt]);
  if (error) return <p class="error" role="alert">{error}</p>;
  if (!value) return <p class="quiet">计算中…</p>;
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
  const first = card.rankings.length > 0 ? "rank 0" : "total";
  const [sort, setSort] = useState<Sort<string>>({ by: first, descending: first === "total" });
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
      <Table label={card.title} columns={columns} rows={sorted(card.candidates, sort)} id={(row) => row.id} sort={sort} setSort={setSort} open={open} />
      {card.cuts.map((cut) => (
        <section key={cut.title} class="card"><h3>{cut.title}</h3>{cut.lines.map((line) => <p key={line}>{line}</p>)}</section>
      ))}
    </>
  );
}

const NONE: PointsView = { state: "not_applicable", text: "—" };
const COLLATOR = new Intl.Collator("zh-CN", { numeric: true });

/** What has no value comes last, whichever way it is sorted. */
function sorted(rows: readonly CandidateView[], { by, descending }: Sort<string>): CandidateView[] {
  const [kind = "", at = "0"] = by.split(" ");
  const points = (row: CandidateView) => (kind === "rank" ? row.ranks[Number(at)] : kind === "section" ? row.sections[Number(at)] : row.total) ?? NONE;
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (kind === "name") return sign * COLLATOR.compare(a.name, b.name);
    if (kind === "grade") return sign * COLLATOR.compare(a.grade, b.grade);
    const [x, y] = [points(a), points(b)];
    if (x.state !== "value" || y.state !== "value") return Number(x.state !== "value") - Number(y.state !== "value");
    return sign * (Number(x.text.replace(/,/g, "")) - Number(y.text.replace(/,/g, "")));
  });
}

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

/** Every point of one candidate: rule, what the rule looked at, the arithmetic; what raises the total most. */
import type { ScorecardView } from "../worker/scores";
import { href } from "./route";
import { Score } from "./scores";
import { useAsk, useWork } from "./work";

export function ScoreWhy({ scorecard, candidate }: { scorecard: ScorecardView; candidate: string }) {
  const { client, asOf, knownAt } = useWork();
  const { value, error } = useAsk(client, "scoreWhyAt", [asOf, knownAt, scorecard.id, candidate], [asOf, knownAt, scorecard.id, candidate]);
  if (error) return <p class="error" role="alert">{error}</p>;
  if (!value) return <p class="quiet">计算中…</p>;
  return (
    <article class="why">
      <div class="heading">
        <h2>{value.name}：<Score points={value.total} /> 分</h2>
        <a href={href({ at: "scores", scorecard: scorecard.id, candidate: "" })}>← {scorecard.title}</a>
      </div>
      {(value.ranks.length > 0 || value.gates.length > 0) && (
        <section class="card">
          {value.ranks.map((rank) => <p key={rank.title}>{rank.title}：第 <strong><Score points={rank.rank} /></strong> 名。{rank.ahead && `${rank.ahead}。`}</p>)}
          {value.gates.map((gate) => <p key={gate} class="flag">⚑ 触发：{gate}</p>)}
        </section>
      )}
      {value.gains.length > 0 && (
        <section class="card">
          <h3>哪一项最能提高总分</h3>
          <ol class="gains">
            {value.gains.slice(0, 5).map((gain) => <li key={gain.title}>{gain.title}：现在 {gain.now}，最多 {gain.most}，总分可加 <strong>{gain.gain}</strong></li>)}
          </ol>
        </section>
      )}
      <h3>逐项</h3>
      <div class="scroll">
        <table class="list items">
          <thead><tr><th>评分项</th><th class="number">得分</th><th class="rule">规则</th><th>看了什么</th><th class="sum">怎样算</th></tr></thead>
          <tbody>
            {value.items.map((item) => (
              <tr key={item.id} data-item={item.id}>
                <td>{item.title}{item.clause && <small> {item.clause}</small>}</td>
                <td class="number"><strong><Score points={item.points} /></strong></td>
                <td>{item.rule}</td>
                <td>{item.inputs.map((input) => <p key={input.title}>{input.title}：{input.text}{input.evidence.length > 0 && <small>（材料 {input.evidence.join("、")}）</small>}</p>)}</td>
                <td>{item.steps.map((step, at) => <p key={at}>{step}</p>)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3>合计</h3>
      <div class="scroll">
        <table class="list items">
          <thead><tr><th>部分</th><th class="number">得分</th><th>怎样算</th></tr></thead>
          <tbody>
            {value.sections.map((section) => (
              <tr key={section.id}><td>{section.title}</td><td class="number"><strong><Score points={section.points} /></strong></td><td>{section.steps.map((step, at) => <p key={at}>{step}</p>)}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
    </article>
  );
}

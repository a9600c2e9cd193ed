/** Why a subject counts or does not, step by step down to the facts. */
import { day } from "../words/number";
import { BECAUSE, CLASS, COLUMN, SUBJECT, type SubjectKind, TRUTH } from "../words/words";
import type { Subject } from "jinguo";
import { useState } from "preact/hooks";
import type { RecordView, StepView } from "../worker/view";
import { href } from "./route";
import { message, useAsk, useWork } from "./work";

const SIGN = { true: "✓", false: "✗", unknown: "?" } as const;

export function WhyScreen({ measure, unit, kind, id }: { measure: string; unit: string; kind: SubjectKind; id: string }) {
  const { client, scene, asOf, knownAt } = useWork();
  const subject = { [kind]: id } as Subject;
  const { value, error } = useAsk(client, "whyAt", [asOf, knownAt, measure, subject], [asOf, knownAt, measure, kind, id]);
  const title = scene.measures.find((each) => each.id === measure)?.title ?? measure;
  return (
    <article class="why">
      <div class="heading">
        <h2>为什么：{SUBJECT[kind]} {value?.subject ?? id}</h2>
        <span>
          <button type="button" class="plain" onClick={() => history.back()}>← 返回</button>　<a href={href({ at: "measure", measure, unit, level: "" })}>指标：{title}</a>
        </span>
      </div>
      {error && <p class="error" role="alert">{error}</p>}
      {value && (
        <>
          <section class="card">
            <p>{value.place}。统计期 {day(value.first)} 至 {day(value.last)}，看 {day(value.at)} 的情况。</p>
            <p class="big">结论：<strong class={`class ${value.class}`}>{CLASS[value.class]}</strong></p>
            <p>{BECAUSE[value.class]}{value.reopens && `到${value.reopens}要重新完成。`}</p>
          </section>
          <section class="card">
            {value.populations.map((population) => (
              <div key={population.title}>
                <h3>{population.title}</h3>
                <ul class="steps"><Step step={population.step} /></ul>
              </div>
            ))}
          </section>
          {value.components.length > 0 && (
            <section class="card">
              <h3>各组成指标</h3>
              <ul class="steps">
                {value.components.map((component) => (
                  <li key={component.id}><a href={href({ at: "why", measure: component.id, unit, kind, id })}>{component.title}</a>：{CLASS[component.class]}</li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </article>
  );
}

function Step({ step }: { step: StepView }) {
  return (
    <li class={`step ${step.holds}`}>
      <span class="holds" aria-hidden="true">{SIGN[step.holds]}</span> {step.asked} <small>（{TRUTH[step.holds]}）</small>
      {step.seen.length > 0 && <p class="seen">查到：{step.seen.join("，")}</p>}
      {step.facts.length > 0 && <Facts ids={step.facts} />}
      {step.steps.length > 0 && <ul class="steps">{step.steps.map((inner, at) => <Step key={at} step={inner} />)}</ul>}
    </li>
  );
}

/** The facts that counted, and on demand the rows of the files in which they stand. */
function Facts({ ids }: { ids: string[] }) {
  const { client, tell } = useWork();
  const [records, setRecords] = useState<RecordView[] | null>(null);
  return (
    <div class="seen">
      <p>记录：{ids.join("、")}{ids.length === 100 && "……（只列前 100 条）"}
        {!records && <> <button type="button" class="plain" onClick={() => client.call("records", [ids]).then(setRecords, (error) => tell(message(error)))}>看原始记录</button></>}
      </p>
      {records?.length === 0 && <p>文件里没有找到这些编号。</p>}
      {records && records.length > 0 && (
        <ul class="records">
          {records.map((record) => (
            <li key={`${record.file} ${record.row}`}>
              <small>{record.file} 第 {record.row} 行</small>
              {record.fields.map(([name, value], at) => <span key={at}><small>{COLUMN[name] ?? name}</small> {value}</span>)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

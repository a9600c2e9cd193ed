/** The screens over an open plan, with what stands above all of them: title, day, tabs. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Client } from "../worker/client";
import type { Scene } from "../worker/view";
import { ChangesScreen } from "./changes";
import { Data } from "./data";
import { DayBar } from "./day";
import { ListScreen } from "./list";
import { MeasureScreen } from "./measure";
import { MovesScreen } from "./moves";
import { PlanScreen } from "./plan";
import { href, type Route, useRoute } from "./route";
import { Scores } from "./scores";
import { WhyScreen } from "./why";
import { type Work, WorkContext } from "./work";

export function Office({ client, scene, close }: { client: Client; scene: Scene; close(): void }) {
  const route = useRoute() ?? ({ at: "plan", unit: scene.root.id } as const);
  const [days, setDays] = useState<{ asOf: string; knownAt: string | null }>({ asOf: scene.asOf, knownAt: null });
  const [note, setNote] = useState("");
  useEffect(() => {
    if (!note) return;
    const timer = setTimeout(() => setNote(""), 8000);
    return () => clearTimeout(timer);
  }, [note]);
  const work = useMemo<Work>(() => ({
    client, scene, ...days, tell: setNote, move: (asOf) => setDays(({ knownAt }) => ({ asOf, knownAt: knownAt !== null && knownAt > asOf ? knownAt : null })),
  }), [client, scene, days]);
  useEffect(() => { document.title = `${scene.title} · 巾帼`; }, [scene]);
  const unit = "unit" in route && route.unit ? route.unit : scene.root.id;
  return (
    <WorkContext.Provider value={work}>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById("main")?.focus(); }}>跳到正文</a>
      <header class="top">
        <div class="title">
          <h1>{scene.title}</h1>
          {scene.labels.map((label) => <span key={label} class="label">{label}</span>)}
        </div>
        <nav aria-label="页面">
          <Tab to={{ at: "plan", unit }} route={route} at={["plan", "measure", "gaps", "counted", "excluded", "excepted", "why"]}>指标进度</Tab>
          <Tab to={{ at: "changes", unit, from: "" }} route={route} at={["changes", "moves"]}>变化</Tab>
          <Tab to={{ at: "scores", scorecard: "", candidate: "" }} route={route} at={["scores"]}>评分评比</Tab>
          <Tab to={{ at: "data" }} route={route} at={["data"]}>数据</Tab>
          <button type="button" class="plain" onClick={close}>换文件</button>
        </nav>
      </header>
      <DayBar scene={scene} asOf={days.asOf} knownAt={days.knownAt} set={setDays} />
      <p class="note" role="status" aria-live="polite">{note}</p>
      <main id="main" class="wide" tabIndex={-1}>
        <Screen route={route} root={scene.root.id} />
      </main>
    </WorkContext.Provider>
  );
}

function Tab({ to, route, at, children }: { to: Route; route: Route; at: Route["at"][]; children: string }) {
  return <a class="tab" href={href(to)} aria-current={at.includes(route.at) ? "page" : undefined}>{children}</a>;
}

function Screen({ route, root }: { route: Route; root: string }) {
  switch (route.at) {
    case "plan": return <PlanScreen unit={route.unit || root} />;
    case "measure": return <MeasureScreen key={route.measure} measure={route.measure} unit={route.unit} level={route.level} />;
    case "gaps": case "counted": case "excluded": case "excepted": return <ListScreen list={route.at} key={`${route.at} ${route.measure} ${route.unit}`} measure={route.measure} unit={route.unit} />;
    case "why": return <WhyScreen measure={route.measure} unit={route.unit} kind={route.kind} id={route.id} />;
    case "scores": return <Scores scorecard={route.scorecard} candidate={route.candidate} />;
    case "changes": return <ChangesScreen unit={route.unit || root} from={route.from} />;
    case "moves": return <MovesScreen measure={route.measure} unit={route.unit} from={route.from} pair={route.pair} />;
    case "data": return <Data />;
  }
}

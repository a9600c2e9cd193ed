/** The page: first the start, then the problems of the files if there are any, then the screens. */
import { useCallback, useMemo, useState } from "preact/hooks";
import { Client } from "../worker/client";
import type { Progress } from "../worker/protocol";
import type { Opened, Scene } from "../worker/view";
import { Busy } from "./busy";
import { Faults } from "./faults";
import { Office } from "./office";
import { go } from "./route";
import { Start } from "./start";
import { message } from "./work";

type Stage =
  | { at: "start"; error: string }
  | { at: "busy"; progress: Progress }
  | { at: "faults"; opened: Opened }
  | { at: "open"; scene: Scene };

export function App() {
  const client = useMemo(() => new Client(), []);
  const [stage, setStage] = useState<Stage>({ at: "start", error: "" });

  const enter = useCallback((scene: Scene) => {
    go({ at: "plan", unit: scene.root.id });
    setStage({ at: "open", scene });
  }, []);

  const open = useCallback((files: File[] | null) => {
    const progress = (progress: Progress) => setStage({ at: "busy", progress });
    progress({ text: "准备", done: 0, total: 1 });
    const opened = files ? client.call("openFiles", [files], progress) : client.call("openExample", [], progress);
    opened.then(
      (opened) => {
        if (opened.scene && opened.problems === 0) enter(opened.scene);
        else setStage({ at: "faults", opened });
      },
      (error) => setStage({ at: "start", error: message(error) }),
    );
  }, []);

  const close = useCallback(() => {
    client.restart();
    history.replaceState(null, "", window.location.pathname);
    setStage({ at: "start", error: "" });
  }, []);

  switch (stage.at) {
    case "start": return <Start error={stage.error} open={open} />;
    case "busy": return <Busy progress={stage.progress} cancel={close} />;
    case "faults": return <Faults client={client} opened={stage.opened} enter={enter} close={close} />;
    case "open": return <Office client={client} scene={stage.scene} close={close} />;
  }
}

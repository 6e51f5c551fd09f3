import type { Alertmanager } from "#demo/alertmanager/alertmanager.ts";
import type { Scene } from "#demo/scenes/scene.ts";
import { SCENES } from "#demo/scenes/scenes.ts";
import type { Action, ActionGroup } from "./action.ts";

/** Two buttons for each scene: it begins, it ends. */
export function alertActions(alertmanager: Alertmanager): ActionGroup {
  return {
    title: "Something goes wrong",
    actions: SCENES.flatMap((scene) => [begin(alertmanager, scene), end(alertmanager, scene)]),
  };
}

function begin(alertmanager: Alertmanager, scene: Scene): Action {
  const { id, title, hint, alerts } = scene;
  return {
    id: `fire-${id}`,
    label: title,
    hint,
    on: () => alertmanager.fires(scene),
    blocked: () => {
      if (alertmanager.fires(scene)) return "It is firing already; end it first.";
      return alertmanager.runs() ? null : "Prometheus is stopped, so nobody would notice.";
    },
    act: async () => {
      await alertmanager.fire(scene);
      const what = alerts.length === 1 ? "One alert fires" : `${alerts.length} alerts fire`;
      return `${what}; Muster answered 200, so nothing is lost any more.`;
    },
  };
}

function end(alertmanager: Alertmanager, scene: Scene): Action {
  const { id, ending } = scene;
  return {
    id: `end-${id}`,
    label: `End it: ${ending}`,
    hint: "Resolved after five quiet seconds.",
    blocked: () => (alertmanager.fires(scene) ? null : "It is not firing."),
    act: async () => {
      await alertmanager.end(scene);
      return "It is over. Muster resolves it when it stays quiet for five seconds.";
    },
  };
}

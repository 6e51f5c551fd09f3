import type { Alertmanager } from "#demo/alertmanager/alertmanager.ts";
import { SCENES } from "#demo/scenes/scenes.ts";
import type { ActionGroup } from "./action.ts";
import type { Witness } from "./witness.ts";

/** Everything ends that goes on. Workspace and database stay: what happened has happened. */
export function startOver(alertmanager: Alertmanager, witness: Witness): ActionGroup {
  return {
    title: "Once more",
    actions: [
      {
        id: "start-over",
        label: "Start over",
        hint: "Ends every alert, starts Prometheus when it is stopped, and begins the tour anew.",
        act: async () => {
          if (!alertmanager.runs()) await alertmanager.run(true);
          for (const scene of SCENES) await alertmanager.end(scene);
          witness.forget();
          return "All alerts have ended, and the tour begins anew.";
        },
      },
    ],
  };
}

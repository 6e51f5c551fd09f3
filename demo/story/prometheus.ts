import type { Alertmanager } from "#demo/alertmanager/alertmanager.ts";
import type { ActionGroup } from "./action.ts";

/** Alerting itself breaks, which only the missing Watchdog tells. */
export function prometheusActions(alertmanager: Alertmanager): ActionGroup {
  return {
    title: "Nobody watches any more",
    actions: [
      {
        id: "prometheus",
        label: "Stop Prometheus",
        hint: "Its Watchdog falls silent. Within 40 seconds Muster pages Platform: alerting is blind. Press again to start it.",
        on: () => !alertmanager.runs(),
        act: async () => {
          const runs = !alertmanager.runs();
          await alertmanager.run(runs);
          return runs
            ? "Prometheus runs again; its Watchdog was just heard."
            : "Prometheus is stopped. Muster misses its Watchdog in a moment.";
        },
      },
    ],
  };
}

import type { Alertmanager } from "#demo/alertmanager/alertmanager.ts";
import type { ActionGroup } from "./action.ts";

/** Alerting itself breaks, which only the missing Watchdog tells. */
export function prometheusActions({ runs, run }: Alertmanager): ActionGroup {
  return {
    title: "Nobody watches any more",
    actions: [
      {
        id: "stop-prometheus",
        label: "Stop Prometheus",
        hint: "Its Watchdog falls silent: within 40 seconds Muster pages Platform, alerting is blind. Error budgets keep their last numbers, with their age.",
        on: () => !runs(),
        blocked: () => (runs() ? null : "It is stopped already."),
        act: async () => {
          await run(false);
          return "Prometheus is stopped. Muster misses its Watchdog in a moment.";
        },
      },
      {
        id: "start-prometheus",
        label: "Start Prometheus",
        hint: "Its Watchdog is heard again, and error budgets are read again within a minute.",
        blocked: () => (runs() ? "It runs." : null),
        act: async () => {
          await run(true);
          return "Prometheus runs again; its Watchdog was just heard.";
        },
      },
    ],
  };
}

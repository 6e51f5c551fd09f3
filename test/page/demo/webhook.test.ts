import { describe, expect, it } from "vitest";
import { fireLine } from "#demo/alertmanager/curl.ts";
import { groupAlerts, webhook } from "#demo/alertmanager/webhook.ts";
import { disk } from "#demo/scenes/disk.ts";
import { errorBudget } from "#demo/scenes/error-budget.ts";
import { SCENES } from "#demo/scenes/scenes.ts";
import { storm } from "#demo/scenes/storm.ts";
import { watchdog } from "#demo/scenes/watchdog.ts";
import { recordedWebhooks } from "#test/support/recorded-deliveries.ts";
import { parseText } from "#test/support/webhook.ts";

const STARTED = { startsAt: "2026-11-20T11:00:00.000Z" };
const ENDED = { ...STARTED, endsAt: "2026-11-20T11:30:00.000Z" };
const PROMETHEUS = "http://127.0.0.1:9090";
/** Only newer versions send it. */
const BESIDES = ["notification_reason"];

describe("the demo's Alertmanager", () => {
  it("sends what a real one sends", () => {
    const [real] = recordedWebhooks();
    const recorded: unknown = JSON.parse(Buffer.from(real?.body ?? []).toString());

    const sent: unknown = JSON.parse(JSON.stringify(webhook(disk.alerts, STARTED, PROMETHEUS)));

    expect(shapeOf(sent)).toEqual(shapeOf(recorded));
  });

  it.each([
    ...SCENES.map(({ title, alerts }) => ({ title, alerts })),
    { title: "Watchdog", alerts: [watchdog] },
  ])("sends nothing that Muster has to mend: $title", ({ alerts }) => {
    for (const group of groupAlerts(alerts)) {
      for (const [times, status] of [
        [STARTED, "firing"],
        [ENDED, "resolved"],
      ] as const) {
        const delivery = parseText(JSON.stringify(webhook(group, times, PROMETHEUS)));
        expect(delivery).toMatchObject({ kind: "report", notes: [] });
        const events = delivery.kind === "report" ? delivery.report.events : [];
        expect(events).toHaveLength(group.length);
        expect(events.map((event) => event.status)).toEqual(group.map(() => status));
        expect(events.flatMap(({ notes }) => notes)).toEqual([]);
      }
    }
  });

  it("names what the alerts of a group have in common", () => {
    const [group = []] = groupAlerts(storm.alerts);

    expect(webhook(group, STARTED, PROMETHEUS)).toMatchObject({
      groupKey: `{}:{alertname="NodeUnreachable", region="eu", service="cluster"}`,
      groupLabels: { alertname: "NodeUnreachable", service: "cluster", region: "eu" },
      commonLabels: { severity: "critical", region: "eu" },
      commonAnnotations: { summary: "Nodes do not answer in eu" },
    });
  });

  it("writes the same alert as a line for a shell", () => {
    const line = fireLine(
      { hook: "http://127.0.0.1/hooks/x", token: "it's", prometheusUrl: PROMETHEUS },
      errorBudget,
    );

    expect(line).toContain(`'Authorization: Bearer it'\\''s'`);
    const fingerprint = /"fingerprint":"(\w+)"/.exec(line)?.[1];
    expect(JSON.stringify(webhook(errorBudget.alerts, ENDED, PROMETHEUS))).toContain(
      `"${fingerprint}"`,
    );
  });
});

describe("the storm", () => {
  it("is 200 different alerts in 40 groups of all services", () => {
    const alerts = groupAlerts(storm.alerts).flatMap((group) => {
      const delivery = parseText(JSON.stringify(webhook(group, STARTED, PROMETHEUS)));
      return delivery.kind === "report" ? delivery.report.events : [];
    });

    expect(groupAlerts(storm.alerts)).toHaveLength(40);
    expect(new Set(alerts.map(({ fingerprint }) => fingerprint)).size).toBe(200);
    expect(new Set(alerts.map(({ labels }) => labels["service"]))).toEqual(
      new Set(["cluster", "shop", "checkout", "payments"]),
    );
  });
});

/** The names of the fields of a message and of its first alert. */
function shapeOf(message: unknown): object {
  const fields = Object.entries(message ?? {}).filter(([name]) => !BESIDES.includes(name));
  const alerts: unknown = Object.fromEntries(fields)["alerts"];
  const first: unknown = Array.isArray(alerts) ? alerts[0] : null;
  return {
    message: fields.map(([name, value]) => `${name}: ${typeof value}`).toSorted(),
    alert: Object.keys(first ?? {}).toSorted(),
  };
}

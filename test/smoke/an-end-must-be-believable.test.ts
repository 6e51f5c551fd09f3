import { afterEach, expect, it } from "vitest";
import { STARTED } from "#test/support/alerts.ts";
import { withDatabase } from "#test/support/database.ts";
import { type FakeAlertmanager, startFakeAlertmanager } from "#test/support/fake-alertmanager.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { wordsOf } from "#test/support/slack-state.ts";
import { storyOf } from "#test/support/story.ts";

const LABELS = { alertname: "HighLatency", severity: "critical" };
const HEARTBEAT = {
  sources: {
    prod: { type: "alertmanager", heartbeat: { alertname: "Watchdog", within: "PT10M" } },
  },
};

let muster: TestMuster;
let alertmanager: FakeAlertmanager | null = null;
afterEach(async () => {
  await muster.stop();
  await alertmanager?.stop();
  alertmanager = null;
});

withDatabase("an end must be believable", (open) => {
  it("a heartbeat that stops pages that alerting is blind, with its runbook, until it comes back", async () => {
    muster = await startMuster(await open(), { configuration: HEARTBEAT });
    const ann = muster.slack.person("ann");
    await muster.alert({ alertname: "Watchdog" });
    await muster.pass({ minutes: 9 });
    expect(await ann.pages()).toEqual([]);

    await muster.pass({ minutes: 3 });
    const [page] = await ann.pages();
    expect(page?.text).toContain("Alerting is blind: the heartbeat of prod is missing");
    expect(wordsOf(page)).toContain("https://muster.example/runbooks/alerting-is-blind");

    await muster.alert({ alertname: "Watchdog" });
    await muster.pass({ minutes: 1 });
    await muster.pass({ minutes: 5 });
    expect(await muster.slack.texts("team-checkout")).toEqual([
      expect.stringContaining("Resolved by Muster"),
    ]);
  });

  it("nothing is resolved by itself while alerting is blind", async () => {
    muster = await startMuster(await open(), { configuration: HEARTBEAT });
    await muster.alert({ alertname: "Watchdog" });
    await muster.alert({ alertname: "HighLatency" });
    await muster.pass({ minutes: 8 });
    await muster.slack.person("ann").command("ack 1");
    await muster.alert({ alertname: "HighLatency", resolved: true });

    await muster.pass({ minutes: 4 });
    await muster.pass({ minutes: 10 });
    expect((await muster.incident(1))?.status).toBe("acknowledged");

    await muster.alert({ alertname: "Watchdog" });
    await muster.pass({ minutes: 1 });
    await muster.pass({ minutes: 1 });
    expect((await muster.incident(1))?.status).toBe("resolved");
  });

  it("a silenced alert is muted and not over; it is over when it is absent twice", async () => {
    await startWithAlertmanager();
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    alertmanager?.lists([{ labels: LABELS, silencedBy: ["b1c2"] }]);
    await muster.pass({ minutes: 1 });
    await muster.pass({ minutes: 10 });
    expect(await card()).toContain("0 of 1 firing, 1 muted");
    expect((await muster.incident(1))?.quietSince).toBeNull();

    alertmanager?.lists([]);
    await muster.pass({ minutes: 1 });
    expect(await card()).toContain("1 muted");
    await muster.pass({ minutes: 1 });
    expect(await card()).toContain("0 of 1 firing, since");

    await muster.pass({ minutes: 5 });
    expect(await card()).toContain("Resolved by Muster");
    const alerts = storyOf(await muster.timeline(1)).filter((line) => line.includes("alerts-"));
    expect(alerts).toEqual([
      "source: alerts-joined, HighLatency",
      "source: alerts-muted, HighLatency",
      "source: alerts-ended, HighLatency",
    ]);
  });

  it("an alert that fires is not over because Alertmanager cannot be asked", async () => {
    await startWithAlertmanager();
    alertmanager?.lists([{ labels: LABELS }]);
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    alertmanager?.lists("nothing");
    await muster.pass({ minutes: 1 });
    await muster.pass({ minutes: 1 });
    await muster.pass({ minutes: 10 });

    expect(await card()).toContain("1 of 1 firing");
  });

  async function startWithAlertmanager(): Promise<void> {
    alertmanager = await startFakeAlertmanager(STARTED);
    const sources = { prod: { type: "alertmanager", api: { url: alertmanager.url } } };
    muster = await startMuster(await open(), { configuration: { sources } });
  }
});

async function card(): Promise<string> {
  const [text, ...more] = await muster.slack.texts("team-checkout");
  expect(more.filter((other) => !other.startsWith("<!here>"))).toEqual([]);
  return text ?? "";
}

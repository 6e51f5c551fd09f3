import { describe, expect, it, onTestFinished } from "vitest";
import { stringify } from "yaml";
import { OwnSlo, ownObjective } from "#domain/configuration/objectives-configuration.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import { shareOfEvents } from "#domain/objective/budget.ts";
import { findUnloaded } from "#prometheus/check-loaded.ts";
import { createPrometheus, type Prometheus } from "#prometheus/client/prometheus.ts";
import { rulesFile } from "#prometheus/rules.ts";
import { alertsOfIncident } from "#store/alert/incident-alerts.ts";
import { sharesOf } from "#store/budget/shares.ts";
import { hasAlertmanager, startAlertmanager } from "#test/support/alertmanager.ts";
import { WEBHOOK_TOKEN } from "#test/support/alerts.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { type Exporter, type Requests, startExporter } from "#test/support/exporter.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { freePort } from "#test/support/process.ts";
import { hasPrometheus, startPrometheus } from "#test/support/prometheus.ts";
import { wordsOf } from "#test/support/slack-state.ts";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
/** Requests a second on all days before. */
const USUAL = 20;
/**
 * It begins so slowly that no single scrape has it page: one that comes while Prometheus works out its rules is in the
 * long windows and not yet in the short one, by which the alert says how fast the budget burns.
 */
const BEGINNING: Requests = { good: 0, bad: 200 };
/** When everything fails people try again and again, so that an hour's budget is soon used. */
const OUTAGE: Requests = { good: 0, bad: 3000 };
/**
 * And all of them come back at once: in seconds so little fails of the last minutes and hours that the alert ends,
 * which would take hours else. What fails stays more than is allowed to the very end: in whichever minute it is
 * measured, the impact goes on as far as anything was counted.
 */
const RECOVERY: Requests = { good: 1_000_000, bad: 1500 };
const AFTERMATH: Requests = { good: 1000, bad: 3 };
const CALM: Requests = { good: USUAL, bad: 0 };
/** Of all requests since it began; from 0.6 % on it pages. */
const FAILED_AT_MOST = 0.005;
/** What the outage uses of the budget at least; a postmortem is required above a fifth. */
const ENOUGH = 0.25;

const SLO = {
  service: "checkout",
  objective: 99.9,
  window: "30d",
  sli: {
    events: {
      error_query: 'sum(rate(http_requests_total{code="500"}[{{.window}}]))',
      total_query: "sum(rate(http_requests_total[{{.window}}]))",
    },
  },
  // The ticket would go on for a day.
  alerting: { name: "CheckoutFails", ticket_alert: { disable: true } },
};
const OBJECTIVE = ownObjective({ ...OwnSlo.parse(SLO), id: "requests" });

/** A month and a day up to now; the last minutes second by second, as it goes on. */
function history(until: number): { readonly text: string; readonly counted: Requests } {
  const start = until - 31 * DAY;
  const times = [
    ...timesBetween(start, until - 6 * HOUR, 10 * MINUTE),
    ...timesBetween(until - 6 * HOUR, until - 15 * MINUTE, MINUTE),
    ...timesBetween(until - 15 * MINUTE, until, 1),
  ];
  const good = times.map((at) => `http_requests_total{code="200"} ${(at - start) * USUAL} ${at}`);
  const bad = times.map((at) => `http_requests_total{code="500"} 0 ${at}`);
  const text = ["# TYPE http_requests counter", ...good, ...bad, "# EOF", ""].join("\n");
  return { text, counted: { good: (until - start) * USUAL, bad: 0 } };
}

function timesBetween(from: number, until: number, step: number): readonly number[] {
  return Array.from(
    { length: Math.round((until - from) / step) },
    (_, place) => from + place * step,
  );
}

/** Nothing is waited for. */
function alertmanagerFor(muster: string): string {
  const webhook = {
    url: `${muster}/hooks/prod`,
    http_config: { authorization: { credentials: WEBHOOK_TOKEN } },
  };
  const route = {
    receiver: "muster",
    group_by: ["sloth_id"],
    group_wait: "0s",
    group_interval: "500ms",
  };
  return stringify({ route, receivers: [{ name: "muster", webhook_configs: [webhook] }] });
}

type Scene = {
  readonly exporter: Exporter;
  readonly prometheus: Prometheus;
  readonly muster: TestMuster;
  readonly begin: Requests;
};

async function setScene(database: TestDatabase): Promise<Scene> {
  const { text, counted } = history(Math.floor(Date.now() / 1000));
  const exporter = await startExporter(counted);
  onTestFinished(exporter.stop);
  await exporter.serve(CALM);
  const port = await freePort();
  const configuration = {
    slos: { requests: SLO },
    prometheus: { url: `http://127.0.0.1:${port}` },
    postmortems: { severities: [] },
    incidents: { quietPeriod: "PT5S" },
  };
  const muster = await startMuster(database, { configuration });
  onTestFinished(muster.stop);
  const alertmanager = await startAlertmanager(alertmanagerFor(muster.url));
  onTestFinished(alertmanager.stop);
  const watches = { exporter: exporter.port, alertmanager: alertmanager.url };
  const rules = rulesFile([OBJECTIVE]);
  const server = await startPrometheus({ port, rules, history: text, watches });
  onTestFinished(server.stop);
  const prometheus = createPrometheus({ url: server.url }, { timeoutMs: 30_000 });
  return { exporter, prometheus, muster, begin: counted };
}

/** What has been counted until now, while it goes on as it does. */
async function untilBroken({ exporter, begin }: Scene, enough: number): Promise<void> {
  await eventually(async () => {
    const { good, bad } = await exporter.serve(OUTAGE);
    expect(bad).toBeGreaterThan(
      enough * (1 - SLO.objective / 100) * (good - begin.good + 30 * DAY * USUAL),
    );
  });
}

/** Until so much has gone well since that little of it all has failed. */
async function untilRecovered({ exporter, begin }: Scene): Promise<void> {
  await eventually(async () => {
    const { good, bad } = await exporter.serve(RECOVERY);
    expect(bad / (good - begin.good)).toBeLessThan(FAILED_AT_MOST);
  });
}

/** The card in the team's channel, with all that its blocks say. */
async function card({ slack }: TestMuster): Promise<string> {
  const [message] = (await slack.channel("team-checkout"))?.messages.filter(isCard) ?? [];
  return wordsOf(message?.blocks);
}

function isCard({ text }: { readonly text: string }): boolean {
  return text.startsWith("INC-1");
}

/** In percent, as the card says it. */
async function usedOnCard(muster: TestMuster): Promise<number> {
  await muster.lookAtBudgets();
  await muster.settle();
  return Number(/this incident has used ([\d.]+) % of the budget/.exec(await card(muster))?.[1]);
}

async function firing({ prometheus }: Scene, severity: string): Promise<number> {
  const query = `ALERTS{alertstate="firing",sloth_severity="${severity}"}`;
  return (await prometheus.instant(query, Date.now() / 1000)).data.length;
}

const HAS_ALL = [hasPrometheus(), hasAlertmanager()].every(Boolean);

describe.skipIf(!HAS_ALL)("a program that misbehaves", () => {
  withDatabase("seen by a real Prometheus and a real Alertmanager", (open) => {
    it("pages with its burn, is followed, ends, and has used what it really used", async () => {
      const database = await open();
      const scene = await setScene(database);
      const { exporter, prometheus, muster } = scene;
      const ann = muster.slack.person("ann");
      await eventually(async () => {
        expect(await findUnloaded(prometheus, [OBJECTIVE])).toEqual([]);
        const { data } = await prometheus.instant("slo:current_burn_rate:ratio", Date.now() / 1000);
        expect(data).toMatchObject([{ value: 0 }]);
      });

      await exporter.serve(BEGINNING);
      await eventually(async () => expect(await ann.pages()).toHaveLength(1));
      const [alert] = await alertsOfIncident(database.kysely, IncidentId.parse(1), 2);
      expect(Number(alert?.annotations["burn_rate"])).toBeGreaterThan(14.4);
      await ann.press("acknowledge");
      await untilBroken(scene, ENOUGH);
      // What is measured begins and ends with whole minutes.
      await muster.push({ minutes: 1 });
      const early = await usedOnCard(muster);
      expect(await card(muster)).toMatch(/burning \d+x now/);
      expect(early).toBeGreaterThan(0);
      await untilBroken(scene, 2 * ENOUGH);
      await muster.push({ minutes: 3 });
      expect(await usedOnCard(muster)).toBeGreaterThan(early);

      await untilRecovered(scene);
      await exporter.serve(AFTERMATH);
      // Muster's clock is ahead of the one that Prometheus scrapes by, far enough to be noticed in the end.
      await muster.push({ minutes: 12 });
      await eventually(async () => {
        expect(await firing(scene, "page")).toBe(0);
        expect(await card(muster)).toContain("0 of 1 firing");
      });
      await muster.pass({ seconds: 10 });
      expect(await card(muster)).toContain("Resolved");
      await muster.pass({ minutes: 6 });
      await muster.lookAtBudgets();
      await muster.settle();

      const { good, bad } = await exporter.serve(AFTERMATH);
      const expected = shareOfEvents({ bad, total: good + bad - DAY * USUAL }, OBJECTIVE.target);
      const [share, ...others] = await sharesOf(database.kysely, IncidentId.parse(1));
      expect(others).toEqual([]);
      expect(share?.phase).toBe("final");
      expect(Math.abs((share?.share.share ?? 0) / (expected ?? 0) - 1)).toBeLessThan(0.01);
      expect(share?.share).toMatchObject({
        quality: "estimated",
        notes: [expect.stringContaining("has counted nothing of this since")],
      });
      const verdict = (await muster.incident(1))?.postmortem.verdict;
      expect(verdict?.kind).toBe("required");
      expect(verdict?.reason).toMatch(/^It used [\d.]+ % of the error budget of checkout-requests/);
    });
  });
});

import { setTimeout as wait } from "node:timers/promises";
import { sendAlerts } from "#test/support/alerts.ts";
import { benchmark, takeTurns } from "./support/benchmark.ts";
import { startDurablePostgres } from "./support/durable-postgres.ts";
import { quantile } from "./support/figure.ts";
import { startMusterProcess } from "./support/muster-process.ts";
import { pagingAnn } from "./support/paging-ann.ts";
import { startSlackAlertmanager } from "./support/slack-alertmanager.ts";

const ROUNDS = 5;
const SAMPLES = 20;
/** Longer than Slack's limit of a message a second in each channel. */
const APART_MS = 1100;

benchmark(
  "From webhook to page",
  `A webhook of one new alert is sent; the time until the call that pages reaches the workspace, ${SAMPLES} times a round, ${APART_MS} ms apart. Muster has stored the webhook durably by then, opened an incident, asked who is on call and written down that it pages; Alertmanager's own Slack receiver, beside it in turns with group_wait 0 s and the same endpoint, stores nothing.`,
  async (report) => {
    const postgres = await startDurablePostgres();
    const muster = await startMusterProcess({
      databaseUrl: postgres.url,
      configuration: pagingAnn({}),
    });
    const alertmanager = await startSlackAlertmanager(
      muster.sandbox,
      muster.slack.apiUrl,
      "alertname",
    );
    let count = 0;

    async function sample(
      send: (alertname: string) => Promise<unknown>,
    ): Promise<readonly number[]> {
      const latencies: number[] = [];
      for (let nth = 0; nth < SAMPLES; nth += 1) {
        count += 1;
        const alertname = `Idle${count}x`;
        const arrival = muster.slack.next(
          ({ method, body }) => method === "chat.postMessage" && body.includes(alertname),
        );
        const start = performance.now();
        await Promise.all([send(alertname), arrival]);
        latencies.push((await arrival) - start);
        await wait(APART_MS);
      }
      return latencies;
    }

    const [ours = [], theirs = []] = await takeTurns(
      ROUNDS,
      () => sample((alertname) => sendAlerts(muster.hook, [{ alertname }])),
      () => sample((alertname) => alertmanager.push({ labels: { alertname } })),
    );
    for (const [share, name, ratio] of [
      [0.5, "median", 2],
      [0.95, "95th percentile", 1.5],
    ] as const) {
      await report({
        what: `webhook to page, ${name}`,
        unit: "ms",
        runs: ours.map((latencies) => quantile(latencies, share)),
        against: [
          {
            name: "Alertmanager's Slack receiver",
            runs: theirs.map((latencies) => quantile(latencies, share)),
            goal: { kind: "at most", ratio },
          },
        ],
      });
    }
  },
);

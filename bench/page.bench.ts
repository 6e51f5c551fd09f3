import { sendAlerts } from "#test/support/alerts.ts";
import { benchmark, takeSamples } from "./support/benchmark.ts";
import { startDurablePostgres } from "./support/durable-postgres.ts";
import { startMusterProcess } from "./support/muster-process.ts";
import { pagingAnn } from "./support/paging-ann.ts";
import { startSlackAlertmanager } from "./support/slack-alertmanager.ts";

/** Each has this long for itself and the other, longer than Slack's limit of a message a second in each channel. */
const PACE = { rounds: 90, warmUp: 10, everyMs: 1100 };

benchmark(
  "From webhook to page",
  `A webhook of one new alert is sent; the time until the call that pages reaches the workspace. One sample of Muster and one of the peer in turn, both within ${PACE.everyMs} ms, ${PACE.rounds} times, after ${PACE.warmUp} that do not count; a percentile is that of all samples. Muster has stored the webhook durably by then, opened an incident, asked who is on call and written down that it pages; Alertmanager's own Slack receiver, with group_wait 0 s and the same endpoint, stores nothing.`,
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

    async function sample(send: (alertname: string) => Promise<unknown>): Promise<number> {
      count += 1;
      const alertname = `Idle${count}x`;
      const arrival = muster.slack.next(
        ({ method, body }) => method === "chat.postMessage" && body.includes(alertname),
      );
      const start = performance.now();
      await Promise.all([send(alertname), arrival]);
      return (await arrival) - start;
    }

    const [ours = [], theirs = []] = await takeSamples(
      PACE,
      () => sample((alertname) => sendAlerts(muster.hook, [{ alertname }])),
      () => sample((alertname) => alertmanager.push({ labels: { alertname } })),
    );
    for (const [at, name, ratio] of [
      [undefined, "median", 2],
      [0.95, "95th percentile", 1.5],
    ] as const) {
      await report({
        what: `webhook to page, ${name}`,
        unit: "ms",
        at,
        runs: ours,
        against: [
          {
            name: "Alertmanager's Slack receiver",
            runs: theirs,
            goal: { kind: "at most", ratio },
          },
        ],
      });
    }
  },
);

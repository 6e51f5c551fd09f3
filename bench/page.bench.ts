import { sendAlerts } from "#test/support/alerts.ts";
import { startBarePager } from "./support/bare-process.ts";
import { benchmark } from "./support/benchmark.ts";
import { startDurablePostgres } from "./support/durable-postgres.ts";
import { startMusterProcess } from "./support/muster-process.ts";
import { pagingAnn } from "./support/paging-ann.ts";
import { takeSamples } from "./support/rounds.ts";
import { startSlackAlertmanager } from "./support/slack-alertmanager.ts";

/** By the end of its share of a round, each has also done what can wait until somebody is paged. */
const PACE = { rounds: 180, warmUp: 20, everyMs: 600 };

benchmark(
  "From webhook to page",
  `A webhook of one new alert is sent; the time until the call that pages reaches the workspace. One sample of Muster and one of each peer in turn, all within ${PACE.everyMs} ms, ${PACE.rounds} times, after ${PACE.warmUp} that do not count; the 90th percentile is that of all samples, and a higher one, of which the machine has its share, is no ratio. Slack's limits are left out. Muster has stored the webhook durably by then, opened an incident, asked who is on call and written down that it pages; Alertmanager's own Slack receiver, with group_wait 0 s and the same endpoint, stores nothing. The bare pager is the least that can be done with the same libraries: a program of twenty lines that commits the webhook as one row and then posts one line, whomever it concerns.`,
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
    await postgres.query("create table bare_page (body bytea not null)");
    const barePager = await startBarePager(postgres.url, muster.sandbox, muster.slack.apiUrl);
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

    const [ours = [], theirs = [], bare = []] = await takeSamples(
      PACE,
      () => sample((alertname) => sendAlerts(muster.hook, [{ alertname }])),
      () => sample((alertname) => alertmanager.push({ labels: { alertname } })),
      () => sample((alertname) => sendAlerts(barePager, [{ alertname }])),
    );
    for (const [at, name, ratio] of [
      [undefined, "median", 2],
      [0.9, "90th percentile", 1.5],
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
          { name: "bare pager", runs: bare },
        ],
      });
    }
    await report({
      what: "webhook to page, 99th percentile",
      unit: "ms",
      at: 0.99,
      runs: ours,
      against: [],
    });
  },
);

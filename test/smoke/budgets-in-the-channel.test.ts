import { afterAll, expect, it } from "vitest";
import { z } from "zod";
import { IncidentId } from "#domain/incident/incident.ts";
import type { BudgetChart } from "#domain/objective/budget-chart.ts";
import { enqueueAnnouncement } from "#engine/job/jobs.ts";
import { neverRead, saveBudget } from "#store/budget/budgets.ts";
import { saveChart } from "#store/budget/charts.ts";
import { saveShare } from "#store/budget/shares.ts";
import { readClock } from "#store/database/clock.ts";
import type { Database } from "#store/database/database.ts";
import { budgetChart } from "#test/support/budget-chart.ts";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { type Message, wordsOf } from "#test/support/slack-state.ts";

const ONE = IncidentId.parse(1);
const ROOM = "inc-1-highlatency-is-wrong";
const REQUESTS = "checkout-requests";
const Image = z.object({
  type: z.literal("image"),
  slack_file: z.object({ id: z.string() }),
  alt_text: z.string(),
});
const CONFIGURATION = {
  slos: {
    requests: {
      service: "checkout",
      objective: 99.9,
      window: "30d",
      sli: {
        events: {
          error_query: 'sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))',
          total_query: "sum(rate(http_requests_total[{{.window}}]))",
        },
      },
      alerting: { name: "CheckoutErrors" },
    },
  },
};

withDatabase("what an incident does to error budgets", (open) => {
  let muster: TestMuster;
  let database: Database;
  afterAll(async () => {
    await muster.stop();
  });

  it("stands in its channel as a chart whose description says the same", async () => {
    const opened = await open();
    database = opened;
    muster = await startMuster(opened, { configuration: CONFIGURATION });
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    expect(await charts()).toEqual([]);

    await measured(0.366);

    const [message, ...others] = await charts();
    expect(others).toEqual([]);
    expect(imageIn(message).alt_text).toContain("36.6 % of the budget used: checkout requests");
    expect(message?.text).toContain("It burnt up to 350 times faster than allowed");
    expect(wordsOf(await card())).toContain("this incident has used 36.6 % of the budget");
  });

  it("is drawn anew by an edit, and only when people would see something else", async () => {
    const [before] = await charts();
    const uploads = await countOf("files.completeUploadExternal");

    await measured(0.3662);
    expect(await countOf("files.completeUploadExternal")).toBe(uploads);
    await measured(0.52);

    const [after, ...others] = await charts();
    expect([after?.ts, others]).toEqual([before?.ts, []]);
    expect(imageIn(after).alt_text).toContain("52 % of the budget used");
    expect(imageIn(after).slack_file.id).not.toBe(imageIn(before).slack_file.id);
    const [deleted] = await muster.slack.calls("files.delete");
    expect(deleted?.arguments).toMatchObject({ file: imageIn(before).slack_file.id });
  });

  it("is told in words where Slack takes no image, with the reason, and drawn again when it does", async () => {
    const [before] = await charts();
    const method = "files.getUploadURLExternal";
    await muster.slack.trouble({ kind: "error", method, error: "file_uploads_disabled" });

    await measured(0.61);
    const [inWords] = await charts();
    expect(inWords?.ts).toBe(before?.ts);
    expect(inWords?.blocks?.map(({ type }) => type)).toEqual(["section", "context"]);
    expect(wordsOf(inWords)).toMatch(/61 % of the budget used.*file_uploads_disabled/s);
    const counted = await (await fetch(`${muster.url}/metrics`)).text();
    expect(counted).toContain('muster_chart_failures_total{step="show"} 1');
    await measured(0.72);

    expect(imageIn((await charts())[0]).alt_text).toContain("72 % of the budget used");
  });

  it("suggests a severity, which a person sets by the form that opens with it", async () => {
    const live = { burn: 350, remaining: 0.2, untilGone: 1200 };
    const readAt = await readClock(database.kysely);
    await saveBudget(database.kysely, { ...neverRead(REQUESTS), live, readAt });
    await measured(0.73);
    expect(wordsOf(await card())).toContain("*Suggested: SEV1.* checkout requests burns 350x");

    const ann = muster.slack.person("ann");
    expect(await ann.press("raise", { in: "team-checkout" })).toContain("It is SEV2 now.");
    expect(JSON.stringify(await ann.modal())).toMatch(
      /"initial_value":"checkout requests burns 350x/,
    );
    expect((await muster.incident(1))?.severity).toBe("SEV2");
    expect(await ann.submit({ severity: { severity: "SEV1" } })).toContain("SEV1");
    await muster.settle();

    expect((await muster.incident(1))?.severity).toBe("SEV1");
    expect(wordsOf(await card())).not.toContain("Suggested");
  });

  it("is put right by people, who see how it is computed", async () => {
    const ann = muster.slack.person("ann");
    const room = (await muster.slack.channel(ROOM)).id;

    expect(await ann.command("budget", room)).toMatch(
      /So far\*.*73 % of the budget.*73 failed ÷ \(0\.001 × 100,000 events of 30d\)/s,
    );
    expect(await ann.command("budget 100 % for 10 min because it was down", room)).toContain(
      "23.1 % of the error budget of checkout-requests, by hand",
    );
    expect(await ann.command("impact from 10 minutes ago because the log says so", room)).toContain(
      "it hurt from",
    );
    expect(await ann.command("impact until tomorrow", room)).toContain("Nothing was changed");
    const guest = muster.slack.person("guest");
    expect(await guest.command("budget INC-1 again", "team-checkout")).toMatch(/guest|may/i);
    await muster.settle();

    expect(wordsOf(await card())).toContain("23.1 % of the budget");
    expect((await muster.incident(1))?.impact.start).not.toBeNull();
    const told = (await muster.timeline(1)).map(({ event }) => event.kind);
    expect(told).toEqual(expect.arrayContaining(["share-given", "impact-given"]));
  });

  /** Prometheus has said so, and what shows it looks again. */
  async function measured(used: number): Promise<void> {
    const now = await readClock(database.kysely);
    const live = { ...budgetChart().live, used };
    const chart: BudgetChart = budgetChart({ live });
    await saveChart(database.kysely, ONE, { objective: REQUESTS, chart, takenAt: now });
    const counts = { bad: used * 100, total: 1000, remainingBefore: null, remainingAfter: null };
    const share = { quality: "measured", share: used, notes: [], ...counts } as const;
    await database.transaction(async (tx) => {
      await saveShare(tx, {
        incident: ONE,
        objective: REQUESTS,
        phase: "live",
        impact: { start: now.minus({ minutes: 10 }), end: now },
        share,
        measuredAt: now,
      });
      await enqueueAnnouncement(tx, ONE);
    });
    await muster.pass({ minutes: 6 });
  }

  async function charts(): Promise<readonly Message[]> {
    const messages = await muster.slack.messages(ROOM);
    return messages.filter(({ text }) => text.includes("Shaded") || text.includes("burnt up to"));
  }

  async function card(): Promise<Message | undefined> {
    return (await muster.slack.messages("team-checkout"))[0];
  }

  async function countOf(method: string): Promise<number> {
    return (await muster.slack.calls(method)).length;
  }
});

function imageIn(message: Message | undefined): z.infer<typeof Image> {
  return Image.parse(message?.blocks?.find(({ type }) => type === "image"));
}

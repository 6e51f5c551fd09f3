import { createHmac } from "node:crypto";
import { afterEach, expect, it } from "vitest";
import { STARTED, WEBHOOK_TOKEN } from "#test/support/alerts.ts";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { recordedChange } from "#test/support/service-changes.ts";
import { wordsOf } from "#test/support/slack-state.ts";

const HEADING = "What changed before it began";
const ROOM = "inc-1-highlatency-is-wrong";

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("what changed before an incident", (open) => {
  it("stands on its card and in its channel, and follows what becomes of it", async () => {
    const services = { checkout: ["acme/checkout@production"] };
    muster = await startMuster(await open(), { configuration: { changes: { services } } });

    // A deploy, told twice, then an alert four minutes later.
    const deploy = { id: "build-812", title: "checkout <!channel>", status: "running" };
    expect(await tell({ ...deploy, at: before(4) })).toMatchObject({ result: "new" });
    expect(await tell({ ...deploy, at: before(4) })).toMatchObject({ result: "unchanged" });
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    for (const words of await shown()) {
      expect(words.split("checkout &lt;!channel&gt;")).toHaveLength(2);
      expect(words).toContain("end not known");
      expect(words).toContain("it began 4 min before the impact");
      expect(words).not.toContain("<!channel>");
    }

    // Its end, and one that comes late from GitHub though it lies before.
    await tell({ ...deploy, at: before(2), status: "failed" });
    expect(await fromGithub(before(1))).toMatchObject({ result: "new", services: ["checkout"] });
    await muster.settle();

    for (const words of await shown()) {
      const [github, own] = [words.indexOf("acme/checkout v41"), words.indexOf("checkout &lt;")];
      expect([github > 0, own > github]).toEqual([true, true]);
      expect(words.slice(github, own)).toContain("Could be the cause");
      expect(words.slice(own)).toContain(" · failed");
      expect(words.slice(own)).not.toContain("end not known");
    }

    // What changes later is no cause, and nobody is told of it; nor of what nobody may tell.
    const updates = (await muster.slack.calls("chat.update")).length;
    await tell({ id: "fix", title: "the way back", at: before(-1) });
    expect(await post(JSON.stringify({ ...deploy, kind: "deploy" }), {})).toMatchObject({
      error: "unauthorized",
    });
    await muster.settle();
    expect((await muster.slack.calls("chat.update")).length).toBe(updates);
    expect((await shown()).join("")).not.toContain("the way back");
  });
});

/** So many minutes before the alert began. */
function before(minutes: number): string {
  return new Date(Date.parse(STARTED) - minutes * 60_000).toISOString();
}

async function tell(change: object): Promise<unknown> {
  const body = JSON.stringify({ kind: "deploy", service: "checkout", ...change });
  return noted(await post(body, { authorization: `Bearer ${WEBHOOK_TOKEN}` }));
}

async function fromGithub(began: string): Promise<unknown> {
  const recorded = await recordedChange("github-deployment");
  const body = recorded.replaceAll(/2026-11-20T09:50:02Z/g, began);
  const signature = createHmac("sha256", WEBHOOK_TOKEN).update(body).digest("hex");
  const headers = { "x-github-event": "deployment", "x-hub-signature-256": `sha256=${signature}` };
  return noted(await post(body, headers));
}

async function post(body: string, headers: Record<string, string>): Promise<unknown> {
  const answer = await fetch(`${muster.url}/hooks/changes`, { method: "POST", headers, body });
  return await answer.json();
}

function noted(answer: unknown): unknown {
  return (answer as { changes: readonly unknown[] }).changes[0];
}

/** The card in the team's channel, and what the incident's own channel begins with. */
async function shown(): Promise<readonly string[]> {
  const [card] = await muster.slack.messages("team-checkout");
  const [welcome, pinned] = await muster.slack.messages(ROOM);
  const all = [card, welcome, pinned].map((message) => wordsOf(message?.blocks));
  expect(all.filter((words) => words.includes(HEADING))).toHaveLength(3);
  return all;
}

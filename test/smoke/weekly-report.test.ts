import { afterEach, expect, it } from "vitest";
import { readClock } from "#store/database/clock.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import type { Message } from "#test/support/slack-state.ts";

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("the weekly report", (open) => {
  it("tells the team on Monday what its week was like, once, and whoever asks at any time", async () => {
    const database = await open();
    muster = await startMuster(database);
    const ann = muster.slack.person("ann");
    await toMonday(database, 1);
    for (const name of ["Night", "Noon"]) {
      await muster.alert({ alertname: name });
      await muster.pass({ minutes: 3 });
    }
    await ann.command("ack 1");
    await ann.command("followup 1 Add a limit");
    await ann.command("resolve 1 rolled back");
    await ann.command("false-alarm 2 it was a test");
    await muster.settle();
    expect(await reports()).toEqual([]);

    await toMonday(database, 9);
    await muster.settle();
    await muster.restart();
    await muster.settle();

    const [report, ...others] = await reports();
    expect(others).toEqual([]);
    expect(report?.text).toContain("*Incidents:* 1: 1 SEV2; 1 false alarm");
    expect(report?.text).toContain("*Repairs:* 0 done, 1 made, 1 open");
    const pictures = await answersTo(report);
    expect(pictures).toHaveLength(1);
    expect(pictures[0]?.blocks).toMatchObject([
      { type: "image", alt_text: expect.stringContaining("pages in 28 days") },
      { type: "image", alt_text: expect.stringContaining("Repairs in 8 weeks: 1 made") },
    ]);

    const asked = await ann.oncall("report last");
    expect(asked).toContain("The week of Checkout");
    expect(await ann.oncall("report chekout")).toContain("Did you mean `checkout`?");
    expect(await ann.oncall("report checkout 2020-W01")).toContain("*Pages:* 0");
  });
});

/** Pushes the clock to that hour of the next Monday. */
async function toMonday(database: TestDatabase, hour: number): Promise<void> {
  const now = await readClock(database.kysely);
  const monday = now.startOf("week").plus({ weeks: 1 }).set({ hour });
  await muster.push({ seconds: monday.diff(now).as("seconds") });
  await muster.settle();
}

async function reports(): Promise<readonly Message[]> {
  const messages = await muster.slack.messages("team-checkout");
  return messages.filter(({ text }) => text.startsWith("The week of"));
}

async function answersTo(message: Message | undefined): Promise<readonly Message[]> {
  const { messages } = await muster.slack.channel("team-checkout");
  return messages.filter(({ ts, thread_ts }) => thread_ts === message?.ts && ts !== message?.ts);
}

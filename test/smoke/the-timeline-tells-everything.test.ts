import { sql } from "kysely";
import { afterEach, expect, it } from "vitest";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { storyOf } from "#test/support/story.ts";

type Told = Awaited<ReturnType<TestMuster["timeline"]>>[number];

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("the timeline tells everything", (open) => {
  it("in order, with who did it and why", async () => {
    muster = await startMuster(await open());
    const alert = { alertname: "HighLatency", labels: { severity: "warning" } };
    const worse = { ...alert, labels: { severity: "critical" } };
    const [ann, bob] = [muster.slack.person("ann"), muster.slack.person("bob")];

    await muster.alert(alert);
    await muster.pass({ minutes: 5 });
    await bob.press("acknowledge");
    await muster.alert(alert, worse);
    await muster.settle();
    await ann.press("more", { in: "team-checkout", choose: "hand-back:1" });
    await muster.settle();
    await ann.press("acknowledge", { about: "Triggered" });
    await muster.alert({ ...alert, resolved: true }, { ...worse, resolved: true });
    await muster.pass({ minutes: 5 });

    expect(inOneOrder(storyOf(await muster.timeline(1)), areSentToOthers)).toEqual([
      "source: opened",
      "muster: paged, ann, new incident",
      "source: alerts-joined, HighLatency",
      "muster: page-sent, ann",
      "muster: paged, bob, nobody acknowledged in time",
      "muster: page-sent, bob",
      "Bob: acknowledged",
      "source: alerts-joined, HighLatency",
      "source: severity-raised, SEV3 to SEV2",
      "muster: paged, ann and bob, the severity rose",
      "muster: page-sent, ann",
      "muster: page-sent, bob",
      "Ann: handed-back",
      "muster: paged, bob, handed back",
      "muster: page-sent, bob",
      "Ann: acknowledged",
      "source: alerts-ended, HighLatency",
      "source: quiet-began",
      "muster: resolved, all its alerts ended",
      "muster: postmortem-judged",
      "muster: task-added",
    ]);
  });

  it("at the moments when it happened", async () => {
    muster = await startMuster(await open());
    await muster.alert({ alertname: "HighLatency" });
    await muster.pass({ minutes: 5 });
    await muster.pass({ minutes: 5 });

    const told = await muster.timeline(1);
    const moments = inOneOrder(told, areSentLater).map(({ at }) => at);
    expect(moments).toEqual(moments.toSorted((a, b) => a.toMillis() - b.toMillis()));
    const paged = told.filter(({ event }) => event.kind === "paged");
    const [first, second] = paged.map(({ at }) => at);
    expect(first && second?.diff(first).as("minutes")).toBeGreaterThanOrEqual(5);
    expect(first && second?.diff(first).as("minutes")).toBeLessThan(6);
  });

  it("and nobody can change or take back what it says", async () => {
    const database = await open();
    muster = await startMuster(database);
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();
    const before = storyOf(await muster.timeline(1));

    await expect(
      sql`update timeline set kind = 'resolved'`.execute(database.kysely),
    ).rejects.toThrow(/append-only/);
    await expect(sql`delete from timeline`.execute(database.kysely)).rejects.toThrow(/append-only/);
    await expect(sql`truncate timeline`.execute(database.kysely)).rejects.toThrow(/append-only/);

    expect(storyOf(await muster.timeline(1))).toEqual(before);
  });
});

/** Pages to several people are sent side by side: whichever arrives first is told first. */
function inOneOrder<Entry>(
  told: readonly Entry[],
  areSwapped: (last: Entry, one: Entry) => boolean,
): readonly Entry[] {
  return told.reduce<readonly Entry[]>((before, one) => {
    const last = before.at(-1);
    const isSwapped = last !== undefined && areSwapped(last, one);
    return isSwapped ? [...before.slice(0, -1), one, last] : [...before, one];
  }, []);
}

function areSentToOthers(last: string, line: string): boolean {
  return [last, line].every((one) => one.startsWith("muster: page-sent, ")) && line < last;
}

function areSentLater(last: Told, one: Told): boolean {
  return [last, one].every(({ event }) => event.kind === "page-sent") && one.at < last.at;
}

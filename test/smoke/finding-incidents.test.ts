import { afterEach, expect, it } from "vitest";
import type { Actor } from "#domain/actor.ts";
import { type Incident, IncidentId } from "#domain/incident/incident.ts";
import { readClock } from "#store/database/clock.ts";
import { insertIncidents } from "#store/incident/incidents.ts";
import { incident } from "#test/support/build.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { wordsOf } from "#test/support/slack-state.ts";

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

const EVE: Actor = { kind: "person", slackId: "U00000EVE", name: "Eve", person: "eve" };

withDatabase("people find incidents", (open) => {
  it("by the command: page by page, by menu, by words", async () => {
    await startWithHistory(await open());
    const eve = muster.slack.person("eve");

    expect(await eve.command("list")).toBe("45 incidents open; nobody has any of those shown yet.");
    const first = await shownTo("eve");
    await eve.press("list-page/1", { in: "general" });
    const second = await shownTo("eve");
    await eve.press("list-page/1", { in: "general" });
    const third = await shownTo("eve");
    await eve.press("list-page/0", { in: "general" });

    expect(first.slice(0, 3)).toEqual([3, 40, 1]);
    expect([...first, ...second, ...third].toSorted((a, b) => a - b)).toEqual(upTo(45));
    expect(third).toHaveLength(5);
    expect(await shownTo("eve")).toEqual(second);

    const worst = { in: "general", choose: "open..SEV1.." };
    expect(await eve.press("list-filter/2", worst)).toBe(
      "2 incidents open (SEV1); nobody has any of them yet.",
    );
    expect(await shownTo("eve")).toEqual([3, 40]);
    expect(await eve.command("list mine")).toBe("1 incident open (yours); somebody has it.");
    expect(await eve.command("list recent checkout")).toBe(
      "1 incident ended in the last 7 days (Checkout).",
    );
    expect(await eve.command("list all")).toMatch(/^47 incidents in all\./);
    expect(await eve.command("list drills")).toBe("There is no drill.");
    expect(await eve.command("list minne")).toMatch(
      /^Nothing is called `minne`\. Did you mean `mine`\?/,
    );
  });

  it("from the wrong place: the question names the channels where nothing is asked", async () => {
    muster = await startMuster(await open());
    await muster.alert({ alertname: "HighLatency", labels: { severity: "sev1" } });
    await muster.settle();
    const ann = muster.slack.person("ann");

    expect(await ann.command("resolve")).toBe("Resolve: which incident do you mean?");

    const channels = await muster.slack.channels();
    const own = channels.find(({ name }) => name.startsWith("inc-1-"));
    const whispers = JSON.stringify((await muster.slack.channel("general")).messages);
    expect(whispers).toContain(`INC-1 <#${own?.id}>`);
    expect(await ann.command("ack", own?.name)).toMatch(/^You have INC-1 now\./);
  });

  it("in App Home: their own, what is open, what ended, and any list", async () => {
    await startWithHistory(await open());
    await muster.slack.act("home", { user: "eve" });
    await homeShows(/45 incidents open; .*Your incidents.*INC-45 .*Ended lately.*INC-46 /s);

    await click("list-page/1");
    await homeShows(/^Incidents\n45 incidents open;.*Previous\nNext/s);
    await click("acknowledge-one", { value: "30" });
    await homeShows(/^You have INC-30 now\..*45 incidents open;.*Previous\nNext/s);

    await click("list-filter/0", { value: "all...." });
    await homeShows(/^Incidents\n47 incidents in all\..*Older/s);
    await click("list-overview");
    await homeShows(/^Open incidents\n45 incidents open/);
    expect(await muster.incident(30)).toMatchObject({ acknowledgedBy: { person: "eve" } });
  });
});

/** 45 that are open, two of them SEV1 and the last one Eve's; one that ended yesterday, and one long ago. */
async function startWithHistory(database: TestDatabase): Promise<void> {
  const now = await readClock(database.kysely);
  const ended = { status: "resolved", resolvedBy: EVE } as const;
  const incidents = [
    ...upTo(44).map((number) => one(number, number === 3 || number === 40 ? "SEV1" : "SEV2")),
    { ...one(45), status: "acknowledged", acknowledgedBy: EVE, acknowledgedAt: now } as const,
    { ...one(46), ...ended, resolvedAt: now.minus({ days: 1 }) },
    { ...one(47), ...ended, resolvedAt: now.minus({ days: 30 }) },
  ];
  await database.transaction((tx) => insertIncidents(tx, incidents));
  muster = await startMuster(database);
}

function one(number: number, severity: Incident["severity"] = "SEV2"): Incident {
  const calm = incident({ service: "checkout", severity, pages: false });
  return { ...calm, id: IncidentId.parse(number), key: `key ${number}` };
}

function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

/** The numbers of the incidents in the answer that somebody has before them, in their order. */
async function shownTo(user: string): Promise<readonly number[]> {
  const { users } = await muster.slack.state();
  const id = users.find(({ name }) => name === user)?.id;
  const { messages } = await muster.slack.channel("general");
  const list = messages.findLast(({ ephemeral_to }) => ephemeral_to === id);
  const points = list?.blocks?.filter(({ type }) => type === "rich_text");
  return [...wordsOf(points).matchAll(/^INC-(\d+) /gm)].map(([, number]) => Number(number));
}

async function click(action: string, more: object = {}): Promise<void> {
  const home = await muster.slack.person("eve").home();
  const answer = await muster.slack.act("click", {
    user: "eve",
    view_id: home?.id,
    action_id: action,
    ...more,
  });
  expect(answer).toMatchObject({ ok: true });
}

async function homeShows(words: RegExp): Promise<void> {
  await eventually(async () => {
    const home = await muster.slack.person("eve").home();
    expect(wordsOf(home?.blocks)).toMatch(words);
  });
}

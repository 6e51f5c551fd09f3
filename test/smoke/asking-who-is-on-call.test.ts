import { DateTime } from "luxon";
import { afterEach, beforeEach, expect, it } from "vitest";
import { CONFIGURATION } from "#test/support/acme.ts";
import { withDatabase } from "#test/support/database.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";

/** Turns of a day that change at the hour that has just begun, so the first one is under way. */
const BEGUN = DateTime.utc().startOf("hour");

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("somebody who asks who is on call", (open) => {
  beforeEach(async () => {
    muster = await startMuster(await open(), {
      configuration: {
        teams: { ...CONFIGURATION.teams, ops: { name: "Ops", channel: "#fallback" } },
        schedules: {
          shop: rota("Shop primary", ["ann", "bob"], "checkout"),
          nights: rota("Nights", ["eve", null], "ops"),
        },
        policies: { checkout: { levels: [{ notify: [{ schedule: "shop" }] }] } },
      },
    });
  });

  it("is told who is on call for the services of their own teams, until when, and who is next", async () => {
    const [asAnn, asEve] = [muster.slack.person("ann"), muster.slack.person("eve")];

    expect(await asAnn.oncall("")).toBe(`*Checkout*: Ann until ${later(1)}, then Bob`);
    expect(await asEve.oncall("who")).toBe(`*Nights*: Eve until ${later(1)}`);
  });

  it("may name a schedule or a service, and is helped when there is none", async () => {
    const ann = muster.slack.person("ann");

    expect(await ann.oncall("who nights")).toMatch(/^\*Nights\*: Eve until/);
    expect(await ann.oncall("who checkout")).toMatch(/^\*Shop primary\*: Ann until/);
    expect(await ann.oncall("who shop in 25h")).toBe(
      `*Shop primary*: Bob until ${later(2)}, then Ann`,
    );
    expect(await ann.oncall("who checkout mañana")).toMatch(/^“mañana” is not a time\. Write it/);
    expect(await ann.oncall("who nihgts")).toBe(
      "No schedule or service is called nihgts. Did you mean nights?",
    );
    expect(await ann.oncall("whom")).toMatch(/^There is no `\/oncall whom`\. Did you mean/);
  });

  it("sees their own shifts, everybody's, and the gaps", async () => {
    const [ann, eve] = [muster.slack.person("ann"), muster.slack.person("eve")];

    expect(await ann.oncall("me")).toContain(
      `*Your next shifts*\n• Shop primary, now until ${later(1)}\n• Shop primary, from ${later(2)} until`,
    );
    expect(await ann.oncall("shifts shop")).toContain(
      `*Shop primary*\n• Ann, now until ${later(1)}\n• Bob, from ${later(1)} until ${later(2)}`,
    );
    const stats = await ann.oncall("stats shop");
    expect(stats).toMatch(/, Shop primary, the days to come as they are planned\n/);
    expect(stats).toMatch(/\*Ann\*\n\d+ h in working hours, .*\n\d+ nights?, /);
    expect(await ann.oncall("gaps")).toBe("*Shop primary*: no gaps in the next 30 days");
    expect(await eve.oncall("gaps")).toContain(
      `*Nights*: nobody is on call\n• from ${later(1)} until ${later(2)}`,
    );
  });
});

function rota(name: string, members: readonly (string | null)[], team: string): object {
  const anchor = BEGUN.toFormat("yyyy-MM-dd'T'HH:mm");
  const layers = [{ anchor, every: { n: 1, unit: "days" }, members }];
  return { name, team, timezone: "UTC", layers };
}

/** As a notification writes it, which cannot know the reader's zone. */
function later(days: number): string {
  return `${BEGUN.plus({ days }).setLocale("en").toFormat("d LLL HH:mm")} UTC`;
}

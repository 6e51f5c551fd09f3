import { DateTime } from "luxon";
import { afterEach, expect, it } from "vitest";
import { withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { wordsOf } from "#test/support/slack-state.ts";

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

/** Ann, nobody and Eve take turns of a day; the first began at this hour. */
function turns(): object {
  const anchor = DateTime.utc().startOf("hour").toFormat("yyyy-MM-dd'T'HH:mm");
  const layers = [{ anchor, every: { n: 1, unit: "days" }, members: ["ann", null, "eve"] }];
  return {
    schedules: { shop: { name: "Shop primary", team: "checkout", timezone: "UTC", layers } },
    policies: { checkout: { levels: [{ notify: [{ schedule: "shop" }] }] } },
  };
}

withDatabase("App Home", (open) => {
  it("shows my shifts, who is on call, what is wrong and how I am reached", async () => {
    muster = await startMuster(await open(), { configuration: turns() });
    const ann = muster.slack.person("ann");

    await muster.slack.act("home", { user: "ann" });

    await eventually(async () => {
      const home = wordsOf((await ann.home())?.blocks);
      expect(home).toMatch(/Your shifts\s+• Shop primary, now until/);
      expect(home).toMatch(/On call now\s+\*Checkout\*: Ann until .*, then Eve/);
      expect(home).toMatch(/Nobody is on call for \*Shop primary\* from .*, and \d+ more times/);
      expect(home).toContain("Ways to be reached");
    });

    expect(await muster.configure({ routes: { service: "nothing" } })).toBe(false);
    for (const user of ["ann", "eve"]) await muster.slack.act("home", { user });
    await eventually(async () => {
      const admins = wordsOf((await muster.slack.person("eve").home())?.blocks);
      expect(admins).toMatch(/Muster is impaired\s+.*muster.yaml as it stands now cannot be used/);
      const others = wordsOf((await ann.home())?.blocks);
      expect(others).toContain("muster.yaml was refused at");
      expect(others).not.toContain("Muster is impaired");
    });
  });

  it("gives me the address of my calendar, and another one that ends it", async () => {
    muster = await startMuster(await open(), { configuration: turns() });
    const ann = muster.slack.person("ann");
    await muster.slack.act("home", { user: "ann" });
    await eventually(async () => expect(await ann.home()).not.toBeNull());
    const home = await ann.home();

    await muster.slack.act("click", { user: "ann", view_id: home?.id, action_id: "calendar" });
    await eventually(async () => expect(await shownSecret()).not.toBe(""));
    const first = await shownSecret();
    const calendar = await served(first);
    const view = await ann.modal();
    await muster.slack.act("click", {
      user: "ann",
      view_id: view?.id,
      action_id: "renew-calendar",
    });
    await eventually(async () => expect(await shownSecret()).not.toBe(first));
    const second = await shownSecret();

    expect(calendar).toMatch(/^200 BEGIN:VCALENDAR[^]*UID:shop-/);
    expect(await served(first)).toMatch(/^404/);
    expect(await served(second)).toMatch(/^200/);
    expect(await ann.oncall("ics")).toContain(`/calendar/${second}.ics`);
    expect(muster.log().join("\n")).not.toContain(second);

    await muster.configure({ publicUrl: undefined });
    expect(await ann.oncall("ics")).toContain("publicUrl is not set in muster.yaml");
    expect(await ann.oncall("ics sop")).toBe("No schedule is called sop. Did you mean shop?");
  });
});

/** In the address that the modal before Ann shows. */
async function shownSecret(): Promise<string> {
  const words = wordsOf((await muster.slack.person("ann").modal())?.blocks);
  return /\/calendar\/(\S+)\.ics/.exec(words)?.[1] ?? "";
}

async function served(secret: string): Promise<string> {
  const answer = await fetch(`${muster.url}/calendar/${secret}.ics`);
  return `${answer.status} ${await answer.text()}`;
}

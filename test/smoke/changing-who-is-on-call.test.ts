import { DateTime } from "luxon";
import { afterEach, beforeEach, expect, it } from "vitest";
import { withDatabase } from "#test/support/database.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import type { Person } from "#test/support/slack-person.ts";

/** Turns of a day that change at the hour that has just begun, so the first one is under way. */
const BEGUN = DateTime.utc().startOf("hour");
const LAYER = { anchor: BEGUN.toFormat("yyyy-MM-dd'T'HH:mm"), every: { n: 1, unit: "days" } };

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

withDatabase("somebody who changes who is on call", (open) => {
  beforeEach(async () => {
    const layers = [{ ...LAYER, members: ["ann", "bob"] }];
    const notices = { dmBefore: [], onChange: false };
    const shop = { name: "Shop primary", team: "checkout", timezone: "UTC", layers, notices };
    muster = await startMuster(await open(), {
      configuration: {
        schedules: { shop },
        policies: { checkout: { levels: [{ notify: [{ schedule: "shop" }] }] } },
      },
    });
  });

  it("types an override, sees how it was understood, saves it, and the next page goes there", async () => {
    const { ann, bob, eve } = people();

    expect(await eve.oncall("override shop @bob until someday")).toContain(
      "I cannot read `someday` as a time.",
    );
    const echo = await eve.oncall("override shop @bob from now to in 2h dentist");
    expect(echo).toMatch(
      /^\*Bob\* takes \*Shop primary\* from now to .* \(Europe\/London\), .* UTC\. In place of Ann\.\n> dentist/,
    );
    expect(await eve.submit({})).toContain("Saved: Bob is on call for *Shop primary*");
    await muster.alert({ alertname: "HighLatency" });
    await muster.settle();

    expect(await written(bob)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^You are on call for .* in place of Ann \(override by Eve: dentist\)/,
        ),
        expect.stringContaining("HighLatency"),
      ]),
    );
    expect(await written(ann)).toContainEqual(
      expect.stringMatching(/^Bob is on call .* in your place/),
    );
    const line =
      /^\*Shop primary\*: Bob is on call .* in place of Ann \(override by Eve: dentist\)/;
    expect(await muster.slack.texts("team-checkout")).toContainEqual(expect.stringMatching(line));
    expect(await ann.oncall("who shop")).toMatch(/Bob until .* \(override\), then Ann/);
    await eve.oncall("changes shop");
    expect(await eve.press("cancel-change/0", { in: "general" })).toContain("Cancelled: Bob");
    expect(await ann.oncall("who shop")).toContain("*Shop primary*: Ann until");
  });

  it("is helped by a form when something is missing, and told under the field what is wrong", async () => {
    const { ann, bob } = people();
    const [later, soon] = [BEGUN.plus({ hours: 5 }), BEGUN.plus({ hours: 3 })];
    expect(await ann.oncall("override from in 3h to in 5h")).toContain("Who is to be on call");
    const values = { person: "bob", start: later.toSeconds(), end: soon.toSeconds() };

    expect(await ann.submit({ ...values, person: "guest" })).toContain("lists under people");
    expect(await ann.submit(values)).toContain(
      '"end":"It ends before it starts: give a later end."',
    );
    const end = later.plus({ hours: 1 }).toSeconds();
    expect(await ann.submit({ ...values, end })).toContain("*Bob* takes *Shop primary*");
    await click(ann, "edit-wish");
    expect(await ann.submit({ note: "flight" })).toContain("> flight");
    expect(await ann.submit({})).toContain("Saved: Bob is on call");
    expect(await bob.oncall("me")).toMatch(/• Shop primary, from .* \(override\)\n/);
  });

  it("takes the shift that is running", async () => {
    const { bob } = people();

    expect(await bob.oncall("take for 2h")).toContain("*Bob* takes *Shop primary* from now to");
    expect(await bob.submit({})).toContain("Saved: Bob is on call");
    expect(await bob.oncall("who shop")).toMatch(/Bob until .* \(override\), then Ann/);
  });

  it("asks for cover: whoever presses first has the shift, and the other is told who", async () => {
    const { ann, bob, eve } = people();

    expect(await ann.oncall("cover shop wedding")).toContain("Who takes Ann's shift");
    await ann.submit({});
    await muster.settle();
    const [offer] = await muster.slack.texts("team-checkout");
    expect(offer).toContain("*Ann asks who can take a shift*");
    const told = await Promise.all([
      bob.press("take-cover", { in: "team-checkout" }),
      eve.press("take-cover", { in: "team-checkout" }),
    ]);
    await muster.settle();

    expect(told.toSorted((one, other) => one.length - other.length)).toEqual([
      expect.stringMatching(/^(Bob|Eve) was faster and has the shift already\./),
      expect.stringMatching(/^You are on call for \*Shop primary\*/),
    ]);
    const winner = told[0]?.startsWith("You") ? "Bob" : "Eve";
    const [shown] = await muster.slack.texts("team-checkout");
    expect(shown).toContain(`${winner} took it.`);
    expect(await written(ann)).toContainEqual(
      expect.stringMatching(new RegExp(`^${winner} is on call .* in your place \\(cover by `)),
    );
  });

  it("offers a swap, which is made once the other accepts", async () => {
    const { ann, bob } = people();

    expect(await ann.oncall("swap shop @bob")).toContain("nothing changes before Bob accepts");
    expect(await ann.submit({})).toContain("Bob is asked by direct message.");
    await muster.settle();
    expect(await ann.oncall("who shop")).toContain("*Shop primary*: Ann");
    expect(await bob.press("accept-swap")).toContain("You are on call for *Shop primary*");
    expect(await bob.press("accept-swap", { about: "swap" })).toContain("You are on call");
    await muster.settle();

    expect(await ann.oncall("shifts shop")).toMatch(
      /• Bob, now until .* \(swap\)\n• Ann, from .* \(swap\)/,
    );
    expect(await written(ann)).toContainEqual(
      expect.stringMatching(
        /^Bob is on call .* in your place \(swap by Bob\)\.\nYou are on call .*\(swap by Bob\)/,
      ),
    );
  });
});

function people(): Readonly<Record<"ann" | "bob" | "eve", Person>> {
  const [ann, bob, eve] = (["ann", "bob", "eve"] as const).map((name) => muster.slack.person(name));
  if (ann === undefined || bob === undefined || eve === undefined) throw new Error("nobody");
  return { ann, bob, eve };
}

async function written(person: Person): Promise<readonly string[]> {
  return (await person.pages()).map(({ text }) => text);
}

/** Presses a button of the open modal, and waits for the form. */
async function click(person: Person, action: string): Promise<void> {
  const view = await person.modal();
  await muster.slack.act("click", { user: "ann", view_id: view?.id, action_id: action });
  await eventually(async () => {
    expect(JSON.stringify((await person.modal())?.blocks)).toContain("datetimepicker");
  });
}

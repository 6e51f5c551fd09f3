import { tmpdir } from "node:os";
import { expect, it } from "vitest";
import { runMuster } from "#test/support/cli.ts";
import { withPostgres } from "#test/support/database.ts";
import { paged } from "#test/support/ways.ts";

const BUSY = { kind: "failed", reason: "the line is busy", again: true } as const;

withPostgres("muster trace", (open) => {
  it("prints the way of an alert from its delivery to the acknowledgement, with timings", async () => {
    const database = await open();
    const world = await paged(database, ["voice", "sms"], { voice: [BUSY] });
    await world.pass({ minutes: 1 });
    await world.slack({ kind: "sent", via: "slack" });
    await world.acknowledge();
    async function muster(...args: readonly string[]) {
      return await runMuster(tmpdir(), ["trace", ...args], { DATABASE_URL: database.url ?? "" });
    }

    const one = await muster("INC-1");
    const delivery = await muster("1", "--json");
    const typo = await muster("INC-x");
    const none = await muster("7");

    const lines = one.out.split("\n").filter((line) => /^ {2}\d\d:/.test(line));
    const told = lines.map((line) =>
      line.replace(/^ {2}[\d:.]+ +\+[\d.]+ \w+(?: \d+ s)? +[\d.]+ \w+(?: \d+ s)? +/, ""),
    );
    expect(one.code).toBe(0);
    expect(told).toEqual([
      "delivery 1 of prod was stored",
      expect.stringContaining("opened"),
      expect.stringContaining("Broken fired"),
      "page 1 to person/ann was decided: new incident",
      "delivery 1 was worked off",
      "page 1: voice began to send it",
      "page 1: sms began to send it",
      "page 1: sms accepted it",
      "page 1: slack accepted it",
      expect.stringContaining("acknowledged"),
    ]);
    expect(one.out).toMatch(
      /From the first delivery to the first page that arrived: 1 min \d+ s\./,
    );
    expect(one.out).toContain("Page 1 still waits for voice, failed 1 time, last: ");
    const { steps, incidents } = JSON.parse(delivery.out);
    expect(steps).toMatchObject([
      { kind: "delivery-stored", delivery: 1, source: "prod", msSinceStart: 0 },
      { kind: "delivery-worked-off", delivery: 1 },
    ]);
    expect(incidents).toMatchObject([{ id: "INC-1", status: "acknowledged" }]);
    expect(typo).toMatchObject({
      code: 2,
      err: expect.stringContaining("write a delivery like 123"),
    });
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining("There is no delivery 7") });
  });
});

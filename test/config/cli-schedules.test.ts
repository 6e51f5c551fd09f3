import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Outcome, runMuster } from "#test/support/cli.ts";
import { CONFIGURATION } from "./scheduled.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "muster-cli-"));
  await writeFile(join(folder, "muster.yaml"), JSON.stringify(CONFIGURATION));
});
afterAll(() => rm(folder, { recursive: true }));

function muster(...args: readonly string[]): Promise<Outcome> {
  return runMuster(folder, args);
}

// The hour 09:00 in Berlin is 08:00 in UTC in winter.
describe("muster who", { timeout: 60_000 }, () => {
  it("says who is on call, until when, and who is next, in the schedule's time and UTC", async () => {
    const { code, out } = await muster("who", "--at", "2026-01-16T10:00");

    expect({ code, out }).toEqual({
      code: 0,
      out: [
        "Days: Ben until Fri 16 Jan 2026 17:00 (16:00 UTC), then Ann from Mon 19 Jan 2026 09:00 (08:00 UTC)",
        "Always: Ann until Sat 17 Jan 2026 09:00 (09:00 UTC), then Ben",
        "",
      ].join("\n"),
    });
  });

  it("takes a service and answers for the schedules that page for it", async () => {
    const { out } = await muster("who", "api", "--at", "2026-01-17T10:00Z", "--json");

    expect(JSON.parse(out)).toEqual({
      schedules: [
        {
          schedule: "days",
          at: "2026-01-17T10:00:00.000Z",
          person: null,
          standIns: ["ben"],
          since: null,
          until: null,
          next: { person: "ann", start: "2026-01-19T08:00:00.000Z" },
        },
      ],
    });
  });

  it("says who is paged while nobody is on call", async () => {
    const { out } = await muster("who", "days", "--at", "2026-01-17T10:00Z");

    expect(out).toMatch(/^Days: nobody \(pages go to Ben\), then Ann from Mon 19 Jan 2026/);
  });

  it("names what there is when it does not know the name", async () => {
    const { code, err } = await muster("who", "nights");

    expect([code, err]).toEqual([
      2,
      expect.stringContaining("no schedule or service is called nights; there are: days, always"),
    ]);
  });

  it("says how to write a time", async () => {
    const { code, err } = await muster("who", "--at", "2026-02-30T09:00");

    expect([code, err]).toEqual([2, expect.stringContaining("Write a time like 2026-01-05T09:00")]);
  });
});

describe("muster shifts", { timeout: 60_000 }, () => {
  it("lists each shift from the start of the range to its end", async () => {
    const { out } = await muster("shifts", "always", "--from", "2026-01-05", "--to", "2026-01-07");

    expect(out).toBe(
      [
        "Always (always, UTC)",
        "  Mon 5 Jan 2026 09:00 (09:00 UTC)  to  Tue 6 Jan 2026 09:00 (09:00 UTC)  Ben",
        "  Tue 6 Jan 2026 09:00 (09:00 UTC)  to  Wed 7 Jan 2026 00:00 (00:00 UTC)  Ann",
        "",
      ].join("\n"),
    );
  });

  it("lists one person's only, for programs too", async () => {
    const range = ["--from", "2026-01-05", "--to", "2026-01-07", "--person", "ann", "--json"];
    const { out } = await muster("shifts", "always", ...range);

    expect(JSON.parse(out)).toEqual({
      schedules: [
        {
          schedule: "always",
          shifts: [
            { person: "ann", start: "2026-01-06T09:00:00.000Z", end: "2026-01-07T00:00:00.000Z" },
          ],
        },
      ],
    });
  });
});

describe("muster gaps", { timeout: 60_000 }, () => {
  it("ends with 1 and lists when nobody is on call although somebody should be", async () => {
    const { code, out } = await muster("gaps", "--from", "2026-01-09", "--to", "2026-01-13");

    expect({ code, out }).toEqual({
      code: 1,
      out: [
        "Days (days, Europe/Berlin): nobody is on call",
        "  Fri 9 Jan 2026 08:00 (07:00 UTC)  to  Fri 9 Jan 2026 09:00 (08:00 UTC)",
        "  Mon 12 Jan 2026 08:00 (07:00 UTC)  to  Mon 12 Jan 2026 09:00 (08:00 UTC)",
        "Always (always): no gaps",
        "",
      ].join("\n"),
    });
  });

  it("ends with 0 when there are none", async () => {
    const range = ["--from", "2026-02-01", "--to", "2026-03-01"];
    const { code, out } = await muster("gaps", "always", ...range, "--json");

    expect([code, JSON.parse(out)]).toEqual([0, { schedules: [{ schedule: "always", gaps: [] }] }]);
  });

  it("refuses a range that ends before it starts", async () => {
    const { code, err } = await muster("gaps", "--from", "2026-02-01", "--to", "2026-01-01");

    expect([code, err]).toEqual([2, expect.stringContaining("--to is not after --from")]);
  });
});

describe("muster fairness", { timeout: 60_000 }, () => {
  it("is for spreadsheets or for programs, not for both", async () => {
    const { code, err } = await muster("fairness", "--csv", "--json");

    expect([code, err]).toEqual([2, expect.stringContaining("cannot be used with")]);
  });
});

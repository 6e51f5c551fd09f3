import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMPILED } from "#test/support/compiled.ts";

const MAIN = join(import.meta.dirname, "..", "..", "src", "cli", "main.ts");

const CONFIGURATION = {
  people: {
    ann: { name: "Ann", email: "ann@example.com", admin: true },
    ben: { name: "Ben", email: "ben@example.com" },
    cleo: { name: "Cleo", email: "cleo@example.com" },
  },
  teams: { shop: { name: "Shop", channel: "#shop" } },
  schedules: {
    days: {
      name: "Days",
      team: "shop",
      timezone: "Europe/Berlin",
      layers: [
        {
          anchor: "2026-01-05T09:00",
          every: { n: 1, unit: "weeks" },
          members: ["ann", "ben"],
          windows: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }],
        },
      ],
      coverage: { windows: [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00" }] },
    },
    always: {
      name: "Always",
      team: "shop",
      timezone: "UTC",
      layers: [
        { anchor: "2026-01-05T09:00", every: { n: 1, unit: "days" }, members: ["ben", "ann"] },
      ],
    },
  },
  services: { api: { name: "API", team: "shop", policy: "usual" } },
  policies: { usual: { levels: [{ notify: [{ schedule: "days" }] }] } },
  routes: { service: "api" },
  sources: {},
};

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "muster-cli-"));
  await writeFile(join(folder, "muster.yaml"), JSON.stringify(CONFIGURATION));
});
afterAll(() => rm(folder, { recursive: true }));

function muster(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { PATH: process.env["PATH"] ?? "", ...COMPILED } };
    const child = execFile(process.execPath, [MAIN, ...args], options, (_, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err });
    });
  });
}

// The hour 09:00 in Berlin is 08:00 in UTC in winter.
describe("muster who", { timeout: 30_000 }, () => {
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
          since: null,
          until: null,
          next: { person: "ann", start: "2026-01-19T08:00:00.000Z" },
        },
      ],
    });
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

describe("muster shifts", { timeout: 30_000 }, () => {
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

describe("muster gaps", { timeout: 30_000 }, () => {
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

async function plan(
  layer: object,
  ...options: readonly string[]
): Promise<{ readonly code: number; readonly out: string }> {
  const edited = structuredClone(CONFIGURATION);
  Object.assign(edited.schedules.always.layers[0] ?? {}, layer);
  await writeFile(join(folder, "edited.yaml"), JSON.stringify(edited));
  const range = ["--at", "2026-01-06T12:00Z", "--to", "2026-01-10T09:00Z"];
  const file = ["--config", "edited.yaml", "--against", "muster.yaml"];
  return await muster("plan", ...file, ...range, ...options);
}

describe("muster plan", { timeout: 30_000 }, () => {
  it("ends with 0 when nobody's shifts change", async () => {
    const { code, out } = await plan({});

    expect({ code, out }).toEqual({
      code: 0,
      out: "Days (days): nobody's shifts change\nAlways (always): nobody's shifts change\n",
    });
  });

  it.each<[string, object, string[]]>([
    [
      "a new member",
      { members: ["cleo", "ben", "ann"] },
      [
        "Fri 9 Jan 2026 09:00 (09:00 UTC)  to  Sat 10 Jan 2026 09:00 (09:00 UTC)  Cleo instead of Ben",
      ],
    ],
    [
      "a member who leaves",
      { members: ["ann"] },
      [
        "Wed 7 Jan 2026 09:00 (09:00 UTC)  to  Thu 8 Jan 2026 09:00 (09:00 UTC)  Ann instead of Ben",
        "Fri 9 Jan 2026 09:00 (09:00 UTC)  to  Sat 10 Jan 2026 09:00 (09:00 UTC)  Ann instead of Ben",
      ],
    ],
    [
      "a person on call who leaves",
      { members: ["ben"] },
      [
        "Tue 6 Jan 2026 12:00 (12:00 UTC)  to  Wed 7 Jan 2026 09:00 (09:00 UTC)  Ben instead of Ann",
        "Thu 8 Jan 2026 09:00 (09:00 UTC)  to  Fri 9 Jan 2026 09:00 (09:00 UTC)  Ben instead of Ann",
      ],
    ],
    [
      "a hand-over that moves",
      { anchor: "2026-01-05T10:00" },
      [
        "Wed 7 Jan 2026 09:00 (09:00 UTC)  to  Wed 7 Jan 2026 10:00 (10:00 UTC)  Ann instead of Ben",
        "Thu 8 Jan 2026 09:00 (09:00 UTC)  to  Thu 8 Jan 2026 10:00 (10:00 UTC)  Ben instead of Ann",
        "Fri 9 Jan 2026 09:00 (09:00 UTC)  to  Fri 9 Jan 2026 10:00 (10:00 UTC)  Ann instead of Ben",
      ],
    ],
  ])("names exactly the shifts that change by %s", async (_, layer, changes) => {
    const { code, out } = await plan(layer);

    expect([code, out]).toEqual([
      1,
      [
        "Days (days): nobody's shifts change",
        "Always (always, UTC) edited:",
        ...changes.map((change) => `  ${change}`),
        "",
      ].join("\n"),
    ]);
  });

  it("tells programs of a schedule that is taken out", async () => {
    const { schedules } = CONFIGURATION;
    const usual = { levels: [{ notify: [{ schedule: "always" }] }] };
    const edited = {
      ...CONFIGURATION,
      schedules: { always: schedules.always },
      policies: { usual },
    };
    await writeFile(join(folder, "edited.yaml"), JSON.stringify(edited));
    const files = ["--config", "edited.yaml", "--against", "muster.yaml"];
    const range = ["--at", "2026-01-09T00:00Z", "--to", "2026-01-12T00:00Z", "--json"];
    const { code, out } = await muster("plan", ...files, ...range);

    expect([code, JSON.parse(out)]).toEqual([
      1,
      {
        schedules: [
          {
            schedule: "days",
            kind: "removed",
            changes: [
              {
                start: "2026-01-09T08:00:00.000Z",
                end: "2026-01-09T16:00:00.000Z",
                before: "ann",
                after: null,
              },
            ],
          },
          { schedule: "always", kind: "unchanged", changes: [] },
        ],
      },
    ]);
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DateTime } from "luxon";
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

describe("muster plan", { timeout: 60_000 }, () => {
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

  it("is part of muster check, from now on", async () => {
    const anchor = DateTime.utc().startOf("day").minus({ days: 40 });
    const every = { n: 50, unit: "days" };
    const [before, after] = [anchor, anchor.plus({ hours: 1 })].map((at) => {
      const edited = structuredClone(CONFIGURATION);
      const turns = { anchor: at.toFormat("yyyy-MM-dd'T'HH:mm"), every };
      Object.assign(edited.schedules.always.layers[0] ?? {}, turns);
      return JSON.stringify(edited);
    });
    await writeFile(join(folder, "before.yaml"), before ?? "");
    await writeFile(join(folder, "edited.yaml"), after ?? "");

    const files = ["--config", "edited.yaml", "--against", "before.yaml"];
    const { code, out } = await muster("check", ...files);

    const days = [50, 100].map((turn) => anchor.plus({ days: turn }).toFormat("ccc d LLL yyyy"));
    expect(code).toBe(0);
    expect(out).toMatch(/schedules\.days: nobody is on call from .* 08:00 to .* 09:00/);
    expect(out.split("\n").slice(-5)).toEqual([
      "Days (days): nobody's shifts change",
      "Always (always, UTC) edited:",
      `  ${days[0]} 00:00 (00:00 UTC)  to  ${days[0]} 01:00 (01:00 UTC)  Ben instead of Ann`,
      `  ${days[1]} 00:00 (00:00 UTC)  to  ${days[1]} 01:00 (01:00 UTC)  Ann instead of Ben`,
      "",
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

  it("takes the former file for what it says of schedules, wherever its runbooks are", async () => {
    const former = structuredClone(CONFIGURATION);
    Object.assign(former.services.api, { runbook: "moved-since" });
    await writeFile(join(folder, "former.yaml"), JSON.stringify(former));

    const { code, err } = await muster(
      "check",
      "--config",
      "muster.yaml",
      "--against",
      "former.yaml",
    );

    expect([code, err]).toEqual([0, ""]);
  });

  it.each(["check", "plan"])(
    "ends %s with 1 when the former file is not there",
    async (command) => {
      const { code, err } = await muster(
        command,
        "--config",
        "muster.yaml",
        "--against",
        "gone.yaml",
      );

      expect(code).toBe(1);
      expect(err).toContain("there is no file gone.yaml");
    },
  );
});

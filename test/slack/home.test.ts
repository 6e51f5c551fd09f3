import { describe, expect, it } from "vitest";
import { IncidentId } from "#domain/incident/incident.ts";
import { validateView } from "#sandbox/validation/validate.ts";
import { missingScopes } from "#slack/connection/scopes.ts";
import { renderHome } from "#slack/flows/home/home-view.ts";
import { overviewBlocks } from "#slack/flows/home/incidents.ts";
import { dutyBlocks } from "#slack/flows/home/service-duties.ts";
import { setUpBlocks } from "#slack/flows/home/set-up-blocks.ts";
import type { SetUp } from "#slack/flows/home/set-up.ts";
import { OPEN_INCIDENTS } from "#slack/flows/list/list-state.ts";
import type { ShownList } from "#slack/flows/list/read-list.ts";
import { section } from "#slack/words/blocks.ts";
import { at } from "#test/support/build.ts";
import { configuration } from "#test/support/engine.ts";
import { triggered } from "./facts.ts";
import { textOf } from "./messages.ts";

const { services, teams, schedules } = configuration({
  schedules: {
    shop: {
      name: "Shop",
      team: "checkout",
      timezone: "UTC",
      layers: [{ anchor: "2026-01-05T09:00", every: { n: 1, unit: "days" }, members: ["ann"] }],
    },
  },
});
const named = { services, teams };
const TONIGHT = { start: at("22:00").toMillis(), end: at("23:00").toMillis() };

/** The first so many of a thousand. */
function list(length: number): ShownList {
  const incidents = Array.from({ length }, (_, index) =>
    triggered({ id: IncidentId.parse(index + 1), title: `Title ${"t".repeat(150)}` }),
  );
  const after = { incident: IncidentId.parse(length + 1), severity: "SEV2", endedAt: null };
  return {
    filter: OPEN_INCIDENTS,
    place: null,
    page: { incidents, unreadable: [], before: null, after: length === 0 ? null : after },
    count: length === 0 ? 0 : 1000,
    channels: new Map(incidents.map(({ id }) => [id, "C0123ABCD"])),
  };
}

describe("App Home", () => {
  const well: SetUp = {
    configurationProblem: null,
    missing: [],
    sources: [],
    groups: [],
    gaps: [],
    onlySlack: [],
    hasWays: true,
    now: at("10:00"),
  };

  it("says when all is well", () => {
    const view = renderHome(null, [
      overviewBlocks({ mine: list(0), open: list(0), recent: list(0) }, named),
      setUpBlocks(well, "/oncall"),
    ]);

    expect(validateView(view)).toEqual([]);
    expect(textOf({ blocks: known(view) })).toContain("No incident is open.");
    expect(textOf({ blocks: known(view) })).not.toContain("Set-up");
  });

  it("says what is wrong with the set-up and what is off", () => {
    const finding = {
      level: "error",
      path: "services.payments.team",
      line: 12,
      message: "there is no pya under teams",
      fix: "did you mean pay?",
    } as const;
    const configurationProblem = {
      at: at("10:00"),
      findings: Array.from({ length: 30 }, () => finding),
    };
    const found: SetUp = {
      ...well,
      configurationProblem,
      missing: missingScopes(new Set(["im:history"])),
      groups: [{ group: "S0000SHOP", trouble: "The plan has none." }],
      sources: [{ source: "prod", error: "it refuses our credentials" }],
      gaps: Array.from({ length: 7 }, () => [...schedules.values()]).flatMap((all) =>
        all.map((schedule) => ({ schedule, spans: [TONIGHT, TONIGHT] })),
      ),
      onlySlack: ["Ana", "Ben <!here>"],
    };
    const view = renderHome({ text: "You have INC-42 now.", blocks: [] }, [
      overviewBlocks({ mine: list(5), open: list(20), recent: list(5) }, named),
      setUpBlocks(found, "/oncall"),
    ]);

    expect(validateView(view)).toEqual([]);
    const text = textOf({ blocks: known(view) });
    expect(text).toMatch(/^You have INC-42 now\./);
    expect(text).toContain(
      "• services.payments.team, line 12: there is no pya under teams; did you mean pay?",
    );
    expect(text).toContain("• and 20 more");
    expect(text).toContain("The source prod cannot be asked: it refuses our credentials");
    expect(text).toContain(
      "The user group S0000SHOP does not follow who is on call. The plan has none.",
    );
    expect(text).toContain(
      "`users:read.email` is not granted. People are known by their member id",
    );
    expect(text).not.toContain("`im:history`");
    expect(text).toMatch(
      /Nobody is on call for \*Shop\* from .*, and 1 more time\. Say who: `\/oncall/,
    );
    expect(text).toContain("Gaps in 2 more schedules: `/oncall gaps`");
    expect(text).toContain("Ana and Ben &lt;!here&gt; are on call by turns and have only Slack");
  });

  it("says how to add a way when Slack is the only one", () => {
    const text = textOf({
      blocks: known(
        renderHome(null, [setUpBlocks({ ...well, onlySlack: ["Ana"], hasWays: false }, "/oncall")]),
      ),
    });

    expect(text).toContain("Slack is the only way to reach people, and it wakes nobody.");
  });

  it("stays within what Slack takes", () => {
    const [one] = [...services.values()].map((service) => ({ ...service, name: "x".repeat(80) }));
    const shown = one === undefined ? [] : [one, one];
    const duties = Array.from({ length: 400 }, () => {
      return { services: shown, people: [], backup: [], duty: null };
    });
    const naming = { nameOf: (person: string) => person, onlySlack: new Set<string>() };
    const duty = dutyBlocks(duties, naming, "/oncall");
    const view = renderHome(null, [duty, ...Array.from({ length: 120 }, () => [section("more")])]);

    expect(validateView(view)).toEqual([]);
    expect(view.blocks).toHaveLength(100);
    expect(duty.length).toBeLessThan(10);
    expect(textOf({ blocks: known(view) })).toContain("And 760 more services");
    expect(textOf({ blocks: known(view) })).toContain("*nobody* is on call");
  });
});

function known(view: ReturnType<typeof renderHome>): Parameters<typeof textOf>[0]["blocks"] {
  return view.blocks as Parameters<typeof textOf>[0]["blocks"];
}

import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import type { Trouble } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { createImpairments } from "#engine/impairments.ts";
import { validateView } from "#sandbox/validation/validate.ts";
import { renderHome } from "#slack/flows/home/home-view.ts";
import { createDirectTelling } from "#slack/outgoing/tell-directly.ts";
import { impairmentBlocks, renderImpairments } from "#slack/views/impairments.ts";
import { createLogger } from "#telemetry/logger.ts";
import { createMetrics } from "#telemetry/metrics.ts";
import { at } from "#test/support/build.ts";
import { configuration } from "#test/support/engine.ts";
import { textOf } from "./messages.ts";

const GONE: Trouble = {
  words: "The database does not answer",
  consequence: "Nobody is paged.",
  fix: "Look whether it runs",
  severity: "pages-at-risk",
};
const open = { ...GONE, beganAt: at("10:00"), endedAt: null };
const slow = { ...open, words: "Prometheus is <!channel> gone", severity: "degraded" } as const;

describe("what is wrong with Muster", () => {
  it("is told with what it means and what to do", () => {
    expect(renderImpairments([open]).text).toBe(
      [
        "*Muster is impaired, and pages are at risk.*",
        "*Pages are at risk.* The database does not answer, since 20 Nov 10:00 UTC.",
        "Nobody is paged.",
        "What to do: Look whether it runs.",
      ].join("\n"),
    );
  });

  it("says that pages go out where they do, and pings nobody", () => {
    const { text } = renderImpairments([slow]);

    expect(text).toContain("Muster is impaired; pages go out.");
    expect(text).toContain("Prometheus is &lt;!channel&gt; gone");
  });

  it("says when it is over, and how long it lasted", () => {
    expect(renderImpairments([{ ...open, endedAt: at("10:20") }]).text).toBe(
      "*What was wrong with Muster is over.*\nOver: The database does not answer. From 20 Nov 10:00 UTC until 20 Nov 10:20 UTC.",
    );
  });

  it("stands in App Home, however much it is, and not when all is well", () => {
    const blocks = impairmentBlocks(Array.from({ length: 30 }, () => open));

    expect(validateView(renderHome(null, [blocks]))).toEqual([]);
    expect(textOf({ blocks: [...blocks] })).toContain("And 22 more things");
    expect(impairmentBlocks([])).toEqual([]);
  });
});

describe("a database that is gone", () => {
  it("is told the admins without it once it has lasted a minute, then that it is over, then that it is back", async () => {
    const { tell, said, impairments } = scene();
    await tell("10:00", null);
    await tell("10:01", GONE);
    await tell("10:01:30", GONE);
    expect(said).toEqual([]);

    for (const time of ["10:02:10", "10:03"]) await tell(time, GONE);
    expect(said).toEqual([`post U00000EVE: ${impairments.process}`]);

    await tell("10:04", null);
    await tell("10:10", GONE);
    expect(said.slice(1)).toEqual(["update D1: over", `update D1: ${impairments.process}`]);
  });

  it("is told anew when it comes back much later, and tried again where Slack did not take it", async () => {
    const { tell, said, refuse } = scene();
    refuse();
    await tell("10:00", GONE);
    await tell("10:01", GONE);
    expect(said).toEqual([]);
    await tell("10:02", GONE);
    await tell("10:03", null);
    await tell("11:00", GONE);
    await tell("11:01", GONE);

    expect(said.map((words) => words.split(" ")[0])).toEqual(["post", "update", "post"]);
  });
});

it("tells the fallback channel of a database that is gone where nobody is an admin", async () => {
  const people = { ann: { name: "Ann", slack: "U00000ANN" } };
  const teams = { checkout: { name: "Checkout", channel: "#team", members: ["ann"] } };
  const levels = [{ notify: [{ person: "ann" }] }];
  const policies = { checkout: { levels } };
  const slack = { fallbackChannel: "#incidents" };
  const { tell, said } = scene({ people, teams, policies, slack });

  for (const time of ["10:00", "10:01:10"]) await tell(time, GONE);

  expect(said).toEqual([expect.stringMatching(/^post #incidents: /)]);
});

/** A process whose admin is Eve, and what it says in Slack. */
function scene(more: object = {}) {
  let now = DateTime.utc();
  let refusing = false;
  const said: string[] = [];
  const logger = createLogger({ level: "silent" });
  const impairments = createImpairments({ logger, metrics: createMetrics(), now: () => now });
  const settings = configuration(more);
  const engine: Pick<Engine, "configuration" | "impairments" | "logger"> = {
    configuration: () => settings,
    impairments,
    logger,
  };
  function noting(what: string) {
    return async ({ channel, text }: { readonly channel: string; readonly text: string }) => {
      if (refusing) {
        refusing = false;
        throw new Error("Slack is gone, too");
      }
      const who = text.includes(impairments.process) ? impairments.process : "nobody";
      said.push(`${what} ${channel}: ${text.includes("Over:") ? "over" : who}`);
      return { ok: true, channel: "D1", ts: "1.1" };
    };
  }
  const client = { chat: { postMessage: noting("post"), update: noting("update") } };
  const tellDirectly = createDirectTelling({
    engine,
    client: client as never,
    slackIdOf: async (person) => settings.people.get(person)?.slack ?? null,
    now: () => now,
  });
  async function tell(time: string, trouble: Trouble | null): Promise<void> {
    now = at(time);
    impairments.set("database", trouble);
    await tellDirectly();
  }
  return { tell, said, impairments, refuse: () => (refusing = true) };
}

import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { waivePostmortem } from "#engine/postmortem/change-postmortem.ts";
import { archiveChannels } from "#engine/timer/archive-channels.ts";
import { METHOD_SCOPES, OPTIONAL_SCOPES } from "#slack/connection/scopes.ts";
import { PEOPLE, paging, WORKSPACE } from "#test/support/acme.ts";
import { person } from "#test/support/build.ts";
import { withDatabase } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { eventually } from "#test/support/eventually.ts";
import { startMuster, type TestMuster } from "#test/support/muster.ts";
import { type View, wordsOf } from "#test/support/slack-state.ts";

let muster: TestMuster;
afterEach(async () => {
  await muster.stop();
});

const GROUP = "S00000SHOP";
/** A user group and a topic follow it. */
const ROTA = {
  name: "Rota",
  team: "checkout",
  timezone: "UTC",
  layers: [{ anchor: "2026-01-05T09:00", every: { n: 1, unit: "weeks" }, members: ["ann"] }],
  groups: [{ group: GROUP }],
  notices: { topic: true },
};

const WAYS = { webhook: { secret: "MUSTER_WEBHOOK_TOKEN" } };

/** A day in which Muster calls everything that it ever calls. Every other test looks for missing scopes when it stops. */
withDatabase("what the manifest allows", (open) => {
  it("is all that Muster calls, and each call has a scope of the manifest", async () => {
    const database = await open();
    muster = await startMuster(database, busyDay());
    await liveThrough();
    await writePostmortem();
    await endForGood(createEngine(database));

    const calls = await muster.slack.calls();
    const { scopes } = (await muster.slack.state()).app;
    const called = new Set(calls.map(({ method }) => method));
    // The address that comes with a press is no method.
    called.delete("response_url");
    expect(called).toEqual(new Set(Object.keys(METHOD_SCOPES)));
    const unmet = calls.filter(({ method, needed = [] }) => {
      return method !== "apps.connections.open" && !isMet(needed, scopes);
    });
    expect(unmet).toEqual([]);
  });

  it(
    "may be less by what is optional: pages, cards and channels come all the same",
    { tags: ["F51"] },
    async () => {
      const { sandbox, configuration } = busyDay();
      const withoutScopes = Object.keys(OPTIONAL_SCOPES);
      const people = { ...PEOPLE, bob: { name: "Bob", slack: "U00000BOB" } };
      muster = await startMuster(await open(), {
        configuration: { ...configuration, people },
        sandbox: { ...sandbox, withoutScopes },
      });

      await muster.alert({ alertname: "HighLatency" });
      await muster.pass({ minutes: 5 });

      expect(await muster.slack.person("ann").pages()).toHaveLength(1);
      expect(await muster.slack.person("bob").pages()).toHaveLength(1);
      expect(await muster.slack.texts("inc-1-highlatency-is-wrong")).toHaveLength(2);
      expect(await muster.slack.person("ann").command("timeline INC-1 export")).toBe(
        "I may not send files here: the Slack app lacks the scope files:write. On the machine where I run, `muster timeline INC-1` prints it.",
      );
      const told = muster.log().filter((line) => line.includes("a scope is missing"));
      expect(told).toHaveLength(withoutScopes.length);
    },
  );
});

/** Bob is known by his address only, and the bot is not in the team's channel yet. */
function busyDay(): Parameters<typeof startMuster>[1] & object {
  const users = WORKSPACE.users.map((user) =>
    user.name === "bob" ? { ...user, email: "bob@example.com" } : user,
  );
  const channels = WORKSPACE.channels.map((channel) =>
    channel.name === "team-checkout" ? { ...channel, bot: false } : channel,
  );
  const people = { ...PEOPLE, bob: { name: "Bob", email: "bob@example.com" } };
  return {
    sandbox: {
      seed: { ...WORKSPACE, users, channels, usergroups: [{ id: GROUP, handle: "oncall" }] },
    },
    configuration: { people, schedules: { rota: ROTA }, ways: WAYS, ...paging(["ann"], ["bob"]) },
  };
}

async function liveThrough(): Promise<void> {
  const ann = muster.slack.person("ann");
  await muster.slack.trouble({ kind: "drop", method: "chat.postMessage", count: 2 });
  await muster.alert({ alertname: "HighLatency" });
  await muster.pass({ minutes: 5 });
  const dashboard_url = "https://grafana.example/d/other";
  await muster.alert({ alertname: "HighLatency", annotations: { dashboard_url } });
  await muster.slack.person("bob").press("acknowledge");
  await keepTheRecord();
  await ann.command("new Payments fail");
  await ann.submit({ service: "checkout", severity: "SEV1" });
  await muster.slack.act("home", { user: "ann" });
  await eventually(async () => expect(await ann.home()).not.toBeNull());
  await clickIn(await ann.home(), "ways");
  await untilModalSays("Address of the webhook");
  await clickIn(await ann.modal(), "test-page");
  await untilModalSays("A test page is on its way");
  await muster.settle();
}

/** Its canvas is drawn again, until somebody writes in it: then files take its place, one after the other. */
async function writePostmortem(): Promise<void> {
  const ann = muster.slack.person("ann");
  await ann.command("resolve 1 rolled back");
  await muster.settle();
  const { canvases } = CanvasState.parse(await muster.slack.state());
  for (const text of ["redrawn", "filed", "filed again"]) {
    await ann.command(`note INC-1 ${text}`);
    await muster.settle();
    const canvas_id = canvases[0]?.id;
    await muster.slack.act("canvas", { user: "ann", canvas_id, text: "By hand." });
  }
}

const CanvasState = z.looseObject({ canvases: z.array(z.object({ id: z.string() })) });

/** Nothing is left to do, so its channel is archived after a week; people are told before. */
async function endForGood(engine: Engine): Promise<void> {
  const one = IncidentId.parse(1);
  await waivePostmortem(engine, one, { by: person("ann"), reason: "the same as last week" });
  for (const days of [6, 1]) {
    await muster.pass({ days });
    await archiveChannels(engine);
  }
  await muster.settle();
}

/** Somebody pins a message, somebody who may not does so, and the timeline is exported. */
async function keepTheRecord(): Promise<void> {
  const { act } = muster.slack;
  const channel = "inc-1-highlatency-is-wrong";
  await act("join", { user: "ann", channel });
  await act("invite", { user: "ann", channel, invited: "guest" });
  const { ts } = await act("message", { user: "ann", channel, text: "db-1 is full" });
  for (const user of ["ann", "guest"]) await act("react", { user, channel, ts, name: "pushpin" });
  await eventually(async () => {
    const saved = (await muster.timeline(1)).map(({ event }) => event.kind);
    expect(saved).toContain("message-saved");
    expect(await muster.slack.calls("chat.postEphemeral")).not.toEqual([]);
  });
  await muster.slack.person("ann").command("timeline INC-1 export");
}

/** Ann presses something in a form or in App Home. */
async function clickIn(view: View | null, action: string): Promise<void> {
  await muster.slack.act("click", { user: "ann", view_id: view?.id, action_id: action });
}

async function untilModalSays(words: string): Promise<void> {
  const ann = muster.slack.person("ann");
  await eventually(async () => expect(wordsOf((await ann.modal())?.blocks)).toContain(words));
}

function isMet(needed: readonly string[], scopes: readonly string[]): boolean {
  return needed.length === 0 || needed.some((scope) => scopes.includes(scope));
}

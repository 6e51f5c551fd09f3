import { Duration } from "luxon";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "#engine/engine.ts";
import { performJobs } from "#engine/job/perform-jobs.ts";
import { createCallWatch } from "#slack/connection/call-watch.ts";
import { createMethodWatch } from "#slack/connection/method-watch.ts";
import { connect, createClient } from "#slack/outgoing/connect.ts";
import { pageHandlers } from "#slack/outgoing/handlers.ts";
import { createTokenWatch } from "#slack/outgoing/token-watch.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { silent } from "#test/support/database-template.ts";
import { withDatabase, type TestDatabase } from "#test/support/database.ts";
import { createEngine, deliver, configuration } from "#test/support/engine.ts";
import { claim } from "#test/support/outbox.ts";
import { type ScriptedSlack, startScriptedSlack } from "#test/support/scripted-slack.ts";
import { paged } from "#test/support/ways.ts";

const POST = "chat.postMessage";

let slack: ScriptedSlack;
beforeAll(async () => {
  slack = await startScriptedSlack();
});
afterAll(async () => {
  await slack.stop();
});

withDatabase("a page", (open) => {
  it(
    "reaches the person by another way at once while Slack cannot be reached",
    { tags: ["F19"] },
    async () => {
      const database = await open();
      const world = await paged(database, ["voice"]);

      // Nobody listens there.
      await sendWaiting(world.engine, database, "http://127.0.0.1:1/api/");
      await world.run();

      expect(await world.states()).toEqual(["slack pending", "voice sent"]);
    },
  );
});

withDatabase("a page of which Slack says", (open) => {
  it.each(["channel_not_found", "is_archived", "not_in_channel", "restricted_action"])(
    "%s reaches the person by another way at once",
    { tags: ["F21"] },
    async (error) => {
      const database = await open();
      const world = await paged(database, ["voice"]);
      slack.script(POST, { says: { ok: false, error } });

      await sendWaiting(world.engine, database);
      await world.run();

      expect(await world.states()).toEqual(["slack failed", "voice sent"]);
      expect(world.sent()).toEqual(["voice INC-1"]);
    },
  );

  it.each(["token_revoked", "account_inactive", "invalid_auth"])(
    "%s reaches the person by another way at once, and stands in Slack when that is mended",
    { tags: ["F21", "F52"] },
    async (error) => {
      const database = await open();
      const world = await paged(database, ["voice"]);
      slack.script(POST, { says: { ok: false, error } });

      await sendWaiting(world.engine, database);
      await world.run();
      expect(await world.states()).toEqual(["slack pending", "voice sent"]);

      await pass(database, { minutes: 1 });
      await sendWaiting(world.engine, database);
      expect(await world.states()).toEqual(["slack sent", "voice sent"]);
    },
  );

  it.each(["msg_too_long", "invalid_blocks"])(
    "%s stands there at once as plain text",
    { tags: ["F21", "F23"] },
    async (error) => {
      const database = await open();
      const world = await paged(database, ["voice"]);
      const before = slack.calls(POST).length;
      slack.script(POST, { says: { ok: false, error } });

      await sendWaiting(world.engine, database);

      expect(await world.states()).toEqual(["slack sent", "voice pending"]);
      const sent = slack.calls(POST).slice(before);
      expect(sent.map(({ form }) => "blocks" in form)).toEqual([true, false]);
      expect(sent[1]?.form["text"]).toBe(sent[0]?.form["text"]);
    },
  );

  it.each([
    ["ratelimited", 0],
    ["fatal_error", 1],
  ])("%s is sent again; looked up before: %i times", { tags: ["F21"] }, async (error, looks) => {
    const database = await open();
    const world = await paged(database, ["voice"]);
    const before = slack.calls("conversations.history").length;
    slack.script(POST, { says: { ok: false, error } });

    await sendWaiting(world.engine, database);
    await pass(database, { seconds: 11 });
    await sendWaiting(world.engine, database);

    expect((await world.states())[0]).toBe("slack sent");
    expect(slack.calls("conversations.history").length - before).toBe(looks);
  });

  it.each([
    ["HTML, and posted it", "<html>busy</html>", true],
    ["HTML, and did not post it", "<html>busy</html>", false],
    ["JSON that is cut, and posted it", '{"ok":true,"chann', true],
  ])("%s is looked up first and stands there once", { tags: ["F22"] }, async (_, says, posts) => {
    const database = await open();
    const world = await paged(database, []);
    const [posted, looked] = [
      slack.calls(POST).length,
      slack.calls("conversations.history").length,
    ];
    slack.script(POST, { says, posts });

    await sendWaiting(world.engine, database);
    expect(slack.calls(POST).length - posted).toBe(1);
    await pass(database, { seconds: 11 });
    await sendWaiting(world.engine, database);

    expect(slack.calls("conversations.history").length - looked).toBe(1);
    expect(slack.calls(POST).length - posted).toBe(posts ? 1 : 2);
    expect((await world.story()).at(-1)).toBe("muster: page-sent, ann");
  });

  it.each([
    ["channel_not_found", 1],
    ["is_archived", 1],
    // Having joined it, Slack still says so.
    ["not_in_channel", 2],
  ])("%s about a channel goes to the fallback channel", { tags: ["F21"] }, async (error, times) => {
    const database = await open();
    const levels = [{ notify: [{ channel: "C0PAGING00", mention: "here" }] }];
    const engine = createEngine(database, {
      configuration: configuration({
        policies: { checkout: { levels } },
        slack: { fallbackChannel: "C0FALLBACK" },
      }),
    });
    await deliver(engine, "prod", alertsFromTest({ alertname: "Broken", fingerprint: "1" }));
    const before = slack.calls(POST).length;
    slack.script(POST, ...Array.from({ length: times }, () => ({ says: { ok: false, error } })));

    await sendWaiting(engine, database);

    const sent = slack.calls(POST).slice(before);
    expect(sent.at(-1)?.form["channel"]).toBe("C0FALLBACK");
  });
});

async function pass(database: TestDatabase, duration: object): Promise<void> {
  await database.clock.advance(Duration.fromObject(duration));
}

/** Sends every page that is due now, as the program does it. */
async function sendWaiting(
  engine: Engine,
  database: TestDatabase,
  apiUrl = slack.apiUrl,
): Promise<void> {
  const watches = {
    token: createTokenWatch(() => undefined),
    methods: createMethodWatch(() => undefined),
    calls: createCallWatch(),
  };
  const out = connect(engine, createClient({ botToken: "xoxb-1", apiUrl }, watches), {
    botUser: "UBOT",
    granted: () => true,
    knows: () => true,
    slackIdOf: async (person) => engine.configuration().people.get(person)?.slack ?? null,
    tellUnreadable: () => undefined,
  });
  const options = { owner: "test", leaseSeconds: 60, classes: ["page"] };
  for (;;) {
    const held = await claim(database, options);
    if (held === null) return;
    const performing = { database, logger: silent, handlers: pageHandlers(out) };
    await performJobs(performing, held, new AbortController().signal);
  }
}

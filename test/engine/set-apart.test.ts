import { expect, it } from "vitest";
import { NotNow } from "#slack/outgoing/failure.ts";
import { isFaulty, settingApart, type Handler } from "#slack/outgoing/set-apart.ts";
import type { Outcome } from "#store/job/lanes.ts";
import { withDatabases } from "#test/support/database.ts";
import { createEngine } from "#test/support/engine.ts";
import { job, send, take, texts } from "#test/support/outbox.ts";

const SIGNAL = new AbortController().signal;

withDatabases("jobs that fail together", (open) => {
  it("are done but for the bad one, which waits in a lane of its own", async () => {
    const database = await open();
    const done: unknown[] = [];
    const handler = settingApart(createEngine(database), refusing("c", done), isFaulty);
    await send(database, ...["a", "b", "c", "d", "e"].map((name) => job(name)));
    const held = await take(database);

    const outcome = await handler(held.jobs, { lane: held.lane, now: held.now, signal: SIGNAL });

    expect(done).toEqual(["a", "b", "d", "e"]);
    expect(outcome.done).toEqual(held.jobs.map(({ id }) => id));
    const apart = await take(database);
    expect(apart.lane).toBe("page:apart/say/c");
    expect(texts(apart)).toEqual(["c"]);
    await expect(
      handler(apart.jobs, { lane: apart.lane, now: apart.now, signal: SIGNAL }),
    ).rejects.toThrow("cannot draw c");
  });

  it("all wait when Slack asks us to", async () => {
    const database = await open();
    const handler = settingApart(createEngine(database), limited, isFaulty);
    await send(database, job("a"), job("b"));
    const held = await take(database);

    await expect(
      handler(held.jobs, { lane: held.lane, now: held.now, signal: SIGNAL }),
    ).rejects.toThrow("Slack asks us to wait");
    await expect(take(database)).rejects.toThrow("nothing to claim");
  });
});

function limited(): Promise<Outcome> {
  return Promise.reject(new NotNow("Slack asks us to wait", 30));
}

/** Does jobs all or none. */
function refusing(bad: string, done: unknown[]): Handler {
  return async (jobs) => {
    const names = jobs.map(({ payload }) => Object.values(payload)[0]);
    if (names.includes(bad)) throw new Error(`cannot draw ${bad}`);
    done.push(...names);
    return { done: jobs.map(({ id }) => id) };
  };
}

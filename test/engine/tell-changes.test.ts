import { DateTime } from "luxon";
import { expect, it } from "vitest";
import type { Engine } from "#engine/engine.ts";
import { tellChanges } from "#slack/outgoing/tell-changes.ts";
import { withDatabases } from "#test/support/database.ts";
import { refusingSlack } from "#test/support/refusing-slack.ts";
import { advance, clock, made, startWithRota } from "#test/support/rota-changes.ts";

withDatabases("those whom a change concerns", (open) => {
  it("are told of it, and not once it is over", async () => {
    const engine = await startWithRota(await open());
    const change = await made(engine, { person: "bob", hours: [0, 2] });
    expect(await told(engine, change)).toEqual(["bob"]);

    await advance(engine, { hours: 1 });
    expect(await told(engine, change)).toEqual(["bob"]);
    await advance(engine, { hours: 1, minutes: 1 });
    expect(await told(engine, change)).toEqual([]);
  });
});

/** Whom the news goes to when its job is done now. */
async function told(engine: Engine, change: string): Promise<readonly string[]> {
  const people: string[] = [];
  const now = DateTime.fromMillis(await clock(engine));
  const payload = { change, news: "made", person: "bob" };
  const job = { id: 1, kind: "change-notice", payload, attempts: 1, createdAt: now, runAt: now };
  await tellChanges(refusingSlack(engine, people), [job], { now });
  return people;
}

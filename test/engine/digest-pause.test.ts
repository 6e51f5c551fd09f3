import { Duration } from "luxon";
import { expect, it } from "vitest";
import { pauseAfter } from "#slack/outgoing/digest-pause.ts";
import { insertMessage, notePosted, type SlackMessage } from "#store/slack/slack-messages.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";

const HER = "member/U1";

withDatabase("after a digest", (open) => {
  it("the next message waits five seconds, four times, and half a minute after each later one", async () => {
    const database = await open();

    const apart = [0, 5, 5, 5, 5, 31, 31, 31, 31, 31, 31];
    expect(await pausesOf(database, apart)).toEqual([5, 5, 5, 5, 30, 30, 30, 30, 30, 30, 30]);
  });

  it("the next one waits for five seconds again once four minutes were calm", async () => {
    const database = await open();

    expect(await pausesOf(database, [0, 5, 5, 5, 5, 241])).toEqual([5, 5, 5, 5, 30, 5]);
  });

  it("neither others' digests nor single pages count", async () => {
    const database = await open();
    await post(database, { kind: "page-digest", place: "member/U2" });
    await post(database, { kind: "page", place: HER });

    expect(await pausesOf(database, [0])).toEqual([5]);
  });
});

/** Seconds, after digests that follow each other after so many seconds. */
async function pausesOf(
  database: TestDatabase,
  apart: readonly number[],
): Promise<readonly number[]> {
  const pauses: number[] = [];
  for (const seconds of apart) {
    await database.clock.advance(Duration.fromObject({ seconds }));
    const pause = await pauseAfter(
      database,
      await post(database, { kind: "page-digest", place: HER }),
    );
    pauses.push(pause.as("seconds"));
  }
  return pauses;
}

async function post(
  database: TestDatabase,
  message: Pick<SlackMessage, "kind" | "place">,
): Promise<SlackMessage> {
  const noted = await database.transaction((tx) => insertMessage(tx, message));
  await notePosted(database.kysely, noted.id, { channel: "D1", ts: "1.1", shown: "" });
  return noted;
}

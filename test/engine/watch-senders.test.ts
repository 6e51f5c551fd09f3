import { DateTime, Duration } from "luxon";
import { expect, it } from "vitest";
import { type SenderWatch, watchSenders } from "#app/watch-senders.ts";
import type { Impairments } from "#engine/impairments.ts";
import { lockSource } from "#store/alert/sources.ts";
import { readClock } from "#store/database/clock.ts";
import { withDatabase } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";
import { hearSource } from "#test/support/hear-source.ts";

type Begun = {
  readonly senders: SenderWatch;
  readonly look: () => Promise<void>;
  readonly impairments: Impairments;
  readonly pass: (time: { readonly minutes: number }) => Promise<void>;
  /** A delivery of the source is taken in, by whichever process. */
  readonly hear: (source: string) => Promise<void>;
};

withDatabase("a sender that needed putting right", (open) => {
  async function begin(sources: object = { prod: { type: "alertmanager" } }): Promise<Begun> {
    const database = await open();
    const engine = createEngine(database, { configuration: configuration({ sources }) });
    let now = DateTime.fromISO("2026-11-20T12:00:00Z");
    const senders = watchSenders(engine, () => now);
    return {
      senders,
      look: () => senders.look(engine),
      impairments: engine.impairments,
      pass: async (time) => {
        now = now.plus(time);
        await database.clock.advance(Duration.fromObject(time));
      },
      hear: (source) =>
        database.transaction(async (tx) => {
          await lockSource(tx, source);
          await hearSource(tx, source, await readClock(tx), false);
        }),
    };
  }

  it("is told of until it sends well for a while, to whichever process: one of a pair may be well all the time", async () => {
    const { senders, look, impairments, pass, hear } = await begin();
    senders.refused({ source: "prod", reason: "unreadable", detail: "no JSON" });
    await look();

    await pass({ minutes: 14 });
    await hear("prod");
    await hear("other");
    await pass({ minutes: 30 });
    await look();
    expect(impairments.current()).toHaveLength(1);

    await hear("prod");
    await look();
    expect(impairments.current()).toEqual([]);
  });

  it("is not told of any more once muster.yaml does not name it", async () => {
    const { senders, look, impairments } = await begin({ staging: { type: "alertmanager" } });
    senders.refused({ source: "prod", reason: "unreadable", detail: "no JSON" });
    senders.refused({ source: "staging", reason: "unreadable", detail: "no JSON" });

    await look();

    expect(impairments.current()).toMatchObject([{ key: "staging" }]);
  });
});

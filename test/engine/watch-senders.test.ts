import { DateTime, Duration } from "luxon";
import { expect, it } from "vitest";
import { type SenderWatch, watchSenders } from "#app/watch-senders.ts";
import type { Impairments } from "#engine/impairments.ts";
import type { HookRefusal } from "#intake/hook-routes.ts";
import { lockSource, noteDelivery } from "#store/alert/sources.ts";
import { readClock } from "#store/database/clock.ts";
import { withDatabase } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";

type Begun = {
  readonly senders: SenderWatch;
  readonly impairments: Impairments;
  readonly pass: (time: { readonly minutes: number }) => Promise<void>;
  /** A delivery of the source is taken in, by whichever process. */
  readonly hear: (source: string) => Promise<void>;
};

withDatabase("a sender that needs putting right", (open) => {
  async function begin(sources: object = { prod: { type: "alertmanager" } }): Promise<Begun> {
    const database = await open();
    const engine = createEngine(database, { configuration: configuration({ sources }) });
    let now = DateTime.fromISO("2026-11-20T12:00:00Z");
    return {
      senders: watchSenders(engine, () => now),
      impairments: engine.impairments,
      pass: async (time) => {
        now = now.plus(time);
        await database.clock.advance(Duration.fromObject(time));
      },
      hear: (source) =>
        database.transaction(async (tx) => {
          await lockSource(tx, source);
          await noteDelivery(tx, source, await readClock(tx), false);
        }),
    };
  }

  /** What the app says is to be done after such a refusal, about the sender and nothing else. */
  async function fixOf(reason: HookRefusal["reason"]): Promise<string> {
    const { senders, impairments } = await begin();
    senders.refused({ source: "prod", reason, detail: null });
    return impairments
      .current()
      .map(({ part, key, fix }) => `${part} ${key}: ${fix}`)
      .join();
  }

  it("tells of a sender whose body cannot be read", { tags: ["I06", "I07", "I17"] }, async () => {
    expect(await fixOf("unreadable")).toContain("muster quarantine");
  });

  it("tells of a sender whose body is compressed", { tags: ["I10"] }, async () => {
    expect(await fixOf("compressed")).toContain("uncompressed");
  });

  it(
    "tells of a sender whose body is too large, and of max_alerts",
    { tags: ["I11"] },
    async () => {
      expect(await fixOf("too_large")).toContain("max_alerts");
    },
  );

  it("is nobody who has no valid token", async () => {
    const { senders, impairments } = await begin();

    senders.refused({ source: "prod", reason: "unauthorized", detail: null });

    expect(impairments.current()).toEqual([]);
  });

  it("is told of until it sends well for a while, to whichever process: one of a pair may be well all the time", async () => {
    const { senders, impairments, pass, hear } = await begin();
    senders.refused({ source: "prod", reason: "unreadable", detail: "no JSON" });
    await senders.look();

    await pass({ minutes: 14 });
    await hear("prod");
    await hear("other");
    await pass({ minutes: 30 });
    await senders.look();
    expect(impairments.current()).toHaveLength(1);

    await hear("prod");
    await senders.look();
    expect(impairments.current()).toEqual([]);
  });

  it("is not told of any more once muster.yaml does not name it", async () => {
    const { senders, impairments } = await begin({ staging: { type: "alertmanager" } });
    senders.refused({ source: "prod", reason: "unreadable", detail: "no JSON" });
    senders.refused({ source: "staging", reason: "unreadable", detail: "no JSON" });

    await senders.look();

    expect(impairments.current()).toMatchObject([{ key: "staging" }]);
  });
});

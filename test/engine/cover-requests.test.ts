import { expect, it } from "vitest";
import { cancelChange } from "#engine/duty/change-schedule.ts";
import { expireRequest } from "#engine/duty/cover-requests.ts";
import { withDatabases } from "#test/support/database.ts";
import {
  act,
  advance,
  ask,
  asked,
  count,
  EVE,
  jobs,
  made,
  onCall,
  startWithRota as start,
  stateOf,
  take,
} from "#test/support/rota-changes.ts";

withDatabases("a request for cover", (open) => {
  it("is taken by whoever is first, and the other is told who", async () => {
    const engine = await start(await open());
    const id = await asked(engine, { hours: [1, 3] });
    const outcomes = await Promise.all([
      act(engine, id, take("bob")),
      act(engine, id, take("eve")),
    ]);

    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(["closed", "refused"]);
    const winner = outcomes.find(({ kind }) => kind === "closed");
    const taker = winner?.kind === "closed" ? winner.request.takenBy : null;
    expect(outcomes.find(({ kind }) => kind === "refused")).toMatchObject({
      reason: "taken",
      request: { takenBy: taker },
    });
    expect(await onCall(engine, 2)).toEqual([taker]);
    expect(await onCall(engine, 0.5)).toEqual(["ann"]);
    expect(await act(engine, id, take(taker ?? ""))).toMatchObject({ kind: "repeated" });
    expect(await count(engine, "schedule_change")).toBe(1);
  });

  it("cannot be taken once it has begun, and who asked is told that nobody took it", async () => {
    const engine = await start(await open());
    const id = await asked(engine, { hours: [1, 3] });
    await advance(engine, { hours: 1, minutes: 1 });

    expect(await act(engine, id, take("bob"))).toMatchObject({ reason: "expired" });
    await expireRequest(engine, id);
    await expireRequest(engine, id);
    expect(await stateOf(engine, id)).toBe("expired");
    expect(await jobs(engine, "cover-unmet")).toBe(1);
  });

  it("ends without a word when the shift is somebody else's by then, or over", async () => {
    const engine = await start(await open());
    const [covered, running] = [
      await asked(engine, { hours: [1, 3] }),
      await asked(engine, { hours: [0, 0.5] }),
    ];
    await act(engine, await asked(engine, { hours: [1, 3] }), take("bob"));
    await advance(engine, { hours: 1, minutes: 1 });
    await expireRequest(engine, covered);
    await expireRequest(engine, running);

    expect([await stateOf(engine, covered), await stateOf(engine, running)]).toEqual([
      "expired",
      "expired",
    ]);
    expect(await jobs(engine, "cover-unmet")).toBe(0);
  });

  it("of a shift that is under way can be taken until that ends", async () => {
    const engine = await start(await open());
    const id = await asked(engine, { hours: [0, 3] });
    await advance(engine, { hours: 1 });
    await act(engine, id, take("bob"));

    expect(await onCall(engine)).toEqual(["bob"]);
    expect(await onCall(engine, -0.5)).toEqual(["ann"]);
  });

  it("is taken back by whoever asked or by an admin only, and then by nobody", async () => {
    const engine = await start(await open());
    const id = await asked(engine, { hours: [1, 3] });
    const cancel = { kind: "cancel", isAdmin: false } as const;

    expect(await act(engine, id, { ...cancel, person: "bob" })).toMatchObject({
      reason: "not-yours",
    });
    expect(await act(engine, id, { ...cancel, person: "ann" })).toMatchObject({ kind: "closed" });
    expect(await act(engine, id, take("bob"))).toMatchObject({ reason: "cancelled" });
    expect(await onCall(engine, 2)).toEqual(["ann"]);
  });

  it("is for a shift that one has", async () => {
    const engine = await start(await open());

    expect(await ask(engine, { hours: [24 * 1.2, 24 * 1.3] })).toMatchObject({
      kind: "refused",
      objections: [{ field: "start" }],
    });
    expect(await act(engine, await asked(engine, { hours: [1, 3] }), take("ann"))).toMatchObject({
      reason: "own",
    });
  });

  it("comes to nothing when the shift has moved meanwhile", async () => {
    const engine = await start(await open());
    const id = await asked(engine, { hours: [1, 3] });
    await made(engine, { person: "eve", hours: [0, 2] });

    expect(await act(engine, id, take("bob"))).toMatchObject({ reason: "moved" });
  });
});

withDatabases("a swap", (open) => {
  it("exchanges two shifts once the other accepts, and is taken back as one", async () => {
    const engine = await start(await open());
    const id = await asked(engine, { hours: [1, 3], swap: [25, 27] });

    expect(await onCall(engine, 2)).toEqual(["ann"]);
    expect(await act(engine, id, take("eve"))).toMatchObject({ reason: "not-asked" });
    expect(await act(engine, id, take("bob"))).toMatchObject({ kind: "closed" });
    expect([await onCall(engine, 2), await onCall(engine, 26)]).toEqual([["bob"], ["ann"]]);

    const [half] = await engine.database.kysely
      .selectFrom("schedule_change")
      .select(["id", "pair", "replaces"])
      .execute();
    expect(half).toMatchObject({ pair: expect.any(String), replaces: expect.any(String) });
    await cancelChange(engine, half?.id ?? "", EVE);
    expect([await onCall(engine, 2), await onCall(engine, 26)]).toEqual([["ann"], ["bob"]]);
  });

  it("changes nothing when it is declined, and who asked is told", async () => {
    const engine = await start(await open());
    const id = await asked(engine, { hours: [1, 3], swap: [25, 27] });

    expect(await act(engine, id, { kind: "decline", person: "bob" })).toMatchObject({
      kind: "closed",
    });
    expect(await act(engine, id, take("bob"))).toMatchObject({ reason: "declined" });
    expect(await onCall(engine, 2)).toEqual(["ann"]);
    expect(await jobs(engine, "cover-unmet")).toBe(1);
  });
});

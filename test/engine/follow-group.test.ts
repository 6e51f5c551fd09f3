import { DateTime } from "luxon";
import { expect, it } from "vitest";
import type { Engine } from "#engine/engine.ts";
import { followGroups } from "#slack/outgoing/follow-group.ts";
import type { Outgoing } from "#slack/outgoing/outgoing.ts";
import { groupTroubles } from "#store/slack/slack-groups.ts";
import { withDatabases } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";

const GROUP = "S0123456789";
const HERE = { group: GROUP };

withDatabases("a user group", (open) => {
  it("has in it whoever is on call, of all schedules that name it, and the permanent people", async () => {
    const engine = createEngine(await open(), {
      configuration: rotas({
        days: rota(["ann"], { ...HERE, permanent: ["eve"] }),
        nights: rota(["bob"], HERE),
      }),
    });

    expect(await follow(engine, ["UZOE"])).toEqual(["UANN,UBOB,UEVE"]);
    expect(await trouble(engine)).toBeUndefined();
  });

  it("is left alone when it is right already, whatever the order", async () => {
    const days = rota(["ann", "bob"], { ...HERE, include: "all_members" });
    const engine = createEngine(await open(), { configuration: rotas({ days }) });

    expect(await follow(engine, ["UBOB", "UANN"])).toEqual([]);
  });

  it("keeps its members when nobody is on call, or nobody whom Slack knows", async () => {
    for (const member of [null, "nobody"]) {
      const engine = createEngine(await open(), {
        configuration: rotas({ days: rota([member], HERE) }),
      });

      expect(await follow(engine, ["UANN"])).toEqual([]);
      expect(await trouble(engine)).toContain("keeps its members");
    }
  });

  it("says whom Slack does not know, and has the others", async () => {
    const days = rota(["ann"], { ...HERE, permanent: ["nobody"] });
    const engine = createEngine(await open(), { configuration: rotas({ days }) });

    expect(await follow(engine, [])).toEqual(["UANN"]);
    expect(await trouble(engine)).toContain("nobody");
  });

  it("is looked at again in an hour, and no more once nobody names it", async () => {
    const engine = createEngine(await open(), {
      configuration: rotas({ days: rota(["ann"], HERE) }),
    });
    await follow(engine, []);
    const jobs = engine.database.kysely
      .selectFrom("job")
      .select("kind")
      .where("kind", "=", "group");
    expect(await jobs.execute()).toHaveLength(1);

    const without = createEngine(await open());
    expect(await follow(without, [])).toEqual([]);
    const left = without.database.kysely
      .selectFrom("job")
      .select("kind")
      .where("kind", "=", "group");
    expect(await left.execute()).toEqual([]);
  });

  it("waits when Slack cannot say who somebody is", async () => {
    const engine = createEngine(await open(), {
      configuration: rotas({ days: rota(["ann"], HERE) }),
    });

    await expect(follow(engine, [], { silent: true })).rejects.toThrow("not now");
  });

  it("that Slack refuses to change harms nothing, and says why", async () => {
    const engine = createEngine(await open(), {
      configuration: rotas({ days: rota(["ann"], HERE) }),
    });

    expect(await follow(engine, [], { granted: false })).toEqual([]);
    expect(await trouble(engine)).toContain("missing_scope");
  });
});

/** What the group's members were set to when it is looked at while it has these. */
async function follow(
  engine: Engine,
  members: readonly string[],
  { silent = false, granted = true } = {},
): Promise<readonly string[]> {
  const set: string[] = [];
  const users = {
    list: async () => ({ ok: true, users: members }),
    update: async (wanted: { users: string }) => set.push(wanted.users),
  };
  const out = {
    engine,
    client: { usergroups: { users } },
    granted: () => granted,
    nameOf: (person: string) => person,
    slackIdOf: async (person: string) => {
      if (silent) throw new Error("not now");
      return person === "nobody" ? null : `U${person.toUpperCase()}`;
    },
  } as unknown as Outgoing;
  const now = DateTime.utc();
  const job = { id: 1, kind: "group", payload: HERE, attempts: 1, createdAt: now, runAt: now };
  await followGroups(out, [job], { now });
  return set;
}

async function trouble({ database }: Engine): Promise<string | undefined> {
  return (await groupTroubles(database.kysely)).get(GROUP);
}

function rotas(schedules: object): ReturnType<typeof configuration> {
  const people = Object.fromEntries(
    ["ann", "bob", "eve", "nobody"].map((id) => [id, { name: id, email: `${id}@example.com` }]),
  );
  return configuration({ people, schedules });
}

function rota(members: readonly (string | null)[], group: object): object {
  const layers = [{ anchor: "2026-01-05T09:00", every: { n: 1, unit: "days" }, members }];
  return { name: "Rota", team: "checkout", timezone: "UTC", layers, groups: [group] };
}

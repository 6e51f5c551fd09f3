import { randomUUID } from "node:crypto";
import { DateTime, Duration } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { CoverAct } from "#domain/change/cover-request.ts";
import { overrideSchedule } from "#engine/duty/change-schedule.ts";
import { actOnRequest, askForCover } from "#engine/duty/cover-requests.ts";
import { followDuty } from "#engine/duty/hand-off.ts";
import type { Engine } from "#engine/engine.ts";
import { onCallAt, rollOutSchedules } from "#engine/on-call.ts";
import { readClock } from "#store/database/clock.ts";
import type { TestDatabase } from "./database.ts";
import { configuration, createEngine } from "./engine.ts";

const HOUR = 3_600_000;

export const EVE: Actor = { kind: "person", slackId: "U00000EVE", name: "Eve", person: "eve" };

/** A program that has just started. Ann and Bob take turns of a day; Ann's has been running for at least an hour. */
export async function startWithRota(
  database: TestDatabase,
  {
    members = ["ann", "bob"],
    ...more
  }: { readonly members?: readonly (string | null)[]; readonly people?: object } = {},
): Promise<Engine> {
  const began = DateTime.utc().minus({ hours: 1 }).startOf("hour");
  const anchor = began.toFormat("yyyy-MM-dd'T'HH:mm");
  const layers = [{ anchor, every: { n: 1, unit: "days" }, members }];
  const rota = {
    name: "Rota",
    team: "checkout",
    timezone: "UTC",
    layers,
    notices: { dmBefore: [] },
  };
  const policies = { checkout: { levels: [{ notify: [{ schedule: "rota" }] }] } };
  const teams = { checkout: { name: "Checkout", channel: "#team-checkout", members: ["ann"] } };
  const settings = configuration({ schedules: { rota }, policies, teams, ...more });
  const engine = createEngine(database, { configuration: settings });
  await rollOutSchedules(engine);
  await followDuty(engine);
  return engine;
}

type Wish = {
  readonly id?: string;
  readonly person: string;
  readonly hours: readonly [number, number];
  readonly by?: Actor;
};

export async function override(
  engine: Engine,
  { id = randomUUID(), hours, person, by = EVE }: Wish,
): ReturnType<typeof overrideSchedule> {
  const span = await spanOf(engine, hours);
  const wanted = { id, schedule: "rota", person, reason: "", replaces: null, ...span };
  return await overrideSchedule(engine, wanted, by);
}

export async function made(engine: Engine, wish: Wish): Promise<string> {
  const outcome = await override(engine, wish);
  if (outcome.kind === "refused") throw new Error(JSON.stringify(outcome));
  return outcome.change.id;
}

type Asking = {
  readonly hours: readonly [number, number];
  readonly swap?: readonly [number, number];
};

export async function ask(engine: Engine, { hours, swap }: Asking): ReturnType<typeof askForCover> {
  const want = swap === undefined ? null : { asked: "bob", want: await spanOf(engine, swap) };
  const request = { id: randomUUID(), schedule: "rota", person: "ann", swap: want, note: "" };
  const span = await spanOf(engine, hours);
  return await askForCover(engine, { ...request, ...span, createdBy: actor("ann") });
}

export async function asked(engine: Engine, asking: Asking): Promise<string> {
  const outcome = await ask(engine, asking);
  if (outcome.kind === "refused") throw new Error(JSON.stringify(outcome));
  return outcome.request.id;
}

export async function act(
  engine: Engine,
  id: string,
  what: CoverAct,
): ReturnType<typeof actOnRequest> {
  const by = "person" in what && what.person !== null ? actor(what.person) : EVE;
  return await actOnRequest(engine, id, { act: what, by });
}

export function take(person: string): CoverAct {
  return { kind: "take", person };
}

function actor(person: string): Actor {
  return { kind: "person", slackId: `U${person}`, name: person, person };
}

async function spanOf(
  engine: Engine,
  [from, to]: readonly [number, number],
): Promise<{ start: number; end: number }> {
  const now = await clock(engine);
  return { start: now + from * HOUR, end: now + to * HOUR };
}

export async function clock({ database }: Engine): Promise<number> {
  return (await readClock(database.kysely)).toMillis();
}

export async function advance(engine: Engine, duration: object): Promise<void> {
  await (engine.database as TestDatabase).clock.advance(Duration.fromObject(duration));
}

/** Who is on call so many hours from now. */
export async function onCall(engine: Engine, hours = 0): Promise<readonly string[]> {
  const at = (await readClock(engine.database.kysely)).plus({ hours });
  return onCallAt(engine, at)("rota", "current");
}

export async function notices({ database }: Engine): Promise<readonly string[]> {
  const rows = await database.kysely
    .selectFrom("job")
    .select("payload")
    .where("kind", "=", "change-notice")
    .execute();
  return rows
    .map(({ payload }) => payload as { person: string | null; news: string })
    .map(({ person, news }) => `${person ?? "channel"} ${news}`)
    .toSorted();
}

export async function jobs({ database }: Engine, kind: string): Promise<number> {
  const rows = await database.kysely
    .selectFrom("job")
    .select("id")
    .where("kind", "=", kind)
    .execute();
  return rows.length;
}

export async function shifts({ database }: Engine): Promise<readonly string[]> {
  const rows = await database.kysely
    .selectFrom("shift")
    .select(["person", "source"])
    .orderBy("id")
    .execute();
  return rows.map(({ person, source }) => `${person} ${source}`);
}

export async function stateOf({ database }: Engine, id: string): Promise<string> {
  const row = await database.kysely
    .selectFrom("cover_request")
    .select("state")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return row.state;
}

export async function count(
  { database }: Engine,
  table: "schedule_change" | "cover_request",
): Promise<number> {
  return (await database.kysely.selectFrom(table).select("id").execute()).length;
}

/** Who was paged, in order. */
export async function paged({ database }: Engine): Promise<readonly string[]> {
  const rows = await database.kysely.selectFrom("page").select("target").orderBy("id").execute();
  return rows.flatMap(({ target }) => {
    const { person } = target as { readonly person?: string };
    return person ?? [];
  });
}

import { Duration } from "luxon";
import { expect, it } from "vitest";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Incident, IncidentId } from "#domain/incident/incident.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { openIncidents } from "#store/incident/incidents.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { alertsFromTest } from "#test/support/alert-body.ts";
import { withDatabases, type TestDatabase } from "#test/support/database.ts";
import { configuration, createEngine, deliver } from "#test/support/engine.ts";
import { storyOf } from "#test/support/story.ts";
import { pass } from "#test/support/timers.ts";

const ANN = { kind: "person", slackId: "U00000ANN", name: "Ann", person: "ann" } as const;
const ana = { notify: [{ person: "ann" }] };
const bob = { notify: [{ person: "bob" }] };

type Act = (engine: Engine, id: IncidentId, database: TestDatabase) => Promise<unknown>;

/** Where the paging stands, how it came there, and what has to come after so many minutes. */
type Point = {
  readonly settings?: Configuration;
  readonly acts: readonly (Act | number)[];
  readonly minutes: number;
  readonly next: string;
};

const points: Readonly<Record<string, Point>> = {
  "waits whether it ends by itself": {
    settings: configuration({
      services: {
        checkout: { name: "Checkout", team: "checkout", policy: "checkout", autoPause: "PT3M" },
      },
    }),
    acts: [],
    minutes: 3,
    next: "muster: paged, ann, it did not end by itself",
  },
  "pages a level": {
    acts: [],
    minutes: 5,
    next: "muster: paged, bob, nobody acknowledged in time",
  },
  "will page the level again": {
    settings: rules([{ ...ana, retry: { every: "PT2M", times: 1 } }, bob]),
    acts: [],
    minutes: 2,
    next: "muster: paged-again, ann, nobody has acknowledged yet",
  },
  "waits for somebody to come": {
    settings: rules([{ notify: [{ schedule: "nobody" }], ifEmpty: "wait" }, bob], {
      schedules: { nobody: empty() },
    }),
    acts: [],
    minutes: 5,
    next: "muster: paged, bob, nobody acknowledged in time",
  },
  "rests between rounds": {
    settings: rules([ana], {}, { repeat: { times: 1, pause: "PT10M" } }),
    acts: [5],
    minutes: 10,
    next: "muster: paged, ann, nobody acknowledged before",
  },
  "is exhausted": {
    acts: [5, 5],
    minutes: 15,
    next: "muster: exhausted, #team-checkout and eve, still nobody acknowledged",
  },
  "makes the last call": {
    settings: rules([ana], {}, { exhausted: { every: "PT15M", max: "PT20M" } }),
    acts: [5, 15],
    minutes: 5,
    next: "muster: exhausted, #team-checkout and eve, this is the last call, because nobody acknowledged any of them",
  },
  "has a holder": {
    acts: [acknowledge],
    minutes: 25,
    next: "muster: asked, ann, still on it?",
  },
  "has a holder who was asked": {
    acts: [acknowledge, 25],
    minutes: 5,
    next: "muster: paged, ann, whoever has it did not say that they are still on it",
  },
  "needs everybody of its level": {
    settings: rules([{ notify: [...ana.notify, ...bob.notify], ack: "all" }]),
    acts: [acknowledge],
    minutes: 5,
    next: "muster: paged-again, bob, everybody of this level must acknowledge",
  },
  "is snoozed": {
    acts: [snooze],
    minutes: 60,
    next: "muster: paged, ann, the snooze is over",
  },
};

withDatabases("after a restart an incident goes on when it", (open) => {
  it.each(Object.entries(points))("%s", async (_, { settings, acts, minutes, next }) => {
    const database = await open();
    const before = start(database, settings);
    await deliver(
      before,
      "prod",
      alertsFromTest({ alertname: "Disk", fingerprint: "d1", severity: "critical" }),
    );
    const { id } = await only(database);
    for (const act of acts) {
      if (typeof act === "number")
        await pass(before, database, Duration.fromObject({ minutes: act }));
      else await act(before, id, database);
    }
    const known = (await story(database, id)).length;

    const after = start(database, settings);
    await pass(after, database, Duration.fromObject({ minutes, seconds: -2 }));
    expect((await story(database, id)).slice(known)).toEqual([]);
    await pass(after, database, Duration.fromObject({ seconds: 3 }));

    expect((await story(database, id)).slice(known)).toEqual([next]);
  });
});

function rules(levels: readonly object[], more: object = {}, policy: object = {}): Configuration {
  const checkout = { levels, repeat: { times: 0 }, ...policy };
  return configuration({ policies: { checkout }, ...more });
}

function empty(): object {
  const layers = [{ anchor: "2026-01-05T09:00", every: { n: 1, unit: "weeks" }, members: [null] }];
  return { name: "Nobody", team: "checkout", timezone: "UTC", layers };
}

function start(database: TestDatabase, settings?: Configuration): Engine {
  return createEngine(database, settings === undefined ? {} : { configuration: settings });
}

async function acknowledge(engine: Engine, id: IncidentId): Promise<void> {
  await changeIncident(engine, id, () => ({ kind: "acknowledge", by: ANN }));
}

async function snooze(engine: Engine, id: IncidentId, database: TestDatabase): Promise<void> {
  const until = (await database.clock.now()).plus({ hours: 1 });
  await changeIncident(engine, id, () => ({ kind: "snooze", by: ANN, until }));
}

async function only(database: TestDatabase): Promise<Incident> {
  const [incident] = await openIncidents(database.kysely, 1);
  if (incident === undefined) throw new Error("there is no open incident");
  return incident;
}

async function story(database: TestDatabase, id: IncidentId): Promise<readonly string[]> {
  return storyOf(await readTimeline(database.kysely, id));
}

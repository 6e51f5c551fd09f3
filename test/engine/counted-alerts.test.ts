import * as fc from "fast-check";
import { sql } from "kysely";
import { DateTime } from "luxon";
import { expect, it } from "vitest";
import type { AlertCounts } from "#domain/incident/incident.ts";
import { processDeliveries } from "#engine/delivery/process-deliveries.ts";
import { startWatching, watchSource } from "#engine/delivery/watch-source.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { mergeIncidents } from "#engine/incident/merge-incidents.ts";
import { openIncidentIds } from "#store/incident/incidents.ts";
import { type AlertInBody, alertsFromTest } from "#test/support/alert-body.ts";
import { person } from "#test/support/build.ts";
import { type TestDatabase, withDatabase } from "#test/support/database.ts";
import { configuration, createEngine } from "#test/support/engine.ts";
import { type Listed, listingOf } from "#test/support/listing.ts";
import { runs } from "#test/support/property-runs.ts";
import { storeDelivery } from "#test/support/store-delivery.ts";

const ann = person("ann");
const PATIENCE = { timeout: 60_000 };

/** Disk alerts belong to two incidents: one of each service. */
const SETTINGS = configuration({
  services: {
    checkout: { name: "Checkout", team: "checkout", policy: "checkout" },
    storage: { name: "Storage", team: "checkout", policy: "checkout" },
  },
  routes: {
    service: "checkout",
    routes: [
      { matchers: ['alertname="Disk"'], service: "storage", continue: true },
      { matchers: ['alertname="Disk"'], service: "checkout" },
    ],
  },
  sources: { prod: { type: "alertmanager", api: { url: "http://alertmanager.example" } } },
});

const DISKS = ["d1", "d2", "d3"].map((name) => ({ alertname: "Disk", fingerprint: name }));
const CPUS = ["c1", "c2"].map((name) => ({ alertname: "Cpu", fingerprint: name }));

const COUNTED = ["firing", "muted", "ended"] as const;

/** Something that moves alerts, or ends incidents. */
type Step =
  | { readonly kind: "webhooks"; readonly webhooks: readonly (readonly AlertInBody[])[] }
  | { readonly kind: "listing"; readonly listed: Listed }
  | { readonly kind: "merge" }
  | { readonly kind: "resolve" };

/** One that fires since another moment than before has begun anew. */
const episode = fc.record({
  status: fc.constantFrom("firing" as const, "resolved" as const),
  startsAt: fc.constantFrom(...[50, 30, 10].map(minutesAgo)),
});
const webhook = fc
  .constantFrom(DISKS, CPUS)
  .chain((group) => fc.subarray(group, { minLength: 1 }))
  .chain((alerts) =>
    fc.tuple(...alerts.map((alert) => episode.map((now) => ({ ...alert, ...now })))),
  );
const listing = fc
  .subarray([...DISKS, ...CPUS])
  .chain((alerts) =>
    fc.record(
      Object.fromEntries(
        alerts.map(({ fingerprint }) => [fingerprint, fc.constantFrom(null, ["silence-1"])]),
      ),
    ),
  );
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(webhook, { minLength: 1, maxLength: 3 })
      .map((webhooks) => ({ kind: "webhooks", webhooks }) as const),
  },
  { weight: 2, arbitrary: listing.map((listed) => ({ kind: "listing", listed }) as const) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ kind: "merge" } as const, { kind: "resolve" } as const),
  },
);

withDatabase("how many alerts an incident has", (open) => {
  it("is what its alerts add up to, whatever came and in whatever order", PATIENCE, async () => {
    const database = await open();
    const world = await begin(database);
    const seen: AlertCounts[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        for (const one of steps) await world.live(one);

        for (const { told, ...counted } of await incidents(database)) {
          expect(told).toEqual(counted);
          seen.push(told);
        }
        expect(await undone(database)).toBe(0);
      }),
      // All cases live in one database, so a shorter one would not tell what went wrong.
      { ...runs(30), endOnFailure: true },
    );
    for (const state of COUNTED)
      expect(Math.max(...seen.map((one) => one[state]))).toBeGreaterThan(1);
  });
});

type World = { readonly live: (step: Step) => Promise<void> };

async function begin(database: TestDatabase): Promise<World> {
  let listed: Listed = {};
  const engine = createEngine(database, {
    configuration: SETTINGS,
    list: async () => listingOf(listed, await database.clock.now()),
  });
  await startWatching(engine);
  return {
    live: async (one) => {
      switch (one.kind) {
        case "webhooks":
          return await send(engine, one.webhooks);
        case "listing":
          listed = one.listed;
          return await watchSource(engine, "prod");
        case "merge":
          return await merge(engine);
        case "resolve":
          return await resolve(engine);
      }
    },
  };
}

async function send(engine: Engine, webhooks: readonly (readonly AlertInBody[])[]): Promise<void> {
  for (const alerts of webhooks) {
    await storeDelivery(engine.database, { source: "prod", body: alertsFromTest(...alerts) });
  }
  await processDeliveries(engine);
}

async function merge(engine: Engine): Promise<void> {
  const [into, from] = await openIncidentIds(engine.database.kysely, 2);
  if (into !== undefined && from !== undefined) await mergeIncidents(engine, { from, into }, ann);
}

async function resolve(engine: Engine): Promise<void> {
  const [id] = await openIncidentIds(engine.database.kysely, 1);
  if (id === undefined) return;
  await changeIncident(engine, id, () => ({ kind: "resolve", by: ann, reason: "fixed" }));
}

/** Deliveries that failed, and would be tried again or have been put aside. */
async function undone({ kysely }: TestDatabase): Promise<number> {
  const rows = await kysely
    .selectFrom("delivery")
    .select("id")
    .where((is) => is.or([is("processed_at", "is", null), is("refused", "is not", null)]))
    .execute();
  return rows.length;
}

function minutesAgo(minutes: number): string {
  return DateTime.utc().minus({ minutes }).toISO();
}

/** All but those that were merged, which have no alerts any more: what each says, and what its alerts add up to. */
async function incidents({ kysely }: TestDatabase) {
  return await kysely
    .selectFrom("incident")
    .leftJoin("incident_alert as tie", "tie.incident_id", "incident.id")
    .where("merged_into", "is", null)
    .groupBy("id")
    .select(sql<AlertCounts>`incident.state -> 'alerts'`.as("told"))
    .select(({ fn }) =>
      COUNTED.map((state) =>
        fn.count<number>("tie.state").filterWhere("tie.state", "=", state).as(state),
      ),
    )
    .execute();
}

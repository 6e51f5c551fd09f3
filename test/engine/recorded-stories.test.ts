import { sql } from "kysely";
import { Duration } from "luxon";
import { expect, it } from "vitest";
import type { Incident } from "#domain/incident/incident.ts";
import { IncidentId, isOpen } from "#domain/incident/incident.ts";
import { tick } from "#engine/timer/tick.ts";
import type { Database } from "#store/database/database.ts";
import { readIncidents } from "#store/incident/incidents.ts";
import { pagesOfIncident } from "#store/page/pages.ts";
import { withDatabases } from "#test/support/database.ts";
import { createEngine, deliver } from "#test/support/engine.ts";
import { recordedWebhooks } from "#test/support/recorded-deliveries.ts";

/**
 * What must have become of each recorded story when its last webhook is processed, an incident a line:
 * title, severity, pages, then firing/muted/ended alerts; and what is still open after the quiet period.
 */
const STORIES = {
  c01_fire_resolve: [["Disk SEV2 paged 1, alerts 0/0/1"], []],
  c02_second_joins: [["Disk SEV2 paged 1, alerts 0/0/2"], []],
  c05_flap: [["Disk SEV2 paged 1, alerts 1/0/0"], ["Disk"]],
  c10_silence_whole: [["Disk SEV2 paged 1, alerts 1/0/0"], ["Disk"]],
  c12_silence_one_of_two: [["Disk SEV2 paged 1, alerts 1/0/2"], ["Disk"]],
  c13_inhibit: [
    ["Disk SEV2 paged 1, alerts 1/0/0", "HostDown SEV2 paged 1, alerts 0/0/1"],
    ["Disk"],
  ],
  c17_restart_kill9: [["Disk SEV2 paged 1, alerts 1/0/0"], ["Disk"]],
  c19_reload_group_by: [["Disk SEV2 paged 1, alerts 0/0/2"], []],
  c23_max_alerts: [["Disk SEV2 paged 1, alerts 0/0/2"], []],
  c29_resolve_refire_next: [["Disk SEV2 paged 1, alerts 1/0/0"], ["Disk"]],
  c31_group_by_namespace: [
    [
      "KubePodCrashLooping SEV3 paged 1, alerts 0/0/1",
      "CPUThrottlingHigh SEV4 paged 0, alerts 1/0/0",
      "KubeDeploymentReplicasMismatch SEV3 paged 1, alerts 1/0/0",
      "PVCFull SEV2 paged 1, alerts 1/0/0",
    ],
    ["CPUThrottlingHigh", "KubeDeploymentReplicasMismatch", "PVCFull"],
  ],
  c33_escaping: [['Weird "quoted" <b>& SEV3 paged 1, alerts 1/0/0'], ['Weird "quoted" <b>&']],
  h02_split: [["Disk SEV2 paged 1, alerts 0/0/1"], []],
  h08_different_view: [["Disk SEV2 paged 1, alerts 1/0/0"], ["Disk"]],
  p02_prom_dies: [["HighErr SEV2 paged 1, alerts 0/0/1"], []],
} as const satisfies Record<string, readonly [readonly string[], readonly string[]]>;

const VERSIONS = ["0.25.0", "0.33.1"] as const;
const CASES = VERSIONS.flatMap((version) =>
  Object.entries(STORIES).map(([name, [after, open]]) => ({
    story: `${version}/${name}`,
    after,
    open,
  })),
);

withDatabases("recorded Alertmanager stories", (open) => {
  it.each(CASES)("$story ends as it should", async (expected) => {
    const database = await open();
    const engine = createEngine(database);
    const deliveries = recordedWebhooks().filter(({ story }) => story === expected.story);

    expect(deliveries.length).toBeGreaterThan(0);
    for (const { body } of deliveries) await deliver(engine, "prod", body);

    const incidents = await allIncidents(database);
    const lines = await Promise.all(
      incidents.map((incident) => describeIncident(database, incident)),
    );
    expect(lines).toEqual(expected.after);

    await database.clock.advance(Duration.fromObject({ minutes: 6 }));
    for (const { id } of incidents) await tick(engine, id);
    const still = (await allIncidents(database)).filter(isOpen).map(nameOf);
    expect(still).toEqual(expected.open);
  });

  it("does not believe the end of a group of which the sender leaves alerts out", async () => {
    const database = await open();
    const engine = createEngine(database);
    const story = recordedWebhooks().filter((one) => one.story === "0.33.1/c23_max_alerts");
    for (const { body } of story.slice(0, 2)) await deliver(engine, "prod", body);

    await database.clock.advance(Duration.fromObject({ minutes: 6 }));
    for (const { id } of await allIncidents(database)) await tick(engine, id);

    expect((await allIncidents(database)).filter(isOpen).map(nameOf)).toEqual(["Disk"]);
    const pages = (await pagesOfIncident(database.kysely, IncidentId.parse(1))).length;

    await database.clock.advance(Duration.fromObject({ hours: 13 }));
    for (const { id } of await allIncidents(database)) await tick(engine, id);

    expect((await allIncidents(database)).filter(isOpen)).toEqual([]);
    expect(await pagesOfIncident(database.kysely, IncidentId.parse(1))).toHaveLength(pages);
  });

  it("leaves no recorded webhook unread", async () => {
    const database = await open();
    const engine = createEngine(database);
    for (const { body } of recordedWebhooks()) await deliver(engine, "prod", body);

    const { rows } = await sql`select refused from delivery where refused is not null`.execute(
      database.kysely,
    );
    expect(rows).toEqual([]);
  });

  it("knows every recorded story", () => {
    const recorded = new Set(recordedWebhooks().map(({ story }) => story.split("/")[1]));
    expect(recorded).toEqual(new Set(Object.keys(STORIES)));
  });
});

async function allIncidents(database: Database): Promise<readonly Incident[]> {
  const ids = await database.kysely.selectFrom("incident").select("state").orderBy("id").execute();
  const numbers = ids.map(({ state }) => state as Incident).map(({ id }) => id);
  return (await readIncidents(database.kysely, numbers)).toSorted((a, b) => a.id - b.id);
}

async function describeIncident(database: Database, incident: Incident): Promise<string> {
  const pages = await pagesOfIncident(database.kysely, incident.id);
  const { firing, muted, ended } = incident.alerts;
  const counts = `${firing}/${muted}/${ended}`;
  return `${nameOf(incident)} ${incident.severity} paged ${pages.length}, alerts ${counts}`;
}

function nameOf({ key }: Incident): string {
  const [, ...labels] = JSON.parse(key) as [string, ...[string, string][]];
  return new Map(labels).get("alertname") ?? "";
}

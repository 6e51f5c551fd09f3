import { readingEngine } from "#app/cli/reading-engine.ts";
import { createReaders } from "#app/connections.ts";
import type { Loaded } from "#config/load.ts";
import { webhook } from "#demo/alertmanager/webhook.ts";
import { errorBudget } from "#demo/scenes/error-budget.ts";
import { Postmortems } from "#domain/configuration/postmortems-configuration.ts";
import type { IncidentCommand } from "#domain/incident/command.ts";
import { measureIncidents } from "#engine/budget/measure-incidents.ts";
import { noteServiceChanges } from "#engine/delivery/note-service-changes.ts";
import { processDeliveries } from "#engine/delivery/process-deliveries.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { settlePage } from "#engine/page/settle-page.ts";
import { writeSection } from "#engine/postmortem/write-section.ts";
import { storeDeliveries } from "#store/alert/deliveries.ts";
import type { Database } from "#store/database/database.ts";
import { pagesOfIncident } from "#store/page/pages.ts";
import { createLogger } from "#telemetry/logger.ts";
import { JONAS, MIA } from "./cast.ts";
import { counted } from "./counted.ts";
import { installStoppedClock, type StoppedClock } from "./stopped-clock.ts";
import { AFTERWARDS, at, DEEDS, DEPLOY, INCIDENT, OUTAGE } from "./story.ts";
import { WRITTEN } from "./written.ts";

type Deed = Exclude<IncidentCommand, { readonly kind: "open" }>;
type Play = { readonly engine: Engine; readonly clock: StoppedClock };

/** Lets the story happen in an empty database, by the same code as everywhere; only the clock stands still. */
export async function play(
  database: Database,
  loaded: Loaded & { readonly ok: true },
): Promise<Engine> {
  const logger = createLogger({ level: "silent" });
  // The demo's incidents are short and its limits low; this one is as long as they are.
  const configuration = { ...loaded.configuration, postmortems: Postmortems.parse({}) };
  const reader = counted(loaded.objectives.objectives.filter(isAvailability), OUTAGE);
  const engine = {
    ...readingEngine({ ...loaded, configuration }, database, logger),
    readers: createReaders(() => null),
    objectives: reader.objectives,
    budgets: () => reader,
  };
  const scene = { engine, clock: await installStoppedClock(database) };
  await deploy(scene);
  await alert(scene, "01:20:10", { startsAt: "01:20:00" });
  await perform(scene, DEEDS);
  await alert(scene, "01:49:10", { startsAt: "01:20:00", endsAt: "01:48:30" });
  await perform(scene, AFTERWARDS);
  await write(scene);
  return engine;
}

function isAvailability({ name }: { readonly name: string }): boolean {
  return name === "availability";
}

async function deploy({ engine, clock }: Play): Promise<void> {
  await clock.set(DEPLOY.toldAt);
  const concerns = { kind: "services", services: ["checkout"] } as const;
  const kind = { kind: "deploy", status: "succeeded", source: "json" } as const;
  await noteServiceChanges(engine, [{ ...DEPLOY, ...kind, concerns }]);
}

async function alert(
  { engine, clock }: Play,
  time: string,
  { startsAt, endsAt }: { readonly startsAt: string; readonly endsAt?: string },
): Promise<void> {
  await clock.set(at(time));
  const times = {
    startsAt: isoAt(startsAt),
    endsAt: endsAt === undefined ? undefined : isoAt(endsAt),
  };
  const message = webhook(errorBudget.alerts, times, "https://prometheus.larder.example");
  const body = new TextEncoder().encode(JSON.stringify(message));
  await storeDeliveries(engine.database, [{ source: "alertmanager", body }]);
  await processDeliveries(engine);
  await sendPages({ engine, clock });
}

function isoAt(time: string): string {
  return at(time).toISO() ?? "";
}

async function perform(
  { engine, clock }: Play,
  deeds: readonly (readonly [string, Deed])[],
): Promise<void> {
  for (const [time, deed] of deeds) {
    await clock.set(at(time));
    const outcome = await changeIncident(engine, INCIDENT, () => deed);
    if (outcome?.changed !== true) throw new Error(`${deed.kind}: ${outcome?.reason}`);
    await sendPages({ engine, clock });
    await measureIncidents(engine);
  }
}

/** Nobody is in Slack here: what would have been sent counts as sent. */
async function sendPages({ engine }: Play): Promise<void> {
  const pages = await pagesOfIncident(engine.database.kysely, INCIDENT);
  for (const page of pages.filter(({ slack }) => slack === "pending")) {
    await engine.database.transaction(async (tx) => {
      await settlePage(engine, tx, page, { kind: "sent", via: "slack" });
    });
  }
}

async function write({ engine, clock }: Play): Promise<void> {
  await clock.set(at("09:30:00"));
  for (const [index, [section, text]] of WRITTEN.entries()) {
    const by = index % 2 === 0 ? MIA : JONAS;
    const written = await writeSection(engine, {
      incident: INCIDENT,
      section,
      text,
      basedOn: 0,
      by,
    });
    if (written.kind !== "written") throw new Error(`${section}: ${written.kind}`);
  }
}

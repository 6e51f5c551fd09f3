import { Duration } from "luxon";
import { expect } from "vitest";
import { createReaders } from "#app/connections.ts";
import type { Actor } from "#domain/actor.ts";
import type { IncidentCommand } from "#domain/incident/command.ts";
import { IncidentId, type TimelineEntry } from "#domain/incident/incident.ts";
import type { IncidentSilence, SilenceCommand } from "#domain/response/silences.ts";
import type { Engine, Silencing } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { keepSilences } from "#engine/silence/keep-silences.ts";
import { readClock } from "#store/database/clock.ts";
import { readIncident } from "#store/incident/incidents.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import type { Outcome } from "#store/job/lanes.ts";
import { webhookOf } from "./alerts.ts";
import { person } from "./build.ts";
import type { TestDatabase } from "./database.ts";
import { configuration, createEngine, deliver } from "./engine.ts";
import { type FakeAlertmanager, startFakeAlertmanager } from "./fake-alertmanager.ts";

type Acknowledgement = Extract<IncidentCommand, { readonly kind: "acknowledge" }>;
type Ask = { readonly key?: string; readonly by?: Actor };

const INCIDENT = IncidentId.parse(1);
const DISK = { alertname: "Disk", severity: "critical" };
const STARTED = new Date(Date.now() - 300_000).toISOString();
export const MATCHERS = [{ name: "alertname", value: "Disk", isRegex: false, isEqual: true }];

/** INC-1 is about a full disk; its Alertmanager can be told to be quiet about it. */
export type SilenceScene = {
  readonly engine: Engine;
  readonly alertmanager: FakeAlertmanager;
  /** Another process, of which some parts may not work. */
  readonly engineWith: (instead: Partial<Silencing>) => Engine;
  /** For two hours. */
  readonly ask: (more?: Ask) => Promise<void>;
  readonly change: (command: SilenceCommand | Acknowledgement) => Promise<void>;
  /** Does what the job for it does. */
  readonly keep: (by?: Engine, incident?: IncidentId) => Promise<Outcome>;
  /** Asks for one and has it made. */
  readonly held: () => Promise<IncidentSilence>;
  readonly silence: () => Promise<IncidentSilence>;
  readonly timeline: () => Promise<readonly TimelineEntry[]>;
  /** The kinds of lines about silences. */
  readonly events: () => Promise<readonly string[]>;
  /** Who was told that it ends. */
  readonly reminded: () => Promise<readonly string[]>;
  readonly pass: (minutes: number) => Promise<void>;
};

export async function setSilenceScene(database: TestDatabase): Promise<SilenceScene> {
  const alertmanager = await startFakeAlertmanager(STARTED);
  alertmanager.lists([{ labels: DISK }]);
  const engine = engineWith({});
  await deliver(engine, "prod", Buffer.from(JSON.stringify(webhookOf([DISK]))));

  function engineWith(instead: Partial<Silencing>): Engine {
    const api = { url: alertmanager.url };
    const settings = configuration({ sources: { prod: { type: "alertmanager", api } } });
    const { list, silencing } = createReaders(() => null).alertmanager;
    const source = settings.sources.get("prod");
    if (source === undefined) throw new Error("no source");
    return createEngine(database, {
      configuration: settings,
      list: () => list(source),
      silencing: { ...silencing, ...instead },
    });
  }

  async function ask({ key = "V1", by = person("ann") }: Ask = {}): Promise<void> {
    const until = (await readClock(database.kysely)).plus({ hours: 2 }).startOf("second");
    const link = "https://acme.slack.com/p1";
    const asked = { key, source: "prod", matchers: MATCHERS, until, comment: "noisy", link };
    await change({ kind: "silence", by, silence: asked });
  }

  async function change(command: SilenceCommand | Acknowledgement): Promise<void> {
    await changeIncident(engine, INCIDENT, () => command);
  }

  async function keep(by = engine, incident = INCIDENT): Promise<Outcome> {
    const now = await readClock(database.kysely);
    const payload = { incident, source: "prod" };
    return await keepSilences(by, [
      { id: 1, kind: "silence", payload, runAt: now, attempts: 0, createdAt: now },
    ]);
  }

  async function held(): Promise<IncidentSilence> {
    await ask();
    await keep();
    return await silence();
  }

  async function silence(): Promise<IncidentSilence> {
    const [only, ...others] = (await readIncident(database.kysely, INCIDENT))?.silences ?? [];
    expect(others).toEqual([]);
    if (only === undefined) throw new Error("there is no silence");
    return only;
  }

  async function timeline(): Promise<readonly TimelineEntry[]> {
    return await readTimeline(database.kysely, INCIDENT);
  }

  async function events(): Promise<readonly string[]> {
    const kinds = (await timeline()).map(({ event }) => event.kind);
    return kinds.filter((kind) => kind.startsWith("silence"));
  }

  async function reminded(): Promise<readonly string[]> {
    const rows = await database.kysely.selectFrom("notice").select(["place", "about"]).execute();
    return rows
      .filter(({ about }) => JSON.stringify(about).includes("silence-ending"))
      .map(({ place }) => place)
      .toSorted();
  }

  async function pass(minutes: number): Promise<void> {
    await database.clock.advance(Duration.fromObject({ minutes }));
    alertmanager.silences.pass({ minutes });
  }

  return {
    engine,
    alertmanager,
    engineWith,
    ask,
    change,
    keep,
    held,
    silence,
    timeline,
    events,
    reminded,
    pass,
  };
}

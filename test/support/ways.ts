import { Duration } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { Roster } from "#domain/escalation/escalation.ts";
import { IncidentId, type TimelineEntry } from "#domain/incident/incident.ts";
import type { WayForm } from "#domain/way.ts";
import type { Engine } from "#engine/engine.ts";
import { changeIncident } from "#engine/incident/change-incident.ts";
import { beginAttempts } from "#engine/page/begin-attempts.ts";
import { settlePage, type PageResult } from "#engine/page/settle-page.ts";
import { REACH_LANES } from "#engine/reach.ts";
import { readTimeline } from "#store/incident/timeline.ts";
import { findWork, finish } from "#store/job/lanes.ts";
import { attemptsOfPage } from "#store/page/attempts.ts";
import { saveWishes } from "#store/page/contacts.ts";
import { readPages } from "#store/page/pages.ts";
import { sendNotices } from "#ways/send-notices.ts";
import type { PageNotice, Way, WayResult } from "#ways/way.ts";
import { alertsFromTest } from "./alert-body.ts";
import { type Command, person } from "./build.ts";
import type { TestDatabase } from "./database.ts";
import { createEngine, deliver } from "./engine.ts";
import { storyOf } from "./story.ts";

/** Ann was paged, and what comes of it. */
type Paged = {
  readonly engine: Engine;
  readonly all: readonly Way[];
  readonly notices: readonly PageNotice[];
  readonly alert: (alertname: string) => Promise<void>;
  /** As a reload of muster.yaml does. */
  readonly takeAway: (kind: string) => void;
  /** Does what is due. */
  readonly run: () => Promise<void>;
  /** The same after some time. */
  readonly pass: (duration: object) => Promise<void>;
  /** What was sent, by which way, about what. */
  readonly sent: () => readonly string[];
  /** Of the last notice, or the last one by that way. */
  readonly token: (way?: string) => string;
  /** What became of the message in Slack. */
  readonly slack: (result: PageResult) => Promise<void>;
  /** What a worker does before it sends: then the power went out. */
  readonly noteSending: (way?: string) => Promise<void>;
  /** Bob does these. */
  readonly acknowledge: () => Promise<void>;
  readonly handBack: () => Promise<void>;
  readonly resolve: () => Promise<void>;
  /** The timeline after ann was paged. */
  readonly story: () => Promise<readonly string[]>;
  readonly states: () => Promise<readonly string[]>;
  readonly page: () => Promise<string | undefined>;
};

/** Ann, who has these ways, was just paged; each way answers as written, and then that it was sent. */
export async function paged(
  database: TestDatabase,
  kinds: readonly string[],
  script: Readonly<Record<string, readonly WayResult[]>> = {},
  more: Partial<Way> = {},
): Promise<Paged> {
  const sent: string[] = [];
  const gone = new Set<string>();
  const notices: PageNotice[] = [];
  const answers = new Map(Object.entries(script).map(([kind, list]) => [kind, [...list]]));
  const all = kinds.map((kind): Way => ({
    ...form(kind),
    connect: () =>
      gone.has(kind)
        ? null
        : {
            send: async (_, notice) => {
              sent.push(`${kind} ${notice.incident?.name ?? "test"}`);
              notices.push(notice);
              return answers.get(kind)?.shift() ?? { kind: "sent", reference: null };
            },
          },
    ...more,
  }));
  const engine = createEngine(database, { ways: all });
  const contacts = kinds.map((way) => {
    return { person: "ann", way, address: `${way} of ann`, slackId: "U00000ANN" };
  });
  await database.transaction((tx) => saveWishes(tx, "ann", { contacts, rules: [] }));

  async function alert(alertname: string): Promise<void> {
    await deliver(engine, "prod", alertsFromTest({ alertname, fingerprint: alertname }));
  }
  async function run(): Promise<void> {
    await workOff(engine, all);
  }
  await alert("Broken");
  const before = (await timeline(engine)).length;
  return {
    engine,
    all,
    notices,
    alert,
    takeAway: (kind) => void gone.add(kind),
    run,
    sent: () => [...sent],
    token: (way = "") => notices[sent.findLastIndex((one) => one.startsWith(way))]?.token ?? "",
    slack: (result: PageResult) => settle(engine, result),
    noteSending: (way) => noteSending(engine, way),
    pass: async (duration: object) => {
      await database.clock.advance(Duration.fromObject(duration));
      await run();
    },
    acknowledge: () => change(engine, (by) => ({ kind: "acknowledge", by })),
    handBack: () => change(engine, (by, roster) => ({ kind: "hand-back", by, roster })),
    resolve: () => change(engine, (by) => ({ kind: "resolve", by, reason: "fixed" })),
    story: async () => storyOf((await timeline(engine)).slice(before)),
    states: async () => {
      const attempts = await attemptsOfPage(database.kysely, 1);
      return attempts.map(({ way, state }) => `${way} ${state}`);
    },
    page: async () => (await readPages(database.kysely, [1]))[0]?.state,
  };
}

function form(kind: string): WayForm {
  const after = { voice: 1, sms: 3, mail: 5 }[kind] ?? 0;
  return {
    kind,
    label: kind,
    by: kind,
    done: `reached by ${kind}`,
    asks: { label: kind, placeholder: kind, hint: kind },
    after: { high: after, low: null },
    readAddress: (typed) => ({ ok: true, address: typed }),
    mask: () => "…",
  };
}

/** Bob does something. */
async function change(
  engine: Engine,
  command: (by: Actor, roster: Roster) => Command,
): Promise<void> {
  await changeIncident(engine, IncidentId.parse(1), (_, roster) => command(person("bob"), roster));
}

/** What became of the message in Slack that tells ann of the first incident. */
async function settle(engine: Engine, result: PageResult): Promise<void> {
  await engine.database.transaction(async (tx) => {
    const [page] = await readPages(tx, [1]);
    if (page === undefined) throw new Error("nobody was paged");
    await settlePage(engine, tx, page, result);
  });
}

/** What a worker does before it sends: then the power went out. */
async function noteSending(engine: Engine, only?: string): Promise<void> {
  const { database } = engine;
  const attempts = await attemptsOfPage(database.kysely, 1);
  const noted = attempts.filter(({ way }) => (only === undefined ? way !== "slack" : way === only));
  const ids = noted.map(({ id }) => id);
  await database.transaction((tx) => beginAttempts(engine, tx, ids));
}

/** Does everything that is due beside Slack. */
async function workOff(engine: Engine, all: readonly Way[]): Promise<void> {
  const { database } = engine;
  const options = { owner: "test", leaseSeconds: 10, classes: REACH_LANES };
  const ways = {
    engine,
    all,
    setting: () => ({ configuration: engine.configuration(), secret: () => null }),
  };
  for (;;) {
    const { claim } = await findWork(database, options);
    if (claim === null) return;
    const { lane, now, jobs } = claim;
    const signal = new AbortController().signal;
    const outcome = await sendNotices(ways, jobs, { lane, now, signal });
    await database.transaction((tx) => finish(tx, claim, outcome));
  }
}

async function timeline({ database }: Engine): Promise<readonly TimelineEntry[]> {
  return await readTimeline(database.kysely, IncidentId.parse(1));
}

import { webApi } from "@slack/bolt";
import { readingEngine } from "#app/cli/reading-engine.ts";
import type { SlackAccess } from "#config/environment.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { namedWithin } from "#domain/service/named-people.ts";
import { shiftsBetween } from "#domain/shift/shift-record.ts";
import type { Engine } from "#engine/engine.ts";
import { followSchedules } from "#engine/on-call.ts";
import { withOnlySlack } from "#engine/reachable.ts";
import { tryOnce } from "#slack/connection/try-once.ts";
import { createMembers, type Members } from "#slack/people/members.ts";
import { readClock } from "#store/database/clock.ts";
import type { Database } from "#store/database/database.ts";
import { createLogger } from "#telemetry/logger.ts";
import { usableWays } from "#ways/ways.ts";
import { type Beside, NOTHING, type Result } from "./examined.ts";

const TIMEOUT_MS = 8000;
const AHEAD = { days: 1 };

/** Somebody who may be paged soon, and by what. */
type Called = { readonly person: string; readonly name: string; readonly why: string };

/** Who may be paged in the next 24 hours and cannot be reached then. */
export async function examinePeople(
  database: Database,
  { loaded, secret, slack }: Beside,
): Promise<Result> {
  if (!loaded.ok) return NOTHING;
  const { configuration } = loaded;
  const reading = readingEngine(loaded, database, createLogger({ level: "silent" }));
  const ways = usableWays(() => ({ configuration, secret }));
  const engine = { ...reading, ways: () => ways };
  const called = await calledSoon(engine);
  if (called.length === 0) return NOTHING;
  const silent = await withOnlySlack(
    engine,
    called.map(({ person }) => person),
  );
  const missing = slack === null ? [] : await missingFrom(slack, configuration, called);
  const findings = [
    ...missing,
    ...called
      .filter(({ person }) => silent.has(person))
      .map((one) => onlySlackWords(configuration, one, ways.length > 0)),
  ];
  return { findings, notes: [`${peopleWords(called.length)} be paged in the next 24 hours`] };
}

function peopleWords(count: number): string {
  return count === 1 ? "1 person may" : `${count} people may`;
}

/** By their turns, by what was changed of them, and by name. */
async function calledSoon(engine: Engine): Promise<readonly Called[]> {
  await followSchedules(engine);
  const configuration = engine.configuration();
  const rotas = engine.rotas.rotas(configuration);
  const now = await readClock(engine.database.kysely);
  const span = { start: now.toMillis(), end: now.plus(AHEAD).toMillis() };
  const shifts = [...rotas.schedules.keys()].flatMap((id) => shiftsBetween(rotas, id, span));
  const named = [...namedWithin(configuration, span)].map(([person, policy]) => {
    return [person, `is named by the policy ${policy}`] as const;
  });
  const onCall = shifts.map(({ person }) => [person, "is on call within 24 hours"] as const);
  return [...new Map([...named, ...onCall])].flatMap(([person, why]) => {
    const known = configuration.people.get(person);
    return known === undefined ? [] : [{ person, name: known.name, why }];
  });
}

function onlySlackWords({ slack }: Configuration, { name, why }: Called, hasWays: boolean): string {
  const fix = hasWays
    ? `let them add a way with ${slack.oncallCommand} me`
    : "add `ways` to muster.yaml, as docs/ways.md says";
  return `${name} ${why} and has only Slack, which wakes nobody: ${fix}`;
}

async function missingFrom(
  { botToken, apiUrl }: SlackAccess,
  configuration: Configuration,
  called: readonly Called[],
): Promise<readonly string[]> {
  const options = { ...tryOnce(apiUrl, TIMEOUT_MS), logLevel: webApi.LogLevel.ERROR };
  const client = new webApi.WebClient(botToken, options);
  const members = createMembers({
    client,
    configuration: () => configuration,
    granted: () => true,
  });
  const reasons = await Promise.all(called.map(({ person }) => whyNotInSlack(members, person)));
  return called.flatMap(({ person, name, why }, index) => {
    const reason = reasons[index] ?? null;
    if (reason === null) return [];
    return [`${name} ${why} and ${reason}: look at people.${person} in muster.yaml`];
  });
}

/** Null when they are there, or when Slack does not say: that it does not answer is told elsewhere. */
async function whyNotInSlack(members: Members, person: string): Promise<string | null> {
  const slackId = await members.slackIdOf(person).catch(() => undefined);
  if (slackId === undefined) return null;
  if (slackId === null) return "is not found in the Slack workspace";
  const lookup = await members.find(slackId);
  switch (lookup.kind) {
    case "found":
      return lookup.member.isDeactivated ? "is deactivated in Slack" : null;
    case "unknown":
      return "is not in the Slack workspace";
    case "unreachable":
      return null;
  }
}

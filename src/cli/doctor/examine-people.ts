import { webApi } from "@slack/bolt";
import { readingEngine } from "#app/cli/reading-engine.ts";
import type { SlackAccess } from "#config/environment.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
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

/** Who is on call in the next 24 hours and cannot be reached then. */
export async function examinePeople(
  database: Database,
  { loaded, secret, slack }: Beside,
): Promise<Result> {
  if (!loaded.ok) return NOTHING;
  const { configuration } = loaded;
  const reading = readingEngine(loaded, database, createLogger({ level: "silent" }));
  const ways = usableWays(() => ({ configuration, secret }));
  const engine = { ...reading, ways: () => ways };
  const people = await onCallSoon(engine);
  if (people.length === 0) return NOTHING;
  const silent = await withOnlySlack(engine, people);
  const missing = slack === null ? [] : await missingFrom(slack, configuration, people);
  const findings = [
    ...missing,
    ...people
      .filter((person) => silent.has(person))
      .map((person) => onlySlackWords(configuration, person, ways.length > 0)),
  ];
  const many = people.length === 1 ? "1 person is" : `${people.length} people are`;
  return { findings, notes: [`${many} on call in the next 24 hours`] };
}

/** By their turns and by what was changed of them. */
async function onCallSoon(engine: Engine): Promise<readonly string[]> {
  await followSchedules(engine);
  const rotas = engine.rotas.rotas(engine.configuration());
  const now = await readClock(engine.database.kysely);
  const span = { start: now.toMillis(), end: now.plus(AHEAD).toMillis() };
  const shifts = [...rotas.schedules.keys()].flatMap((id) => shiftsBetween(rotas, id, span));
  const { people } = engine.configuration();
  return [...new Set(shifts.map(({ person }) => person))].filter((one) => people.has(one));
}

function onlySlackWords(
  { people, slack }: Configuration,
  person: string,
  hasWays: boolean,
): string {
  const name = people.get(person)?.name ?? person;
  const fix = hasWays
    ? `let them add a way with ${slack.oncallCommand} me`
    : "add `ways` to muster.yaml, as docs/ways.md says";
  return `${name} is on call within 24 hours and has only Slack, which wakes nobody: ${fix}`;
}

async function missingFrom(
  { botToken, apiUrl }: SlackAccess,
  configuration: Configuration,
  people: readonly string[],
): Promise<readonly string[]> {
  const options = { ...tryOnce(apiUrl, TIMEOUT_MS), logLevel: webApi.LogLevel.ERROR };
  const client = new webApi.WebClient(botToken, options);
  const members = createMembers({
    client,
    configuration: () => configuration,
    granted: () => true,
  });
  const looks = people.map((person) => whyNotInSlack(members, person));
  const reasons = await Promise.all(looks);
  return people.flatMap((person, index) => {
    const name = configuration.people.get(person)?.name ?? person;
    const reason = reasons[index] ?? null;
    return reason === null
      ? []
      : [
          `${name} is on call within 24 hours and ${reason}: look at people.${person} in muster.yaml`,
        ];
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

import type { DateTime } from "luxon";
import type { Finding } from "#domain/configuration/finding.ts";
import { gapsAhead } from "#domain/schedule/gaps-ahead.ts";
import type { Schedule } from "#domain/schedule/schedule.ts";
import type { Span } from "#domain/schedule/span.ts";
import type { Engine } from "#engine/engine.ts";
import { withOnlySlack } from "#engine/reachable.ts";
import { missingScopes, type MissingScope } from "#slack/connection/scopes.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import { nameIn } from "#slack/people/name-in.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { sourceStates } from "#store/alert/sources.ts";
import { readClock } from "#store/database/clock.ts";
import { groupTroubles } from "#store/slack/slack-groups.ts";

/** What is wrong with how Muster is set up, or off. */
export type SetUp = {
  readonly configurationProblem: {
    readonly at: DateTime;
    readonly findings: readonly Finding[];
  } | null;
  readonly missing: readonly MissingScope[];
  /** Sources whose API does not answer as it should. */
  readonly sources: readonly { readonly source: string; readonly error: string }[];
  /** User groups that do not follow who is on call. */
  readonly groups: readonly { readonly group: string; readonly trouble: string }[];
  /** When nobody will be on call although somebody should be. */
  readonly gaps: readonly { readonly schedule: Schedule; readonly spans: readonly Span[] }[];
  /** Names of those who take turns and have given no other way than Slack. */
  readonly onlySlack: readonly string[];
  /** Whether there are other ways at all. */
  readonly hasWays: boolean;
  readonly now: DateTime;
};

export async function readSetUp(desk: Desk): Promise<SetUp> {
  const { engine, identity } = desk;
  const states = await sourceStates(engine.database.kysely);
  const sources = [...engine.configuration().sources.keys()].flatMap((source) => {
    const error = states.get(source)?.listingError ?? null;
    return error === null ? [] : [{ source, error }];
  });
  return {
    configurationProblem: desk.configurationProblem(),
    missing: missingScopes(identity.scopes),
    sources,
    groups: await lostGroups(desk),
    ...(await readTurns(desk.engine)),
  };
}

/** What is wrong with who takes turns. */
async function readTurns(
  engine: Engine,
): Promise<Pick<SetUp, "gaps" | "onlySlack" | "hasWays" | "now">> {
  const configuration = engine.configuration();
  const now = await readClock(engine.database.kysely);
  const { schedules, overrides, members } = engine.rotas.rotas(configuration);
  const all = [...schedules.values()];
  const gaps = all
    .map((schedule) => {
      return { schedule, spans: gapsAhead(schedule, now, overrides.get(schedule.id)) };
    })
    .filter(({ spans }) => spans.length > 0);
  const people = [...new Set(all.flatMap(({ id }) => members(id, now.toMillis())))];
  const known = people.filter((person) => configuration.people.has(person));
  const onlySlack = [...(await withOnlySlack(engine, known))];
  return {
    gaps,
    onlySlack: onlySlack.map((person) => nameIn(configuration, person)),
    hasWays: engine.ways().length > 0,
    now,
  };
}

/** Those that a schedule still names. */
async function lostGroups({ engine }: Desk): Promise<SetUp["groups"]> {
  const troubles = await groupTroubles(engine.database.kysely);
  const named = [...engine.configuration().schedules.values()].flatMap(({ groups }) => groups);
  return [...new Set(named.map(({ group }) => group))].flatMap((group) => {
    const trouble = troubles.get(group);
    return trouble === undefined ? [] : [{ group, trouble }];
  });
}

/** A finding as mrkdwn: where, what, and what to do. */
export function formatFinding({ path, line, message, fix }: Finding): string {
  const place = [path, line === null ? "" : `line ${line}`].filter((part) => part !== "");
  const where = place.length === 0 ? "" : `${outside(place.join(", "), 100)}: `;
  return `${where}${outside(message, 150)}; ${outside(fix, 150)}`;
}

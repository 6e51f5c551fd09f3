import type { DateTime } from "luxon";
import type { Finding } from "#domain/finding.ts";
import { missingScopes, type MissingScope } from "#slack/connection/scopes.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import { groupTroubles } from "#store/slack-groups.ts";
import { sourceStates } from "#store/sources.ts";
import type { Desk } from "./desk.ts";

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

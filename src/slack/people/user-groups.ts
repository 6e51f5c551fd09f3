import type { webApi } from "@slack/bolt";
import { type Failure, failureOf } from "#slack/outgoing/failure.ts";
import { createBoundedCache } from "./bounded-cache.ts";

/** Who is in Slack's user groups. */
export type UserGroups = {
  /** The ids of its members; null when Slack does not say, and never said lately. */
  readonly membersOf: (group: string) => Promise<readonly string[] | null>;
};

export type UserGroupsOptions = {
  readonly client: Pick<webApi.WebClient, "usergroups">;
  readonly granted: (scope: string) => boolean;
  /** Told each time that Slack does not say who is in a group, or knows no such group. */
  readonly onTrouble: (group: string, failure: Failure) => void;
  /** Counts milliseconds. */
  readonly now?: () => number;
};

const SCOPE = "usergroups:read";
const MOST_REMEMBERED = 200;
const FRESH_FOR_MS = 5 * 60_000;
/** While Slack is down, who was in a group today still is. */
const KNOWN_FOR_MS = 24 * 60 * 60_000;
const NO_GROUP = "no_such_subteam";

export function createUserGroups(options: UserGroupsOptions): UserGroups {
  const { granted, now = performance.now.bind(performance) } = options;
  const fresh = createBoundedCache<readonly string[]>(MOST_REMEMBERED, now);
  const known = createBoundedCache<readonly string[]>(MOST_REMEMBERED, now);

  async function membersOf(group: string): Promise<readonly string[] | null> {
    const remembered = fresh.get(group);
    if (remembered !== undefined) return remembered;
    if (!granted(SCOPE)) return null;
    const members = await ask(options, group);
    if (members === null) return known.get(group) ?? null;
    fresh.set(group, members, FRESH_FOR_MS);
    known.set(group, members, KNOWN_FOR_MS);
    return members;
  }

  return { membersOf };
}

async function ask(
  { client, onTrouble }: UserGroupsOptions,
  usergroup: string,
): Promise<readonly string[] | null> {
  try {
    return (await client.usergroups.users.list({ usergroup })).users ?? [];
  } catch (error) {
    const failure = failureOf(error);
    onTrouble(usergroup, failure);
    return failure.kind === "refused" && failure.error === NO_GROUP ? [] : null;
  }
}

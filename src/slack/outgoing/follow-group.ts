import type { DateTime } from "luxon";
import { z } from "zod";
import type { DutyGroup } from "#domain/schedule/duty-notices.ts";
import { peopleOnCall } from "#domain/schedule/rotas.ts";
import { groupJob } from "#engine/duty/show-duty.ts";
import { readClock } from "#store/database/clock.ts";
import { enqueue } from "#store/job/jobs.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { noteGroupTrouble } from "#store/slack/slack-groups.ts";
import { asError, blamesToken, failureOf, Refused } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";

const SCOPES = ["usergroups:read", "usergroups:write"] as const;
/** People change groups by hand, and mend what Slack refused. */
const LOOK_AGAIN = { hours: 1 };
const GroupJob = z.object({ group: z.string() });

/** Makes user groups have in them whoever is on call. Where that cannot be, the reason is shown and nothing else suffers. */
export async function followGroups(
  out: Outgoing,
  jobs: readonly Job[],
  { now }: { readonly now: DateTime },
): Promise<Outcome> {
  const groups = new Set(jobs.map(({ payload }) => GroupJob.parse(payload).group));
  for (const group of groups) {
    const people = await peopleOf(out, group);
    if (people === null) continue;
    await followOne(out, group, people);
    const again = groupJob(group, now.plus(LOOK_AGAIN));
    await out.engine.database.transaction((tx) => enqueue(tx, [again]));
  }
  return { done: jobs.map(({ id }) => id) };
}

async function followOne(out: Outgoing, group: string, people: readonly string[]): Promise<void> {
  const trouble = await troubleOf(out, group, people);
  if (trouble !== null) {
    out.engine.metrics.userGroupFailures.inc();
    out.engine.logger.warn({ group, trouble }, "a user group is not kept up to date");
  }
  await noteGroupTrouble(out.engine.database.kysely, group, trouble);
}

/** Why the group does not have in it whoever it should, or null when it does. */
async function troubleOf(
  out: Outgoing,
  group: string,
  people: readonly string[],
): Promise<string | null> {
  if (!SCOPES.every((scope) => out.granted(scope))) return refusalWords("missing_scope");
  const ids = await Promise.all(people.map((person) => out.slackIdOf(person)));
  const wanted = [...new Set(ids.filter((id) => id !== null))].toSorted();
  if (wanted.length === 0) return "Nobody is on call whom Slack knows, so it keeps its members.";
  try {
    await setMembers(out, group, wanted);
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    return refusalWords(error.code);
  }
  const lost = people.filter((_, index) => ids[index] === null);
  if (lost.length === 0) return null;
  return `Slack knows no member for ${lost.map(out.nameOf).join(", ")}.`;
}

/** Everybody whom any schedule wants in the group; null when none names it any more. */
async function peopleOf({ engine }: Outgoing, id: string): Promise<readonly string[] | null> {
  const configuration = engine.configuration();
  const rotas = engine.rotas.rotas(configuration);
  const now = (await readClock(engine.database.kysely)).toMillis();
  const named = [...configuration.schedules.values()].flatMap(({ id: schedule, groups }) =>
    groups.filter(({ group }) => group === id).map((group) => ({ schedule, group })),
  );
  if (named.length === 0) return null;
  const people = named.flatMap(({ schedule, group }) => [
    ...peopleOnCall(rotas, schedule, whoOf(group), now),
    ...group.permanent,
  ]);
  return [...new Set(people)];
}

function whoOf({ include }: DutyGroup): "current" | "all" {
  return include === "on_call" ? "current" : "all";
}

/** Writing replaces the whole list and tells its members, so an equal one is left alone. */
async function setMembers(
  { client }: Outgoing,
  usergroup: string,
  wanted: readonly string[],
): Promise<void> {
  try {
    const { users: members = [] } = await client.usergroups.users.list({ usergroup });
    if (members.toSorted().join() === wanted.join()) return;
    await client.usergroups.users.update({ usergroup, users: wanted.join(",") });
  } catch (error) {
    throw asError(failureOf(error));
  }
}

function refusalWords(code: string): string {
  switch (code) {
    case "permission_denied":
      return "Slack lets only some people manage user groups (permission_denied): let everyone, under Settings & permissions, or take `groups` out of the schedule.";
    case "missing_scope":
      return "The app may not (missing_scope): grant it usergroups:read and usergroups:write.";
    case "plan_upgrade_required":
    case "paid_teams_only":
      return `The workspace's plan has no user groups (${code}): take \`groups\` out of the schedule.`;
    case "no_such_subteam":
      return "There is no such user group (no_such_subteam): correct its id in muster.yaml.";
    default:
      return `Slack refused to change its members (${code}).`;
  }
}

import { isSameActor, type Actor } from "#domain/actor.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Action } from "#domain/configuration/permissions.ts";
import type { Concern } from "#domain/permission/concern.ts";
import {
  decidePermission,
  type Standing,
  type Verdict,
} from "#domain/permission/decide-permission.ts";
import { whoMay } from "#domain/permission/who-may.ts";
import { ACTION_WORDS, refusalWords, STANDING_WORDS } from "#slack/words/permission-words.ts";
import type { Member, Members } from "./members.ts";
import type { UserGroups } from "./user-groups.ts";

/** Somebody who pressed or typed something; the team is the workspace that Slack says they did it from. */
export type Presser = { readonly slackId: string; readonly team: string | null };

/** Somebody of whom it is known who they are, though not yet what they may do. */
export type Known = { readonly actor: Person; readonly standing: Standing };
type Person = Extract<Actor, { readonly kind: "person" }>;

export type Permission =
  | ({ readonly kind: "granted" } & Known)
  | { readonly kind: "refused"; readonly reason: string };

export type PermissionRules = {
  readonly members: Members;
  readonly userGroups: UserGroups;
  readonly configuration: () => Configuration;
  /** Our own workspace. */
  readonly team: string;
};

/** What somebody wants to do, and whom that concerns. */
export type Wanted = { readonly action: Action; readonly concern: Concern };

const NAMED = 3;
const FULL_MEMBERS = ["anyone"];

/**
 * Who somebody is. When Slack does not say it, only those whom the configuration knows by their id may go on,
 * and they are taken as full members.
 */
export async function identify(rules: PermissionRules, presser: Presser): Promise<Permission> {
  const { slackId } = presser;
  const lookup = await rules.members.find(slackId);
  switch (lookup.kind) {
    case "found":
      return identifyMember(rules, lookup.member);
    case "unknown":
      return refused(rules, "Slack does not know you as a member of this workspace");
    case "unreachable":
      return rules.members.personOf(slackId, null) === null
        ? refused(rules, "Slack does not say right now who you are, so try again in a minute")
        : known(rules, { slackId, name: slackId }, null);
  }
}

/** Whether somebody may do what the configuration has no rule for: full members may. */
export async function permit(rules: PermissionRules, presser: Presser): Promise<Permission> {
  const permission = await identify(rules, presser);
  if (permission.kind === "refused" || permission.standing === "member") return permission;
  return refused(rules, STANDING_WORDS[permission.standing]);
}

/** Why somebody may not do it, and who may; null when they may. The one place that asks the domain. */
export async function objectionTo(
  rules: PermissionRules,
  { actor, standing }: Known,
  wanted: Wanted,
): Promise<string | null> {
  const { permissions } = rules.configuration();
  const isDecider = isSameActor(wanted.concern.decider, actor);
  const asking = { ...wanted, person: actor.person, standing, isDecider };
  const first = decidePermission(permissions, { ...asking, groups: new Map() });
  if (first.kind !== "ask") return await wordsOf(rules, asking, first);
  const groups = await memberships(rules.userGroups, actor.slackId, first.groups);
  return await wordsOf(rules, asking, decidePermission(permissions, { ...asking, groups }));
}

function identifyMember(rules: PermissionRules, member: Member): Permission {
  if (member.isDeactivated) return refused(rules, "your account is deactivated");
  if (member.isBot) return refused(rules, "you are an app");
  return known(rules, member, member);
}

/** Another workspace's word on an address counts for nothing: who comes from there is known by their id alone. */
function known(
  { members, team }: PermissionRules,
  { slackId, name }: Pick<Member, "slackId" | "name">,
  member: Member | null,
): Permission {
  const standing = member === null ? "member" : standingOf(member, team);
  const person = members.personOf(slackId, standing === "of-another-workspace" ? null : member);
  const called = person?.name ?? name;
  const actor = { kind: "person", slackId, name: called, person: person?.id ?? null } as const;
  return { kind: "granted", actor, standing };
}

function standingOf({ isStranger, isGuest, team }: Member, ours: string): Standing {
  if (isStranger || (team !== null && team !== ours)) return "of-another-workspace";
  return isGuest ? "guest" : "member";
}

async function memberships(
  { membersOf }: UserGroups,
  slackId: string,
  groups: readonly string[],
): Promise<ReadonlyMap<string, boolean | null>> {
  const all = await Promise.all(groups.map(membersOf));
  return new Map(groups.map((group, index) => [group, all[index]?.includes(slackId) ?? null]));
}

async function wordsOf(
  rules: PermissionRules,
  { action, standing, concern }: Wanted & { readonly standing: Standing },
  verdict: Verdict,
): Promise<string | null> {
  if (verdict.kind !== "refused") return null;
  const { grantees } = verdict;
  const { people } = rules.configuration();
  return refusalWords({
    grantees,
    listed: grantees.flatMap((id) => people.get(id)?.name ?? []),
    what: ACTION_WORDS[action],
    objection: objectionWords(verdict.reason, standing),
    names: await namesOf(rules, { action, concern }),
  });
}

function objectionWords(
  reason: Extract<Verdict, { readonly kind: "refused" }>["reason"],
  standing: Standing,
): string {
  if (reason === "standing" && standing !== "member") return STANDING_WORDS[standing];
  if (reason === "group-unknown") {
    return "Slack does not say right now whether you are one of them, so try again in a minute";
  }
  return "you are none of them";
}

/** Some of those who may: people of the configuration, else members of a user group. */
async function namesOf(
  rules: PermissionRules,
  { action, concern }: Wanted,
): Promise<readonly string[]> {
  const { people } = rules.configuration();
  const may = whoMay(rules.configuration(), action, concern);
  const names = may.people.slice(0, NAMED).flatMap((id) => people.get(id)?.name ?? []);
  const groups = await Promise.all(may.groups.map(rules.userGroups.membersOf));
  const ids = groups.flatMap((members) => members ?? []).slice(0, NAMED - names.length);
  const found = await Promise.all(ids.map(rules.members.find));
  const others = found.flatMap((lookup) => (lookup.kind === "found" ? [lookup.member.name] : []));
  return [...new Set([...names, ...others])];
}

function refused({ configuration }: PermissionRules, objection: string): Permission {
  const { people } = configuration();
  const admins = [...people.values()].filter(({ admin }) => admin);
  const named = (admins.length > 0 ? admins : [...people.values()]).slice(0, NAMED);
  const names = named.map(({ name }) => name);
  const what = "do that";
  return {
    kind: "refused",
    reason: refusalWords({ grantees: FULL_MEMBERS, listed: [], what, objection, names }),
  };
}

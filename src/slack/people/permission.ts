import type { Actor } from "#domain/actor.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import { listWords } from "#slack/words/incident-words.ts";
import { outside } from "#slack/words/mrkdwn.ts";
import type { Member, Members } from "./members.ts";

/** Somebody who pressed or typed something; the team is the workspace that Slack says they did it from. */
export type Presser = { readonly slackId: string; readonly team: string | null };

export type Permission =
  | { readonly kind: "granted"; readonly actor: Actor }
  | { readonly kind: "refused"; readonly reason: string };

export type PermissionRules = {
  readonly members: Members;
  readonly configuration: () => Configuration;
  /** Our own workspace. */
  readonly team: string;
};

const NAMED = 3;

/**
 * The one place that decides who may act: full members of our own workspace. When Slack does not say who
 * somebody is, only those whom the configuration knows by their id may go on.
 */
export async function permit(rules: PermissionRules, presser: Presser): Promise<Permission> {
  const { slackId } = presser;
  const lookup = await rules.members.find(slackId);
  switch (lookup.kind) {
    case "found": {
      const objection = objectionTo(lookup.member, rules.team);
      return objection === null
        ? granted(rules, slackId, lookup.member)
        : refused(rules, objection);
    }
    case "unknown":
      return refused(rules, "Slack does not know you as a member of this workspace");
    case "unreachable":
      return rules.members.personOf(slackId, null) === null
        ? refused(rules, "Slack does not say right now who you are, so try again in a minute")
        : granted(rules, slackId, null);
  }
}

function objectionTo(member: Member, team: string): string | null {
  if (member.isDeactivated) return "your account is deactivated";
  if (member.isBot) return "you are an app";
  if (member.isStranger || (member.team !== null && member.team !== team)) {
    return "you belong to another workspace";
  }
  return member.isGuest ? "you are a guest" : null;
}

function granted({ members }: PermissionRules, slackId: string, member: Member | null): Permission {
  const person = members.personOf(slackId, member);
  const name = person?.name ?? member?.name ?? slackId;
  return { kind: "granted", actor: { kind: "person", slackId, name, person: person?.id ?? null } };
}

function refused({ configuration }: PermissionRules, objection: string): Permission {
  const people = [...configuration().people.values()];
  const admins = people.filter(({ admin }) => admin);
  const named = (admins.length > 0 ? admins : people).slice(0, NAMED);
  const names = named.map(({ name }) => outside(name, 80));
  const whom = names.length === 0 ? "one of them" : `one of them, such as ${listWords(names)}`;
  const rule = "Nothing was done: only full members of this workspace can do that";
  return { kind: "refused", reason: `${rule}, and ${objection}. Ask ${whom}.` };
}

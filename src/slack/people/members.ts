import type { webApi } from "@slack/bolt";
import { IANAZone } from "luxon";
import { z } from "zod";
import type { Configuration, Person } from "#domain/configuration/configuration.ts";
import { asError, failureOf, type Failure } from "#slack/outgoing/failure.ts";
import { createBoundedCache } from "./bounded-cache.ts";

/** Somebody in Slack, as far as it matters for what they may do. */
export type Member = {
  readonly slackId: string;
  readonly name: string;
  readonly email: string | null;
  readonly team: string | null;
  /** Of the IANA list, as the profile says; null when it does not. */
  readonly timezone: string | null;
  readonly isDeactivated: boolean;
  readonly isBot: boolean;
  readonly isGuest: boolean;
  /** From another workspace, through a shared channel. */
  readonly isStranger: boolean;
};

type MemberLookup =
  | { readonly kind: "found"; readonly member: Member }
  | { readonly kind: "unknown" }
  /** Slack did not say; nothing is known about the person. */
  | { readonly kind: "unreachable" };

/** Who in Slack is who in the configuration. */
export type Members = {
  readonly find: (slackId: string) => Promise<MemberLookup>;
  /** The person of the configuration with this id in Slack, or with the member's address. */
  readonly personOf: (slackId: string, member: Member | null) => Person | null;
  /** The Slack id of a person of the configuration, null when there is none. Throws NotNow or Refused. */
  readonly slackIdOf: (person: string) => Promise<string | null>;
};

export type MembersOptions = {
  readonly client: Pick<webApi.WebClient, "users">;
  readonly configuration: () => Configuration;
  readonly granted: (scope: string) => boolean;
  /** Counts milliseconds. */
  readonly now?: () => number;
};

const MOST_REMEMBERED = 2000;
const MEMBER_FOR_MS = 5 * 60_000;
const ADDRESS_FOR_MS = 60 * 60_000;
const NO_ADDRESS_FOR_MS = 60_000;
const NO_MEMBER = new Set(["user_not_found", "user_not_visible", "users_not_found"]);
const EMAIL_SCOPE = "users:read.email";
/** Slack does not say of its own bot that it is one. */
const SLACKBOT = "USLACKBOT";

const Flag = z.boolean().default(false);
const Name = z.string().default("");

const User = z.object({
  name: Name,
  real_name: Name,
  team_id: z.string().optional(),
  tz: z.string().nullish(),
  deleted: Flag,
  is_bot: Flag,
  is_restricted: Flag,
  is_ultra_restricted: Flag,
  is_stranger: Flag,
  profile: z.object({ display_name: Name, email: z.string().optional() }).prefault({}),
});

export function createMembers(options: MembersOptions): Members {
  const { client, configuration, granted, now = performance.now.bind(performance) } = options;
  const members = createBoundedCache<Member>(MOST_REMEMBERED, now);
  const addresses = createBoundedCache<{ readonly id: string | null }>(MOST_REMEMBERED, now);

  async function find(slackId: string): Promise<MemberLookup> {
    const known = members.get(slackId);
    if (known !== undefined) return { kind: "found", member: known };
    const answer = await ask(() => client.users.info({ user: slackId }));
    if (answer instanceof Object && "kind" in answer) return missing(answer);
    const member = readMember(slackId, answer.user);
    members.set(slackId, member, MEMBER_FOR_MS);
    return { kind: "found", member };
  }

  function personOf(slackId: string, member: Member | null): Person | null {
    const people = [...configuration().people.values()];
    const byId = people.find(({ slack }) => slack === slackId);
    const email = member?.email?.toLowerCase();
    if (byId !== undefined || email === undefined) return byId ?? null;
    return (
      people.find((one) => one.slack === undefined && one.email?.toLowerCase() === email) ?? null
    );
  }

  async function slackIdOf(person: string): Promise<string | null> {
    const { slack, email } = configuration().people.get(person) ?? {};
    if (slack !== undefined) return slack;
    if (email === undefined || !granted(EMAIL_SCOPE)) return null;
    const known = addresses.get(email);
    if (known !== undefined) return known.id;
    const answer = await ask(() => client.users.lookupByEmail({ email }));
    const id = "kind" in answer ? nobody(answer) : (answer.user?.id ?? null);
    addresses.set(email, { id }, id === null ? NO_ADDRESS_FOR_MS : ADDRESS_FOR_MS);
    return id;
  }

  return { find, personOf, slackIdOf };
}

async function ask<Answer>(call: () => Promise<Answer>): Promise<Answer | Failure> {
  try {
    return await call();
  } catch (error) {
    return failureOf(error);
  }
}

function missing(failure: Failure): MemberLookup {
  const unknown = failure.kind === "refused" && NO_MEMBER.has(failure.error);
  return { kind: unknown ? "unknown" : "unreachable" };
}

/** Nobody has the address; any other failure is for the caller, who may try again. */
function nobody(failure: Failure): null {
  if (failure.kind === "refused" && NO_MEMBER.has(failure.error)) return null;
  throw asError(failure);
}

/** A zone that this computer does not know helps nobody. */
function zoneCalled(name: string | null): string | null {
  return name !== null && IANAZone.isValidZone(name) ? name : null;
}

function readMember(slackId: string, user: unknown): Member {
  const { profile, ...read } = User.parse(user ?? {});
  const names = [profile.display_name, read.real_name, read.name];
  return {
    slackId,
    name: names.find((name) => name !== "") ?? slackId,
    email: profile.email ?? null,
    team: read.team_id ?? null,
    timezone: zoneCalled(read.tz ?? null),
    isDeactivated: read.deleted,
    isBot: read.is_bot || slackId === SLACKBOT,
    isGuest: read.is_restricted || read.is_ultra_restricted,
    isStranger: read.is_stranger,
  };
}

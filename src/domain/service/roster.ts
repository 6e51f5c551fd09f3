import type { DateTime } from "luxon";
import type { Configuration, Service } from "#domain/configuration/configuration.ts";
import type { Level, Roster, Target } from "#domain/escalation/escalation.ts";
import type { Mention, Notify, PolicySnapshot } from "#domain/escalation/policy.ts";
import { whoseTurn } from "#domain/escalation/turn.ts";
import type { Who } from "#domain/schedule/rotas.ts";
import { openIn } from "#domain/schedule/windows.ts";
import type { Severity } from "#domain/severity.ts";
import { standInsFor } from "./stand-ins.ts";

/** Answers, for one moment, the ids of the people whom a schedule means. */
export type WhoIsOnCall = (schedule: string, who: Who) => readonly string[];

/** For what, and when, it is asked whom a policy means. */
export type Occasion = {
  readonly service: Service | undefined;
  readonly severity: Severity;
  readonly now: DateTime;
  readonly whoIsOnCall: WhoIsOnCall;
  /** Who had the last turn, by level, where one person is paged at a time; left out, all of them are meant. */
  readonly turns?: ReadonlyMap<number, string>;
};

/** Whom the policy means on that occasion; a service that is no longer configured falls back on the default route's. */
export function rosterOf(
  policy: PolicySnapshot,
  configuration: Configuration,
  occasion: Occasion,
): Roster {
  const owner = occasion.service ?? configuration.services.get(configuration.routes.service);
  const { now, severity, turns, whoIsOnCall } = occasion;
  const scene = { configuration, owner, whoIsOnCall };
  const levels = policy.levels.map((level) => (isOpen(level, now) ? meant(level, scene) : []));
  const isEmpty = levels.every((targets) => targets.length === 0);
  const present = isEmpty ? policy.levels.map((level) => standIns(level, now, scene)) : levels;
  return {
    levels: present.map((targets, index) => {
      const takesTurns = policy.levels[index]?.strategy === "round_robin";
      return takesTurns && turns !== undefined ? whoseTurn(targets, turns.get(index)) : targets;
    }),
    present,
    fallback: lastResort(policy, scene),
    urgency: configuration.severities[severity].urgency,
  };
}

type Scene = {
  readonly configuration: Configuration;
  readonly owner: Service | undefined;
  readonly whoIsOnCall: WhoIsOnCall;
};

/** Outside its hours a level has nobody. */
function isOpen({ when }: Level, now: DateTime): boolean {
  if (when === undefined) return true;
  const start = now.toMillis();
  return openIn(when.windows, when.timezone, { start, end: start + 1 }).length > 0;
}

function meant({ notify }: Level, scene: Scene): readonly Target[] {
  return unique(notify.flatMap((entry) => targetsOf(entry, scene)));
}

/** When no level has anybody: who stands in for the schedules that they name. */
function standIns(level: Level, now: DateTime, scene: Scene): readonly Target[] {
  if (!isOpen(level, now)) return [];
  const { configuration, whoIsOnCall } = scene;
  const schedules = level.notify.flatMap((entry) => ("schedule" in entry ? [entry.schedule] : []));
  const found = schedules.flatMap((standsInFor) => {
    const people = standInsFor(standsInFor, configuration.schedules, whoIsOnCall);
    return known(people, configuration).map((person): Target => {
      return { kind: "person", person, standsInFor };
    });
  });
  return unique(found);
}

function targetsOf(entry: Notify, scene: Scene): readonly Target[] {
  const { configuration, owner, whoIsOnCall } = scene;
  if ("userGroup" in entry) {
    const channel = entry.channel ?? homeOf(configuration, owner);
    if (channel === undefined) return [];
    return [{ kind: "channel", channel, mention: "none", userGroups: [entry.userGroup] }];
  }
  if ("channel" in entry) return [{ kind: "channel", ...entry }];
  const people = "schedule" in entry ? whoIsOnCall(entry.schedule, entry.who) : [entry.person];
  return known(people, configuration).map(toPerson);
}

function known(people: readonly string[], configuration: Configuration): readonly string[] {
  return people.filter((person) => configuration.people.has(person));
}

/** The channel of those who own the service, then every admin, unless the policy names others; everybody rather than nobody. */
function lastResort({ exhausted }: PolicySnapshot, scene: Scene): readonly Target[] {
  const { configuration, owner } = scene;
  const { people } = configuration;
  const channel = exhausted.channel ?? homeOf(configuration, owner);
  const named = known(exhausted.people ?? [], configuration);
  const admins = [...people.values()].filter(({ admin }) => admin).map(({ id }) => id);
  const called = (named.length > 0 ? named : admins).map(toPerson);
  const found = [...(channel === undefined ? [] : [calledChannel(channel)]), ...called];
  return found.length > 0 ? found : [...people.keys()].map(toPerson);
}

function homeOf(configuration: Configuration, service: Service | undefined): string | undefined {
  const { fallbackChannel } = configuration.slack;
  return service === undefined ? fallbackChannel : homeChannel(configuration, service);
}

/** Where a service's cards are posted. */
export function homeChannel({ teams, slack }: Configuration, service: Service): string | undefined {
  return service.channel ?? teams.get(service.team)?.channel ?? slack.fallbackChannel;
}

function calledChannel(channel: string): Target {
  return { kind: "channel", channel, mention: "here" };
}

function toPerson(person: string): Target {
  return { kind: "person", person };
}

/** Nobody is paged twice by one level, whatever it lists: a channel's # makes no difference, and it gets one message. */
function unique(targets: readonly Target[]): readonly Target[] {
  const byName = new Map<string, Target>();
  for (const target of targets) {
    const name = nameOf(target);
    const first = byName.get(name);
    byName.set(name, first === undefined ? target : merged(first, target));
  }
  return [...byName.values()];
}

function nameOf(target: Target): string {
  switch (target.kind) {
    case "person":
      return `person ${target.person}`;
    case "channel":
      return `channel ${target.channel.replace(/^#/, "")}`;
  }
}

/** One message that calls everybody whom the two would call. */
function merged(one: Target, other: Target): Target {
  if (one.kind === "person" || other.kind === "person") return one;
  const userGroups = [...new Set([...(one.userGroups ?? []), ...(other.userGroups ?? [])])];
  const mention = loudest(one.mention, other.mention);
  return { ...one, mention, ...(userGroups.length > 0 && { userGroups }) };
}

function loudest(one: Mention, other: Mention): Mention {
  const loudness = { none: 0, here: 1, channel: 2 };
  return loudness[other] > loudness[one] ? other : one;
}

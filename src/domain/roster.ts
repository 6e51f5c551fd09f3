import type { Configuration, Service } from "./configuration.ts";
import type { Roster, Target } from "./escalation.ts";
import type { Notify, Policy } from "./policy.ts";
import type { Who } from "./rotas.ts";

/** Answers, for one moment, the ids of the people whom a schedule means. */
export type WhoIsOnCall = (schedule: string, who: Who) => readonly string[];

/** Whom the policy means at the moment of `whoIsOnCall`; a service that is no longer configured falls back on the default route's. */
export function rosterOf(
  policy: Policy,
  configuration: Configuration,
  service: Service | undefined,
  whoIsOnCall: WhoIsOnCall,
): Roster {
  const owner = service ?? configuration.services.get(configuration.routes.service);
  return {
    levels: policy.levels.map(({ notify }) => targetsOf(notify, configuration, whoIsOnCall)),
    fallback: fallbackOf(configuration, owner),
  };
}

function targetsOf(
  notify: readonly Notify[],
  { people }: Configuration,
  whoIsOnCall: WhoIsOnCall,
): readonly Target[] {
  return unique(
    notify.flatMap((entry): readonly Target[] => {
      if ("channel" in entry) return [{ kind: "channel", ...entry }];
      const meant = "schedule" in entry ? whoIsOnCall(entry.schedule, entry.who) : [entry.person];
      return meant.filter((person) => people.has(person)).map(toPerson);
    }),
  );
}

/** The channel of those who own the service, then every admin; everybody we know rather than nobody. */
function fallbackOf(configuration: Configuration, service: Service | undefined): readonly Target[] {
  const { people, slack } = configuration;
  const channel =
    service === undefined ? slack.fallbackChannel : homeChannel(configuration, service);
  const admins = [...people.values()].filter(({ admin }) => admin).map(({ id }) => toPerson(id));
  const found = [...(channel === undefined ? [] : [calledChannel(channel)]), ...admins];
  return found.length > 0 ? found : [...people.keys()].map(toPerson);
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

/** Nobody is paged twice by one level, whatever it lists; a channel's # makes no difference. */
function unique(targets: readonly Target[]): readonly Target[] {
  const byName = new Map<string, Target>();
  for (const target of targets) {
    const name = nameOf(target);
    if (!byName.has(name)) byName.set(name, target);
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

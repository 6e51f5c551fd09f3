import type { Actor } from "#domain/actor.ts";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Paging, Roster } from "#domain/escalation/escalation.ts";
import { namesOf } from "#domain/escalation/turn.ts";
import type { Incident } from "#domain/incident/incident.ts";
import { leadOf } from "#domain/incident/leading.ts";

/** Whom something concerns, by their ids in `people`. */
export type Concern = {
  /** Of the team that owns the service. */
  readonly team: readonly string[];
  /** On call for the service. */
  readonly onCall: readonly string[];
  /** Those whom the incident has called. */
  readonly paged: readonly string[];
  /** Whoever has the incident. */
  readonly holder: string | null;
  /** Whoever leads it. */
  readonly lead: string | null;
  /** Whoever was asked to decide whether it gets a postmortem. */
  readonly decider: Actor | null;
  /** Those who run Muster. */
  readonly admins: readonly string[];
  /** Whether a channel was paged: everybody who reads it. */
  readonly pagesChannel: boolean;
};

/** Of something that is not about one incident: everybody whom it could concern. */
export function concernOfAll({ people }: Pick<Configuration, "people">): Concern {
  return { ...NOBODY, admins: adminsOf({ people }), team: [...people.keys()] };
}

/** Of a service for which there is no incident yet. */
export function concernOfService(
  configuration: Configuration,
  service: string,
  roster: Roster | null,
): Concern {
  const onCall = onCallIn(roster);
  const admins = adminsOf(configuration);
  return { ...NOBODY, admins, team: teamOf(configuration, service), onCall };
}

export function concernOf(
  { service, paging, acknowledgedBy, calls, roles, postmortem }: Incident,
  configuration: Configuration,
  roster: Roster,
): Concern {
  const isExhausted = paging.exhaustedSince !== null;
  const lastResort = isExhausted ? roster.fallback : [];
  const helpers = calls.flatMap(({ people }) => people);
  const noted = [
    helpers,
    paging.called,
    paging.unanswered,
    paging.answered,
    namesOf(paging.reached ?? []),
  ];
  return {
    team: teamOf(configuration, service),
    onCall: onCallIn(roster),
    paged: [...new Set([...noted.flatMap((people) => people ?? []), ...namesOf(lastResort)])],
    holder: personOf(acknowledgedBy),
    lead: personOf(leadOf({ roles })),
    decider: postmortem.decisionAskedOf,
    admins: adminsOf(configuration),
    pagesChannel: pagedChannel(paging) || lastResort.some(({ kind }) => kind === "channel"),
  };
}

const NOBODY: Concern = {
  team: [],
  onCall: [],
  paged: [],
  holder: null,
  lead: null,
  decider: null,
  admins: [],
  pagesChannel: false,
};

function adminsOf({ people }: Pick<Configuration, "people">): readonly string[] {
  return [...people.values()].filter(({ admin }) => admin).map(({ id }) => id);
}

function personOf(actor: Actor | null): string | null {
  return actor?.kind === "person" ? actor.person : null;
}

/** A service that is no longer configured belongs to those of the default route. */
function teamOf({ services, teams, routes }: Configuration, id: string): readonly string[] {
  const service = services.get(id) ?? services.get(routes.service);
  return service === undefined ? [] : (teams.get(service.team)?.members ?? []);
}

function onCallIn(roster: Roster | null): readonly string[] {
  return [...new Set(roster?.present.flatMap(namesOf))];
}

/** Whether any level that was paged since it began names a channel. */
function pagedChannel({ policy, level, round, step }: Paging): boolean {
  if (step === 0) return false;
  const paged = round > 1 ? policy.levels : policy.levels.slice(0, level + 1);
  return paged.some(({ notify }) =>
    notify.some((target) => "channel" in target || "userGroup" in target),
  );
}

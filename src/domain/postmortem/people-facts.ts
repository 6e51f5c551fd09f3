import type { Actor } from "#domain/actor.ts";
import type { Incident, TimelineEntry } from "#domain/incident/incident.ts";
import { LEAD } from "#domain/response/role.ts";

export type PeopleFacts = {
  readonly lead: string | null;
  /** Every role that somebody has, the lead's first. */
  readonly roles: readonly { readonly role: string; readonly name: string }[];
  /** Who did something about it, in the order in which they came. */
  readonly responders: readonly string[];
  readonly acknowledgedBy: string | null;
};

type Sources = {
  readonly incident: Incident;
  readonly entries: readonly TimelineEntry[];
  /** What a role is called. */
  readonly roleName: (role: string) => string;
  readonly nameOf: (actor: Actor) => string;
};

/** Who had which role, and who else took part. */
export function peopleFacts({ incident, entries, roleName, nameOf }: Sources): PeopleFacts {
  const { roles, acknowledgedBy } = incident;
  const lead = roles[LEAD];
  const held = Object.entries(roles).toSorted(
    ([a], [b]) => Number(b === LEAD) - Number(a === LEAD),
  );
  const doers = entries.flatMap(({ by }) => (by.kind === "person" ? [nameOf(by)] : []));
  return {
    lead: lead === undefined ? null : nameOf(lead),
    roles: held.map(([role, actor]) => ({ role: roleName(role), name: nameOf(actor) })),
    responders: [...new Set(doers)],
    acknowledgedBy: acknowledgedBy === null ? null : nameOf(acknowledgedBy),
  };
}

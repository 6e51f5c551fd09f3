import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Action } from "#domain/configuration/permissions.ts";
import type { Concern } from "./concern.ts";
import { granteesOf, isUserGroup } from "./decide-permission.ts";

/** Those who may do something, as far as the file knows them: whoever is likely to be awake comes first. */
export type WhoMay = { readonly people: readonly string[]; readonly groups: readonly string[] };

export function whoMay(
  { permissions, people: all }: Pick<Configuration, "permissions" | "people">,
  action: Action,
  { onCall, paged, team, lead, decider, admins }: Concern,
): WhoMay {
  const grantees = granteesOf(permissions, action);
  const isWide = grantees.includes("anyone") || grantees.includes("responders");
  const mayAnyway = action === "acknowledge" ? [...onCall, ...paged] : [];
  const byDuty = isWide || grantees.includes("team") ? [...onCall, ...paged, ...team] : [];
  const others = isWide ? [...admins, ...all.keys()] : [];
  const byPart = [
    ...(grantees.includes("lead") && lead !== null ? [lead] : []),
    ...(grantees.includes("admins") ? admins : []),
  ];
  const people = [
    ...mayAnyway,
    ...askedTo(action, decider),
    ...byDuty,
    ...byPart,
    ...grantees,
    ...others,
  ].filter((one) => all.has(one));
  return { people: [...new Set(people)], groups: grantees.filter(isUserGroup) };
}

/** Whoever was asked to decide whether there will be a postmortem. */
function askedTo(action: Action, decider: Concern["decider"]): readonly string[] {
  if (action !== "waive" || decider?.kind !== "person" || decider.person === null) return [];
  return [decider.person];
}

import type { Action, GRANTEE_WORDS, Permissions } from "#domain/configuration/permissions.ts";
import type { Concern } from "./concern.ts";

/** What somebody is in the workspace where the incident is. */
export type Standing = "member" | "guest" | "of-another-workspace";

export type Asking = {
  readonly action: Action;
  /** The id in `people`, for those whom the configuration knows. */
  readonly person: string | null;
  readonly standing: Standing;
  /** Whether it was them who were asked to decide whether there will be a postmortem. */
  readonly isDecider: boolean;
  /** Whom it concerns; without an incident, everybody who is in any team. */
  readonly concern: Concern;
  /** What is known of who is in which user group: null when Slack does not say. */
  readonly groups: ReadonlyMap<string, boolean | null>;
};

/** Whether somebody may do something, and why. */
export type Verdict =
  | { readonly kind: "granted"; readonly reason: string }
  /** First it must be known whether they are in one of these user groups. */
  | { readonly kind: "ask"; readonly groups: readonly string[] }
  | {
      readonly kind: "refused";
      readonly reason: "standing" | "not-listed" | "group-unknown";
      /** Who may, as the file lists them. */
      readonly grantees: readonly string[];
    };

/** Who may do what, in one place; pure. Whoever is paged or on call can always take an incident. */
export function decidePermission(permissions: Permissions, asking: Asking): Verdict {
  const grantees = granteesOf(permissions, asking.action);
  const { person } = asking;
  if (mustBeAbleToTake(asking)) return granted("whoever is paged or on call may take it");
  if (mustBeAbleToDecide(asking)) return granted("they were asked to decide it");
  if (person !== null && grantees.includes(person)) return granted("the file names them");
  if (!isLetIn(permissions, asking)) return { kind: "refused", reason: "standing", grantees };
  if (grantees.includes("anyone")) return granted("anyone may");
  const part = partsOf(asking).find(({ word }) => grantees.includes(word));
  if (part !== undefined) return granted(part.why);
  return decideByGroups(asking, grantees);
}

/** Who may, as the file lists them. */
export function granteesOf(permissions: Permissions, action: Action): readonly string[] {
  return permissions[action] ?? permissions.default;
}

/** Slack's ids are upper case, those of people lower case. */
export function isUserGroup(grantee: string): boolean {
  return /^S[A-Z0-9]+$/.test(grantee);
}

function granted(reason: string): Verdict {
  return { kind: "granted", reason };
}

/** A page that its receiver may not answer goes on ringing; a channel that was paged means everybody in it. */
function mustBeAbleToTake({ action, person, standing, concern }: Asking): boolean {
  if (action !== "acknowledge") return false;
  const { paged, onCall, holder } = concern;
  if (person !== null && [holder, ...paged, ...onCall].includes(person)) return true;
  return concern.pagesChannel && standing === "member";
}

/** Who was asked whether there will be a postmortem can say that there will be none. */
function mustBeAbleToDecide({ action, isDecider }: Asking): boolean {
  return action === "waive" && isDecider;
}

function isLetIn({ guests, otherWorkspaces }: Permissions, { standing, action }: Asking): boolean {
  switch (standing) {
    case "member":
      return true;
    case "guest":
      return guests.includes(action);
    case "of-another-workspace":
      return otherWorkspaces.includes(action);
  }
}

/** What somebody of the file is to it, by the words of the file. */
function partsOf(
  asking: Asking,
): readonly { readonly word: (typeof GRANTEE_WORDS)[number]; readonly why: string }[] {
  const { person, concern } = asking;
  if (person === null) return [];
  return [
    { word: "responders", why: "they are a responder" },
    ...(isConcerned(asking) ? [{ word: "team", why: "it concerns them" } as const] : []),
    ...(concern.lead === person ? [{ word: "lead", why: "they lead it" } as const] : []),
    ...(concern.admins.includes(person)
      ? [{ word: "admins", why: "they are an admin" } as const]
      : []),
  ];
}

function isConcerned({ person, concern }: Asking): boolean {
  return (
    person !== null &&
    [concern.team, concern.onCall, concern.paged].some((people) => people.includes(person))
  );
}

/** Slack being silent keeps none of the people of the file from taking an incident. */
function decideByGroups(asking: Asking, grantees: readonly string[]): Verdict {
  const groups = grantees.filter(isUserGroup);
  const known = groups.map((group) => asking.groups.get(group));
  if (known.includes(true)) return granted("they are in a user group that may");
  const unasked = groups.filter((group) => !asking.groups.has(group));
  if (unasked.length > 0) return { kind: "ask", groups: unasked };
  if (!known.includes(null)) return { kind: "refused", reason: "not-listed", grantees };
  if (asking.action === "acknowledge" && asking.person !== null) {
    return granted("Slack does not say who is in the user group");
  }
  return { kind: "refused", reason: "group-unknown", grantees };
}

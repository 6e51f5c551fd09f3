import type { Action } from "#domain/configuration/permissions.ts";
import type { Standing } from "#domain/permission/decide-permission.ts";
import { isUserGroup } from "#domain/permission/decide-permission.ts";
import { listWords } from "./incident-words.ts";
import { outside } from "./mrkdwn.ts";

/** Who may do what, why somebody may not, and whom they can ask. */
export type Refusal = {
  /** Whoever may, as the configuration lists them. */
  readonly grantees: readonly string[];
  /** The names of the people among them. */
  readonly listed: readonly string[];
  readonly what: string;
  readonly objection: string;
  /** Of those who may, the first few. */
  readonly names: readonly string[];
};

export const ACTION_WORDS: Readonly<Record<Action, string>> = {
  see: "see incidents",
  declare: "declare incidents",
  acknowledge: "take this incident",
  snooze: "put this incident off",
  escalate: "page people for this incident",
  severity: "change how severe this incident is",
  mitigate: "change the mitigation of this incident",
  resolve: "end this incident",
  reopen: "open this incident again",
  merge: "merge this incident",
  times: "correct the times of this incident",
  role: "give out the roles of this incident",
  handover: "hand this incident over",
  note: "add to the timeline of this incident",
  task: "change the tasks of this incident",
  update: "write updates about this incident",
  silence: "silence the alerts of this incident",
  postmortem: "work on the postmortem of this incident",
  waive: "decide that this incident gets no postmortem",
};

export const STANDING_WORDS: Readonly<Record<Exclude<Standing, "member">, string>> = {
  guest: "you are a guest",
  "of-another-workspace": "you belong to another workspace",
};

const MOST_LISTED = 3;
/** Whoever keeps the file can mend that, and it holds at once. */
const NOBODY_MAY =
  "At the moment nobody is one of them: whoever keeps muster.yaml can name somebody under `permissions`, or make somebody of `people` an `admin`.";

/** Whoever is refused something is told whom to ask. */
export function refusalWords({ grantees, listed, what, objection, names }: Refusal): string {
  const rule = `Nothing was done: only ${granteeWords(grantees, listed)} can ${what}, and ${objection}.`;
  if (names.length > 0) {
    return `${rule} Ask one of them, such as ${listWords(names.map((name) => outside(name, 80)))}.`;
  }
  // Who is in a user group is not always known.
  return `${rule} ${grantees.some(isUserGroup) ? "Ask one of them." : NOBODY_MAY}`;
}

function granteeWords(grantees: readonly string[], listed: readonly string[]): string {
  if (grantees.includes("anyone")) return "full members of this workspace";
  const parts = [
    ...(grantees.includes("responders") ? ["responders"] : []),
    ...(grantees.includes("team") ? ["its team", "whoever is on call for it"] : []),
    ...(grantees.includes("lead") ? ["whoever leads it"] : []),
    ...(grantees.includes("admins") ? ["admins of Muster"] : []),
    ...listed.slice(0, MOST_LISTED).map((name) => outside(name, 80)),
    ...(listed.length > MOST_LISTED ? ["some others"] : []),
    ...(grantees.some(isUserGroup) ? ["a user group"] : []),
  ];
  return listWords(parts);
}

import { z } from "zod";

const ACTIONS = [
  "see",
  "declare",
  "acknowledge",
  "snooze",
  "escalate",
  "severity",
  "mitigate",
  "resolve",
  "reopen",
  "merge",
  "times",
  "role",
  "handover",
  "note",
  "task",
  "update",
  "silence",
  "postmortem",
  "waive",
] as const;

/** What can be allowed to some and not to others; several acts may be one of them. */
export const Action = z.enum(ACTIONS).meta({ title: "action" });
export type Action = z.infer<typeof Action>;

/** Words that stand for people; whatever else is listed is a person or a user group. */
export const GRANTEE_WORDS = ["anyone", "responders", "team", "lead", "admins"] as const;

const Grantee = z
  .string()
  .regex(
    /^([a-z0-9][a-z0-9_-]{0,62}|S[A-Z0-9]{8,})$/,
    "write anyone, responders, team, lead, admins, the id of a person or that of a user group, such as S01ABCDEF",
  )
  .meta({ title: "name" });

/** Who may do something: enough that one of these means them. */
const Grantees = z.array(Grantee).min(1);

/** Left out, whoever may do what has no rule of its own. */
function whoMay(what: string) {
  return Grantees.optional().describe(`Who may ${what}.`);
}

const Outsiders = z.array(Action).default([]);

export const Permissions = z
  .strictObject({
    default: Grantees.default(["anyone"]).describe(
      "Who may do what has no key of its own here. `anyone` is every full member of the workspace, `responders` are the people of this file, `team` is the team of the incident's service with whoever is on call for it or was paged, `lead` leads the incident, `admins` are those of `people` with `admin`; besides, people by their ids and Slack's user groups by theirs.",
    ),
    see: whoMay("see incidents: lists, timelines, App Home"),
    declare: whoMay("declare an incident"),
    acknowledge: whoMay(
      "take an incident, say that they are still on it, or hand it back. Whoever is paged or on call always may",
    ),
    snooze: whoMay("put an incident off for an hour"),
    escalate: whoMay("call whom the policy names next, or page people"),
    severity: whoMay("set, raise or lower the severity"),
    mitigate: whoMay("start, finish or add mitigation steps, or say that the pain has stopped"),
    resolve: whoMay("end an incident, or call it a false alarm"),
    reopen: whoMay("open an incident again"),
    merge: whoMay("merge an incident into another one, or mark it as a duplicate"),
    times: whoMay("correct when an incident began, was noticed, mitigated or over"),
    role: whoMay("take or assign a role, such as lead"),
    handover: whoMay("hand an incident over to somebody else"),
    note: whoMay("add to the timeline: notes, pinned and saved messages"),
    task: whoMay("add, change or finish tasks and follow-ups"),
    update: whoMay("write an update for others"),
    silence: whoMay("silence alerts, or end a silence"),
    postmortem: whoMay("write, review or publish a postmortem, or ask for one"),
    waive: Grantees.default(["lead", "admins"]).describe(
      "Who may decide that there will be no postmortem although one is needed, or take that back. Whoever was asked to decide it always may.",
    ),
    guests: Outsiders.describe(
      "What guests of the workspace may do as if they were full members; nothing, when left out. Whoever is named above, or paged, needs no entry here.",
    ),
    otherWorkspaces: Outsiders.describe(
      "The same for people of other workspaces, who come through shared channels.",
    ),
  })
  .prefault({});
export type Permissions = z.output<typeof Permissions>;

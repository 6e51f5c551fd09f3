import { Postmortems } from "#domain/configuration/postmortems-configuration.ts";
import type { Decision } from "#domain/incident/command.ts";
import type { Incident } from "#domain/incident/incident.ts";
import type { PostmortemStage, PostmortemVerdict } from "#domain/response/postmortem.ts";
import { acknowledge, type Command, incident, person, resolve } from "./build.ts";

const [ana, ben, cleo] = [person("ana"), person("ben"), person("cleo")];
export const rules = Postmortems.parse({});
const owing = { rules, onCall: cleo };

export function judge(
  kind: PostmortemVerdict["kind"],
  reason = "so",
  more: Partial<PostmortemVerdict> = {},
): Command {
  const verdict = { kind, reason, because: [], isPreliminary: false, ...more };
  return { kind: "judge-postmortem", by: { kind: "muster" }, verdict, ...owing };
}

export const ask: Command = {
  kind: "ask-postmortem",
  by: ben,
  reason: "we should learn",
  ...owing,
};
export const written: Command = {
  kind: "note-postmortem-section",
  by: ben,
  section: "summary",
  version: 1,
};

export function waive(reason = "known and mended"): Command {
  return { kind: "waive-postmortem", by: ana, reason };
}

export function withdraw(): Command {
  return { kind: "withdraw-postmortem-waiver", by: ben, reason: "it was not", ...owing };
}

export function move(to: PostmortemStage, hasSummary = true): Command {
  return { kind: "move-postmortem", by: ana, to, hasSummary, rules };
}

export function followUp(priority: "P0" | "P1", key = "one"): Command {
  const what = { type: "followup", text: "alert on it", owner: ben, due: null, priority } as const;
  return { kind: "add-task", by: ana, key, link: null, ...what };
}

/** Each event with who did it, or why there is none. */
export function toldOf({ events, reason }: Decision): readonly string[] {
  if (events.length === 0) return [reason];
  return events.map(
    ({ event, by }) => `${by.kind === "person" ? by.name : by.kind}: ${event.kind}`,
  );
}

/** At a time of the test's day. */
type Step = readonly [string, Command];

/** Led by ben, over at 10:30. */
export function over(...steps: readonly Step[]): Incident {
  return incident({}, ["10:01", acknowledge(ben)], ["10:30", resolve()], ...steps);
}

export const required = ["10:31", judge("required", "Every SEV2 gets one.")] as const;
export const byBudget = [
  "10:31",
  judge("required", "It used 36 %.", { because: ["share"] }),
] as const;
export const reviewed = [
  ["10:32", move("draft")],
  ["10:33", move("in-review")],
] as const;

import type { DateTime } from "luxon";
import type { Postmortems } from "#domain/configuration/postmortems-configuration.ts";
import type { PostmortemCommand, PostmortemStage } from "#domain/response/postmortem.ts";
import { POSTMORTEM_KEY } from "#domain/response/task.ts";
import type { Decision } from "./command.ts";
import { by, nothing } from "./decision.ts";
import { isOpen, type Incident } from "./incident.ts";
import { followUpAgain, followUpDone } from "./postmortem-follow-up.ts";

type Move = Extract<PostmortemCommand, { readonly kind: "move-postmortem" }>;

/** Where it can go from each stage. */
const STEPS: Readonly<Record<PostmortemStage, readonly PostmortemStage[]>> = {
  none: ["draft"],
  draft: ["in-review"],
  "in-review": ["draft", "published"],
  published: ["in-review"],
};

const WORDS: Readonly<Record<PostmortemStage, string>> = {
  none: "not begun",
  draft: "a draft",
  "in-review": "in review",
  published: "published",
};

/** From draft by review to published, and back. */
export function movePostmortem(incident: Incident, command: Move, now: DateTime): Decision {
  const { stage: from } = incident.postmortem;
  const { by: actor, to } = command;
  const objection = objectionTo(incident, command);
  if (objection !== null) return nothing(objection);
  const follow = to === "published" ? followUpDone(incident) : reopened(incident);
  const events = [{ kind: "postmortem-stage-changed", from, to } as const, ...follow];
  return { events: by(actor, now, events), reason: `it is ${WORDS[to]}` };
}

function reopened(incident: Incident): ReturnType<typeof followUpAgain> {
  return incident.postmortem.stage === "published" ? followUpAgain(incident) : [];
}

function objectionTo(incident: Incident, { to, hasSummary, rules }: Move): string | null {
  const { stage: from } = incident.postmortem;
  if (from === to) return `it is ${WORDS[to]} already`;
  if (!STEPS[from].includes(to)) return `it is ${WORDS[from]}, and cannot be ${WORDS[to]} next`;
  if (to !== "draft" && isOpen(incident)) return "its incident is still open";
  if (to !== "published") return null;
  if (!hasSummary) return "write its summary first";
  return missingP0(incident, rules);
}

/** What used an error budget is to be repaired before anything else. */
function missingP0({ postmortem, tasks }: Incident, { p0FollowUps }: Postmortems): string | null {
  const { verdict, waiver } = postmortem;
  const causes = verdict?.kind === "required" && waiver === null ? verdict.because : [];
  if (!causes.includes("share") && !causes.includes("exhausted")) return null;
  const there = tasks.filter(({ type, priority, state, key }) => {
    return (
      type === "followup" && priority === "P0" && state !== "dropped" && key !== POSTMORTEM_KEY
    );
  }).length;
  if (there >= p0FollowUps) return null;
  const needed = p0FollowUps === 1 ? "a follow-up" : `${p0FollowUps} follow-ups`;
  return `it needs ${needed} of priority P0, because of the error budget, and has ${there === 0 ? "none" : there}`;
}

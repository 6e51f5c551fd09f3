import type { ActName } from "#domain/act.ts";
import { budgetAct } from "#slack/flows/budget/budget.ts";
import { impactAct } from "#slack/flows/budget/impact.ts";
import { pageAct } from "#slack/flows/call/page.ts";
import { acknowledgeAct } from "#slack/flows/incident/acknowledge.ts";
import type { Act } from "#slack/flows/incident/act.ts";
import { allActionsOf } from "#slack/flows/incident/all-actions.ts";
import { escalateAct } from "#slack/flows/incident/escalate.ts";
import { handBackAct } from "#slack/flows/incident/hand-back.ts";
import { resolveAct } from "#slack/flows/incident/resolve.ts";
import { snoozeAct } from "#slack/flows/incident/snooze.ts";
import { stillOnItAct } from "#slack/flows/incident/still-on-it.ts";
import { falseAlarmAct } from "#slack/flows/life/false-alarm.ts";
import { duplicateAct, mergeAct } from "#slack/flows/life/merge.ts";
import { mitigatedAct, notMitigatedAct } from "#slack/flows/life/mitigated.ts";
import { outcomeAct } from "#slack/flows/life/outcome.ts";
import { reopenAct } from "#slack/flows/life/reopen.ts";
import { severityAct } from "#slack/flows/life/severity.ts";
import { timesAct } from "#slack/flows/life/times.ts";
import { mitigateAct } from "#slack/flows/mitigation/mitigate.ts";
import { followAct, unfollowAct } from "#slack/flows/people/follow.ts";
import { handOverAct } from "#slack/flows/people/hand-over.ts";
import { leadAct, leaveAct, roleAct } from "#slack/flows/people/role.ts";
import { updateAct } from "#slack/flows/people/update.ts";
import { postmortemAct } from "#slack/flows/postmortem/postmortem.ts";
import { noteAct } from "#slack/flows/record/note.ts";
import { timelineAct } from "#slack/flows/record/timeline.ts";
import { silenceAct } from "#slack/flows/silence/silence.ts";
import { followupAct, taskAct } from "#slack/flows/task/task.ts";

/** Everything that people can do with an incident, in the order in which menus and help list it. */
export const ACTS: Readonly<Record<ActName, Act>> = {
  acknowledge: acknowledgeAct,
  escalate: escalateAct,
  page: pageAct,
  snooze: snoozeAct,
  "hand-back": handBackAct,
  "still-on-it": stillOnItAct,
  mitigated: mitigatedAct,
  "not-mitigated": notMitigatedAct,
  mitigate: mitigateAct,
  task: taskAct,
  severity: severityAct,
  resolve: resolveAct,
  "false-alarm": falseAlarmAct,
  merge: mergeAct,
  followup: followupAct,
  duplicate: duplicateAct,
  reopen: reopenAct,
  outcome: outcomeAct,
  postmortem: postmortemAct,
  role: roleAct,
  lead: leadAct,
  leave: leaveAct,
  handover: handOverAct,
  update: updateAct,
  follow: followAct,
  unfollow: unfollowAct,
  silence: silenceAct,
  note: noteAct,
  timeline: timelineAct,
  times: timesAct,
  impact: impactAct,
  budget: budgetAct,
  actions: allActionsOf(() => ACTS),
};

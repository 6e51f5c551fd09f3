import type { DateTime } from "luxon";
import { MUSTER } from "#domain/actor.ts";
import type { Decision, IncidentCommand, ResponseCommand } from "./command.ts";
import { callPeople } from "./decide-calls.ts";
import { decideImpact } from "./decide-impact.ts";
import { decideLife } from "./decide-life.ts";
import { decideMitigation } from "./decide-mitigation.ts";
import { decideOffer } from "./decide-offer.ts";
import { decidePostmortem } from "./decide-postmortem.ts";
import { decideRecord } from "./decide-record.ts";
import { decideRoles, leaveChannel } from "./decide-roles.ts";
import { decideSilences } from "./decide-silences.ts";
import { lookAtAlerts } from "./decide-stale.ts";
import { decideTasks } from "./decide-tasks.ts";
import { decideUpdates } from "./decide-updates.ts";
import { by, nothing } from "./decision.ts";
import type { Incident } from "./incident.ts";
import { dueReminders } from "./reminders.ts";

type Of<Kind extends ResponseCommand["kind"]> = Extract<ResponseCommand, { readonly kind: Kind }>;

/** What becomes of each of these commands. */
const DECIDE: {
  readonly [Kind in ResponseCommand["kind"]]: (
    incident: Incident,
    command: Of<Kind>,
    now: DateTime,
  ) => Decision;
} = {
  "mark-mitigated": decideLife,
  "undo-mitigated": decideLife,
  "correct-times": decideLife,
  "tell-resolution": decideLife,
  "give-verdict": decideLife,
  "give-impact": decideImpact,
  "leave-impact-to-metric": decideImpact,
  "give-share": decideImpact,
  "withdraw-share": decideImpact,
  "suggest-severity": decideImpact,
  "give-role": decideRoles,
  "leave-role": decideRoles,
  "leave-channel": leaveChannel,
  "look-at-alerts": lookAtAlerts,
  "offer-hand-over": decideOffer,
  "accept-hand-over": decideOffer,
  "decline-hand-over": decideOffer,
  "withdraw-hand-over": decideOffer,
  "post-update": decideUpdates,
  "put-off-update": decideUpdates,
  follow: decideUpdates,
  unfollow: decideUpdates,
  "plan-mitigation": decideMitigation,
  "add-mitigation": decideMitigation,
  "start-mitigation": decideMitigation,
  "finish-mitigation": decideMitigation,
  "skip-mitigation": decideMitigation,
  "add-task": decideTasks,
  "change-task": decideTasks,
  "finish-task": decideTasks,
  "drop-task": decideTasks,
  "reopen-task": decideTasks,
  "snooze-task": decideTasks,
  "call-people": callPeople,
  silence: decideSilences,
  "extend-silence": decideSilences,
  "end-silence": decideSilences,
  "see-silence": decideSilences,
  "add-note": decideRecord,
  "save-message": decideRecord,
  "edit-message": decideRecord,
  "delete-message": decideRecord,
  "take-off-message": decideRecord,
  "judge-postmortem": decidePostmortem,
  "ask-postmortem": decidePostmortem,
  "waive-postmortem": decidePostmortem,
  "withdraw-postmortem-waiver": decidePostmortem,
  "move-postmortem": decidePostmortem,
  "set-postmortem-meeting": decidePostmortem,
  "choose-postmortem-template": decidePostmortem,
  "note-postmortem-section": decidePostmortem,
  remind,
};

export function isResponseCommand(command: IncidentCommand): command is ResponseCommand {
  return command.kind in DECIDE;
}

/** What becomes of what people do about an incident beyond answering its pages. */
export function decideResponse(
  incident: Incident,
  command: ResponseCommand,
  now: DateTime,
): Decision {
  return decideBy(command.kind, { incident, command, now });
}

function decideBy<Kind extends ResponseCommand["kind"]>(
  kind: Kind,
  {
    incident,
    command,
    now,
  }: { readonly incident: Incident; readonly command: Of<Kind>; readonly now: DateTime },
): Decision {
  return DECIDE[kind](incident, command, now);
}

function remind(incident: Incident, { rules }: Of<"remind">, now: DateTime): Decision {
  const events = dueReminders(incident, rules, now);
  if (events.length === 0) return nothing("nothing is to be told");
  return { events: by(MUSTER, now, events), reason: "reminded" };
}

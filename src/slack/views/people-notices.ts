import type { Role, RoleTable } from "#domain/configuration/roles-configuration.ts";
import {
  incidentName,
  isOpen,
  type Incident,
  type IncidentEvent,
  type TimelineEntry,
} from "#domain/incident/incident.ts";
import { LEAD } from "#domain/response/role.ts";
import { ACTIONS, numbered } from "#slack/words/action-ids.ts";
import { actions, button, message, section, type Message } from "#slack/words/blocks.ts";
import { inBothPens } from "#slack/words/both-pens.ts";
import { actorWords, listWords, statusWords } from "#slack/words/incident-words.ts";
import { IN_BLOCK, outside, type Pen, when } from "#slack/words/mrkdwn.ts";
import { updateLines } from "#slack/words/update-words.ts";
import { resolveButton } from "./incident-buttons.ts";
import { oneSection, type Subject, subjectName } from "./notice-subject.ts";

/** A line of the timeline of one kind. */
type LineOf<Kind> = TimelineEntry & {
  readonly event: Extract<IncidentEvent, { readonly kind: Kind }>;
};

/** What is expected of whoever got a role; once they have it no more, who has it. */
export function renderDuties(subject: Subject, role: Role, isTheirs: boolean): Message {
  const { incident, command } = subject;
  const name = outside(role.name, 40);
  if (!isTheirs) {
    const holder = incident.roles[role.id];
    const who = holder === undefined ? "Nobody" : actorWords(holder, IN_BLOCK);
    return oneSection(`${who} is ${name} of ${subjectName(subject)} now, you are not any more.`);
  }
  return inBothPens(() => [
    [`*You are ${name} of ${subjectName(subject)}*`],
    [outside(role.duties, 1500)],
    [
      `To put it down: \`${command} leave ${incidentName(incident.id)} ${role.id}\`. To pass it on: \`${command} role ${incidentName(incident.id)} ${role.id} @somebody\`.`,
    ],
  ]);
}

/** Where it is worked on, and to whoever has it. */
export function renderLeadMissed(subject: Subject): Message {
  const { incident, command } = subject;
  const lead = incident.roles[LEAD];
  const id = incidentName(incident.id);
  if (lead !== undefined) return oneSection(`${actorWords(lead, IN_BLOCK)} leads ${id} now.`);
  if (!isOpen(incident)) return oneSection(`${id} is over.`);
  return oneSection(
    `${subjectName(subject)} is ${incident.severity} and nobody leads it. Whoever can decide now: \`${command} lead ${id} me\`.`,
  );
}

/** Whoever has it is asked whether it is over: nothing is resolved because nothing is heard. */
export function renderStale({ incident, ...subject }: Subject): Message {
  const name = subjectName({ incident, ...subject });
  if (!isOpen(incident)) return oneSection(`${incidentName(incident.id)} is over.`);
  if (incident.staleSince === null) return oneSection(`The alerts of ${name} are heard of again.`);
  const words = `Nothing was heard of alerts of ${name} since ${when(incident.staleSince)}, though nobody said that they were over: their sender may have been restarted. Is it over? It stays open until somebody resolves it.`;
  return message(words, [section(words), ...actions("incident", [resolveButton(incident)])]);
}

/** In the thread for everybody, and to the one who left. */
export function renderLeft(
  subject: Subject,
  { by, event }: LineOf<"left-channel">,
  { isAlone, roles }: { readonly isAlone: boolean; readonly roles: RoleTable },
): Message {
  const id = incidentName(subject.incident.id);
  const names = listWords(event.roles.map((role) => outside(roles.get(role)?.name ?? role, 40)));
  const who = isAlone ? "You" : actorWords(by, IN_BLOCK);
  const held = [
    ...(event.has ? [isAlone ? `still have ${id}` : `still has ${id}`] : []),
    ...(event.roles.length === 0 ? [] : [`${isAlone ? "are" : "is"} still ${names}`]),
  ];
  const ways = isAlone ? ownWays(subject, event) : othersWays(subject, event);
  return oneSection(
    `${who} left the channel of ${subjectName(subject)} and ${held.join(" and ")}. ${ways.join(" ")}`,
  );
}

/** What somebody can do about it who went. */
function ownWays(
  { command, incident }: Subject,
  { has, roles }: LineOf<"left-channel">["event"],
): readonly string[] {
  const id = incidentName(incident.id);
  const mayHandOver = has || roles.includes(LEAD);
  return [
    ...(mayHandOver ? [`Hand it over: \`${command} handover ${id} @somebody\`.`] : []),
    ...(has ? [`Give it back: \`${command} hand-back ${id}\`.`] : []),
    ...(roles.length === 0 ? [] : [`Put a role down: \`${command} leave ${id}\`.`]),
  ];
}

/** What the others can do when they do not come back. */
function othersWays(
  { command, incident }: Subject,
  { has, roles }: LineOf<"left-channel">["event"],
): readonly string[] {
  const id = incidentName(incident.id);
  return [
    "If they do not come back:",
    ...(roles.length === 0 ? [] : [`\`${command} role ${id}\` gives a role to somebody else.`]),
    ...(has ? [`\`${command} escalate ${id}\` pages whoever is next.`] : []),
  ];
}

/** Whoever tells others is reminded; once they did something about it nothing can be pressed. */
export function renderUpdateDue(subject: Subject, isWaiting: boolean): Message {
  const id = String(subject.incident.id);
  const buttons = [
    button(ACTIONS.writeUpdate, "Write it", id, { style: "primary" }),
    button(numbered(ACTIONS.putOffUpdate, 0), "In 15 min", `${id}:15`),
    button(numbered(ACTIONS.putOffUpdate, 1), "In 30 min", `${id}:30`),
    button(numbered(ACTIONS.putOffUpdate, 2), "Stop reminding", `${id}:stop`),
  ];
  return inBothPens(
    (pen) => [[isWaiting ? waitingWords(subject, pen) : reminderWords(subject.incident, pen)]],
    isWaiting ? actions("update-due", buttons) : [],
  );
}

/** An update, to somebody who follows the incident. */
export function renderUpdateTold(
  subject: Subject,
  { at, by, event }: LineOf<"update-posted">,
): Message {
  const { command, incident } = subject;
  const stop = `You follow it: \`${command} unfollow ${incidentName(incident.id)}\` ends that.`;
  return inBothPens((pen) => [
    [`*${subjectName(subject)}*`, ...updateLines({ ...event, at, by }, pen, isOpen(incident))],
    [stop],
  ]);
}

/** It is over, or open again; what was merged goes on elsewhere. */
export function renderFollowEnded(subject: Subject): Message {
  const { incident, command } = subject;
  const { mergedInto: into } = incident;
  const on =
    incident.status !== "merged" || into === undefined
      ? ""
      : ` Its updates come with that one: \`${command} follow ${incidentName(into)}\`.`;
  return inBothPens((pen) => [[`${subjectName(subject)}: ${statusWords(incident, pen)}.${on}`]]);
}

function waitingWords(subject: Subject, pen: Pen): string {
  const { last } = subject.incident.updates;
  const since = last === null ? "There was none yet." : `The last one was ${pen.moment(last.at)}.`;
  return `Others wait for an update on ${subjectName(subject)}. ${since}`;
}

/** What became of the reminder. */
export function reminderWords(incident: Incident, pen: Pen): string {
  const { last, isStopped, putOffUntil } = incident.updates;
  const id = incidentName(incident.id);
  if (isStopped) return `You are not reminded of ${id} any more before its next update.`;
  if (putOffUntil !== null)
    return `You are reminded of ${id} again ${pen.time(putOffUntil)}, when there is no update before.`;
  if (last === null) return `Nobody waits for an update on ${id} any more.`;
  return `${actorWords(last.by, pen)} posted an update on ${id}, ${pen.moment(last.at)}.`;
}

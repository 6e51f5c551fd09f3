import type { types } from "@slack/bolt";
import { isOpen } from "#domain/incident/incident.ts";
import { nextUpdateAt } from "#domain/incident/people-reminders.ts";
import { LEAD } from "#domain/response/role.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { section } from "#slack/words/blocks.ts";
import { actorWords } from "#slack/words/incident-words.ts";
import { IN_BLOCK, outside } from "#slack/words/mrkdwn.ts";
import { updateLines } from "#slack/words/update-words.ts";

const MOST_ROLES = 6;

type Facts = Pick<IncidentFacts, "incident" | "roles" | "severityRules">;

/** Who does what, and what others were told last; nothing while there is nothing of it. */
export function peopleSection(facts: Facts): types.SectionBlock[] {
  const { last } = facts.incident.updates;
  const lines = [...rolesLine(facts), ...waitingLine(facts)];
  return [
    ...(lines.length === 0 ? [] : [section(...lines)]),
    ...(last === null ? [] : [section(...updateLines(last, IN_BLOCK, isOpen(facts.incident)))]),
  ];
}

/** The lead first, then the others in the order of the configuration. */
function rolesLine({ incident: { roles: held }, roles }: Facts): readonly string[] {
  const known = [LEAD, ...[...roles.keys()].filter((id) => id !== LEAD)];
  const ids = [...known, ...Object.keys(held).filter((id) => !known.includes(id))];
  const named = ids.flatMap((id) => {
    const actor = held[id];
    if (actor === undefined) return [];
    return [`*${outside(roles.get(id)?.name ?? id, 40)}:* ${actorWords(actor, IN_BLOCK)}`];
  });
  if (named.length === 0) return [];
  const rest = named.length > MOST_ROLES ? [`and ${named.length - MOST_ROLES} more`] : [];
  return [[...named.slice(0, MOST_ROLES), ...rest].join(" · ")];
}

/** Before the first update it is said when it is due, and whether somebody is asked to take it over. */
function waitingLine({ incident, severityRules }: Facts): readonly string[] {
  if (!isOpen(incident)) return [];
  const { offers, updates } = incident;
  const to = offers.open?.to;
  const asked = to === undefined ? [] : [`${actorWords(to, IN_BLOCK)} is asked to take it over.`];
  const due =
    incident.acknowledgedBy === null ? null : nextUpdateAt(incident, severityRules.updateEvery);
  if (updates.last !== null || due === null) return asked;
  return [...asked, `First update for others: by ${IN_BLOCK.time(due)}.`];
}

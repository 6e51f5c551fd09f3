import type { Actor } from "#domain/actor.ts";
import { isSameActor } from "#domain/actor.ts";
import { isOpen, type Incident, type TimelineEntry } from "#domain/incident/incident.ts";
import { LEAD } from "#domain/response/role.ts";
import { cut } from "#domain/text.ts";
import { timelineLines } from "#domain/timeline/timeline-lines.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import {
  countWords,
  type NameOf,
  severityWords,
  span,
  statusWords,
} from "#slack/words/incident-words.ts";
import { OUTCOME_WORDS } from "#slack/words/mitigation-words.ts";
import { IN_PLAIN, plainLine, utc } from "#slack/words/mrkdwn.ts";

/** As much as a form takes. */
export const BRIEF_LENGTH = 2800;
const MOST_LINES = 8;
const MOST_PEOPLE = 8;
const LINE_LENGTH = 160;

/** What nobody needs who takes it over: it stands on the card, or is the paging's own business. */
const PASSED_OVER: ReadonlySet<string> = new Set<TimelineEntry["event"]["kind"]>([
  "opened",
  "alerts-joined",
  "alerts-ended",
  "alerts-flapped",
  "alerts-muted",
  "alerts-unmuted",
  "quiet-began",
  "quiet-ended",
  "paged",
  "paged-again",
  "page-sent",
  "page-dropped",
  "way-failed",
  "slack-silent",
  "level-skipped",
  "level-waits",
  "round-ended",
  "held",
  "asked",
  "acknowledgement-kept",
  "still-on-it",
  "update-due",
  "update-put-off",
  "followed",
  "unfollowed",
  "hand-over-offered",
  "hand-over-asked-again",
  "hand-over-withdrawn",
  "mitigation-planned",
  "mitigation-added",
  "mitigation-started",
  "mitigation-finished",
  "mitigation-skipped",
  "task-added",
  "task-changed",
  "task-reminded",
  "task-snoozed",
]);

/** The beginning of a brief for whoever takes an incident over: the one who hands over knows the rest. */
export function draftBrief(
  facts: IncidentFacts,
  entries: readonly TimelineEntry[],
  nameOf: NameOf,
): string {
  const parts = [
    part("State", stateLines(facts)),
    part("What happened so far", storyLines(entries, nameOf)),
    part("What was tried", triedLines(facts.incident)),
    part("What is next", nextLines(facts)),
    part("Who knows what", peopleLines(facts, entries, nameOf)),
  ];
  return cut(parts.join("\n\n"), BRIEF_LENGTH);
}

function part(heading: string, lines: readonly string[]): string {
  return [`${heading}:`, ...lines.map((line) => `- ${line}`)].join("\n");
}

function stateLines(facts: IncidentFacts): readonly string[] {
  const { incident, severityRules, now } = facts;
  const counts = countWords(incident.alerts);
  return [
    `${severityWords(incident, severityRules)}, ${statusWords(incident, IN_PLAIN)}`,
    `It has lasted for ${span(incident.startedAt, now)}${counts === "" ? "" : `; ${counts}`}`,
    ...impactLines(incident),
  ];
}

function impactLines({ updates: { last } }: Incident): readonly string[] {
  if (last === null || last.impact === "") return [];
  return [`Impact, as others were told ${utc(last.at)}: ${plainLine(last.impact, LINE_LENGTH)}`];
}

/** Steps that were begun, in their order; what is only planned stands on the card. */
function triedLines({ mitigation: { steps } }: Incident): readonly string[] {
  const begun = steps.filter(({ state }) => state === "running" || state === "finished");
  if (begun.length === 0) return ["Nothing yet, as far as the card knows"];
  return begun.slice(-MOST_LINES).map(({ text, state, outcome, note }) => {
    const came = state === "running" ? "still running" : OUTCOME_WORDS[outcome ?? "no-change"];
    const more = note === "" ? "" : ` (${plainLine(note, LINE_LENGTH)})`;
    return `${plainLine(text, LINE_LENGTH)}: ${came}${more}`;
  });
}

/** The newest lines, oldest of them first. */
function storyLines(entries: readonly TimelineEntry[], nameOf: NameOf): readonly string[] {
  const worthy = entries.filter(({ event }) => !PASSED_OVER.has(event.kind));
  const lines = timelineLines(worthy, { ...IN_PLAIN, nameOf }).slice(-MOST_LINES);
  if (lines.length === 0) return ["Nothing is on the timeline yet"];
  return lines.map(({ at, words }) => `${utc(at)}: ${plainLine(words, LINE_LENGTH)}`);
}

function taskLines({ tasks }: Incident): readonly string[] {
  const open = tasks.filter(({ state, type }) => state === "open" && type === "task");
  return open.slice(0, MOST_LINES).map(({ text, owner }) => {
    const whose = owner?.kind === "person" ? ` (${plainLine(owner.name, 60)})` : "";
    return `Open task: ${plainLine(text, LINE_LENGTH)}${whose}`;
  });
}

function nextLines({ incident }: IncidentFacts): readonly string[] {
  const { last } = incident.updates;
  const promised = last?.nextAt ?? null;
  const doing = last === null || last.doing === "" ? [] : [plainLine(last.doing, LINE_LENGTH)];
  return [
    ...doing,
    ...taskLines(incident),
    ...(promised === null || !isOpen(incident)
      ? []
      : [`Others wait for an update by ${utc(promised)}`]),
    "(say what you would do next)",
  ];
}

/** Roles first, then whoever else did something. */
function peopleLines(
  { incident, roles }: IncidentFacts,
  entries: readonly TimelineEntry[],
  nameOf: NameOf,
): readonly string[] {
  const held = Object.entries(incident.roles).map(
    ([role, actor]) => `${roles.get(role)?.name ?? role}: ${nameIn(actor, nameOf)}`,
  );
  const known = [...Object.values(incident.roles), incident.acknowledgedBy];
  const others = uniquePeople(entries.map(({ by }) => by)).filter(
    (one) => !known.some((other) => isSameActor(other, one)),
  );
  const names = others.slice(0, MOST_PEOPLE).map((one) => nameIn(one, nameOf));
  const worked = names.length === 0 ? [] : [`Also on it: ${names.join(", ")}`];
  const hasLead = incident.roles[LEAD] !== undefined;
  return [...held, ...worked, ...(hasLead ? [] : ["Nobody leads it"])];
}

function uniquePeople(actors: readonly Actor[]): readonly Actor[] {
  return actors
    .filter(({ kind }) => kind === "person")
    .filter((one, index, all) => all.findIndex((other) => isSameActor(other, one)) === index);
}

function nameIn(actor: Actor, nameOf: NameOf): string {
  if (actor.kind !== "person") return "Muster";
  return plainLine(actor.person === null ? actor.name : nameOf(actor.person), 60);
}

import type { DateTime } from "luxon";
import { isSameActor, type Actor } from "#domain/actor.ts";
import { incidentName, type AlertCounts, type Incident } from "#domain/incident/incident.ts";
import { timesOf } from "#domain/incident/times-of.ts";
import type { SeverityRules } from "#domain/severity.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { plainLine, type Pen } from "./mrkdwn.ts";

type Subject = Pick<IncidentFacts, "incident" | "service" | "team" | "severityRules">;

/** What a person of the configuration is called. */
export type NameOf = (person: string) => string;

const NAME_LENGTH = 80;
const TITLE_LENGTH = 95;
const HEADLINE_LENGTH = 150;
const EMOJI = {
  SEV1: ":red_circle:",
  SEV2: ":large_orange_circle:",
  SEV3: ":large_yellow_circle:",
  SEV4: ":large_blue_circle:",
} as const;

/** Which incident, how bad and what, for places where nothing is parsed. */
export function headline(incident: Incident, rules: SeverityRules): string {
  const title = plainLine(incident.title, TITLE_LENGTH);
  return `${incidentName(incident.id)} · ${severityWords(incident, rules)} · ${title}`;
}

/** SEV2 Major: a number to say and a word to understand. */
export function severityWords({ severity }: Incident, rules: SeverityRules): string {
  return `${severity} ${plainLine(rules.name, 30)}`;
}

/** The coloured sign of a severity; never without the words beside it. */
export function severityEmoji({ severity, status }: Incident): string {
  if (status === "merged") return ":twisted_rightwards_arrows:";
  if (status === "mitigated") return ":adhesive_bandage:";
  return status === "resolved" ? ":white_check_mark:" : EMOJI[severity];
}

export function actorWords(actor: Actor, pen: Pen): string {
  switch (actor.kind) {
    case "person":
      return pen.text(actor.name, NAME_LENGTH) || "somebody";
    case "source":
      return `the source ${pen.text(actor.source, NAME_LENGTH)}`;
    case "muster":
      return "Muster";
  }
}

/** Where the incident stands and who has it. */
export function statusWords(incident: Incident, pen: Pen): string {
  const { acknowledgedAt, acknowledgedBy, resolvedAt, resolvedBy } = incident;
  const { ending, mitigatedAt, mitigatedBy } = incident.life;
  switch (incident.status) {
    case "triggered":
      return "Triggered, nobody has it yet";
    case "acknowledged":
      return `Acknowledged${byWhom(acknowledgedBy, pen)}${byWay(incident, pen)}${atWhen(acknowledgedAt, pen)}`;
    case "mitigated":
      return `Mitigated${byWhom(mitigatedBy, pen)}${atWhen(mitigatedAt, pen)}${keeperWords(incident, pen)}`;
    case "resolved": {
      const { impact, ended } = timesOf(incident);
      const lasted = ended === null ? "" : `, after ${span(impact, ended)}`;
      return `${ending === "false-alarm" ? "False alarm, resolved" : "Resolved"}${byWhom(resolvedBy, pen)}${atWhen(ended, pen)}${lasted}`;
    }
    case "merged":
      return `${ending === "duplicate" ? "Duplicate, merged" : "Merged"} into ${hostName(incident)}${byWhom(resolvedBy, pen)}${atWhen(resolvedAt, pen)}`;
  }
}

/** Who sees it through, where somebody else said that the pain has stopped. */
function keeperWords({ acknowledgedBy, life }: Incident, pen: Pen): string {
  if (acknowledgedBy === null || isSameActor(life.mitigatedBy, acknowledgedBy)) return "";
  return `; ${actorWords(acknowledgedBy, pen)} has it`;
}

/** What people call the incident that it was merged into. */
export function hostName({ mergedInto }: Incident): string {
  return mergedInto === undefined ? "another incident" : incidentName(mergedInto);
}

/** How many alerts fire, of how many; empty when it never had any. */
export function countWords({ firing, muted, ended }: AlertCounts): string {
  const all = firing + muted + ended;
  if (all === 0) return "";
  const silenced = muted === 0 ? "" : `, ${muted} muted`;
  return `${firing} of ${all} firing${silenced}`;
}

/** The service and its team, by the names that people gave them. */
export function serviceWords({ incident, service, team }: Subject, pen: Pen): string {
  const name = pen.text(service?.name ?? incident.service, NAME_LENGTH);
  return team === undefined ? name : `${name} (team ${pen.text(team.name, NAME_LENGTH)})`;
}

/** The whole incident as one paragraph, for notifications and screen readers. */
export function sentence(facts: Subject, pen: Pen): string {
  const { incident, severityRules } = facts;
  const counts = countWords(incident.alerts);
  const state = [serviceWords(facts, pen), counts, `since ${pen.moment(incident.startedAt)}`];
  return [
    `${pen.text(headline(incident, severityRules), HEADLINE_LENGTH)}.`,
    `${state.filter((part) => part !== "").join(", ")}.`,
    `${statusWords(incident, pen)}.`,
  ].join(" ");
}

/** a, b and c. */
export function listWords(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? "nobody";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** A length of time as people say it: 4 min, 1 h 4 min, 2 d 3 h. */
export function span(from: DateTime, to: DateTime): string {
  const minutes = Math.max(0, Math.floor(to.diff(from).as("minutes")));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function byWhom(actor: Actor | null, pen: Pen): string {
  return actor === null ? "" : ` by ${actorWords(actor, pen)}`;
}

/** Slack goes without saying. */
function byWay({ acknowledgedVia: via }: Incident, pen: Pen): string {
  return via === undefined ? "" : ` (by ${pen.text(via, NAME_LENGTH)})`;
}

function atWhen(moment: DateTime | null, pen: Pen): string {
  return moment === null ? "" : `, ${pen.moment(moment)}`;
}

import { isSameActor } from "#domain/actor.ts";
import { incidentName, isOpen, type Incident } from "#domain/incident/incident.ts";
import { leadOf } from "#domain/incident/leading.ts";
import type { Runbook, RunbookAnswer } from "#domain/runbook.ts";
import { cut } from "#domain/text.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { context, header, message, section, type Message } from "#slack/words/blocks.ts";
import {
  actorWords,
  headline,
  hostName,
  type NameOf,
  sentence,
  serviceWords,
  severityWords,
  statusWords,
} from "#slack/words/incident-words.ts";
import {
  cutMrkdwn,
  escapeText,
  IN_BLOCK,
  IN_NOTICE,
  IN_PLAIN,
  plainLine,
  utc,
} from "#slack/words/mrkdwn.ts";
import { pagingWords } from "#slack/words/paging-words.ts";
import { serviceChanges } from "./card/service-changes.ts";
import { firstSteps } from "./first-steps.ts";
import { linkLines } from "./incident-links.ts";

export type ChannelBookmark = {
  readonly title: string;
  readonly link: string;
  readonly emoji: string;
};

const NAME_LENGTH = 80;
const SLUG_LENGTH = 50;
const TOPIC_LENGTH = 250;
const MOST_CHANGES = 5;
/** Letters that do not come apart into a Latin one and its marks. */
const LATIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ı: "i",
};

/** A name that Slack takes, such as inc-42-payments-are-slow; from the second attempt on with its number. */
export function channelName(prefix: string, { id, title }: Incident, attempt: number): string {
  const end = attempt > 1 ? `-${attempt}` : "";
  const slug = slugOf(title).slice(0, SLUG_LENGTH).replace(/-+$/, "");
  const name = `${prefix}-${id}${slug === "" ? "" : `-${slug}`}`;
  return `${name.slice(0, NAME_LENGTH - end.length)}${end}`;
}

/** The state in one line; Slack formats nothing in it and expands no dates. */
export function topicOf(facts: IncidentFacts): string {
  const { incident, severityRules } = facts;
  const parts = [
    severityWords(incident, severityRules),
    statusWords(incident, IN_PLAIN),
    leadWords(incident),
    serviceWords(facts, IN_PLAIN),
    `since ${utc(incident.startedAt)}`,
  ];
  return withinTopic(parts.filter((part) => part !== "").join(" · "));
}

/** Named where somebody else has it; mostly one person does both. */
function leadWords(incident: Incident): string {
  const lead = leadOf(incident);
  if (lead === null || !isOpen(incident)) return "";
  return isSameActor(incident.acknowledgedBy, lead) ? "" : `lead ${actorWords(lead, IN_PLAIN)}`;
}

/** What the channel is for. */
export function purposeOf(facts: IncidentFacts): string {
  const { incident } = facts;
  const title = plainLine(incident.title, 120);
  return withinTopic(
    `Everything about ${incidentName(incident.id)}: ${title}. ${serviceWords(facts, IN_PLAIN)}.`,
  );
}

/** What stands above the messages; each is known by its title. */
export function bookmarksOf(facts: IncidentFacts): readonly ChannelBookmark[] {
  const { runbookUrl, dashboard, sourceUrl } = facts;
  return [
    { title: "Runbook", link: runbookUrl, emoji: ":notebook:" },
    { title: "Dashboard", link: dashboard?.url ?? null, emoji: ":bar_chart:" },
    { title: "Alert source", link: sourceUrl, emoji: ":rotating_light:" },
  ].flatMap(({ link, ...rest }) => (link === null ? [] : [{ ...rest, link }]));
}

/** The channel's first message: what to do first, who has it, and what to open. */
export function renderWelcome(facts: IncidentFacts, nameOf: NameOf, runbook?: Runbook): Message {
  const { incident, severityRules } = facts;
  const steps = runbook === undefined ? [] : firstSteps(runbook);
  const paging = pagingWords(facts, { ...IN_BLOCK, nameOf });
  return message(`${sentence(facts, IN_NOTICE)} ${firstWords(facts, false)}`, [
    header(headline(incident, severityRules)),
    section(
      `*${statusWords(incident, IN_BLOCK)}.* ${paging ?? ""}`.trim(),
      firstWords(facts, steps.length > 0),
    ),
    ...steps,
    ...serviceChanges(facts, MOST_CHANGES),
    context(...linkLines(facts)),
    context("The pinned card shows what is true now, and its buttons change it."),
  ]);
}

function firstWords({ incident, runbook }: IncidentFacts, hasSteps: boolean): string {
  const { acknowledgedBy: holder } = incident;
  const next = nextWords(runbook, hasSteps);
  switch (incident.status) {
    case "triggered":
      return `What to do first: press Acknowledge on the card, so that nobody else is woken. ${next}`;
    case "acknowledged":
    case "mitigated": {
      const who = holder === null ? "somebody" : actorWords(holder, IN_BLOCK);
      return `What to do first: ask ${who} how you can help. ${next}`;
    }
    case "resolved":
      return "It is over. Write down here what you saw, while you remember it.";
    case "merged":
      return `It was merged into ${hostName(incident)}, which goes on in its place.`;
  }
}

function nextWords(runbook: RunbookAnswer, hasSteps: boolean): string {
  if (hasSteps) return "Then begin with what the runbook says first:";
  if (runbook.kind !== "missing") return "Then open the runbook.";
  return "Then look at what changed in the hour before it began.";
}

function slugOf(title: string): string {
  return plainLine(title, 200)
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\p{ASCII}]/gu, (letter) => LATIN[letter] ?? " ")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

/** Escaped as Slack keeps it, and still short enough. */
function withinTopic(text: string): string {
  return cutMrkdwn(escapeText(cut(text, TOPIC_LENGTH)), TOPIC_LENGTH);
}

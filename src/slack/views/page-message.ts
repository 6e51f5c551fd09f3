import type { types } from "@slack/bolt";
import type { Target } from "#domain/escalation/escalation.ts";
import { worstFirst, type Incident } from "#domain/incident/incident.ts";
import { whyUnwanted } from "#domain/incident/page-wanted.ts";
import type { PageFacts, PagingFacts } from "#engine/incident/read-facts.ts";
import {
  actions,
  bulletList,
  header,
  message,
  section,
  words,
  type Message,
} from "#slack/words/blocks.ts";
import {
  countWords,
  headline,
  type NameOf,
  plural,
  sentence,
  serviceWords,
  severityEmoji,
  statusWords,
} from "#slack/words/incident-words.ts";
import {
  broadcast,
  callUserGroup,
  IN_BLOCK,
  IN_NOTICE,
  IN_PLAIN,
  outside,
  plainLine,
  when,
} from "#slack/words/mrkdwn.ts";
import { levelOf, pagingWords } from "#slack/words/paging-words.ts";
import type { IncidentOutline } from "#store/incident/incident-outline.ts";
import type { Page } from "#store/page/pages.ts";
import { acknowledgeMany, MOST_SHOWN } from "./acknowledge-many.ts";
import { alertList } from "./alert-list.ts";
import { renderAsk } from "./ask-message.ts";
import { bareLines, bareSection, mayNeedSomebody } from "./bare.ts";
import { pageButtons } from "./incident-buttons.ts";
import { linkButtons, linkLines } from "./incident-links.ts";

/** What wakes somebody: what, how bad, since when, why you, and the buttons; afterwards who has it. */
export function renderPage(facts: PageFacts, page: Page, nameOf: NameOf): Message {
  if (page.kind === "ask") return renderAsk(facts);
  const { incident, severityRules } = facts;
  const call = incident.status === "triggered" ? callOf(page.target) : "";
  return message(`${call}${sentence(facts, IN_NOTICE)} ${reasonWords(facts, page, nameOf)}`, [
    header(headline(incident, severityRules)),
    section(...pageLines(facts, page, { call, nameOf })),
    ...alertList(facts),
    section(...linkLines(facts)),
    ...actions("incident", [...pageButtons(incident, page), ...linkButtons(facts)]),
  ]);
}

/** What a digest shows less of. */
type NotDrawn = {
  /** Those that are only counted and offered. */
  readonly others?: readonly Incident[];
  readonly unreadable?: readonly IncidentOutline[];
};

/** Several pages at once for one person or channel: the worst first, and all can be taken from here. */
export function renderPageDigest(
  known: readonly PagingFacts[],
  nameOf: NameOf,
  { others = [], unreadable = [] }: NotDrawn = {},
): Message {
  const facts = known.toSorted((a, b) => worstFirst(a.incident, b.incident));
  const all = [...facts.map(({ incident }) => incident), ...others];
  const waiting = all.filter(({ status }) => status === "triggered");
  const title = digestTitle([...all, ...unreadable]);
  const shown = facts.slice(0, MOST_SHOWN);
  const [worst] = shown;
  const first = worst === undefined ? "" : ` The worst: ${sentence(worst, IN_NOTICE)}`;
  const rest = all.length - shown.length;
  return message([`${title}.${first}`, ...bareLines(unreadable)].join(" "), [
    header(title),
    ...bulletList(shown.map((one) => digestPoint(one, nameOf))),
    ...(rest > 0 ? [section(`and ${rest} more; App Home lists them all.`)] : []),
    ...bareSection(unreadable),
    ...acknowledgeMany(waiting),
  ]);
}

function pageLines(
  facts: PageFacts,
  page: Page,
  { call, nameOf }: { readonly call: string; readonly nameOf: NameOf },
): readonly string[] {
  const { incident } = facts;
  const counts = countWords(incident.alerts);
  const state = [serviceWords(facts, IN_BLOCK), counts, `since ${when(incident.startedAt)}`];
  return [
    `${call}${severityEmoji(incident)} *${statusWords(incident, IN_BLOCK)}*`,
    state.filter((part) => part !== "").join(" · "),
    reasonWords(facts, page, nameOf),
  ];
}

/** Why this page came to you, or what became of it. */
function reasonWords({ incident }: PageFacts, page: Page, nameOf: NameOf): string {
  const whom =
    page.target.kind === "person" ? outside(nameOf(page.target.person), 80) : "this channel";
  const level = levelOf(incident, page);
  const where = level === null ? "" : `level ${level}, `;
  const reason = outside(page.reason, 200);
  if (whyUnwanted(incident, page) === null) return `Why ${whom}: ${where}${reason}.`;
  return `${whom === "this channel" ? "This channel" : whom} was paged: ${reason}.`;
}

/** The policy says whether a channel's message calls everybody in it, or a user group. */
function callOf(target: Target): string {
  if (target.kind === "person") return "";
  const everybody = target.mention === "none" ? [] : [broadcast(target.mention)];
  const groups = (target.userGroups ?? []).map(callUserGroup);
  return [...everybody, ...groups].map((call) => `${call} `).join("");
}

function digestTitle(incidents: readonly { readonly status: string }[]): string {
  const all = incidents.length;
  const waiting = incidents.filter(mayNeedSomebody).length;
  if (waiting === 0) return `${plural(all, "incident")}, all of them taken or over`;
  if (waiting === all) return `${plural(all, "incident")} need you`;
  return `${waiting} of ${plural(all, "incident")} still need somebody`;
}

/** Paging is told only while nobody has it; the status says the rest. */
function digestPoint(facts: PagingFacts, nameOf: NameOf): readonly types.RichTextText[] {
  const { incident, severityRules } = facts;
  const paging = pagingWords(facts, { ...IN_PLAIN, nameOf });
  const state =
    incident.status === "triggered" && paging !== null ? paging : statusWords(incident, IN_PLAIN);
  return [
    words(headline(incident, severityRules), { bold: true }),
    words(` ${plainLine(serviceWords(facts, IN_PLAIN), 60)}. ${plainLine(state, 120)}`),
  ];
}

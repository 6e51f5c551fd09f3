import type { IncidentId } from "#domain/incident/incident.ts";
import { incidentName } from "#domain/incident/incident.ts";
import { say, type Permitted } from "#slack/flows/desk/answer.ts";
import type { Desk } from "#slack/flows/desk/desk.ts";
import type { Word } from "#slack/flows/incident/word.ts";
import { readable } from "#slack/flows/record/readable.ts";
import { deedValue } from "#slack/views/postmortem/deeds.ts";
import { foundLine, owedLine } from "#slack/views/postmortem/lines.ts";
import { ACTIONS, numbered } from "#slack/words/action-ids.ts";
import { actions, message, section, select, type Message } from "#slack/words/blocks.ts";
import { outside, plainLine } from "#slack/words/mrkdwn.ts";
import { readClock } from "#store/database/clock.ts";
import { overduePostmortems } from "#store/postmortem/overdue.ts";
import { searchDocuments } from "#store/postmortem/search.ts";
import { parseSearch, type Search } from "./parse-search.ts";

type Named = { readonly id: string; readonly name: string };

const MOST_SHOWN = 15;

/** Anyone who may see incidents finds what was written about them. */
export const postmortemsWord: Word = {
  words: ["postmortems", "retros"],
  usage: [
    { typed: "postmortems", says: "shows the newest postmortems." },
    {
      typed: "postmortems connection pool service:checkout",
      says: "finds those in which the words stand.",
    },
    { typed: "postmortems overdue", says: "shows those that should have been published." },
  ],
  action: "see",
  group: null,
  run: (desk, call) => listPostmortems(desk, call, call.text),
};

export async function listPostmortems(desk: Desk, _: Permitted, typed: string): Promise<Message> {
  const search = parseSearch(await readable(desk, typed));
  return search.kind === "overdue" ? await listOverdue(desk) : await listFound(desk, search);
}

async function listFound(
  { engine }: Desk,
  { words, service: typed }: Extract<Search, { readonly kind: "search" }>,
): Promise<Message> {
  const service = typed === null ? null : serviceCalled(typed, engine.configuration().services);
  if (typed !== null && service === null) return say(`No service is called ${outside(typed, 60)}.`);
  const found = await searchDocuments(engine.database.kysely, {
    words,
    limit: MOST_SHOWN + 1,
    ...(service === null ? {} : { service: service.id }),
  });
  const which = whichWords(words, service);
  if (found.length === 0) return say(`There is no postmortem${which} yet.`);
  const shown = found.slice(0, MOST_SHOWN);
  const heading = `*Postmortems${which || ", the newest first"}*`;
  const more = found.length > MOST_SHOWN ? ["and more: add a word to find the one you mean"] : [];
  return listed([heading, ...shown.map(foundLine), ...more], shown);
}

/** By what they were chosen; empty when they were not. */
function whichWords(words: string, service: Named | null): string {
  return [
    ...(words === "" ? [] : [` with “${outside(words, 100)}”`]),
    ...(service === null ? [] : [` of ${outside(service.name, 80)}`]),
  ].join("");
}

async function listOverdue({ engine }: Desk): Promise<Message> {
  const { kysely } = engine.database;
  const before = await readClock(kysely);
  const found = await overduePostmortems(kysely, { before, limit: MOST_SHOWN + 1 });
  if (found.length === 0) return say("No postmortem is overdue.");
  const shown = found.slice(0, MOST_SHOWN);
  const more = found.length > MOST_SHOWN ? ["and more, which were due later"] : [];
  const heading = "*Overdue postmortems, the oldest first*";
  return listed([heading, ...shown.map(owedLine), ...more], shown);
}

/** The lines, and a menu that opens one of them. */
function listed(
  lines: readonly string[],
  found: readonly { readonly incident: IncidentId; readonly title: string }[],
): Message {
  const choices = found.map(({ incident, title }) => ({
    text: plainLine(`${incidentName(incident)} ${title}`, 70),
    value: deedValue("open", incident),
  }));
  return message(lines.join("\n"), [
    ...inSections(lines),
    ...actions("postmortems", [select(numbered(ACTIONS.postmortem, 0), "Open one", choices)]),
  ]);
}

/** A section takes few lines of this length. */
function inSections(lines: readonly string[]): ReturnType<typeof section>[] {
  const size = 5;
  const count = Math.ceil(lines.length / size);
  return Array.from({ length: count }, (_, index) =>
    section(...lines.slice(index * size, (index + 1) * size)),
  );
}

/** By its id, or by its name as one word. */
function serviceCalled(typed: string, services: ReadonlyMap<string, Named>): Named | null {
  const known = services.get(typed);
  if (known !== undefined) return known;
  const named = [...services.values()].find(({ name }) => {
    return name.toLowerCase().replaceAll(/\s+/gu, "-") === typed;
  });
  return named ?? null;
}

import type { Target } from "#domain/escalation.ts";
import { worstFirst } from "#domain/incident.ts";
import { PageJob } from "#engine/jobs.ts";
import { readFacts, type IncidentFacts } from "#engine/read-facts.ts";
import { settlePage, whyDropped } from "#engine/settle-page.ts";
import { renderPage, renderPageDigest } from "#slack/views/page-message.ts";
import type { Message } from "#slack/words/blocks.ts";
import { readIncidents } from "#store/incidents.ts";
import type { Job, Outcome } from "#store/lanes.ts";
import { readPages, type Page } from "#store/pages.ts";
import {
  entriesOf,
  intendMessage,
  messageOfPage,
  type SlackMessage,
} from "#store/slack-messages.ts";
import { blamesToken, Refused } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";
import { sendToChannel } from "./send-to-channel.ts";
import { sendToPerson } from "./send-to-person.ts";

/** After a digest the next one waits this long: one notification tells of all that came meanwhile. */
const DIGEST_PAUSE = { seconds: 30 };

type Subject = { readonly page: Page; readonly facts: IncidentFacts };

/** Sends the pages that wait for one person or channel: each by itself, or all in one message when there are many. */
export async function sendPages(out: Outgoing, jobs: readonly Job[]): Promise<Outcome> {
  const done = jobs.map(({ id }) => id);
  const subjects = await stillNeeded(out, jobs);
  const { begun, fresh } = await sortOut(out, subjects);
  for (const message of begun.values()) await resume(out, message, subjects);
  const waiting = fresh.toSorted((a, b) => worstFirst(a.facts.incident, b.facts.incident));
  if (waiting.length > out.engine.configuration().slack.stormAbove) {
    await begin(out, waiting);
    const [first] = waiting;
    return first === undefined
      ? { done }
      : { done, pauseUntil: first.facts.now.plus(DIGEST_PAUSE) };
  }
  for (const subject of waiting) await begin(out, [subject]);
  return { done };
}

/** Looks at the truth again: what somebody has taken meanwhile wakes nobody. */
async function stillNeeded(out: Outgoing, jobs: readonly Job[]): Promise<readonly Subject[]> {
  const { database } = out.engine;
  const ids = jobs.map(({ payload }) => PageJob.parse(payload).page);
  const pages = (await readPages(database.kysely, ids)).filter(({ state }) => state === "pending");
  const incidents = await readIncidents(
    database.kysely,
    pages.map(({ incident }) => incident),
  );
  const needed: Subject[] = [];
  for (const page of pages) {
    const incident = incidents.find(({ id }) => id === page.incident);
    if (incident === undefined) continue;
    const reason = whyDropped(incident);
    if (reason === null) {
      needed.push({ page, facts: await readFacts(out.engine, database.kysely, incident) });
    } else {
      await database.transaction((tx) =>
        settlePage(out.engine, tx, page, { kind: "dropped", reason }),
      );
    }
  }
  return needed;
}

/** Messages that an earlier attempt began, and pages that no message was begun for. */
async function sortOut(
  out: Outgoing,
  subjects: readonly Subject[],
): Promise<{ begun: ReadonlyMap<number, SlackMessage>; fresh: readonly Subject[] }> {
  const begun = new Map<number, SlackMessage>();
  const fresh: Subject[] = [];
  for (const subject of subjects) {
    const message = await messageOfPage(out.engine.database.kysely, subject.page.id);
    if (message === null) fresh.push(subject);
    else begun.set(message.id, message);
  }
  return { begun, fresh };
}

async function begin(out: Outgoing, subjects: readonly Subject[]): Promise<void> {
  const [first] = subjects;
  if (first === undefined) return;
  const kind = subjects.length === 1 ? "page" : "page-digest";
  const place = placeOf(first.page.target);
  const entries = subjects.map(({ page }) => ({ incident: page.incident, page: page.id }));
  const message = await intendMessage(out.engine.database, { kind, place }, entries);
  await deliver(out, message, subjects);
}

/** A message that was begun before is finished with the pages that it was begun for. */
async function resume(
  out: Outgoing,
  message: SlackMessage,
  subjects: readonly Subject[],
): Promise<void> {
  const entries = await entriesOf(out.engine.database.kysely, message.id);
  const pages = new Set(entries.map(({ page }) => page));
  await deliver(
    out,
    message,
    subjects.filter(({ page }) => pages.has(page.id)),
  );
}

async function deliver(
  out: Outgoing,
  message: SlackMessage,
  subjects: readonly Subject[],
): Promise<void> {
  const [first] = subjects;
  if (first === undefined) return;
  try {
    await dispatch(out, message, first.page.target, render(out, subjects));
    await settle(out, subjects, { kind: "sent", via: "slack" });
  } catch (error) {
    if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
    out.engine.logger.error({ place: message.place, error: error.code }, "page refused");
    await settle(out, subjects, { kind: "failed", error: error.message });
  }
}

async function dispatch(
  out: Outgoing,
  message: SlackMessage,
  target: Target,
  content: Message,
): Promise<void> {
  switch (target.kind) {
    case "person":
      await sendToPerson(out, message, target.person, content);
      return;
    case "channel":
      await sendToChannel(out, message, target.channel, content);
      return;
  }
}

function render(out: Outgoing, subjects: readonly Subject[]): Message {
  const [first, ...others] = subjects;
  if (first !== undefined && others.length === 0) {
    return renderPage(first.facts, first.page, out.nameOf);
  }
  return renderPageDigest(
    subjects.map(({ facts }) => facts),
    out.nameOf,
  );
}

async function settle(
  out: Outgoing,
  subjects: readonly Subject[],
  result: { kind: "sent"; via: string } | { kind: "failed"; error: string },
): Promise<void> {
  const inOrder = subjects.toSorted((a, b) => a.page.incident - b.page.incident);
  await out.engine.database.transaction(async (tx) => {
    for (const { page } of inOrder) await settlePage(out.engine, tx, page, result);
  });
}

function placeOf(target: Target): string {
  switch (target.kind) {
    case "person":
      return `person/${target.person}`;
    case "channel":
      return `channel/${target.channel.replace(/^#/, "")}`;
  }
}

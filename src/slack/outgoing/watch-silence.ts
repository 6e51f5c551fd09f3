import { setTimeout as wait } from "node:timers/promises";
import { DateTime } from "luxon";
import { silenceOf, type SlackSilence } from "#domain/reach.ts";
import { PageJob } from "#engine/job/jobs.ts";
import { tellSilence } from "#engine/page/tell-silence.ts";
import { readClock } from "#store/database/clock.ts";
import type { NewJob } from "#store/job/jobs.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { readPages, type Page } from "#store/page/pages.ts";
import { failureOf } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";

/** Longer than this Slack is not waited for: the person's other ways come at their own time anyway. */
const PATIENCE_MS = 3000;

/** Asks whether Slack will ring for a page, once it stands there; apart from the page, which it must never hold up. */
export function silenceLooks(pages: readonly Page[]): readonly NewJob[] {
  return pages.flatMap(({ id, target, urgency }) => {
    if (target.kind !== "person" || urgency === "low") return [];
    return [{ lane: `ring:${target.person}`, kind: "ring", payload: { page: id } }];
  });
}

/** One question for all pages of a person that were sent together. */
export async function watchSilence(out: Outgoing, jobs: readonly Job[]): Promise<Outcome> {
  const ids = jobs.map(({ payload }) => PageJob.parse(payload).page);
  const pages = await readPages(out.engine.database.kysely, ids);
  const [first] = pages;
  const person = first?.target.kind === "person" ? first.target.person : null;
  const silence = person === null ? null : await askSilence(out, person);
  if (silence !== null) {
    for (const { id } of pages) await tellSilence(out.engine, id, silence);
  }
  return { done: jobs.map(({ id }) => id) };
}

/** Null when Slack rings, or does not say: then nothing is hurried and nothing is lost. */
async function askSilence(out: Outgoing, person: string): Promise<SlackSilence | null> {
  const user = await softly(out, "people", () => out.slackIdOf(person));
  if (user === null) return null;
  const now = await readClock(out.engine.database.kysely);
  const dnd = out.granted("dnd:read")
    ? await softly(out, "dnd.info", () => out.client.dnd.info({ user }))
    : null;
  const about = out.knows("users.getPresence")
    ? await softly(out, "users.getPresence", () => out.client.users.getPresence({ user }))
    : null;
  const presence = about?.presence === "away" ? "away" : null;
  return silenceOf(dnd === null ? null : periodOf(dnd), presence, now);
}

/** When Slack is silent for somebody next, or already is. */
export function periodOf(dnd: {
  readonly dnd_enabled?: boolean;
  readonly next_dnd_start_ts?: number;
  readonly next_dnd_end_ts?: number;
}): NonNullable<Parameters<typeof silenceOf>[0]> {
  return {
    enabled: dnd.dnd_enabled === true,
    start: DateTime.fromSeconds(dnd.next_dnd_start_ts ?? 0, { zone: "utc" }),
    end: DateTime.fromSeconds(dnd.next_dnd_end_ts ?? 0, { zone: "utc" }),
  };
}

async function softly<Answer>(
  { engine }: Outgoing,
  what: string,
  ask: () => Promise<Answer>,
): Promise<Answer | null> {
  try {
    return await Promise.race([ask(), wait(PATIENCE_MS, null, { ref: false })]);
  } catch (error) {
    engine.logger.warn({ what, failure: failureOf(error) }, "not known whether Slack rings");
    return null;
  }
}

import type { DateTime } from "luxon";
import { z } from "zod";
import type { Episode } from "#domain/impairment-episode.ts";
import { readContacts } from "#engine/reachable.ts";
import { readEpisodes } from "#store/impairment/impairments.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import type { Ways } from "./send-notices.ts";
import type { Transport, TroubleNotice, WayResult } from "./way.ts";

const TroubleJob = z.object({ person: z.string(), impairments: z.array(z.number()) });

const MOST_TRIES = 3;
const RETRY = { seconds: 60 };
const TIMEOUT_MS = 30_000;

type Context = { readonly now: DateTime; readonly signal: AbortSignal };
type Place = {
  readonly kind: string;
  readonly tell: NonNullable<Transport["tell"]>;
  readonly to: string;
};

/** Tells an admin what is wrong with Muster itself by the first of their ways that takes it, never by a call. */
export async function sendTroubles(
  ways: Ways,
  jobs: readonly Job[],
  { now, signal }: Context,
): Promise<Outcome> {
  const [job] = jobs;
  if (job === undefined) return { done: [] };
  const { person, impairments } = TroubleJob.parse(job.payload);
  const told = await readEpisodes(ways.engine.database.kysely, impairments);
  const open = told.filter(({ endedAt }) => endedAt === null);
  if (open.length === 0) return { done: [job.id] };
  const places = await placesOf(ways, person);
  if (await tellSomewhere(ways, places, noticeOf(job.id, open), signal)) return { done: [job.id] };
  if (places.length === 0 || job.attempts + 1 >= MOST_TRIES) return { done: [job.id] };
  return { done: [], retry: [{ id: job.id, runAt: now.plus(RETRY), error: "no way took it" }] };
}

/** The quickest first. */
async function placesOf({ engine, all, setting }: Ways, person: string): Promise<readonly Place[]> {
  const { ways } = await readContacts(engine, person);
  const places = ways.flatMap(({ form, address }) => {
    const transport = all.find(({ kind }) => kind === form.kind)?.connect(setting()) ?? null;
    if (address === null || transport?.tell === undefined) return [];
    return [
      { kind: form.kind, tell: transport.tell, to: address, after: form.after.high ?? Infinity },
    ];
  });
  return places.toSorted((a, b) => a.after - b.after);
}

async function tellSomewhere(
  { engine: { logger } }: Ways,
  places: readonly Place[],
  notice: TroubleNotice,
  signal: AbortSignal,
): Promise<boolean> {
  for (const { kind: way, tell, to } of places) {
    signal.throwIfAborted();
    const result = await tellBy(() => {
      return tell(to, notice, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]));
    });
    if (result.kind === "sent") return true;
    logger.warn({ way, reason: result.reason }, "an admin was not told of trouble by this way");
  }
  return false;
}

/** What a way throws may hold an address, so its words go nowhere. */
async function tellBy(tell: () => Promise<WayResult>): Promise<WayResult> {
  try {
    return await tell();
  } catch {
    return { kind: "failed", reason: "it could not be sent", again: true };
  }
}

function noticeOf(job: number, open: readonly Episode[]): TroubleNotice {
  const paragraphs = open.map(({ words, consequence, fix }) => {
    return `${words}.\n${consequence}\nWhat to do: ${fix}`;
  });
  const all = open.map(({ words }) => words).join("; ");
  return { id: `trouble-${job}`, headline: `Muster is impaired: ${all}`, paragraphs };
}

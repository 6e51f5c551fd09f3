import { type Episode, type Followed, followEpisodes } from "#domain/impairment-episode.ts";
import { isRisky, type Part } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { placeOfChannel, placeOfPerson } from "#engine/place.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import { insertNotices, refreshNoticesOf } from "#store/duty/notices.ts";
import { lockEpisodes, saveEpisode } from "#store/impairment/impairments.ts";
import { enqueue } from "#store/job/jobs.ts";

/** When these endanger pages a message in Slack may not arrive, so that people are told by their other ways too. */
const SLACK_FAILS: readonly Part[] = [
  "slack-token",
  "slack-calls",
  "slack-scope",
  "slack-method",
  "pages-late",
];

type Kept = Followed & { readonly id: number };

/** Remembers what this process sees, and tells the admins of what lasts, once for all processes, and of its end. */
export async function followImpairments(engine: Engine): Promise<void> {
  const { database, impairments } = engine;
  await database.transaction(async (tx) => {
    const stored = await lockEpisodes(tx);
    const now = await readClock(tx);
    // Of the database each process tells directly: here it could only do so afterwards.
    const seen = impairments.current().filter(({ part }) => part !== "database");
    const sight = { impairments: seen, process: impairments.process, now };
    const kept: Kept[] = [];
    for (const followed of followEpisodes(stored, sight)) {
      kept.push({ ...followed, id: await saveEpisode(tx, followed.episode) });
    }
    await tell(engine, tx, kept);
    await refreshNoticesOf(
      tx,
      kept.filter(({ hasTurned }) => hasTurned).map(({ id }) => id),
    );
  });
}

/** What is to be told at the same time is one message. */
async function tell(engine: Engine, tx: Transaction, kept: readonly Kept[]): Promise<void> {
  const news = kept.filter(({ isNews }) => isNews);
  const [first] = news;
  if (first === undefined) return;
  const impairments = news.map(({ id }) => id);
  const about = { kind: "impairment", impairments } as const;
  const key = `impairment/${first.id}/${first.episode.severity}`;
  await insertNotices(
    tx,
    placesToTell(engine).map((place) => ({ key: `${key}/${place}`, place, about })),
  );
  if (!news.some(({ episode }) => failsSlack(episode))) return;
  const jobs = adminsOf(engine).map((person) => ({
    lane: `reach:${person}/trouble`,
    kind: "trouble",
    payload: { person, impairments },
    dedupe: key,
  }));
  await enqueue(tx, jobs);
}

function failsSlack({ part, severity }: Episode): boolean {
  return isRisky({ severity }) && SLACK_FAILS.includes(part);
}

/** The admins; where there are none, whoever reads the fallback channel. */
function placesToTell(engine: Engine): readonly string[] {
  const admins = adminsOf(engine);
  const { fallbackChannel } = engine.configuration().slack;
  if (admins.length > 0) return admins.map(placeOfPerson);
  return fallbackChannel === undefined ? [] : [placeOfChannel(fallbackChannel)];
}

/** The people who are told when Muster itself is in trouble. */
export function adminsOf({ configuration }: Pick<Engine, "configuration">): readonly string[] {
  return [...configuration().people.values()].filter(({ admin }) => admin).map(({ id }) => id);
}

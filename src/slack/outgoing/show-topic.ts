import { z } from "zod";
import { onCallAt } from "#domain/schedule/on-call.ts";
import { noticeChannel } from "#engine/duty/hand-off-news.ts";
import { channelAt, placeOfChannel } from "#engine/place.ts";
import { dutyTopic } from "#slack/views/duty-topic.ts";
import { readClock } from "#store/database/clock.ts";
import type { Job, Outcome } from "#store/job/lanes.ts";
import { asError, blamesToken, failureOf, Refused } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";

const TopicJob = z.object({ place: z.string() });

/** Makes channels' topics say who is on call; what Slack refuses is logged and let be. */
export async function showTopics(out: Outgoing, jobs: readonly Job[]): Promise<Outcome> {
  const places = new Set(jobs.map(({ payload }) => TopicJob.parse(payload).place));
  for (const place of places) {
    try {
      await showTopic(out, place);
    } catch (error) {
      if (!(error instanceof Refused) || blamesToken(error.failure)) throw error;
      out.engine.logger.warn({ place, error: error.message }, "topic not set");
    }
  }
  return { done: jobs.map(({ id }) => id) };
}

async function showTopic({ client, ...out }: Outgoing, place: string): Promise<void> {
  const duties = await dutiesAt(out, place);
  const channel = await out.places.channelId(channelAt(place));
  if (duties.length === 0 || channel === null) return;
  try {
    const answer = await client.conversations.info({ channel });
    const shown = answer.channel?.topic?.value ?? "";
    const topic = dutyTopic(shown, duties);
    if (topic !== shown) await client.conversations.setTopic({ channel, topic });
  } catch (error) {
    throw asError(failureOf(error));
  }
}

type Duty = { readonly schedule: string; readonly person: string | null };

/** Who has the schedules whose topic this is. */
async function dutiesAt(
  { engine, nameOf }: Pick<Outgoing, "engine" | "nameOf">,
  place: string,
): Promise<readonly Duty[]> {
  const configuration = engine.configuration();
  const rotas = engine.rotas.rotas(configuration);
  const now = (await readClock(engine.database.kysely)).toMillis();
  return [...configuration.schedules.values()].flatMap((schedule) => {
    const channel = noticeChannel(configuration, schedule);
    if (!schedule.notices.topic || channel === undefined) return [];
    if (placeOfChannel(channel) !== place) return [];
    const timeline = rotas.around(schedule.id, now);
    const person = timeline === null ? null : (onCallAt(timeline, now)?.person ?? null);
    return [{ schedule: schedule.name, person: person === null ? null : nameOf(person) }];
  });
}

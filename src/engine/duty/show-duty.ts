import type { DateTime } from "luxon";
import type { Configuration } from "#domain/configuration/configuration.ts";
import type { Schedule } from "#domain/schedule/schedule.ts";
import type { Engine } from "#engine/engine.ts";
import { placeOfChannel } from "#engine/place.ts";
import type { Transaction } from "#store/database/database.ts";
import { enqueue, type NewJob } from "#store/job/jobs.ts";
import { noticeChannel } from "./hand-off-news.ts";

/** Has user groups and topics show who is on call in these schedules. */
export async function showDuty(
  { configuration }: Engine,
  tx: Transaction,
  ids: readonly string[],
): Promise<void> {
  const schedules = ids.flatMap((id) => configuration().schedules.get(id) ?? []);
  await enqueue(tx, [
    ...schedules.flatMap(({ groups }) => groups.map(({ group }) => groupJob(group))),
    ...schedules.flatMap((schedule) => topicJobs(configuration(), schedule)),
  ]);
}

/** After a start or a change of the configuration everything that shows who is on call looks again. */
export async function showAllDuty(engine: Engine): Promise<void> {
  const ids = [...engine.configuration().schedules.keys()];
  await engine.database.transaction((tx) => showDuty(engine, tx, ids));
}

/** Each has a lane of its own: what Slack refuses of one keeps no other from being shown. */
export function groupJob(group: string, runAt?: DateTime): NewJob {
  return { lane: `group:${group}`, kind: "group", payload: { group }, runAt, dedupe: "group" };
}

function topicJobs(configuration: Configuration, schedule: Schedule): readonly NewJob[] {
  const channel = noticeChannel(configuration, schedule);
  if (!schedule.notices.topic || channel === undefined) return [];
  const place = placeOfChannel(channel);
  return [{ lane: `topic:${place}`, kind: "topic", payload: { place }, dedupe: "topic" }];
}

import type { IncidentId } from "#domain/incident/incident.ts";
import { archiveSince, archiveStep } from "#domain/response/archive.ts";
import type { Engine } from "#engine/engine.ts";
import { enqueueAnnouncement } from "#engine/job/jobs.ts";
import { readClock } from "#store/database/clock.ts";
import { insertNotices } from "#store/duty/notices.ts";
import { channelsOver, noteShown, type ChannelOver } from "#store/slack/slack-channels.ts";

/** Slack allows about twenty a minute. */
const AT_ONCE = 10;

/** Tells those in the channels of what has long been over that they will be archived, and has that done. */
export async function archiveChannels(engine: Engine): Promise<void> {
  const { archiveAfter } = engine.configuration().incidents;
  if (archiveAfter === "off") return;
  const { kysely } = engine.database;
  const now = await readClock(kysely);
  const before = archiveSince(archiveAfter, now);
  for (const channel of await channelsOver(kysely, before, AT_ONCE)) {
    switch (archiveStep({ ...channel, archiveAfter }, now)) {
      case "wait":
        break;
      case "tell":
        await tell(engine, channel);
        break;
      case "archive":
        await show(engine, channel.incident);
    }
  }
}

/** In the thread of its card; once for each end. */
async function tell(engine: Engine, { incident, endedAt }: ChannelOver): Promise<void> {
  await engine.database.transaction(async (tx) => {
    const at = endedAt.toUTC().toISO();
    const about = { kind: "archive-soon", incident, at } as const;
    const key = `${incident}/archive/${endedAt.toMillis()}`;
    await insertNotices(tx, [{ about, place: `incident/${incident}`, key }]);
    await noteShown(tx, incident, { archiveToldAt: await readClock(tx) });
  });
}

async function show(engine: Engine, incident: IncidentId): Promise<void> {
  await engine.database.transaction((tx) => enqueueAnnouncement(tx, incident));
}

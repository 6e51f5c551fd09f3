import { isOpen, type Incident } from "#domain/incident/incident.ts";
import { archiveStep } from "#domain/response/archive.ts";
import { readClock } from "#store/database/clock.ts";
import { noteShown, type SlackChannel } from "#store/slack/slack-channels.ts";
import { asError, blamesToken, failureOf } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";

/** Archives the channel of what has long been over, once people were told; not while something is to be done there. */
export async function archiveWhenDue(
  out: Outgoing,
  incident: Incident,
  { channel, archiveToldAt: toldAt }: SlackChannel,
): Promise<void> {
  const { archiveAfter } = out.engine.configuration().incidents;
  const { resolvedAt: endedAt, tasks } = incident;
  if (archiveAfter === "off" || isOpen(incident) || endedAt === null || channel === null) return;
  if (tasks.some(({ state }) => state === "open")) return;
  const now = await readClock(out.engine.database.kysely);
  if (archiveStep({ endedAt, archiveAfter, toldAt }, now) !== "archive") return;
  const isDone = await archive(out, incident, channel);
  // What Slack refuses is tried again when people could be told anew.
  await noteShown(
    out.engine.database.kysely,
    incident.id,
    isDone ? { archivedAt: now } : { archiveToldAt: now },
  );
}

async function archive(out: Outgoing, { id }: Incident, channel: string): Promise<boolean> {
  try {
    await out.client.conversations.archive({ channel });
    return true;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== "refused" || blamesToken(failure)) throw asError(failure);
    if (failure.error === "already_archived") return true;
    out.engine.logger.warn({ incident: id, channel, error: failure.error }, "channel not archived");
    return false;
  }
}

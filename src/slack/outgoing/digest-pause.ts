import { Duration } from "luxon";
import type { Database } from "#store/database/database.ts";
import { digestsBefore } from "#store/page/page-messages.ts";
import type { SlackMessage } from "#store/slack/slack-messages.ts";

const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 30;
/** After so long without a digest the next one is a first one again. */
const FORGOTTEN_AFTER = Duration.fromObject({ minutes: 2 });

/**
 * How long the next message waits after a digest, so that one notification tells of all that came meanwhile: a storm is
 * told almost as it breaks, and the longer it lasts, the less often it rings.
 */
export async function pauseAfter({ kysely }: Database, { id }: SlackMessage): Promise<Duration> {
  const before = await digestsBefore(kysely, id, FORGOTTEN_AFTER);
  return Duration.fromObject({
    seconds: Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** before),
  });
}

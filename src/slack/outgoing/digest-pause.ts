import { Duration } from "luxon";
import type { Database } from "#store/database/database.ts";
import { digestsBefore } from "#store/page/page-messages.ts";
import type { SlackMessage } from "#store/slack/slack-messages.ts";

const QUICK_DIGESTS = 4;
const QUICK_SECONDS = 5;
const CALM_SECONDS = 30;
/** After so long without a digest the next one is a first one again; calm ones must not forget each other. */
const FORGOTTEN_AFTER = Duration.fromObject({ minutes: 4 });

/**
 * How long the next message waits after a digest, so that one notification tells of all that came meanwhile: a storm is
 * told almost as it breaks, and what goes on after that rings twice a minute.
 */
export async function pauseAfter({ kysely }: Database, { id }: SlackMessage): Promise<Duration> {
  const before = await digestsBefore(kysely, id, FORGOTTEN_AFTER);
  return Duration.fromObject({ seconds: before < QUICK_DIGESTS ? QUICK_SECONDS : CALM_SECONDS });
}

import type { webApi } from "@slack/bolt";
import { z } from "zod";
import { readClock } from "#store/database/clock.ts";
import type { SlackMessage } from "#store/slack/slack-messages.ts";
import { asError, failureOf, NotNow } from "./failure.ts";
import type { Outgoing } from "./outgoing.ts";

/** Slack's clock and the database's may differ by this much. */
const CLOCK_MARGIN = { seconds: 60 };
const HISTORY_SCOPES = { C: "channels:history", G: "groups:history", D: "im:history" } as const;
const PAGE_SIZE = 200;

const Metadata = z.object({ event_payload: z.object({ marker: z.string() }) });

type Question = { readonly channel: string; readonly oldest: string; readonly marker: string };

/** What came of looking; the metric counts by the same words. */
type Sight =
  | { readonly kind: "adopted"; readonly ts: string }
  | { readonly kind: "not sent" }
  | { readonly kind: "not looked up" };

/**
 * Finds a message whose sending had an unclear end, by the marker in its metadata. Null when it is not
 * there, or when we may not look: then it is sent again, because a doubled page is better than none.
 */
export async function lookUp(
  out: Outgoing,
  message: SlackMessage,
  waitSeconds: number,
): Promise<{ readonly channel: string; readonly ts: string } | null> {
  const { channel, firstAttemptAt } = message;
  if (channel === null || firstAttemptAt === null || !mayRead(out, channel)) {
    out.engine.metrics.slackAmbiguous.inc({ outcome: "not looked up" });
    return null;
  }
  const now = await readClock(out.engine.database.kysely);
  const wait = firstAttemptAt.plus({ seconds: waitSeconds }).diff(now).as("seconds");
  if (wait > 0) throw new NotNow("waiting to see whether it was sent", Math.ceil(wait));
  const oldest = String(firstAttemptAt.minus(CLOCK_MARGIN).toSeconds());
  const sight = await findMarker(out, { channel, oldest, marker: message.marker });
  out.engine.metrics.slackAmbiguous.inc({ outcome: sight.kind });
  return sight.kind === "adopted" ? { channel, ts: sight.ts } : null;
}

function mayRead(out: Outgoing, channel: string): boolean {
  const kind = channel.charAt(0);
  if (kind !== "C" && kind !== "G" && kind !== "D") return false;
  return out.granted(HISTORY_SCOPES[kind]);
}

async function findMarker(out: Outgoing, question: Question): Promise<Sight> {
  const { channel, oldest, marker } = question;
  for (let cursor: string | undefined; ;) {
    const page = { channel, oldest, limit: PAGE_SIZE, include_all_metadata: true, inclusive: true };
    const answer = await readHistory(out, cursor === undefined ? page : { ...page, cursor });
    if (answer === null) return { kind: "not looked up" };
    const found = answer.messages?.find(({ metadata }) => markerOf(metadata) === marker);
    if (found?.ts !== undefined) return { kind: "adopted", ts: found.ts };
    cursor = answer.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === "") return { kind: "not sent" };
  }
}

async function readHistory(
  out: Outgoing,
  page: webApi.ConversationsHistoryArguments,
): Promise<webApi.ConversationsHistoryResponse | null> {
  try {
    return await out.client.conversations.history(page);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== "refused") throw asError(failure);
    out.engine.logger.warn({ failure, channel: page.channel }, "history not readable");
    return null;
  }
}

function markerOf(metadata: unknown): string | undefined {
  return Metadata.safeParse(metadata).data?.event_payload.marker;
}

import type { webApi } from "@slack/bolt";
import { DateTime } from "luxon";
import { FLAPS_WITHIN, TOLD_AFTER } from "#domain/impairment-episode.ts";
import type { Impairment } from "#domain/impairment.ts";
import type { Engine } from "#engine/engine.ts";
import { adminsOf } from "#engine/impairment/follow-impairments.ts";
import { renderImpairments } from "#slack/views/impairments.ts";
import type { Message } from "#slack/words/blocks.ts";
import { failureOf } from "./failure.ts";

/** What is told without a database by this process alone. */
type Told = {
  readonly impairment: Impairment;
  readonly endedAt: DateTime | null;
  readonly messages: readonly { readonly channel: string; readonly ts: string }[];
};

type Telling = {
  readonly engine: Pick<Engine, "configuration" | "impairments" | "logger">;
  readonly client: webApi.WebClient;
  readonly slackIdOf: (person: string) => Promise<string | null>;
  readonly now?: () => DateTime;
};

/**
 * Tells the admins when the database is in trouble, which keeps every other message from being sent, and that it is
 * over: each process for itself, because none can know of another. To be called again and again.
 */
export function createDirectTelling(telling: Telling): () => Promise<void> {
  const { engine, now = () => DateTime.utc() } = telling;
  let told: Told | null = null;

  return async () => {
    const impairment = engine.impairments.current().find(({ part }) => part === "database");
    const last = lately(told, now());
    if (impairment === undefined) {
      if (last !== null && last.endedAt === null) told = await change(telling, last, now());
    } else if (last === null) {
      if (impairment.since.plus(TOLD_AFTER) <= now()) told = await tell(telling, impairment);
    } else if (last.endedAt !== null) {
      told = await change(telling, { ...last, impairment }, null);
    }
  };
}

/** What came back soon after its end is the same trouble, and no second message. */
function lately(told: Told | null, now: DateTime): Told | null {
  const { endedAt = null } = told ?? {};
  return endedAt !== null && endedAt.plus(FLAPS_WITHIN) < now ? null : told;
}

async function tell(telling: Telling, impairment: Impairment): Promise<Told | null> {
  const { client } = telling;
  const content = contentOf(telling, { impairment, endedAt: null });
  const sent = listeners(telling).map(async (listener) => {
    const place = await listener;
    if (place === null) return [];
    const { channel, ts } = await client.chat.postMessage({ channel: place, ...content });
    return channel === undefined || ts === undefined ? [] : [{ channel, ts }];
  });
  const messages = (await settled(telling, sent)).flat();
  return messages.length === 0 ? null : { impairment, endedAt: null, messages };
}

/** The admins; where there are none, whoever reads the fallback channel. */
function listeners({ engine, slackIdOf }: Telling): readonly Promise<string | null>[] {
  const admins = adminsOf(engine);
  if (admins.length > 0) return admins.map(slackIdOf);
  const { fallbackChannel } = engine.configuration().slack;
  return [Promise.resolve(fallbackChannel ?? null)];
}

async function change(telling: Telling, told: Told, endedAt: DateTime | null): Promise<Told> {
  const after = { ...told, endedAt };
  const content = contentOf(telling, after);
  const changed = told.messages.map((place) =>
    telling.client.chat.update({ ...place, ...content }),
  );
  await settled(telling, changed);
  return after;
}

function contentOf(
  { engine }: Telling,
  { impairment, endedAt }: Pick<Told, "impairment" | "endedAt">,
): Pick<Message, "text"> & { readonly blocks: Message["blocks"][number][] } {
  const words = `${impairment.words} (seen by ${engine.impairments.process})`;
  const { text, blocks } = renderImpairments([
    { ...impairment, words, beganAt: impairment.since, endedAt },
  ]);
  return { text, blocks: [...blocks] };
}

/** Whom Slack does not tell is told by the log. */
async function settled<Value>(
  { engine: { logger } }: Telling,
  sending: readonly Promise<Value>[],
): Promise<readonly Value[]> {
  const results = await Promise.allSettled(sending);
  return results.flatMap((result) => {
    if (result.status === "fulfilled") return [result.value];
    logger.warn({ failure: failureOf(result.reason) }, "an admin was not told of the database");
    return [];
  });
}

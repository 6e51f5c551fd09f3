import { isJson, type Json, asList } from "#sandbox/json.ts";
import type { Message } from "#sandbox/live/wire.ts";
import { control } from "./control.ts";
import { emptyLog, logs, prepend } from "./store.ts";

const PAGE = 200;

const asking = new Map<string, Promise<void>>();

/** Fetches the page of messages before the oldest known one; windows scrolled twice ask once. Throws Refused. */
export function fetchOlder(channel: string): Promise<void> {
  const known = asking.get(channel);
  if (known !== undefined) return known;
  const asked = ask(channel).finally(() => asking.delete(channel));
  asking.set(channel, asked);
  return asked;
}

/** Fetches until this message is known, or there is nothing older. Throws Refused. */
export async function fetchUntil(channel: string, ts: string): Promise<void> {
  const { messages, more } = logs.value.get(channel) ?? emptyLog();
  const oldest = messages[0];
  if (!more || oldest === undefined || oldest.ts <= ts) return;
  await fetchOlder(channel);
  if (logs.value.get(channel)?.messages[0] !== oldest) await fetchUntil(channel, ts);
}

async function ask(channel: string): Promise<void> {
  const { messages, more } = logs.value.get(channel) ?? emptyLog();
  const oldest = messages[0];
  if (!more || oldest === undefined) return;
  const query = new URLSearchParams({ channel, before: oldest.ts, limit: String(PAGE) });
  const answer = await control(`messages?${query}`);
  prepend(channel, messagesIn(answer), answer["more"] === true);
}

function messagesIn(answer: Json): readonly Message[] {
  return asList(answer["messages"]).filter(isMessage);
}

function isMessage(value: unknown): value is Message {
  return isJson(value) && typeof value["ts"] === "string" && typeof value["text"] === "string";
}

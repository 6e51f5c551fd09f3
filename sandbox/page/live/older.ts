import { isJson, type Json, asList } from "#sandbox/json.ts";
import type { Message } from "#sandbox/live/wire.ts";
import { control } from "./control.ts";
import { emptyLog, type Log, logs, prepend } from "./store.ts";

const PAGE = 200;

const asking = new Map<string, Promise<void>>();

/** Fetches the page of messages before the oldest known one; windows scrolled twice ask once. Throws Refused. */
export function fetchOlder(channel: string): Promise<void> {
  return once(channel, { limit: String(PAGE) });
}

/** Fetches everything back to a message, and a little more around it. Throws Refused. */
export async function fetchUntil(channel: string, ts: string): Promise<void> {
  await asking.get(channel);
  const oldest = logOf(channel).messages[0];
  if (oldest !== undefined && oldest.ts > ts) await once(channel, { around: ts });
}

function once(channel: string, wanted: Readonly<Record<string, string>>): Promise<void> {
  const known = asking.get(channel);
  if (known !== undefined) return known;
  const asked = ask(channel, wanted).finally(() => asking.delete(channel));
  asking.set(channel, asked);
  return asked;
}

async function ask(channel: string, wanted: Readonly<Record<string, string>>): Promise<void> {
  const { messages, more } = logOf(channel);
  const oldest = messages[0];
  if (!more || oldest === undefined) return;
  const query = new URLSearchParams({ channel, before: oldest.ts, ...wanted });
  const answer = await control(`messages?${query}`);
  prepend(channel, messagesIn(answer), answer["more"] === true);
}

function logOf(channel: string): Log {
  return logs.value.get(channel) ?? emptyLog();
}

function messagesIn(answer: Json): readonly Message[] {
  return asList(answer["messages"]).filter(isMessage);
}

function isMessage(value: unknown): value is Message {
  return isJson(value) && typeof value["ts"] === "string" && typeof value["text"] === "string";
}

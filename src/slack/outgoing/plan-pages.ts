import { worstFirst, type Incident } from "#domain/incident/incident.ts";
import { stillNeeded, type NeededPage } from "#engine/page/settle-page.ts";
import { placeOf } from "#engine/place.ts";
import type { Transaction } from "#store/database/database.ts";
import { insertPageMessage, messagesOfPages } from "#store/page/page-messages.ts";
import type { SlackMessage } from "#store/slack/slack-messages.ts";
import type { Outgoing } from "./outgoing.ts";

export type Pages = readonly NeededPage[];

/** Pages that go into one message; null while none was begun. */
type Bundle = { readonly pages: Pages; readonly message: SlackMessage | null };

/** A message that is on record as being sent, and what it delivers. */
export type Begun = { readonly message: SlackMessage; readonly pages: Pages };

type Plan = { readonly first: Begun | null; readonly others: readonly Bundle[] };

/** The first message is begun at once, so that a lone page has no second look at the truth to wait for. */
export async function planPages(
  out: Outgoing,
  tx: Transaction,
  ids: readonly number[],
): Promise<Plan> {
  const needed = await stillNeeded(out.engine, tx, ids);
  const messages = await messagesOfPages(tx, ids);
  const { stormAbove } = out.engine.configuration().slack;
  const [first, ...others] = bundle(needed, messages, stormAbove);
  return { first: first === undefined ? null : await begin(tx, first), others };
}

/** Messages that an earlier attempt began are finished first; an incident that cannot be read goes by itself. */
function bundle(
  needed: Pages,
  messages: ReadonlyMap<number, SlackMessage>,
  stormAbove: number,
): readonly Bundle[] {
  const begun = new Map<number, Begun>();
  const fresh: (NeededPage & { readonly incident: Incident })[] = [];
  const unreadable: NeededPage[] = [];
  for (const { page, incident } of needed) {
    const message = messages.get(page.id);
    if (message !== undefined) {
      const pages = [...(begun.get(message.id)?.pages ?? []), { page, incident }];
      begun.set(message.id, { message, pages });
    } else if (incident === null) unreadable.push({ page, incident });
    else fresh.push({ page, incident });
  }
  const waiting = fresh.toSorted((a, b) => worstFirst(a.incident, b.incident));
  const isStorm = waiting.length > stormAbove;
  const bundles = isStorm
    ? [waiting, ...unreadable.map((one) => [one])]
    : [...unreadable, ...waiting].map((one) => [one]);
  return [...begun.values(), ...bundles.map((pages) => ({ pages, message: null }))];
}

/** Notes the message that is to deliver them, or goes on with the one that was begun. */
async function begin(tx: Transaction, { pages, message }: Bundle): Promise<Begun | null> {
  if (message !== null) return { message, pages };
  const [first] = pages;
  if (first === undefined) return null;
  const kind = pages.length === 1 ? "page" : "page-digest";
  const place = placeOf(first.page.target);
  const wanted = pages.map(({ page }) => page);
  const noted = await insertPageMessage(tx, { kind, place }, wanted);
  return { message: noted.message, pages: pages.filter(({ page }) => noted.pages.has(page.id)) };
}

/**
 * The same for what had to wait for others: looks at the truth once more while nothing can change, since somebody may
 * have acknowledged, or another worker may have sent it.
 */
export async function beginLater(
  out: Outgoing,
  tx: Transaction,
  { pages: waiting }: Bundle,
): Promise<Begun | null> {
  const ids = waiting.map(({ page }) => page.id);
  const needed = await stillNeeded(out.engine, tx, ids);
  const messages = await messagesOfPages(tx, ids);
  const [message = null] = messages.values();
  const pages = needed.filter(({ page }) => messages.get(page.id)?.id === message?.id);
  return await begin(tx, { pages, message });
}

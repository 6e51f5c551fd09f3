import { z } from "zod";

const User = z.looseObject({ id: z.string(), name: z.string(), dnd: z.boolean() });
const Channel = z.looseObject({
  id: z.string(),
  name: z.string(),
  is_im: z.boolean(),
  members: z.array(z.string()),
});
const Message = z.looseObject({
  user: z.string().optional(),
  text: z.string().default(""),
  subtype: z.string().optional(),
});
const Fault = z.looseObject({ kind: z.string(), count: z.number() });

/** What we look at of sandbox/live/wire.ts. */
export const Change = z.looseObject({
  fresh: z.boolean().optional(),
  app: z.looseObject({ bot_user_id: z.string() }).optional(),
  users: z.array(User).default([]),
  channels: z.array(Channel).default([]),
  messages: z.array(z.looseObject({ channel: z.string(), changed: z.array(Message) })).default([]),
  reads: z.array(z.looseObject({ user: z.string(), channel: z.string() })).default([]),
  faults: z.array(Fault).optional(),
});
export type Change = z.output<typeof Change>;
export type User = z.output<typeof User>;
type Channel = z.output<typeof Channel>;
type Message = z.output<typeof Message>;
export type Fault = z.output<typeof Fault>;

/** What the tour waits for, each done by whoever, in any order. */
export type Deed =
  | "was paged"
  | "acknowledged"
  | "visited the channel"
  | "read a runbook"
  | "saw the budget"
  | "stopped the pain"
  | "told others"
  | "resolved"
  | "read the postmortem"
  | "looked back"
  | "asked who is on call"
  | "took the shift";

type Page = { readonly user: string; readonly channel: string; readonly incident: number };

/** What is known of the workspace, as far as the story needs it. */
export type Seen = {
  readonly bot: string;
  readonly users: ReadonlyMap<string, User>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly faults: readonly Fault[];
  readonly deeds: ReadonlySet<Deed>;
  /** Incidents up to this number belong to an earlier tour. */
  readonly before: number;
  /** The number of the newest incident. */
  readonly newest: number;
  /** Who was paged first for the newest incident, and the direct conversation in which. */
  readonly page: Page | null;
};

export const NOTHING_SEEN: Seen = {
  bot: "",
  users: new Map(),
  channels: new Map(),
  faults: [],
  deeds: new Set(),
  before: 0,
  newest: 0,
  page: null,
};

export function seeChange(known: Seen, change: Change): Seen {
  const seen = change.fresh === true ? { ...NOTHING_SEEN, ...tourOf(known) } : known;
  const next: Seen = {
    ...seen,
    bot: change.app?.bot_user_id ?? seen.bot,
    users: merge(seen.users, change.users),
    channels: merge(seen.channels, change.channels),
    faults: change.faults ?? seen.faults,
  };
  const heard = change.messages
    .flatMap(({ channel, changed }) => changed.map((message) => ({ channel, message })))
    .reduce((so, { channel, message }) => hear(so, channel, message), next);
  return change.reads.reduce((so, { user, channel }) => visit(so, user, channel), heard);
}

export function noteDeed(seen: Seen, deed: Deed): Seen {
  return seen.deeds.has(deed) ? seen : { ...seen, deeds: new Set([...seen.deeds, deed]) };
}

/** The tour begins anew; what is there belongs to the last one. */
export function forgetDeeds(seen: Seen): Seen {
  return { ...seen, deeds: new Set(), before: seen.newest, page: null };
}

/** The channel of the newest incident of this tour that has one. */
export function incidentChannel({ channels, before }: Seen): Channel | undefined {
  const known = [...channels.values()].filter(({ name }) => incidentIn(name) > before);
  return known.toSorted((a, b) => incidentIn(b.name) - incidentIn(a.name))[0];
}

/** A fresh workspace has no messages, but the bot goes on counting. */
function tourOf({ deeds, before, newest }: Seen): Pick<Seen, "deeds" | "before" | "newest"> {
  return { deeds, before, newest };
}

function hear(seen: Seen, channelId: string, message: Message): Seen {
  const channel = seen.channels.get(channelId);
  if (channel === undefined || message.user === undefined) return seen;
  if (message.user === seen.bot) return hearBot(seen, channel, message);
  return message.subtype === undefined ? visit(seen, message.user, channelId) : seen;
}

function hearBot(seen: Seen, channel: Channel, message: Message): Seen {
  const number = incidentIn(message.text);
  if (tellsOfChange(channel, message)) return noteDeed(seen, "took the shift");
  if (number <= seen.before) return seen;
  const newest = Math.max(seen.newest, number);
  const page = pageIn(seen, channel, number);
  return deedsIn(channel, message).reduce(noteDeed, { ...seen, newest, page });
}

/** The team's channel hears that somebody else is on call. */
function tellsOfChange({ is_im }: Channel, { text }: Message): boolean {
  return !is_im && /^\*[^*]+\*: .+ is on call from /.test(text);
}

/** What a message of the bot shows to have been done. */
function deedsIn({ is_im }: Channel, { text }: Message): readonly Deed[] {
  const told: readonly [boolean, Deed][] = [
    [is_im, "was paged"],
    [text.includes("Acknowledged by"), "acknowledged"],
    [/\bMitigated\b/.test(text), "stopped the pain"],
    [/^INC-\d+: .* told others: /.test(text), "told others"],
    [/\bResolved\b/.test(text), "resolved"],
  ];
  return told.filter(([isSo]) => isSo).map(([, deed]) => deed);
}

function pageIn(
  { bot, page }: Seen,
  { id, is_im, members }: Channel,
  incident: number,
): Page | null {
  const user = members.find((member) => member !== bot);
  const isNews = page === null || page.incident < incident;
  return is_im && isNews && user !== undefined ? { user, channel: id, incident } : page;
}

function visit(seen: Seen, user: string, channelId: string): Seen {
  const name = seen.channels.get(channelId)?.name ?? "";
  const isOurs = incidentIn(name) > seen.before;
  return isOurs && user !== seen.bot ? noteDeed(seen, "visited the channel") : seen;
}

/** The highest number in "INC-12 · ..., INC-13 · ..." or "inc-12-..."; 0 when there is none. */
function incidentIn(text: string): number {
  return Math.max(0, ...text.matchAll(/\binc-(\d+)\b/gi).map(([, number]) => Number(number)));
}

function merge<Thing extends { readonly id: string }>(
  known: ReadonlyMap<string, Thing>,
  changed: readonly Thing[],
): ReadonlyMap<string, Thing> {
  if (changed.length === 0) return known;
  return new Map([...known, ...changed.map((thing) => [thing.id, thing] as const)]);
}

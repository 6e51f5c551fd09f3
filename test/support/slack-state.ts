import { z } from "zod";

const Block = z.looseObject({ type: z.string() });

const Message = z.looseObject({
  ts: z.string(),
  text: z.string(),
  bot_id: z.string().optional(),
  subtype: z.string().optional(),
  ephemeral_to: z.string().optional(),
  blocks: z.array(Block).optional(),
});
export type Message = z.infer<typeof Message>;

const Channel = z.looseObject({
  id: z.string(),
  name: z.string(),
  topic: z.string(),
  members: z.array(z.string()),
  bookmarks: z.array(z.looseObject({ title: z.string(), link: z.string() })),
  pins: z.array(z.string()),
  messages: z.array(Message),
});
export type Channel = z.infer<typeof Channel>;

const View = z.looseObject({ id: z.string(), blocks: z.array(Block) });
export type View = z.infer<typeof View>;

export const State = z.looseObject({
  app: z.looseObject({ connections: z.number(), scopes: z.array(z.string()) }),
  users: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  channels: z.array(Channel),
  views: z.record(z.string(), z.array(View)),
  homes: z.record(z.string(), View),
});
export type State = z.infer<typeof State>;

export const Answer = z.looseObject({ ok: z.boolean() });
export type Answer = z.infer<typeof Answer>;

/** A call of the bot, or something that was delivered to it. */
export const Traffic = z.looseObject({
  kind: z.enum(["request", "delivery"]),
  method: z.string().optional(),
  arguments: z.looseObject({}).optional(),
  needed: z.array(z.string()).optional(),
  answer: z.unknown().optional(),
  fault: z.string().optional(),
});
export type Traffic = z.infer<typeof Traffic>;

export function isDirect({ id, members }: Channel, user: string): boolean {
  return id.startsWith("D") && members.includes(user);
}

/** Every text in a message or a view, as a reader goes through it. */
export function wordsOf(shown: unknown): string {
  if (Array.isArray(shown)) return shown.map(wordsOf).filter(Boolean).join("\n");
  if (typeof shown !== "object" || shown === null) return "";
  return Object.entries(shown)
    .map(([key, value]) => (key === "text" && typeof value === "string" ? value : wordsOf(value)))
    .filter(Boolean)
    .join("\n");
}

/** Whether the bot wrote it for everybody in the channel. */
export function isForAll({ bot_id: bot, subtype, ephemeral_to: only }: Message): boolean {
  return bot !== undefined && subtype === undefined && only === undefined;
}

type Pressable = { readonly action_id?: string; readonly value?: string };

/** Every button in what is shown, at any depth. */
export function buttonsIn(shown: unknown): readonly Pressable[] {
  if (Array.isArray(shown)) return shown.flatMap(buttonsIn);
  if (typeof shown !== "object" || shown === null) return [];
  const inner = Object.values(shown).flatMap(buttonsIn);
  return "action_id" in shown && "value" in shown ? [shown as Pressable, ...inner] : inner;
}

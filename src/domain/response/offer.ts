import type { DateTime } from "luxon";
import { z } from "zod";
import { Actor, isSameActor } from "#domain/actor.ts";
import { Instant } from "#domain/schema.ts";

/** Long enough to read a brief on a phone, short enough that nobody believes it was taken. */
const LASTS = { minutes: 30 };

/** An incident that whoever has it wants to hand over to somebody; it stays theirs until that one accepts. */
const Offer = z
  .object({
    key: z.string(),
    from: Actor,
    to: Actor,
    /** What the one who comes must know. */
    brief: z.string(),
    at: Instant,
    until: Instant,
    remindedAt: Instant.nullable(),
  })
  .readonly();
export type Offer = z.output<typeof Offer>;

/** The offer that waits for an answer, if any, and the keys of all there were. */
export const Offers = z
  .object({
    open: Offer.nullable().prefault(null),
    keys: z.array(z.string()).readonly().prefault([]),
  })
  .readonly()
  .prefault({});
export type Offers = z.output<typeof Offers>;

export const NO_OFFERS: Offers = { open: null, keys: [] };

const ended = { key: z.string(), from: Actor, to: Actor };

export const OfferEvent = z.discriminatedUnion("kind", [
  z
    .object({ kind: z.literal("hand-over-offered"), ...ended, brief: z.string(), until: Instant })
    .readonly(),
  /** Whoever is to take it was asked again. */
  z.object({ kind: z.literal("hand-over-asked-again"), ...ended }).readonly(),
  z.object({ kind: z.literal("hand-over-accepted"), ...ended }).readonly(),
  z.object({ kind: z.literal("hand-over-declined"), ...ended }).readonly(),
  z.object({ kind: z.literal("hand-over-withdrawn"), ...ended }).readonly(),
  z.object({ kind: z.literal("hand-over-expired"), ...ended }).readonly(),
]);
export type OfferEvent = z.output<typeof OfferEvent>;

export type OfferCommand =
  | {
      readonly kind: "offer-hand-over";
      readonly by: Actor;
      readonly to: Actor;
      readonly brief: string;
      readonly key: string;
    }
  | { readonly kind: "accept-hand-over"; readonly by: Actor; readonly key: string }
  | { readonly kind: "decline-hand-over"; readonly by: Actor; readonly key: string }
  | { readonly kind: "withdraw-hand-over"; readonly by: Actor };

/** Somebody offers it: an offer of their own to anybody else is withdrawn by that. */
export function offerTo(
  { open, keys }: Offers,
  { by, to, brief, key }: OfferCommand & { readonly kind: "offer-hand-over" },
  now: DateTime,
): readonly OfferEvent[] | string {
  if (keys.includes(key)) return "this hand-over was offered already";
  if (isSameActor(by, to)) return "nobody hands over to themselves";
  if (open !== null && !isSameActor(open.from, by)) return "somebody else offered it";
  const withdrawn = open === null ? [] : [endOf("hand-over-withdrawn", open)];
  const until = now.plus(LASTS);
  return [...withdrawn, { kind: "hand-over-offered", key, from: by, to, brief, until }];
}

/** Only who was asked answers, and only who asked takes it back. */
export function answerOffer(
  { open }: Offers,
  command: Exclude<OfferCommand, { readonly kind: "offer-hand-over" }>,
): OfferEvent | string {
  if (open === null) return "no hand-over waits for an answer";
  if (command.kind === "withdraw-hand-over") {
    if (!isSameActor(open.from, command.by)) return "only who offered it can take that back";
    return endOf("hand-over-withdrawn", open);
  }
  if (open.key !== command.key) return "this hand-over is over";
  if (!isSameActor(open.to, command.by)) return "it was offered to somebody else";
  const kind = command.kind === "accept-hand-over" ? "hand-over-accepted" : "hand-over-declined";
  return endOf(kind, open);
}

export function endOf(
  kind: Exclude<OfferEvent["kind"], "hand-over-offered">,
  open: Offer,
): OfferEvent {
  const { key, from, to } = open;
  return { kind, key, from, to };
}

export function evolveOffers(
  { open, keys }: Offers,
  { at, event }: { readonly at: DateTime; readonly event: OfferEvent },
): Offers {
  switch (event.kind) {
    case "hand-over-offered": {
      const { key, from, to, brief, until } = event;
      return {
        open: { key, from, to, brief, until, at, remindedAt: null },
        keys: [...keys, key],
      };
    }
    case "hand-over-asked-again":
      return { keys, open: open === null ? null : { ...open, remindedAt: at } };
    case "hand-over-accepted":
    case "hand-over-declined":
    case "hand-over-withdrawn":
    case "hand-over-expired":
      return { keys, open: null };
  }
}

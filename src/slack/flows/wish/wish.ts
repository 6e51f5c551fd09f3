import { z } from "zod";

/** What somebody may want to be different about who is on call. */
export const WishKind = z.enum(["override", "take", "swap", "cover"]);
export type WishKind = z.infer<typeof WishKind>;

/** A wish as far as it has been said; null is what was left out. Times are milliseconds since 1970. */
export type Wish = {
  readonly kind: WishKind;
  readonly schedule: string | null;
  /** Who is to be on call; for a swap, who is asked; for a cover, whose shift it is. */
  readonly person: string | null;
  readonly start: number | null;
  readonly end: number | null;
  /** For a swap, a moment in the other's shift. */
  readonly want: number | null;
  readonly note: string;
};

const Instants = z.object({ start: z.number(), end: z.number() });

/** A wish that is complete and was checked; it travels in the form that shows it before it is saved. */
export const Draft = z.object({
  /** Names it: sent twice, it is one change. */
  id: z.uuid(),
  kind: WishKind,
  schedule: z.string(),
  /** Who is to be on call; for a swap or cover, whose shift it is. */
  person: z.string(),
  start: z.number(),
  end: z.number(),
  /** A swap: whom it is offered to, and which of their shifts is wanted for it. */
  swap: z.object({ asked: z.string(), want: Instants }).nullable(),
  note: z.string(),
});
export type Draft = z.infer<typeof Draft>;

export function emptyWish(kind: WishKind): Wish {
  return { kind, schedule: null, person: null, start: null, end: null, want: null, note: "" };
}

/** The wish of a draft, to be changed. */
export function wishOf({ kind, schedule, person, swap, start, end, note }: Draft): Wish {
  const want = swap?.want.start ?? null;
  return { kind, schedule, person: swap?.asked ?? person, start, end, want, note };
}

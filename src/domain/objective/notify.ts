import { z } from "zod";
import { ChannelName, IsoDuration } from "#domain/schema.ts";

/** What is told of error budgets before they are gone: each rule once per crossing. */
export const NotifyRule = z
  .strictObject({
    remaining: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .describe("Told when less than so many percent is left of a budget."),
    burn: z
      .number()
      .positive()
      .max(1_000_000)
      .optional()
      .describe("Told when a budget is used more than so many times faster than allowed."),
    for: IsoDuration.prefault("PT1H").describe("How long it must burn so fast; for `burn` only."),
    channel: ChannelName.optional().describe(
      "Where it is told, when not where the service's cards are posted.",
    ),
  })
  .refine(({ remaining, burn }) => (remaining === undefined) !== (burn === undefined), {
    message: "give either remaining or burn",
    params: { fix: "write one entry for each: `remaining: 25`, `burn: 2`" },
  })
  .transform(ruleOf);

export type NotifyRule = {
  readonly limit: BudgetLimit;
  readonly channel: string | null;
};

/** What must not be crossed. */
export type BudgetLimit =
  /** As a share: 0.25 is a quarter. */
  | { readonly kind: "remaining"; readonly below: number }
  | { readonly kind: "burn"; readonly above: number; readonly forMs: number };

/** A crossing while it lasts; times in milliseconds. */
export type Crossing = {
  readonly since: number;
  /** When it was last known to be so. */
  readonly seenAt: number;
  readonly toldAt: number | null;
  /** Since when it is on the good side again, after it was told. */
  readonly backSince: number | null;
};

const HOUR = 3_600_000;
/** What is left crosses a line many times a day, because the window rolls. */
const BACK_FOR = { remaining: 24 * HOUR, burn: HOUR } as const;
/** After a longer time without numbers nobody can say that it lasted. */
const LONGEST_GAP = 10 * 60_000;

/** Names the rule as long as it says the same. */
export function ruleKey({ limit, channel }: NotifyRule): string {
  const where = channel === null ? "" : `@${channel}`;
  switch (limit.kind) {
    case "remaining":
      return `remaining<${limit.below}${where}`;
    case "burn":
      return `burn>${limit.above}/${limit.forMs}${where}`;
  }
}

/** The crossing after one more look, null when there is none; it is to be told when `toldAt` is now. What is not known changes nothing. */
export function followCrossing(
  before: Crossing | null,
  limit: BudgetLimit,
  live: { readonly burn: number | null; readonly remaining: number | null },
  now: number,
): Crossing | null {
  const isCrossed = crosses(limit, live);
  if (isCrossed === null) return before;
  if (isCrossed) return goOn(before, limit, now);
  if (before === null || before.toldAt === null) return null;
  const backSince = before.backSince ?? now;
  return now - backSince >= backFor(limit) ? null : { ...before, backSince };
}

function crosses(
  limit: BudgetLimit,
  { burn, remaining }: { readonly burn: number | null; readonly remaining: number | null },
): boolean | null {
  switch (limit.kind) {
    case "remaining":
      return remaining === null ? null : remaining < limit.below;
    case "burn":
      return burn === null ? null : burn > limit.above;
  }
}

function goOn(before: Crossing | null, limit: BudgetLimit, now: number): Crossing {
  if (before !== null && before.toldAt !== null) return { ...before, seenAt: now, backSince: null };
  const isOne = before !== null && now - before.seenAt <= LONGEST_GAP;
  const since = isOne ? before.since : now;
  const wait = limit.kind === "burn" ? limit.forMs : 0;
  return { since, seenAt: now, toldAt: now - since >= wait ? now : null, backSince: null };
}

/** It must be good for as long as it had to be bad, or for longer. */
function backFor(limit: BudgetLimit): number {
  return limit.kind === "burn" ? Math.max(BACK_FOR.burn, limit.forMs) : BACK_FOR.remaining;
}

function ruleOf({
  remaining,
  burn,
  for: length,
  channel = null,
}: {
  readonly remaining?: number | undefined;
  readonly burn?: number | undefined;
  readonly for: { readonly toMillis: () => number };
  readonly channel?: string | null | undefined;
}): NotifyRule {
  const limit: BudgetLimit =
    burn === undefined
      ? { kind: "remaining", below: (remaining ?? 0) / 100 }
      : { kind: "burn", above: burn, forMs: length.toMillis() };
  return { limit, channel };
}

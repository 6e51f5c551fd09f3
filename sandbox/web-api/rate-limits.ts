import type { Tier } from "./method.ts";

type Bucket = { readonly tokens: number; readonly at: number };

type Rule = { readonly burst: number; readonly perSecond: number };

export type RateLimits = {
  /** Seconds to wait, or 0 when the call may go on. */
  readonly take: (key: string, tier: Tier) => number;
};

const RULES: Readonly<Record<Tier, Rule>> = {
  1: perMinute(1),
  2: perMinute(20),
  3: perMinute(50),
  4: perMinute(100),
  many: perMinute(600),
  // One message a second in each channel, with short bursts.
  posting: { burst: 5, perSecond: 1 },
};

/** Token buckets; a scale of 2 allows twice as much as Slack, 0 switches the limits off. */
export function createRateLimits(scale: number, now: () => number): RateLimits {
  const buckets = new Map<string, Bucket>();
  function take(key: string, tier: Tier): number {
    if (scale === 0) return 0;
    const { burst, perSecond } = scaled(RULES[tier], scale);
    const bucket = buckets.get(key) ?? { tokens: burst, at: now() };
    const refill = ((now() - bucket.at) / 1000) * perSecond;
    const tokens = Math.min(burst, bucket.tokens + refill);
    const allowed = tokens >= 1;
    buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now() });
    return allowed ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  }
  return { take };
}

function perMinute(calls: number): Rule {
  return { burst: calls, perSecond: calls / 60 };
}

function scaled({ burst, perSecond }: Rule, scale: number): Rule {
  return { burst: Math.max(1, Math.round(burst * scale)), perSecond: perSecond * scale };
}

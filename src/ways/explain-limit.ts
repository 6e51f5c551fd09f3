import type { DateTime } from "luxon";

const MOST = 3;
const WITHIN = { minutes: 10 };

/** Lets each number be told what to write a few times: two machines that answer each other must come to an end. */
export function createExplainLimit(
  now: () => Promise<DateTime>,
): (from: string) => Promise<boolean> {
  const told = new Map<string, readonly DateTime[]>();
  return async (from) => {
    const at = await now();
    const lately = (told.get(from) ?? []).filter((one) => one > at.minus(WITHIN));
    if (lately.length >= MOST) return false;
    told.set(from, [...lately, at]);
    return true;
  };
}

import { type ReadonlySignal, computed } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { ahead } from "#sandbox/page/live/store.ts";

const MINUTE = 60_000;

/** Changes when somebody moves the workspace's clock, and not with every message that tells the time. */
const minutesAhead: ReadonlySignal<number> = computed(() => Math.round(ahead.value / MINUTE));

/** The workspace's time, milliseconds since 1970; drawn anew each minute if asked for. */
export function useNow(eachMinute: boolean): number {
  const [, redraw] = useState(0);
  useEffect(() => {
    if (!eachMinute) return undefined;
    const timer = setInterval(() => redraw((times) => times + 1), MINUTE);
    return () => clearInterval(timer);
  }, [eachMinute, minutesAhead.value]);
  return Date.now() + ahead.peek();
}

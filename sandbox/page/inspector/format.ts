/** When an app is too late for everything; milliseconds. */
const DEADLINE_MS = 3000;
const SLOW_MS = 1000;

/** "10:32:07.123" in the given zone, else the reader's own. */
export function clockTime(at: string, timeZone?: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  return new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    timeZone,
  }).format(time);
}

export function duration(ms: number): string {
  if (ms < 1) return "<1 ms";
  return ms < SLOW_MS ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** How long a bar is, 0 to 1: logarithmic, and full at the deadline. */
export function share(ms: number): number {
  return Math.min(1, Math.log1p(Math.max(0, ms)) / Math.log1p(DEADLINE_MS));
}

export function pace(ms: number): "quick" | "slow" | "late" {
  if (ms >= DEADLINE_MS) return "late";
  return ms >= SLOW_MS ? "slow" : "quick";
}

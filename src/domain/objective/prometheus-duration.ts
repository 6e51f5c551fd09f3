const UNITS = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 } as const;
const SHAPE = /^(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/** Seconds in a duration as Prometheus writes it, such as 30d or 1h30m; null when it is none. */
export function parsePrometheusDuration(text: string): number | null {
  const [whole, ...counts] = SHAPE.exec(text) ?? [];
  if (whole === undefined || whole === "") return null;
  const sizes = Object.values(UNITS);
  const seconds = counts.reduce((sum, count, at) => sum + Number(count ?? 0) * (sizes[at] ?? 0), 0);
  return seconds > 0 ? seconds : null;
}

/** The same duration in the largest unit that divides it: 30d, 6h, 5m. */
export function prometheusDuration(seconds: number): string {
  const fitting =
    (["d", "h", "m", "s"] as const).find((unit) => seconds % UNITS[unit] === 0) ?? "s";
  return `${seconds / UNITS[fitting]}${fitting}`;
}

const DAY_MS = 86_400_000;

/** When a ts was, milliseconds since 1970. */
export function momentOf(ts: string): number {
  return Number(ts) * 1000;
}

/** The hour and minute on somebody's clock, as Slack writes dates in messages. */
export function clockTime(ts: string, zone: string): string {
  return format(momentOf(ts), zone, { hour: "numeric", minute: "2-digit" });
}

/** The same where there is little room and the half of the day is clear from what stands around. */
export function shortTime(ts: string, zone: string): string {
  return clockTime(ts, zone).replace(/\s[AP]M$/, "");
}

/** Date and time for whoever wants to be sure: UTC. */
export function exactTime(ts: string): string {
  return `${new Date(momentOf(ts)).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** The calendar day on somebody's clock, to tell days apart. */
export function dayOf(ts: string, zone: string): string {
  return calendarDay(momentOf(ts), zone);
}

export function dayLabel(ts: string, zone: string, now: number): string {
  const day = dayOf(ts, zone);
  if (day === calendarDay(now, zone)) return "Today";
  if (day === calendarDay(now - DAY_MS, zone)) return "Yesterday";
  return format(momentOf(ts), zone, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}

function calendarDay(moment: number, zone: string): string {
  return format(moment, zone, { day: "2-digit", month: "2-digit", year: "numeric" });
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format is slow, using it is not. */
function format(moment: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${zone} ${JSON.stringify(options)}`;
  const known =
    formats.get(key) ?? new Intl.DateTimeFormat("en-US", { ...options, timeZone: zone });
  formats.set(key, known);
  return known.format(moment);
}

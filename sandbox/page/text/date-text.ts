/** A moment as the words for it need it. */
type Calendar = {
  readonly weekday: string;
  readonly month: string;
  readonly day: string;
  readonly year: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  readonly half: string;
  /** Year, month and day as in 2014-02-18. */
  readonly iso: string;
  readonly isThisYear: boolean;
  readonly near: string | null;
  readonly ago: string;
};

/** Who reads a date, and when; the zone is one that this browser knows. */
export type Reader = {
  readonly zone: string;
  /** Milliseconds since 1970. */ readonly now: number;
};

const DAY = 86_400_000;

const FORMS: ReadonlyMap<string, (moment: Calendar) => string> = new Map([
  ["date_num", ({ iso }) => iso],
  ["date_slash", ({ iso }) => iso.split("-").toReversed().join("/")],
  ["date", date],
  ["date_short", short],
  ["date_long", long],
  ["date_long_full", ({ month, day, year }) => `${month} ${day}, ${year}`],
  ["date_pretty", (moment) => moment.near ?? date(moment)],
  ["date_short_pretty", (moment) => moment.near ?? short(moment)],
  ["date_long_pretty", (moment) => moment.near ?? long(moment)],
  ["day_divider_pretty", (moment) => moment.near ?? `${moment.weekday}, ${date(moment)}`],
  ["time", ({ hour, minute, half }) => `${hour}:${minute} ${half}`],
  ["time_secs", ({ hour, minute, second, half }) => `${hour}:${minute}:${second} ${half}`],
  ["ago", (moment) => moment.ago],
]);

/** Fills in {date}, {time} and so on; null, to show the fallback, for a token or a time that there is not. */
export function dateText(tokens: string, unix: number, reader: Reader): string | null {
  const at = unix * 1000;
  const names = [...tokens.matchAll(/\{(\w*)\}/g)].map(([, name = ""]) => name);
  if (Number.isNaN(new Date(at).getTime()) || !names.every((name) => FORMS.has(name))) return null;
  const moment = calendar(at, reader);
  const text = tokens.replaceAll(
    /\{(\w*)\}/g,
    (_, name: string) => FORMS.get(name)?.(moment) ?? "",
  );
  return text.replace(/^\p{Ll}/u, (first) => first.toUpperCase());
}

/** Whether the words for it change as time goes by. */
export function changesWithTime(tokens: string): boolean {
  return /\{ago\}|_pretty\}/.test(tokens);
}

function date({ month, day, year, isThisYear }: Calendar): string {
  return isThisYear ? `${month} ${ordinal(day)}` : `${month} ${ordinal(day)}, ${year}`;
}

function short({ month, day, year }: Calendar): string {
  return `${month.slice(0, 3)} ${day}, ${year}`;
}

function long({ weekday, month, day, year }: Calendar): string {
  return `${weekday}, ${month} ${ordinal(day)}, ${year}`;
}

function ordinal(day: string): string {
  const rule = new Intl.PluralRules("en", { type: "ordinal" }).select(Number(day));
  return `${day}${{ one: "st", two: "nd", few: "rd", many: "th", other: "th", zero: "th" }[rule]}`;
}

function calendar(at: number, { zone, now }: Reader): Calendar {
  const iso = isoDay(at, zone);
  const today = isoDay(now, zone);
  return {
    ...words(at, zone),
    iso,
    isThisYear: iso.slice(0, -6) === today.slice(0, -6),
    near: nearby((Date.parse(iso) - Date.parse(today)) / DAY),
    ago: since((at - now) / 1000),
  };
}

function words(
  at: number,
  timeZone: string,
): Omit<Calendar, "iso" | "isThisYear" | "near" | "ago"> {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "long",
    month: "long",
    day: "numeric",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(at);
  function part(type: Intl.DateTimeFormatPartTypes): string {
    return parts.find((one) => one.type === type)?.value ?? "";
  }
  return {
    weekday: part("weekday"),
    month: part("month"),
    day: part("day"),
    year: part("year"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
    half: part("dayPeriod"),
  };
}

function isoDay(at: number, timeZone: string): string {
  const form = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
  return new Intl.DateTimeFormat("en-CA", form).format(at);
}

function nearby(days: number): string | null {
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  return days === -1 ? "yesterday" : null;
}

const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

function since(seconds: number): string {
  const fitting = UNITS.find(([, length]) => Math.abs(seconds) >= length);
  if (fitting === undefined) return "just now";
  const [unit, length] = fitting;
  return new Intl.RelativeTimeFormat("en").format(Math.trunc(seconds / length), unit);
}

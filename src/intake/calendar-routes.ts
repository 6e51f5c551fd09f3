import { createHash } from "node:crypto";
import type { DateTime } from "luxon";
import type { Calendar } from "#domain/shift/calendar.ts";
import { renderCalendar } from "./calendar-file.ts";
import { type Answer, jsonAnswer } from "./http/answer.ts";
import type { AnswerRoute } from "./http/route.ts";

export type CalendarOptions = {
  /** The calendar with this secret, null when there is none. */
  readonly find: (secret: string) => Promise<Calendar | null>;
  readonly now: () => DateTime;
};

const FILE = /^([\w-]{16,100})\.ics$/;

/** Calendars that programs subscribe to; who has the address may see what is in it. */
export function calendarRoutes({ find, now }: CalendarOptions): readonly AnswerRoute[] {
  async function answer(file: string, known: string): Promise<Answer> {
    const [, secret] = FILE.exec(file) ?? [];
    const calendar = secret === undefined ? null : await find(secret);
    if (calendar === null) return jsonAnswer(404, { error: "not_found" });
    const headers = { "Cache-Control": "private, no-cache", ETag: tagOf(calendar) };
    if (isKnown(headers.ETag, known)) return { status: 304, headers, body: "" };
    return {
      status: 200,
      headers: { "Content-Type": "text/calendar; charset=utf-8", ...headers },
      body: renderCalendar(calendar, now()),
    };
  }
  return [
    {
      kind: "answer",
      method: "GET",
      path: "/calendar/:file",
      answer: ({ params, request }) =>
        answer(params["file"] ?? "", request.headers["if-none-match"] ?? ""),
      answerFault: () => jsonAnswer(503, { error: "unavailable" }, { "Retry-After": "60" }),
    },
  ];
}

/** Weak, because the text also says when it was written. */
function tagOf(calendar: Calendar): string {
  const hash = createHash("sha256").update(JSON.stringify(calendar)).digest("base64url");
  return `W/"${hash.slice(0, 22)}"`;
}

function isKnown(tag: string, known: string): boolean {
  return known.split(",").some((one) => one.trim() === tag);
}

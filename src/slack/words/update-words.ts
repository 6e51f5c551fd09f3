import type { Update } from "#domain/response/update.ts";
import { actorWords } from "./incident-words.ts";
import type { Pen } from "./mrkdwn.ts";

const MOST = 700;

type Told = Pick<Update, "known" | "impact" | "doing" | "nextAt" | "at" | "by">;

/** An update as others read it: who says so and when, then what. */
export function updateLines(update: Told, pen: Pen, isOpen: boolean): readonly string[] {
  const { known, impact, doing, at, by } = update;
  return [
    `*Update* by ${actorWords(by, pen)}, ${pen.moment(at)}`,
    pen.text(known, MOST),
    ...(impact === "" ? [] : [`*Impact:* ${pen.text(impact, MOST)}`]),
    ...(doing === "" ? [] : [`*What we do:* ${pen.text(doing, MOST)}`]),
    ...(isOpen ? [nextWords(update, pen)] : []),
  ];
}

/** Once it is over nobody waits for another. */
function nextWords({ nextAt }: Told, pen: Pen): string {
  return nextAt === null ? "No other update is planned." : `Next update: ${pen.moment(nextAt)}.`;
}

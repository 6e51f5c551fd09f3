import { cut } from "#domain/text.ts";
import { moreWords, UNREADABLE } from "./notice-words.ts";
import type { PageNotice } from "./way.ts";

const TITLE_LENGTH = 120;

/** What a call says before it asks for a key; short, because whoever hears it has just woken up. */
export function spokenPage(notice: PageNotice): string {
  const { isTest, incident } = notice;
  if (isTest) return "This is a test page from Muster. Nothing is wrong.";
  if (incident === null) return `This is Muster. ${UNREADABLE}.`;
  const severity = incident.severity.replace(/(\d)/, " $1");
  const whatIsWrong = `${speakable(incident.service)}: ${speakable(incident.title)}`;
  return `This is Muster. ${speakable(severity)}. ${whatIsWrong}. Incident ${incident.id}${moreWords(notice)}.`;
}

/** Words without what a voice would spell out or stumble over. */
export function speakable(text: string): string {
  const words = text
    .replaceAll(/https?:\/\/\S+/gi, " ")
    .replaceAll(/%/g, " percent ")
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replaceAll(/[^\p{L}\p{N}\p{M}.,']+/gu, " ")
    .trim();
  return cut(words, TITLE_LENGTH).replace(/…$/, "");
}

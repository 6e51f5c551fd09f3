import { cut } from "#domain/text.ts";
import { moreWords, UNREADABLE } from "./notice-words.ts";
import { countSegments, plainCharacters } from "./segments.ts";
import type { NoticedIncident, PageNotice } from "./way.ts";

/** More would cost more, arrive in pieces, and say no more. */
const MOST_SEGMENTS = 2;
const SERVICE_LENGTH = 20;
/** So much of the title is worth more than the link. */
const TELLING_TITLE = 30;
const SHORTEST_TITLE = 10;

/** The whole message, in two segments at most: the title gives way first, then the link. */
export function smsText(notice: PageNotice): string {
  const { incident } = notice;
  const ends = endings(notice);
  if (incident === null) {
    return firstFitting(ends.map(({ words }) => `${plainWords(notice)} ${words}`));
  }
  const title = plainCharacters(incident.title);
  const texts = ends.flatMap(({ words, least }) =>
    lengths(title, least).map((length) => {
      return `${incidentWords(notice, incident, cutTo(title, length))} ${words}`;
    }),
  );
  return firstFitting(texts);
}

function plainWords({ isTest }: PageNotice): string {
  return isTest ? "Muster test page: nothing is wrong." : `Muster: ${UNREADABLE}.`;
}

function incidentWords(
  notice: PageNotice,
  { severity, name, service }: NoticedIncident,
  title: string,
): string {
  const shortService = cutTo(plainCharacters(service), SERVICE_LENGTH);
  return `${severity} ${shortService}: ${title} (${name}${moreWords(notice)}).`;
}

/** From the fullest to the shortest, each with how much of the title must stand beside it. */
function endings(
  notice: PageNotice,
): readonly { readonly words: string; readonly least: number }[] {
  const { acknowledgeUrl } = notice;
  if (acknowledgeUrl === null)
    return [{ words: "Acknowledge it in Slack.", least: SHORTEST_TITLE }];
  const reply = replyWords(notice);
  return [
    { words: `${reply}, or open ${acknowledgeUrl}`, least: TELLING_TITLE },
    { words: `${reply}.`, least: SHORTEST_TITLE },
    { words: "Reply A or E.", least: SHORTEST_TITLE },
  ];
}

/** One letter is enough for one incident; of several it must be clear which are meant. */
function replyWords({ incident, others }: PageNotice): string {
  if (incident === null) return "Reply A to acknowledge";
  if (others.length === 0) return "Reply A to acknowledge, E to escalate";
  return `Reply A ALL or A ${incident.id} to acknowledge, E ${incident.id} to escalate`;
}

/** Every length that is worth trying, longest first. */
function lengths(title: string, shortest: number): readonly number[] {
  const most = Array.from(title).length;
  const least = Math.min(most, shortest);
  return Array.from({ length: most - least + 1 }, (_, index) => most - index);
}

function cutTo(text: string, most: number): string {
  return plainCharacters(cut(text, most));
}

function firstFitting(texts: readonly string[]): string {
  return texts.find((text) => countSegments(text) <= MOST_SEGMENTS) ?? texts.at(-1) ?? "";
}

import { cut } from "#domain/text.ts";
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
  const { incident, acknowledgeUrl } = notice;
  const ends = endings(acknowledgeUrl);
  if (incident === null) return firstFitting(ends.map(({ words }) => `${testWords()} ${words}`));
  const title = plainCharacters(incident.title);
  const texts = ends.flatMap(({ words, least }) =>
    lengths(title, least).map((length) => {
      return `${incidentWords(notice, incident, cutTo(title, length))} ${words}`;
    }),
  );
  return firstFitting(texts);
}

function testWords(): string {
  return "Muster test page: nothing is wrong.";
}

function incidentWords({ others }: PageNotice, incident: NoticedIncident, title: string): string {
  const { severity, name, service } = incident;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const shortService = cutTo(plainCharacters(service), SERVICE_LENGTH);
  return `${severity} ${shortService}: ${title} (${name}${more}).`;
}

/** From the fullest to the shortest, each with how much of the title must stand beside it. */
function endings(
  acknowledgeUrl: string | null,
): readonly { readonly words: string; readonly least: number }[] {
  if (acknowledgeUrl === null)
    return [{ words: "Acknowledge it in Slack.", least: SHORTEST_TITLE }];
  const reply = "Reply A to acknowledge, E to escalate";
  return [
    { words: `${reply}, or open ${acknowledgeUrl}`, least: TELLING_TITLE },
    { words: `${reply}.`, least: SHORTEST_TITLE },
  ];
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

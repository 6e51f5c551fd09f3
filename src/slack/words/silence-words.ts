import { matchersText } from "#domain/alert/silence-matcher.ts";
import type { IncidentSilence } from "#domain/response/silences.ts";
import { actorWords } from "./incident-words.ts";
import type { Pen } from "./mrkdwn.ts";

const MATCHERS_LENGTH = 200;
const COMMENT_LENGTH = 120;
const TROUBLE_LENGTH = 200;

/** Until when what is kept quiet, by whom and why, or what it waits for. */
export function silenceWords(silence: IncidentSilence, pen: Pen): string {
  const { matchers, comment, by } = silence;
  const what = pen.text(matchersText(matchers), MATCHERS_LENGTH);
  const why = pen.text(comment, COMMENT_LENGTH);
  return `${stateWords(silence, pen)}, by ${actorWords(by, pen)}: ${why} (${what})${troubleWords(silence, pen)}`;
}

function stateWords({ wanted, until, holdsUntil }: IncidentSilence, pen: Pen): string {
  if (wanted?.what === "end") return "Being ended";
  if (holdsUntil === null) return `Being silenced until ${pen.moment(until)}`;
  const holds = `Silenced until ${pen.moment(holdsUntil)}`;
  return wanted === null ? holds : `${holds}, being extended until ${pen.moment(until)}`;
}

function troubleWords({ trouble, source }: IncidentSilence, pen: Pen): string {
  if (trouble === null) return "";
  return `. It waits for ${pen.text(source, 60)}: ${pen.text(trouble, TROUBLE_LENGTH)}`;
}

import { IncidentId } from "#domain/incident/incident.ts";
import { splitTyped } from "#slack/flows/desk/typed.ts";

/** Which incident was named after a word, and what follows. */
export type Subject =
  | {
      readonly kind: "subject";
      /** Null when none was named. */
      readonly incident: IncidentId | null;
      readonly text: string;
    }
  | { readonly kind: "no-such-incident"; readonly word: string };

/** How what follows a word is read. */
type Manner = {
  /** Whether words may follow the incident. */
  readonly takesWords: boolean;
  /** Typed in an incident's own channel, where the number can be left out. */
  readonly atHome: boolean;
};

/** INC-12, inc-12, #12 or 12; where the number can be left out, a bare one with words behind it is one of them. */
export function parseSubject(rest: string, { takesWords, atHome }: Manner): Subject {
  const { word, rest: words } = splitTyped(rest);
  if (word === "") return { kind: "subject", incident: null, text: "" };
  const isBareName = /^\d+$/.test(word) && (words === "" || !atHome);
  const isName = isBareName || /^(?:inc-?|#)\d/i.test(word);
  if (takesWords && !isName) return { kind: "subject", incident: null, text: rest };
  const incident = readName(word);
  if (incident === null) return { kind: "no-such-incident", word };
  return { kind: "subject", incident, text: words };
}

/** The incident that people call so; null when that is no name of one. */
export function readName(word: string): IncidentId | null {
  const digits = /^(?:inc-?|#)?(\d{1,15})$/i.exec(word)?.[1];
  return IncidentId.safeParse(Number(digits)).data ?? null;
}

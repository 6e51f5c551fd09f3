import { closestName } from "#domain/configuration/did-you-mean.ts";
import { IncidentId } from "#domain/incident/incident.ts";
import type { IncidentAct } from "#slack/words/action-ids.ts";

type TypedAct = Extract<IncidentAct, "acknowledge" | "escalate" | "resolve">;

/** What somebody typed after the command's name. */
export type TypedCommand =
  | { readonly kind: "menu" }
  | { readonly kind: "new"; readonly title: string }
  | { readonly kind: "list" }
  | { readonly kind: "help" }
  | {
      readonly kind: "act";
      readonly act: TypedAct;
      /** Null when none was named. */
      readonly incident: IncidentId | null;
      /** What was typed after it: why an incident is resolved. */
      readonly words: string;
    }
  | {
      readonly kind: "merge";
      /** Null when none was named. */
      readonly from: IncidentId | null;
      /** Null when it is not clear what was meant. */
      readonly into: IncidentId | null;
    }
  | { readonly kind: "no-such-incident"; readonly word: string }
  | { readonly kind: "unknown"; readonly word: string; readonly guess: string | null };

/** What can be typed, and what people may be used to from elsewhere. */
const WORDS: Readonly<Record<string, "new" | "merge" | "list" | "help" | TypedAct>> = {
  new: "new",
  declare: "new",
  create: "new",
  ack: "acknowledge",
  acknowledge: "acknowledge",
  escalate: "escalate",
  resolve: "resolve",
  merge: "merge",
  list: "list",
  help: "help",
};

export function parseCommand(text: string): TypedCommand {
  const [, typed = "", rest = ""] = /^\s*(\S*)\s*(.*?)\s*$/s.exec(text) ?? [];
  const word = typed.toLowerCase();
  if (word === "") return { kind: "menu" };
  const known = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  switch (known) {
    case undefined:
      return { kind: "unknown", word: typed, guess: closestName(word, Object.keys(WORDS)) };
    case "new":
      return { kind: "new", title: rest };
    case "list":
    case "help":
      return { kind: known };
    case "acknowledge":
    case "escalate":
    case "resolve":
      return parseAct(known, rest);
    case "merge":
      return parseMerge(rest);
  }
}

/** The one that ends, then the one that goes on; alone, the one that goes on. */
function parseMerge(rest: string): TypedCommand {
  const [, first = "", last = ""] = /^(?:(\S+)\s+)??(?:into\s+)?(\S+)$/i.exec(rest) ?? [];
  if (last === "" || /^into$/i.test(last)) return { kind: "merge", from: null, into: null };
  const [from, into] = [first === "" ? null : readName(first), readName(last)];
  if (into === null) return { kind: "no-such-incident", word: last };
  if (from === null && first !== "") return { kind: "no-such-incident", word: first };
  return { kind: "merge", from, into };
}

/** INC-12, inc-12, #12 or 12; words of a reason may follow when an incident is resolved. */
function parseAct(act: TypedAct, rest: string): TypedCommand {
  const [, first = "", words = ""] = /^(\S*)\s*(.*)$/s.exec(rest) ?? [];
  const looksNamed = /^(?:inc-?|#)?\d/i.test(first);
  if (first === "" || (act === "resolve" && !looksNamed)) {
    return { kind: "act", act, incident: null, words: rest };
  }
  const incident = readName(first);
  if (incident === null) return { kind: "no-such-incident", word: first };
  return { kind: "act", act, incident, words };
}

function readName(word: string): IncidentId | null {
  const digits = /^(?:inc-?|#)?(\d{1,15})$/i.exec(word)?.[1];
  return IncidentId.safeParse(Number(digits)).data ?? null;
}

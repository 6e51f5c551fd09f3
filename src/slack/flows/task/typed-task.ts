import { readTime, type Speaker } from "#slack/words/typed-time.ts";

/** What somebody typed about tasks. */
export type TypedTask =
  | { readonly kind: "list" }
  | { readonly kind: "done" | "drop" | "reopen" | "take"; readonly number: number }
  | {
      readonly kind: "add";
      /** The one whom they named, as typed; null for nobody. */
      readonly owner: string | null;
      readonly text: string;
      readonly due: number | null;
    }
  /** A time that has passed. */
  | { readonly kind: "past"; readonly typed: string };

const DEED = /^(?<deed>done|finish|drop|reopen|take)\s+#?(?<number>\d{1,4})$/iu;
const MENTION = /<@[UW][A-Z0-9]+(?:\|[^>]*)?>/u;
/** At the beginning a name of muster.yaml may stand for somebody too. */
const NAMED = /^(?<name>@\S+|me)\s+/iu;
const DUE = /^(?<text>.*?)\s+(?:by|due|until)\s+(?<time>(?:(?!\s(?:by|due|until)\s).)+)$/isu;

/** Reads `@ann restart the worker by 15:00`, `done 3`, or nothing, which asks for the list. */
export function readTypedTask(typed: string, speaker: Speaker): TypedTask {
  if (typed === "" || /^(?:list|all)$/iu.test(typed)) return { kind: "list" };
  const { deed, number } = DEED.exec(typed)?.groups ?? {};
  if (deed !== undefined) return { kind: deedOf(deed), number: Number(number) };
  return readAdded(typed, speaker);
}

/** `by hand` is no time, and part of what is to be done. */
function readAdded(typed: string, speaker: Speaker): TypedTask {
  const { owner, rest } = cutOwner(typed);
  const { text = rest, time } = DUE.exec(rest)?.groups ?? {};
  const read = time === undefined ? null : readTime(time, speaker);
  switch (read?.kind) {
    case "past":
      return { kind: "past", typed: time ?? "" };
    case "time":
      return { kind: "add", owner, text: text.trim(), due: read.instant };
    case "unclear":
    case undefined:
      return { kind: "add", owner, text: rest, due: null };
  }
}

function deedOf(word: string): "done" | "drop" | "reopen" | "take" {
  const deed = (["drop", "reopen", "take"] as const).find((one) => one === word.toLowerCase());
  return deed ?? "done";
}

function cutOwner(typed: string): { readonly owner: string | null; readonly rest: string } {
  const mention = MENTION.exec(typed)?.[0];
  if (mention !== undefined) {
    return { owner: mention, rest: typed.replace(mention, " ").replace(/\s+/gu, " ").trim() };
  }
  const named = NAMED.exec(typed);
  if (named === null) return { owner: null, rest: typed };
  return { owner: named.groups?.["name"] ?? null, rest: typed.slice(named[0].length).trim() };
}

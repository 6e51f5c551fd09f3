import { Priority } from "#domain/response/task.ts";
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
      readonly priority: Priority | null;
    }
  /** A time that has passed. */
  | { readonly kind: "past"; readonly typed: string };

const DEED = /^(?<deed>done|finish|drop|reopen|take)\s+#?(?<number>\d{1,4})$/iu;
const MENTION = /<@[UW][A-Z0-9]+(?:\|[^>]*)?>/u;
/** At the beginning a name of muster.yaml may stand for somebody too. */
/** Before the name, after it, or at the very end. */
const URGENT_FIRST = /^(?<word>p[0-2])[:,]?\s+/iu;
const URGENT_LAST = /[\s,]+(?<word>p[0-2])$/iu;
const NAMED = /^(?<name>@\S+|me)\s+/iu;
const DUE = /^(?<text>.*?)\s+(?:by|due|until)\s+(?<time>(?:(?!\s(?:by|due|until)\s).)+)$/isu;

/** Reads `@ann restart the worker by 15:00`, `done 3`, or nothing, which asks for the list. */
export function readTypedTask(typed: string, speaker: Speaker): TypedTask {
  if (typed === "" || /^(?:list|all)$/iu.test(typed)) return { kind: "list" };
  const { deed, number } = DEED.exec(typed)?.groups ?? {};
  if (deed !== undefined) return { kind: deedOf(deed), number: Number(number) };
  return readAdded(typed, speaker);
}

function readAdded(typed: string, speaker: Speaker): TypedTask {
  const before = cutPriority(typed, URGENT_FIRST);
  const { owner, rest } = cutOwner(before.rest);
  const after = cutPriority(rest, URGENT_FIRST);
  const last = cutPriority(after.rest, URGENT_LAST);
  const read = readDue(last.rest, speaker);
  if (read.kind === "past") return read;
  const end = cutPriority(read.text, URGENT_LAST);
  const priority = before.priority ?? after.priority ?? last.priority ?? end.priority;
  return { kind: "add", owner, text: end.rest, due: read.due, priority };
}

type Due =
  | { readonly kind: "due"; readonly text: string; readonly due: number | null }
  | { readonly kind: "past"; readonly typed: string };

/** `by hand` is no time, and part of what is to be done. */
function readDue(typed: string, speaker: Speaker): Due {
  const { text = typed, time } = DUE.exec(typed)?.groups ?? {};
  const read = time === undefined ? null : readTime(time, speaker);
  switch (read?.kind) {
    case "past":
      return { kind: "past", typed: time ?? "" };
    case "time":
      return { kind: "due", text: text.trim(), due: read.instant };
    case "unclear":
    case undefined:
      return { kind: "due", text: typed, due: null };
  }
}

function cutPriority(
  typed: string,
  where: RegExp,
): { readonly priority: Priority | null; readonly rest: string } {
  const word = where.exec(typed)?.groups?.["word"];
  const priority = Priority.safeParse(word?.toUpperCase()).data ?? null;
  return { priority, rest: priority === null ? typed : typed.replace(where, "").trim() };
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

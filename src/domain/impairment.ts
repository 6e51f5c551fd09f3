import type { DateTime } from "luxon";

/** What of Muster can be in trouble; a key beside it says which one, where there are several. */
export const PARTS = [
  /** It does not answer, or takes no writes. */
  "database",
  "database-disk",
  /** Slack refuses the token, does not answer, sends nothing of what people press, or grants too little. */
  "slack-token",
  "slack-calls",
  "slack-socket",
  "slack-scope",
  "slack-method",
  "user-group",
  /** A way to reach people beside Slack; its kind is the key. */
  "way",
  /** Somebody whom nothing reaches; their id is the key. */
  "person",
  /** A source of alerts cannot be asked, or sends nothing; its id is the key. */
  "source-api",
  "source-silent",
  /** A source sends what cannot be taken; its id is the key. */
  "sender",
  "prometheus",
  /** What should have happened by now has not. */
  "pages-late",
  "timers-late",
  "event-loop",
  /** muster.yaml on the disk is refused, or a secret that it names is not set. */
  "configuration",
  "secret",
  "schedules",
  "charts",
  /** That of the public address. */
  "certificate",
  "quarantine",
  "clock",
  /** Whoever watches Muster from outside does not hear of it. */
  "heartbeat",
  "self-page",
] as const;
export type Part = (typeof PARTS)[number];

/** Whether somebody may not be paged because of it, or not be able to answer. */
export type Risk = "pages-at-risk" | "degraded";

/** What is wrong with a part, in words for people. */
export type Trouble = {
  /** What is wrong: short and calm, a sentence without its full stop. */
  readonly words: string;
  /** What that means for people. */
  readonly consequence: string;
  /** What to do. */
  readonly fix: string;
  readonly severity: Risk;
};

/** A part that is in trouble. */
export type Impairment = Trouble & {
  readonly part: Part;
  /** Which one, where there are several of this part; else empty. */
  readonly key: string;
  readonly since: DateTime;
};

/** What endangers pages comes first, then what has lasted longest. */
export function byUrgency(a: Impairment, b: Impairment): number {
  return (
    Number(isRisky(b)) - Number(isRisky(a)) ||
    a.since.toMillis() - b.since.toMillis() ||
    nameOf(a).localeCompare(nameOf(b))
  );
}

export function isRisky({ severity }: Pick<Impairment, "severity">): boolean {
  return severity === "pages-at-risk";
}

/** Trouble before alerts reach Muster: whoever stopped sending here because of it would never hear that it is over. */
const BEFORE_MUSTER: readonly Part[] = ["source-silent", "certificate"];

/** Whether this process cannot page as it should. */
export function keepsFromPaging({
  part,
  severity,
}: Pick<Impairment, "part" | "severity">): boolean {
  return isRisky({ severity }) && !BEFORE_MUSTER.includes(part);
}

/** What tells an impairment from all others, such as `source-api/prod`. */
export function nameOf({ part, key }: Pick<Impairment, "part" | "key">): string {
  return key === "" ? part : `${part}/${key}`;
}

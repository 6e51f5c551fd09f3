import { type Drawing, moment, table } from "#documents/drawing.ts";
import { escaped, linked } from "#documents/escape.ts";
import type { ChangeFact } from "#domain/postmortem/facts.ts";

const KINDS: Readonly<Record<ChangeFact["kind"], string>> = {
  deploy: "Deploy",
  flag: "Flag",
  infrastructure: "Infrastructure",
  config: "Configuration",
  other: "Change",
};

const STATUSES: Readonly<Record<ChangeFact["status"], string>> = {
  planned: "only planned",
  running: "end not known",
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
};

/** What was done to the service before it began to hurt; that it came before does not make it the cause. */
export function changesBlock({ facts, zone }: Drawing): string {
  const { changes, changesSince } = facts;
  const since = moment(changesSince, zone);
  if (changes.length === 0) return `Muster was told of no change to the service after ${since}.`;
  const head = ["When", "What", "By", "State", "Could be the cause"];
  const rows = changes.map((change) => [
    moment(change.at, zone),
    whatWords(change),
    change.by === null ? "not known" : escaped(change.by),
    STATUSES[change.status],
    change.suspected === null ? "—" : escaped(change.suspected),
  ]);
  return `${table(head, rows)}\n\nThis is what Muster was told of after ${since}. That a change came before does not make it the cause.`;
}

function whatWords({ kind, title, link, environment, revision }: ChangeFact): string {
  const details = [environment, revision].filter((one) => one !== null).map((one) => escaped(one));
  const more = details.length === 0 ? "" : ` (${details.join(", ")})`;
  return `${KINDS[kind]}: ${linked(title, link)}${more}`;
}

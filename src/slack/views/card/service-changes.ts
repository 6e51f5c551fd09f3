import type { types } from "@slack/bolt";
import type { DateTime } from "luxon";
import type { ServiceChange } from "#domain/service-change.ts";
import { suspect, type Suspect } from "#domain/suspect-change.ts";
import type { IncidentFacts } from "#engine/incident/read-facts.ts";
import { section } from "#slack/words/blocks.ts";
import { IN_BLOCK, link, outside } from "#slack/words/mrkdwn.ts";

const NAME_LENGTH = 60;
/** What lies further back was yesterday to whoever reads it at night. */
const NEAR = { hours: 12 };
/** What could be the cause must not be cut off for the sake of endless addresses. */
const MOST_LENGTH = 2700;
const COMMIT = /^[0-9a-f]{12,64}$/i;
const COMMIT_LENGTH = 8;

const KINDS: Readonly<Record<ServiceChange["kind"], string>> = {
  deploy: "Deploy",
  flag: "Flag",
  infrastructure: "Infrastructure",
  config: "Configuration",
  other: "Change",
};

const STATUSES: Readonly<Record<ServiceChange["status"], string | null>> = {
  planned: "only planned",
  running: "end not known",
  succeeded: null,
  failed: "failed",
  cancelled: "cancelled",
};

type About = { readonly cause: Suspect | null; readonly start: DateTime };

/** What was done to the service in the hours before the start of impact, newest first; nothing when nothing is known. */
export function serviceChanges(
  { incident, changes }: Pick<IncidentFacts, "incident" | "changes">,
  most: number,
): types.SectionBlock[] {
  if (changes.length === 0) return [];
  const { startedAt: start } = incident;
  const cause = suspect(changes, start);
  const shown = withCause(changes.slice(0, most), cause);
  const left = changes.length - shown.length;
  return [
    section(
      "*What changed before it began*",
      ...linesOf(shown, { cause, start }),
      ...(left > 0 ? [`and ${left} more`] : []),
    ),
  ];
}

/** A long deploy may be the cause although others began after it. */
function withCause(
  shown: readonly ServiceChange[],
  cause: Suspect | null,
): readonly ServiceChange[] {
  if (cause === null || shown.includes(cause.change)) return shown;
  return [...shown.slice(0, -1), cause.change];
}

/** With links, unless those are so long that something would be cut off. */
function linesOf(shown: readonly ServiceChange[], about: About): readonly string[] {
  const lines = shown.map((change) => changeLine(change, linkedTitle(change), about));
  if (lines.join("\n").length <= MOST_LENGTH) return lines;
  return shown.map((change) => changeLine(change, outside(change.title, NAME_LENGTH), about));
}

function linkedTitle({ link: url, title }: ServiceChange): string {
  return url === null ? outside(title, NAME_LENGTH) : link(url, title);
}

function changeLine(change: ServiceChange, titled: string, { cause, start }: About): string {
  const { at, kind, environment, by, revision, status } = change;
  const parts = [
    `${KINDS[kind]}: ${titled}`,
    environment === null ? null : outside(environment, NAME_LENGTH),
    revision === null ? null : outside(shortRevision(revision), NAME_LENGTH),
    by === null ? null : `by ${outside(by, NAME_LENGTH)}`,
    STATUSES[status],
  ];
  const time = at < start.minus(NEAR) ? IN_BLOCK.moment(at) : IN_BLOCK.time(at);
  const line = `• ${time} ${parts.filter((part) => part !== null).join(" · ")}`;
  if (change !== cause?.change) return line;
  return `${line}\n    ↳ *Could be the cause.* It is the last change: ${cause.reason}.`;
}

/** A commit is known by its first letters. */
function shortRevision(revision: string): string {
  return COMMIT.test(revision) ? revision.slice(0, COMMIT_LENGTH) : revision;
}

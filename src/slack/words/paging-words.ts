import type { DateTime } from "luxon";
import type { Target } from "#domain/escalation/escalation.ts";
import { roundsLeft } from "#domain/escalation/level.ts";
import type { Notify } from "#domain/escalation/policy.ts";
import type { Incident } from "#domain/incident/incident.ts";
import type { PagingFacts, Silent } from "#engine/incident/read-facts.ts";
import type { Page } from "#store/page/pages.ts";
import { heldWords } from "./held-words.ts";
import { listWords, type NameOf } from "./incident-words.ts";
import type { Pen } from "./mrkdwn.ts";

const MOST_NAMES = 6;
const NAME_LENGTH = 80;

/** With what names are written, and what people are called. */
export type NamePen = Pen & { readonly nameOf: NameOf };

/** Who is being paged and who is next, or null when there is nothing to tell. */
export function pagingWords(facts: PagingFacts, pen: NamePen): string | null {
  const { paging, status, severity } = facts.incident;
  const due = paging.state === "paging" ? (paging.levelUntil ?? paging.nextAt) : paging.nextAt;
  const at = due === null ? "soon" : `at ${pen.time(due)}`;
  switch (paging.state) {
    case "off":
      return status === "triggered" ? `${severity} pages nobody.` : null;
    case "held":
      if (paging.step === 0) {
        return `Nobody is paged yet; ${nextWords(facts, 0, pen)} ${at} if it is not over by then.`;
      }
      return `Next ${nextWords(facts, paging.level, pen)} ${at} if nobody acknowledges.`;
    case "paging":
      return [
        `${paging.reached?.length === 0 ? "Nobody is there for" : `Paging ${pagedWords(facts, pen)},`} level ${paging.level + 1};`,
        `${nextWords(facts, paging.level + 1, pen)} ${at} if nobody acknowledges.`,
      ].join(" ");
    case "snoozed":
      return `Snoozed; ${nextWords(facts, 0, pen)} again ${at}.`;
    case "exhausted":
      return [
        `Nobody acknowledged, whoever was paged. Called last: ${pagedWords(facts, pen)}.`,
        due === null ? "No more calls go out by themselves." : `The next call goes out ${at}.`,
      ].join(" ");
    case "acknowledged":
      return heldWords(facts.incident, pen);
    case "closed":
      return null;
  }
}

/** Which level of the policy a page belongs to, while that is still known. */
export function levelOf(
  { paging }: Incident,
  { step, kind }: Pick<Page, "step" | "kind">,
): number | null {
  if (kind === "join") return null;
  return paging.state === "paging" && step >= levelStart(paging) ? paging.level + 1 : null;
}

/** The step with which what is under way began. */
function levelStart({ levelStep, step, state }: Incident["paging"]): number {
  return state === "paging" ? (levelStep ?? step) : step;
}

/** Whom the level under way pages, each once however often they were paged. */
function pagedWords({ incident, pages, silences }: PagingFacts, pen: NamePen): string {
  const current = pages.filter(({ step, kind }) => {
    return kind !== "join" && step >= levelStart(incident.paging);
  });
  const newest = new Map(current.map((page) => [targetWords(page.target, pen), page]));
  return capped(
    [...newest.values()].map(({ id, target, state }) => {
      const name = targetWords(target, pen);
      if (state === "failed") return `${name} (could not be reached)`;
      const silent = silences.get(id);
      return silent === undefined ? name : `${name} (${silenceWords(silent, pen)})`;
    }),
  );
}

/** Why Slack woke nobody, and what was done instead. */
function silenceWords({ silence, instead }: Silent, pen: NamePen): string {
  const why = silence.kind === "away" ? "away from Slack" : doNotDisturbWords(silence.until, pen);
  return `${why}: ${instead === null ? "Slack cannot wake them now" : `${instead} at once`}`;
}

function doNotDisturbWords(until: DateTime | null, pen: NamePen): string {
  return `has Do Not Disturb on${until === null ? "" : ` until ${pen.time(until)}`}`;
}

/** Who is called when the policy goes on at this level; a new round or the last resort after the last one. */
function nextWords(facts: PagingFacts, level: number, pen: NamePen): string {
  const { incident, home } = facts;
  const { levels, exhausted } = incident.paging.policy;
  const over = level >= levels.length;
  if (over && !roundsLeft(incident.paging)) {
    const channel = exhausted.channel ?? home;
    return channel === undefined ? "all admins" : pen.channel(channel);
  }
  const next = levels[over ? 0 : level]?.notify ?? [];
  const names = next.map((entry) => meantWords(entry, facts, pen));
  return `${capped(names)}${over ? " again" : ""}`;
}

/** People of a schedule are found when the page goes out, so the schedule is named instead. */
function meantWords(entry: Notify, { schedules }: PagingFacts, pen: NamePen): string {
  if ("userGroup" in entry) return pen.userGroup(entry.userGroup);
  if ("channel" in entry) return pen.channel(entry.channel);
  if ("person" in entry) return personWords(entry.person, pen);
  const whose = { current: "who is on call for", next: "who is next for", all: "everybody of" };
  return `${whose[entry.who]} ${pen.text(schedules.get(entry.schedule)?.name ?? entry.schedule, NAME_LENGTH)}`;
}

function targetWords(target: Target, pen: NamePen): string {
  switch (target.kind) {
    case "person": {
      const name = personWords(target.person, pen);
      const { standsInFor } = target;
      return standsInFor === undefined
        ? name
        : `${name} (instead of ${pen.text(standsInFor, NAME_LENGTH)})`;
    }
    case "channel": {
      const groups = (target.userGroups ?? []).map(pen.userGroup);
      return [pen.channel(target.channel), ...groups].join(" with ");
    }
  }
}

function personWords(person: string, { nameOf, text }: NamePen): string {
  return text(nameOf(person), NAME_LENGTH);
}

function capped(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return listWords(names);
  const rest = names.length - MOST_NAMES;
  return listWords([...names.slice(0, MOST_NAMES), `${rest} more`]);
}

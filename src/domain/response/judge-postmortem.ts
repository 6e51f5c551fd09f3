import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";
import type { Postmortems } from "#domain/configuration/postmortems-configuration.ts";
import { percent } from "#domain/objective/budget-policy.ts";
import type { IncidentShare } from "#domain/objective/incident-share.ts";
import type { Severity } from "#domain/severity.ts";
import type { PostmortemCause, PostmortemVerdict } from "./postmortem.ts";

/** What one objective says of an incident. */
export type ObjectiveFact = {
  readonly objective: string;
  readonly share: IncidentShare;
  /** Whether it will not be measured again. */
  readonly isFinal: boolean;
};

/** Why an incident asks for none, whatever else is true of it. */
export type Exempt = "drill" | "duplicate" | "false-alarm" | "merged";

/** Everything by which it is judged. */
export type JudgedFacts = {
  readonly severity: Severity;
  readonly exempt: Exempt | null;
  readonly asked: { readonly by: Actor; readonly reason: string } | null;
  readonly objectives: readonly ObjectiveFact[];
  /** The last one of the same key before it, when that was resolved not long ago. */
  readonly repeated: { readonly name: string; readonly resolvedAt: DateTime } | null;
};

/** Why it needs one. */
type Ground = { readonly cause: PostmortemCause; readonly reason: string };

/** Numbers as they come from divisions: what differs by less is the same. */
const ROUNDING = 1e-9;

const EXEMPT_WORDS: Readonly<Record<Exempt, string>> = {
  drill: "It was a drill.",
  duplicate: "It was a duplicate of another incident.",
  "false-alarm": "It was a false alarm.",
  merged: "It was merged into another incident, which goes on in its place.",
};

/** Whether an incident needs a postmortem, with the numbers that say so: each rule alone is enough. */
export function judgePostmortem(rules: Postmortems, facts: JudgedFacts): PostmortemVerdict {
  const { exempt, objectives } = facts;
  const asked = facts.asked === null ? [] : [groundOfAsking(facts.asked)];
  const isPreliminary = exempt === null && objectives.some(({ isFinal }) => !isFinal);
  const found = exempt === null ? [...asked, ...groundsOf(rules, facts)] : asked;
  const grounds = exempt === "merged" ? [] : found;
  if (grounds.length > 0) return { ...required(grounds), isPreliminary };
  if (exempt !== null) return verdictOf("not-required", EXEMPT_WORDS[exempt], isPreliminary);
  const unknown = objectives.filter(({ share }) => share.share === null);
  if (unknown.length > 0) {
    return verdictOf("undetermined", unknown.map(unknownWords).join(" "), isPreliminary);
  }
  return verdictOf("not-required", notNeededWords(rules, facts), isPreliminary);
}

/** The verdict once somebody has asked for it. */
export function askedVerdict(
  by: Actor,
  reason: string,
  before: PostmortemVerdict | null,
): PostmortemVerdict {
  const isPreliminary = before?.isPreliminary ?? false;
  return { ...required([groundOfAsking({ by, reason })]), isPreliminary };
}

function groundsOf(
  rules: Postmortems,
  { severity, objectives, repeated }: JudgedFacts,
): readonly Ground[] {
  const bySeverity = rules.severities.includes(severity)
    ? [{ cause: "severity", reason: `Every ${severity} gets one.` } as const]
    : [];
  const byBudget = objectives.flatMap((fact) => groundOfBudget(rules, fact));
  return [...bySeverity, ...byBudget, ...groundOfRepetition(repeated)];
}

function groundOfAsking({ by, reason }: NonNullable<JudgedFacts["asked"]>): Ground {
  const who = by.kind === "person" ? by.name : "Somebody";
  const why = reason === "" ? "." : `: ${reason}`;
  return { cause: "asked", reason: `${who} asked for it${why}` };
}

function groundOfBudget(
  { budgetShare: limit, exhausted }: Postmortems,
  { objective, share }: ObjectiveFact,
): readonly Ground[] {
  const used = share.share;
  if (used !== null && used * 100 > limit * (1 + ROUNDING)) {
    const reason = `It used ${percentAbove(used, limit)} of the error budget of ${objective}, more than ${limit} %.`;
    return [{ cause: "share", reason }];
  }
  if (!exhausted || !usedTheLast(share)) return [];
  const reason = `It used ${percent(used)} of the error budget of ${objective}, and nothing is left of it (${percent(share.remainingAfter)}).`;
  return [{ cause: "exhausted", reason }];
}

/** What was gone before it began was used by others. */
function usedTheLast({ share: used, remainingBefore, remainingAfter }: IncidentShare): boolean {
  const isGone = remainingAfter !== null && remainingAfter <= ROUNDING;
  const wasGone = remainingBefore !== null && remainingBefore <= ROUNDING;
  return used !== null && used > 0 && isGone && !wasGone;
}

/** With as many figures as show that it is more. */
function percentAbove(used: number, limit: number): string {
  const short = percent(used);
  return short === `${limit} %` ? `${Number((used * 100).toPrecision(9))} %` : short;
}

function groundOfRepetition(repeated: JudgedFacts["repeated"]): readonly Ground[] {
  if (repeated === null) return [];
  const on = repeated.resolvedAt.toUTC().toFormat("d LLL yyyy", { locale: "en" });
  const reason = `It came again: ${repeated.name}, of the same cause, was resolved on ${on}.`;
  return [{ cause: "repeated", reason }];
}

function required(grounds: readonly Ground[]): Omit<PostmortemVerdict, "isPreliminary"> {
  const because = [...new Set(grounds.map(({ cause }) => cause))];
  return { kind: "required", reason: grounds.map(({ reason }) => reason).join(" "), because };
}

function verdictOf(
  kind: "not-required" | "undetermined",
  reason: string,
  isPreliminary: boolean,
): PostmortemVerdict {
  return { kind, reason, because: [], isPreliminary };
}

function unknownWords({ objective, share }: ObjectiveFact): string {
  const why = share.notes.length === 0 ? "" : ` ${share.notes.join(" ")}`;
  return `What it used of the error budget of ${objective} is not known.${why}`;
}

function notNeededWords(
  { budgetShare }: Postmortems,
  { severity, objectives }: JudgedFacts,
): string {
  const most = objectives.toSorted((a, b) => (b.share.share ?? 0) - (a.share.share ?? 0))[0];
  if (most === undefined) return `It was ${severity}, and no error budget was concerned.`;
  const used = `${percent(most.share.share)} of an error budget (${most.objective})`;
  return `It was ${severity} and used at most ${used}; more than ${budgetShare} % would need one.`;
}

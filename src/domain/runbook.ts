import { DateTime } from "luxon";
import { z } from "zod";
import { safeUrl } from "./link.ts";

const ANNOTATION_KEYS = [
  "runbook_url",
  "runbook",
  "documentation",
  "runbook_url_internal",
  "playbook_url",
] as const;
const REVIEW_EVERY = { months: 12 };

const FIELDS = "title, services, alerts, owner and reviewed";

const AlertClaim = text(
  "write an alert name such as HighLatency, or the start of one and a * such as HighLatency*",
).regex(/^[^*]+\*?$/);

/** What stands above a runbook, between two lines of three dashes. */
export const RunbookFrontMatter = z.strictObject(
  {
    title: text("give the page a title of at most 150 characters").max(150),
    services: listOf(text("write the id of a service")).describe(
      "Ids of the services it is for; all of them when empty.",
    ),
    alerts: listOf(AlertClaim).describe(
      "Alert names it is for; a * at the end stands for any ending.",
    ),
    owner: text("name the team or person who keeps this page true"),
    reviewed: z.iso
      .date("write the day of the last review as YYYY-MM-DD")
      .describe("When somebody last went through it and found it true."),
  },
  { error: explainShape },
);
export type RunbookFrontMatter = z.output<typeof RunbookFrontMatter>;

/** A page that says what to do; the slug is its file's name without .md. */
export type Runbook = Readonly<RunbookFrontMatter> & {
  readonly slug: string;
  readonly body: string;
};

export type RunbookQuestion = {
  readonly alertname: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly service?: { readonly id: string; readonly runbook?: string | undefined } | undefined;
};

export type RunbookAnswer =
  | { readonly kind: "link"; readonly url: string; readonly source: "annotation" | "service" }
  | {
      readonly kind: "page";
      readonly slug: string;
      readonly title: string;
      readonly source: "annotation" | "service" | "alert";
    }
  | { readonly kind: "missing"; readonly reason: string };

type Claim = { readonly alert: string; readonly runbook: Runbook };

/** The runbook for an alert: the one its rule names, else its service's, else the one that claims its name. */
export function findRunbook(
  runbooks: readonly Runbook[],
  question: RunbookQuestion,
): RunbookAnswer {
  return (
    fromAnnotation(runbooks, question) ??
    fromService(runbooks, question) ??
    fromAlertName(runbooks, question) ??
    fromServiceList(runbooks, question) ??
    missing(question)
  );
}

/** Claims that leave it to the order of the files which runbook is shown. */
export function findRivalClaims(
  runbooks: readonly Runbook[],
): readonly { readonly slug: string; readonly rival: string; readonly alert: string }[] {
  return runbooks.flatMap((runbook, index) =>
    runbooks
      .slice(0, index)
      .filter((other) => isForSameService(runbook, other))
      .flatMap((other) =>
        runbook.alerts
          .filter((alert) => other.alerts.includes(alert))
          .map((alert) => ({ slug: runbook.slug, rival: other.slug, alert })),
      ),
  );
}

/** Whether nobody has gone through the runbook for a year. */
export function isReviewDue(runbook: Runbook, today: DateTime): boolean {
  return DateTime.fromISO(runbook.reviewed, { zone: today.zone }).plus(REVIEW_EVERY) < today;
}

function fromAnnotation(
  runbooks: readonly Runbook[],
  { annotations }: RunbookQuestion,
): RunbookAnswer | null {
  for (const key of ANNOTATION_KEYS) {
    const answer = byName(runbooks, annotations[key] ?? "", "annotation");
    if (answer !== null) return answer;
  }
  return null;
}

function fromService(
  runbooks: readonly Runbook[],
  { service }: RunbookQuestion,
): RunbookAnswer | null {
  return byName(runbooks, service?.runbook ?? "", "service");
}

function byName(
  runbooks: readonly Runbook[],
  name: string,
  source: "annotation" | "service",
): RunbookAnswer | null {
  const runbook = runbooks.find(({ slug }) => slug === name.trim());
  if (runbook !== undefined) return page(runbook, source);
  const url = safeUrl(name);
  return url === null ? null : { kind: "link", url, source };
}

function fromAlertName(
  runbooks: readonly Runbook[],
  { alertname, service }: RunbookQuestion,
): RunbookAnswer | null {
  const [best] = runbooks
    .filter(({ services }) => services.length === 0 || services.includes(service?.id ?? ""))
    .flatMap((runbook) => runbook.alerts.map((alert) => ({ alert, runbook })))
    .filter(({ alert }) => covers(alert, alertname))
    .toSorted(strongerFirst);
  return best === undefined ? null : page(best.runbook, "alert");
}

/** A page that names services but no alerts is the last resort of these services. */
function fromServiceList(
  runbooks: readonly Runbook[],
  { service }: RunbookQuestion,
): RunbookAnswer | null {
  const found = runbooks.find(
    ({ alerts, services }) => alerts.length === 0 && services.includes(service?.id ?? ""),
  );
  return found === undefined ? null : page(found, "service");
}

function covers(claimed: string, alertname: string): boolean {
  return isGlob(claimed) ? alertname.startsWith(claimed.slice(0, -1)) : alertname === claimed;
}

function isGlob(claimed: string): boolean {
  return claimed.endsWith("*");
}

/** Exact before glob, then a service's own before everybody's, then the longer glob. */
function strongerFirst(a: Claim, b: Claim): number {
  return (
    Number(isGlob(a.alert)) - Number(isGlob(b.alert)) ||
    Number(a.runbook.services.length === 0) - Number(b.runbook.services.length === 0) ||
    b.alert.length - a.alert.length
  );
}

function page(runbook: Runbook, source: "annotation" | "service" | "alert"): RunbookAnswer {
  return { kind: "page", slug: runbook.slug, title: runbook.title, source };
}

function missing({ alertname, service }: RunbookQuestion): RunbookAnswer {
  const named = service?.runbook;
  if (named !== undefined) {
    const reason = `The service ${service?.id} names the runbook "${named}", which is neither a file in runbooks/ nor an address.`;
    return { kind: "missing", reason };
  }
  return { kind: "missing", reason: `No runbook is kept for ${alertname || "this alert"}.` };
}

function isForSameService(a: Runbook, b: Runbook): boolean {
  if (a.services.length === 0 || b.services.length === 0) {
    return a.services.length === b.services.length;
  }
  return a.services.some((service) => b.services.includes(service));
}

function text(error: string): z.ZodString {
  return z.string(error).trim().min(1, error);
}

function listOf<Item extends z.ZodType>(item: Item): z.ZodDefault<z.ZodArray<Item>> {
  return z.array(item, "write a list, such as [one, two], or [] for none").default([]);
}

function explainShape(issue: { readonly code?: string; readonly keys?: unknown }): string {
  return issue.code === "unrecognized_keys"
    ? `take out ${String(issue.keys)}; the fields are ${FIELDS}`
    : `write the fields ${FIELDS}`;
}

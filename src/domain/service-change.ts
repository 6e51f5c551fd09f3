import { DateTime } from "luxon";
import { z } from "zod";

/**
 * What was done to a service before it broke: a deploy, a flag that was turned. Called a service change wherever it
 * could be taken for a schedule change, which is what people change about who is on call.
 */
export const ServiceChangeKind = z.enum(["deploy", "flag", "infrastructure", "config", "other"]);
export type ServiceChangeKind = z.infer<typeof ServiceChangeKind>;

/** Planned has not begun; of the others each may have had an effect. */
export const ServiceChangeStatus = z.enum([
  "planned",
  "running",
  "succeeded",
  "failed",
  "cancelled",
]);
export type ServiceChangeStatus = z.infer<typeof ServiceChangeStatus>;

/** In whose words it was told; json is the form that is our own. */
export type ServiceChangeSource = "json" | "github" | "gitlab" | "argocd";

export type ServiceChange = {
  /** With its source the one name of it: told twice, it is one. */
  readonly id: string;
  readonly source: ServiceChangeSource;
  readonly kind: ServiceChangeKind;
  readonly title: string;
  readonly services: readonly string[];
  readonly status: ServiceChangeStatus;
  /** When it began; while it is planned, the last moment at which it had not. */
  readonly at: DateTime;
  readonly endedAt: DateTime | null;
  readonly by: string | null;
  readonly link: string | null;
  readonly revision: string | null;
  readonly environment: string | null;
  /** Since when its status is what it is, as its source says. */
  readonly toldAt: DateTime;
};

const ORDER = { planned: 0, running: 1, succeeded: 2, failed: 2, cancelled: 2 } as const;

/** What is known of a change once it was told again; webhooks may overtake each other, so the newer status counts. */
export function mergeServiceChange(known: ServiceChange, told: ServiceChange): ServiceChange {
  const [older, last] = isOlder(told, known) ? [told, known] : [known, told];
  const newer = isCallingOff(older, last) ? { ...last, ...plan(older) } : last;
  return {
    ...newer,
    at: beganAt(older, newer),
    endedAt: endedAt(older, newer),
    by: newer.by ?? older.by,
    link: newer.link ?? older.link,
    revision: newer.revision ?? older.revision,
    environment: newer.environment ?? older.environment,
  };
}

/** What was called off before it began changed nothing: it stays a plan. */
function isCallingOff(older: ServiceChange, newer: ServiceChange): boolean {
  return older.status === "planned" && newer.status === "cancelled";
}

function plan({ at }: ServiceChange): Pick<ServiceChange, "status" | "at" | "endedAt"> {
  return { status: "planned", at, endedAt: null };
}

/** A beginning may come after the end. Sources tell whole seconds: of two in the same one, what comes after the other. */
function isOlder(told: ServiceChange, known: ServiceChange): boolean {
  if (isUnderWay(told) && !isUnderWay(known) && told.at < endOf(known)) return true;
  if (+told.toldAt !== +known.toldAt) return told.toldAt < known.toldAt;
  return ORDER[told.status] < ORDER[known.status];
}

function beganAt(older: ServiceChange, newer: ServiceChange): DateTime {
  if (newer.status === "planned") return newer.at;
  if (older.status !== "planned") return older.at;
  if (newer.status === "running") return newer.at;
  return DateTime.min(older.at, endOf(newer));
}

/** Of one that is over; it may have been done before its time. */
function endOf(change: ServiceChange): DateTime {
  return change.endedAt ?? change.toldAt;
}

function endedAt(older: ServiceChange, newer: ServiceChange): DateTime | null {
  if (isUnderWay(newer)) return null;
  if (newer.endedAt !== null) return newer.endedAt;
  return isUnderWay(older) ? newer.toldAt : older.endedAt;
}

function isUnderWay({ status }: ServiceChange): boolean {
  return status === "planned" || status === "running";
}

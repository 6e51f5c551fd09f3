import type { DateTime } from "luxon";
import { z } from "zod";
import type { AlertEvent } from "#domain/alert/alert.ts";
import { safeUrl } from "#domain/link.ts";
import { readFingerprint } from "./fingerprint.ts";
import { parseInstant } from "./instant.ts";
import { readTexts } from "./texts.ts";

/** Clocks that differ by less are normal, and replacing the start would split the episode in two. */
const CLOCK_SKEW_MS = 5 * 60_000;

const Fields = z.object({
  status: z.string().catch(""),
  labels: z.unknown().optional(),
  annotations: z.unknown().optional(),
  startsAt: z.unknown().optional(),
  endsAt: z.unknown().optional(),
  generatorURL: z.string().catch(""),
  fingerprint: z.unknown().optional(),
});
type Fields = z.output<typeof Fields>;

type Status = AlertEvent["status"];
type Read<Value> = { readonly value: Value; readonly notes: readonly string[] };

/** One alert of a payload. Never refuses: a malformed alert is still an alert, and says in its notes what was wrong. */
export function readAlert(sent: unknown, receivedAt: DateTime): AlertEvent {
  const fields = Fields.safeParse(sent);
  if (!fields.success) return readAlert({ annotations: { sent } }, receivedAt);
  const labels = readTexts(fields.data.labels, "label");
  const annotations = readTexts(fields.data.annotations, "annotation");
  const { fingerprint, note } = readFingerprint(fields.data.fingerprint, labels.texts);
  const status = readStatus(fields.data.status);
  const startsAt = readStart(fields.data.startsAt, receivedAt);
  const endsAt = readEnd(fields.data.endsAt, status.value, receivedAt);
  return {
    fingerprint,
    status: status.value,
    labels: labels.texts,
    annotations: annotations.texts,
    startsAt: startsAt.value,
    ...(startsAt.notes.length > 0 && { startGuessed: true }),
    endsAt: endsAt.value,
    generatorUrl: safeUrl(fields.data.generatorURL),
    notes: [
      ...noteOnName(labels.texts),
      ...[labels, annotations, status, startsAt, endsAt].flatMap(({ notes }) => notes),
      ...(note === null ? [] : [note]),
    ],
  };
}

function noteOnName(labels: AlertEvent["labels"]): readonly string[] {
  return Object.hasOwn(labels, "alertname") ? [] : ["It had no alertname."];
}

/** Whatever is not clearly over counts as firing: better one page too many than none. */
function readStatus(sent: string): Read<Status> {
  const status = sent.trim().toLowerCase();
  if (status === "firing" || status === "resolved") return { value: status, notes: [] };
  return {
    value: "firing",
    notes: ["Its status was neither firing nor resolved; taken as firing."],
  };
}

function readStart(sent: unknown, receivedAt: DateTime): Read<DateTime> {
  return readTime(sent, "start", receivedAt);
}

function readEnd(sent: unknown, status: Status, receivedAt: DateTime): Read<DateTime | null> {
  return status === "firing" ? { value: null, notes: [] } : readTime(sent, "end", receivedAt);
}

function readTime(sent: unknown, what: "start" | "end", receivedAt: DateTime): Read<DateTime> {
  const instant = parseInstant(sent);
  const used = "the time it was received is used";
  if (instant === null)
    return { value: receivedAt, notes: [`Its ${what} was missing or impossible; ${used}.`] };
  const aheadMs = instant.toMillis() - receivedAt.toMillis();
  if (aheadMs <= CLOCK_SKEW_MS) return { value: instant, notes: [] };
  return {
    value: receivedAt,
    notes: [`Its ${what} lay in the future (${instant.toISO()}); ${used}.`],
  };
}

import { randomUUID } from "node:crypto";
import type { DateTime } from "luxon";
import { z } from "zod";
import { closestName } from "#domain/configuration/did-you-mean.ts";
import { safeUrl } from "#domain/link.ts";
import { ServiceChangeKind, ServiceChangeStatus } from "#domain/service-change.ts";
import type { Concerns } from "#domain/service/place-service-change.ts";
import { enumerate } from "#domain/text.ts";
import type { ToldChange } from "#engine/delivery/note-service-changes.ts";
import { hash } from "#intake/alertmanager/fingerprint.ts";
import { parseInstant } from "#intake/alertmanager/instant.ts";
import { bad, badFields } from "./problems.ts";
import { CLOCK_SKEW, type FieldProblem, nameLine, type Telling, titleLine } from "./told.ts";

/** When it is read, and which services there are. */
export type Reading = { readonly receivedAt: DateTime; readonly services: readonly string[] };

const MOST_CHANGES = 100;
const MOST_SERVICES = 20;
const MOST_LABELS = 64;
const MOST_NAMED = 8;
/** Longer names would have to be cut, and two of them might then be one. */
const ID_LENGTH = 200;
const SERVICE_LENGTH = 63;
/** What is planned for later was mistyped. */
const FURTHEST_AHEAD = { years: 1 };

const FORM = `send one change as a JSON object, or a list of at most ${MOST_CHANGES}`;
const WHICH = `give text of at most ${ID_LENGTH} characters that names this change and no other`;
const WHAT = 'say what was changed, such as "checkout v41"';
const WHEN = "write a time with its zone, such as 2026-11-20T10:00:00Z";
const WHERE = "give an http or https address";
const WHOSE = `give the id of a service in muster.yaml, or a list of at most ${MOST_SERVICES}`;
const LABELS = `give labels and their values, at most ${MOST_LABELS}`;

const Service = z.string().max(SERVICE_LENGTH, WHOSE);

const Change = z.strictObject(
  {
    id: z
      .string(WHICH)
      .max(ID_LENGTH, WHICH)
      .transform(nameLine)
      .refine(isThere, WHICH)
      .nullish()
      .transform(orNull),
    kind: oneOf(ServiceChangeKind.options),
    title: z.string(WHAT).transform(titleLine).refine(Boolean, WHAT),
    service: z
      .union([Service, z.array(Service).min(1, WHOSE).max(MOST_SERVICES, WHOSE)], WHOSE)
      .nullish(),
    labels: z
      .record(z.string(), z.string("give text"), LABELS)
      .refine((labels) => Object.keys(labels).length <= MOST_LABELS, LABELS)
      .nullish(),
    at: z.string(WHEN).transform(parseInstant).refine(isThere, WHEN).nullish(),
    by: text("name whoever did it"),
    link: z.string(WHERE).refine(isAddressOrBlank, WHERE).nullish().transform(safeUrlOrNull),
    revision: text("give a commit, a tag or a version as text"),
    environment: text("give the name of the environment"),
    status: oneOf(ServiceChangeStatus.options)
      .nullish()
      .transform((status) => status ?? "succeeded"),
  },
  FORM,
);
type Change = z.output<typeof Change>;

/** Our own form: one change or a list of them, of which all are taken or none. */
export function readOwnForm(value: unknown, reading: Reading): Telling {
  const isList = Array.isArray(value);
  const parsed = isList
    ? z.array(Change).min(1, FORM).max(MOST_CHANGES, FORM).safeParse(value)
    : Change.transform((change) => [change]).safeParse(value);
  if (!parsed.success) return badFields(parsed.error, Object.keys(Change.shape));
  const problems = parsed.data.flatMap((change, index) => {
    return problemsOf(change, reading).map(({ field, fix }) => {
      return { field: isList ? `[${index}].${field}` : field, fix };
    });
  });
  if (problems.length > 0) return bad(problems);
  return { kind: "changes", changes: parsed.data.map((one) => toldChange(one, reading)) };
}

/** What only shows beside everything else. */
function problemsOf(change: Change, { receivedAt, services }: Reading): readonly FieldProblem[] {
  const { at, service, labels, status } = change;
  const unknown = idsOf(service).filter((id) => !services.includes(id));
  const isPlaced = isThere(service) || Object.keys(labels ?? {}).length > 0;
  const wrongTime = isThere(at) ? timeFix(at, status, receivedAt) : null;
  return [
    ...unknown.map((id) => ({ field: "service", fix: serviceFix(id, services) })),
    ...(isPlaced
      ? []
      : [{ field: "service", fix: `${WHOSE}; or give labels, which the routes lead to one` }]),
    ...(wrongTime === null ? [] : [{ field: "at", fix: wrongTime }]),
  ];
}

function timeFix(at: DateTime, status: Change["status"], receivedAt: DateTime): string | null {
  if (status === "planned") {
    return at > receivedAt.plus(FURTHEST_AHEAD)
      ? "it lies over a year ahead: give when it is to begin"
      : null;
  }
  if (at <= receivedAt.plus(CLOCK_SKEW)) return null;
  return "it lies in the future: give when it began, or the status planned";
}

function serviceFix(id: string, services: readonly string[]): string {
  const guess = closestName(id, services);
  if (guess !== null) return `there is no such service: did you mean ${guess}?`;
  return `there is no such service; muster.yaml has ${enumerate(services, MOST_NAMED)}`;
}

function toldChange(change: Change, { receivedAt }: Reading): ToldChange {
  const { id, service, labels, ...rest } = change;
  const isOver = rest.status !== "planned" && rest.status !== "running";
  const at = beganBy(change, receivedAt);
  return {
    ...rest,
    source: "json",
    id: id ?? nameOf(change),
    at: at ?? receivedAt,
    endedAt: isOver ? at : null,
    toldAt: receivedAt,
    concerns: concernsOf(idsOf(service), labels ?? {}),
  };
}

/** A clock that is a little ahead has nothing begin after it was told. */
function beganBy({ at, status }: Change, receivedAt: DateTime): DateTime | null {
  if (!isThere(at)) return null;
  return status === "planned" || at <= receivedAt ? at : receivedAt;
}

/** With a time it is the same one when it is told again; without, each telling is one of its own. */
function nameOf({ at, kind, title, service, labels }: Change): string {
  if (!isThere(at)) return randomUUID();
  return hash([kind, title, at.toMillis(), idsOf(service), labels ?? {}]);
}

function concernsOf(services: readonly string[], labels: Record<string, string>): Concerns {
  return services.length > 0 ? { kind: "services", services } : { kind: "labels", labels };
}

function idsOf(service: Change["service"]): readonly string[] {
  return [service ?? []].flat();
}

/** Blank is what a script sends whose variable is not set. */
function text(fix: string) {
  return z.string(fix).nullish().transform(nameLine);
}

function isAddressOrBlank(url: string): boolean {
  return url.trim() === "" || safeUrl(url) !== null;
}

function safeUrlOrNull(url: string | null | undefined): string | null {
  return safeUrl(url ?? "");
}

function oneOf<Word extends string>(words: readonly Word[]) {
  return z.literal(words, `use one of ${words.join(", ")}`);
}

function orNull<Value>(value: Value | null | undefined): Value | null {
  return value ?? null;
}

function isThere<Value>(value: Value): value is NonNullable<Value> {
  return value !== null && value !== undefined;
}

import type { z } from "zod";
import { closestName } from "#domain/configuration/did-you-mean.ts";
import type { KeySchema } from "./key-schema.ts";

/** What is wrong with a value, and what to do about it. */
export type Words = { readonly message: string; readonly fix: string };

/** A value, and what may stand in its place. */
export type Place = { readonly value: unknown; readonly schema: KeySchema | null };

type SizeIssue = z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig;

const MAX_SHOWN = 80;

const KINDS: Readonly<Record<string, readonly [kind: string, fix: string]>> = {
  string: ["text", "write text, in quotes if need be"],
  boolean: ["true or false", "write true or false"],
  integer: ["a whole number", "write a whole number"],
  array: ["a list", "write a list, such as [one, two]"],
  object: ["a map", "write its keys below it, indented"],
};

export function unknownKey(key: string, known: readonly string[]): Words {
  const guess = closestName(key, known);
  const fix =
    guess === null
      ? `take it out; the keys here are ${known.join(", ")}`
      : `did you mean ${guess}?`;
  return { message: `there is no key ${key} here`, fix };
}

export function missingKey(key: string, { schema }: Place): Words {
  const meaning = schema?.description === undefined ? "" : `: ${schema.description}`;
  return { message: `${key} is missing`, fix: `add ${key}${meaning}` };
}

export function wrongType(place: Place): Words {
  const [kind, usual] = KINDS[String(place.schema?.type)] ?? ["usable here", "see the manual"];
  const fix =
    place.schema?.format === "duration" ? "write a duration like PT30S, PT5M, PT1H or P1D" : usual;
  if (place.value === null) return { message: "it is empty", fix: `${fix}, or take it out` };
  return { message: `${show(place)} is not ${kind}`, fix };
}

export function wrongWord(place: Place, values: readonly unknown[]): Words {
  const known = values.map(String);
  const guess = typeof place.value === "string" ? closestName(place.value, known) : null;
  const fix = guess === null ? `write one of ${known.join(", ")}` : `did you mean ${guess}?`;
  return { message: `${show(place)} is not one of ${known.join(", ")}`, fix };
}

export function wrongSize(issue: SizeIssue, place: Place): Words {
  const [word, limit] =
    issue.code === "too_small" ? ["at least", issue.minimum] : ["at most", issue.maximum];
  return { message: sizeInWords(place), fix: `write ${word} ${limit}${unitOf(issue, limit)}` };
}

/** The schema's own words: how to write it or, with a fix beside them, what is wrong. */
export function unusable(text: string, fix: unknown, place: Place): Words {
  if (typeof fix !== "string") return { message: `${show(place)} cannot be used here`, fix: text };
  const whole = typeof place.value === "object";
  return { message: whole ? text : `${show(place)} cannot be used: ${text}`, fix };
}

export function wrongFile(place: Place): Words {
  const message = place.value === null ? "the file is empty" : `the file holds ${show(place)}`;
  return {
    message,
    fix: "start from muster.example.yaml, a map of people, teams, services and so on",
  };
}

/** A value as a person recognises it. Where the name of a secret belongs, the secret itself may stand by mistake. */
export function show({ value, schema }: Place): string {
  if (schema?.format === "environment-variable") return "this (not shown, it may be a secret)";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a map";
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

function sizeInWords(place: Place): string {
  const { value } = place;
  if (value === "" || (Array.isArray(value) && value.length === 0)) return "it is empty";
  if (typeof value === "string") return `it has ${value.length} characters`;
  if (Array.isArray(value)) return `it has ${value.length} entries`;
  return `${show(place)} is out of range`;
}

function unitOf({ origin }: SizeIssue, limit: number | bigint): string {
  if (origin === "string") return limit === 1 ? " character" : " characters";
  if (origin === "array") return limit === 1 ? " entry" : " entries";
  return "";
}

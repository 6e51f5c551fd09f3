import { createHash } from "node:crypto";
import type { Labels } from "#domain/alert/alert.ts";

const PLAIN = /^[\w.:-]{1,64}$/;

export type Fingerprint = { readonly fingerprint: string; readonly note: string | null };

/** The fingerprint that was sent when it is fit to be an id, else one made from what there is. */
export function readFingerprint(sent: unknown, labels: Labels): Fingerprint {
  if (typeof sent !== "string" || sent === "") {
    const note = "It had no fingerprint; one was made from its labels.";
    return { fingerprint: hash(sorted(labels)), note };
  }
  if (PLAIN.test(sent)) return { fingerprint: sent, note: null };
  return { fingerprint: hash(sent), note: "Its fingerprint was unusual and was shortened." };
}

/** A short name for any value; different values never share one. */
export function hash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
}

/** The same labels in another order are the same alert. */
export function sorted(labels: Labels): readonly (readonly [string, string])[] {
  return Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

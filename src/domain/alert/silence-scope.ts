import type { Labels } from "./alert.ts";
import { labelOf } from "./matcher.ts";
import type { SilenceMatcher } from "./silence-matcher.ts";

/** An alert's labels, and which of them its route groups by. */
export type GroupedLabels = { readonly labels: Labels; readonly groupBy: readonly string[] };

/** More names than this are no group but everything. */
const MOST_NAMES = 20;

/** Labels whose values change with each restart. */
const VOLATILE = new Set([
  "container_id",
  "host_ip",
  "id",
  "pod_ip",
  "pod_template_hash",
  "prometheus_replica",
  "replica",
  "uid",
]);

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[?[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:]*\]?)(?::\d+)?$/i;
/** Kubernetes makes the ends of names from these, so that they never spell a word. */
const MADE_UP = "[bcdfghjklmnpqrstvwxz2456789]";
const MADE_UP_NAME = new RegExp(`^(.+?)((?:-${MADE_UP}{6,10})?-${MADE_UP}{5})$`);

/**
 * What the alerts of a group have in common: their names, and those labels that their routes group by and that all of
 * them share. Empty when they have no name, because nothing else says which alerts are meant.
 */
export function groupMatchers(alerts: readonly GroupedLabels[]): readonly SilenceMatcher[] {
  const byName = nameMatcher(alerts.map(({ labels }) => labelOf(labels, "alertname")));
  if (byName === null) return [];
  const names = new Set(["service", ...alerts.flatMap(({ groupBy }) => groupBy)]);
  names.delete("alertname");
  return [byName, ...[...names].toSorted().flatMap((name) => sharedMatcher(alerts, name))];
}

/** All labels of one alert that outlive a restart of what it is about. */
export function alertMatchers(labels: Labels): readonly SilenceMatcher[] {
  return Object.entries(labels)
    .filter(([name, value]) => value !== "" && !isVolatile(name, value, labels))
    .toSorted(([a], [b]) => Number(b === "alertname") - Number(a === "alertname") || order(a, b))
    .map(([name, value]) => (name === "pod" ? podMatcher(value) : equal(name, value)));
}

/** So that every character of a text means itself in a pattern. */
function escapePattern(text: string): string {
  return text.replaceAll(/[\\.+*?()|[\]{}^$]/g, "\\$&");
}

function nameMatcher(values: readonly string[]): SilenceMatcher | null {
  const names = [...new Set(values)].toSorted();
  const [first] = names;
  if (first === undefined || names.includes("") || names.length > MOST_NAMES) return null;
  if (names.length === 1) return equal("alertname", first);
  return pattern("alertname", names.map(escapePattern).join("|"));
}

function sharedMatcher(alerts: readonly GroupedLabels[], name: string): readonly SilenceMatcher[] {
  const values = new Set(alerts.map(({ labels }) => labelOf(labels, name)));
  const [value = ""] = values;
  return values.size === 1 && value !== "" ? [equal(name, value)] : [];
}

/** An address says where something ran, not what it was, when a pod tells that better. */
function isVolatile(name: string, value: string, labels: Labels): boolean {
  if (VOLATILE.has(name)) return true;
  return name === "instance" && labelOf(labels, "pod") !== "" && ADDRESS.test(value);
}

/** Its successors are called alike, but for the end of the name. */
function podMatcher(value: string): SilenceMatcher {
  const [, workload, end] = MADE_UP_NAME.exec(value) ?? [];
  if (workload === undefined || end === undefined) return equal("pod", value);
  const parts = end.split("-").length - 1;
  return pattern("pod", `${escapePattern(workload)}${"-[a-z0-9]+".repeat(parts)}`);
}

function equal(name: string, value: string): SilenceMatcher {
  return { name, value, isRegex: false, isEqual: true };
}

function pattern(name: string, value: string): SilenceMatcher {
  return { name, value, isRegex: true, isEqual: true };
}

function order(a: string, b: string): number {
  return a < b ? -1 : 1;
}

import type { PastIncident } from "./past.ts";

/** Whether it was right to page somebody, as far as anybody said so. */
export type Judgement = "actionable" | "not-actionable" | "duplicate" | "unknown";

/** What a person answered counts more than how the incident was ended. */
export function judgementOf({
  verdict,
  ending,
  isMerged,
}: Pick<PastIncident, "verdict" | "ending" | "isMerged">): Judgement {
  if (verdict !== null) return verdict;
  if (isMerged || ending === "duplicate") return "duplicate";
  return ending === "false-alarm" ? "not-actionable" : "unknown";
}

/** Neither a false alarm nor a part of another incident. */
export function isReal({ ending, isMerged }: Pick<PastIncident, "ending" | "isMerged">): boolean {
  return !isMerged && ending === null;
}

/** The alert by whose name an incident's key was made; null for what a person declared. */
export function alertOfKey(key: string): string | null {
  const parts = readKey(key);
  const named = parts.find((part) => Array.isArray(part) && part[0] === "alertname");
  const name: unknown = Array.isArray(named) ? named[1] : null;
  return typeof name === "string" ? name : null;
}

function readKey(key: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(key);
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

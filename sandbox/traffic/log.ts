import type { Json } from "#sandbox/json.ts";

/** A call that the app made. */
export type RequestEntry = {
  readonly kind: "request";
  readonly method: string;
  readonly arguments: Json;
  readonly token: "bot" | "app" | "none" | "unknown";
  readonly needed: readonly string[];
  readonly status: number | null;
  readonly answer: unknown;
  readonly fault?: string;
  readonly ms: number;
};

/** Something that was sent to the app, and what it said. */
type DeliveryEntry = {
  readonly kind: "delivery";
  readonly transport: "socket" | "http";
  readonly type: string;
  readonly payload: Json;
  readonly attempt: number;
  readonly ack: unknown;
  readonly ms: number;
};

type Entry = RequestEntry | DeliveryEntry;
type LogEntry = Entry & { readonly seq: number; readonly at: string };

export type TrafficLog = {
  readonly add: (entry: Entry) => void;
  /** What came after this number, oldest first; only the newest are kept. */
  readonly since: (seq: number) => readonly LogEntry[];
  /** The number of the newest entry; 0 before the first. */
  readonly newest: () => number;
  readonly clear: () => void;
};

const KEPT = 5000;

export function createTrafficLog(now: () => number): TrafficLog {
  let entries: LogEntry[] = [];
  let seq = 0;
  function add(entry: Entry): void {
    seq += 1;
    entries.push({ seq, at: new Date(now()).toISOString(), ...entry });
    // Cut in large slices: dropping one by one would copy the list on every call.
    if (entries.length > KEPT * 1.2) entries = entries.slice(-KEPT);
  }
  function since(after: number): readonly LogEntry[] {
    return entries.filter((entry) => entry.seq > after).slice(-KEPT);
  }
  function clear(): void {
    entries = [];
  }
  return { add, since, newest: () => seq, clear };
}

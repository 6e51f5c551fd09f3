import { readFileSync } from "node:fs";

/** In the units of the kernel, since the machine started. */
export type ProcessorTime = {
  /** What programs here asked for, whether they had it or not. */
  readonly asked: number;
  /** What of it the host gave to other machines. */
  readonly stolen: number;
};

/** A run during which other machines had more than this share measures these. */
export const MOST_STOLEN = 0.05;

const ORDER = ["user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"];
const AT_REST: ReadonlySet<string | undefined> = new Set(["idle", "iowait"]);

/** As Linux counts it for all processors together; null on other systems. */
export function processorTime(): ProcessorTime | null {
  try {
    return parseProcessorTime(readFileSync("/proc/stat", "utf8"));
  } catch {
    return null;
  }
}

function parseProcessorTime(stat: string): ProcessorTime {
  const [, ...times] = (stat.split("\n")[0] ?? "").split(/ +/);
  const counted = times.slice(0, ORDER.length).map(Number);
  const asked = counted
    .filter((_, index) => !AT_REST.has(ORDER[index]))
    .reduce((sum, time) => sum + time, 0);
  return { asked, stolen: counted[ORDER.indexOf("steal")] ?? 0 };
}

/** The share of what was asked for since then that other machines on the same host had instead. */
export function stolenSince(before: ProcessorTime | null): number | null {
  const now = processorTime();
  if (before === null || now === null || now.asked === before.asked) return null;
  return (now.stolen - before.stolen) / (now.asked - before.asked);
}

import { readFileSync } from "node:fs";

/** In the units of the kernel. */
export type ProcessorTime = {
  /** What programs here asked for, whether they had it or not. */
  readonly asked: number;
  /** What of it the host gave to other machines. */
  readonly stolen: number;
};

/** Where other machines had more than this share, they are measured as well. */
export const MOST_STOLEN = 0.05;

export const NOTHING: ProcessorTime = { asked: 0, stolen: 0 };

const ORDER = ["user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"];
const AT_REST: ReadonlySet<string | undefined> = new Set(["idle", "iowait"]);

/** Since the machine started, as Linux counts it for all processors together; nothing on other systems. */
export function processorTime(): ProcessorTime {
  try {
    return parseProcessorTime(readFileSync("/proc/stat", "utf8"));
  } catch {
    return NOTHING;
  }
}

function parseProcessorTime(stat: string): ProcessorTime {
  const [, ...times] = (stat.split("\n")[0] ?? "").split(/ +/);
  const counted = times.slice(0, ORDER.length).map(Number);
  const asked = counted
    .filter((_, index) => !AT_REST.has(ORDER[index]))
    .reduce((total, time) => total + time, 0);
  return { asked, stolen: counted[ORDER.indexOf("steal")] ?? 0 };
}

export function spentSince(before: ProcessorTime): ProcessorTime {
  const now = processorTime();
  return { asked: now.asked - before.asked, stolen: now.stolen - before.stolen };
}

export function sum(...times: readonly ProcessorTime[]): ProcessorTime {
  return {
    asked: times.reduce((total, { asked }) => total + asked, 0),
    stolen: times.reduce((total, { stolen }) => total + stolen, 0),
  };
}

/** The share of what was asked for that other machines on the same host had instead; null where nothing was counted. */
export function shareStolen({ asked, stolen }: ProcessorTime): number | null {
  return asked === 0 ? null : stolen / asked;
}

/** Whether so large a share is too much; where nobody counts it, it is not. */
export function isCrowded(share: number | null, most = MOST_STOLEN): boolean {
  return (share ?? 0) > most;
}

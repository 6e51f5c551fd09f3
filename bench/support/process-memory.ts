import { readFileSync } from "node:fs";

/** What a process has in memory now, in MB of 1,000,000 bytes. */
export function residentMb(pid: number): number {
  return read(pid, "VmRSS");
}

/** The most that it ever had there. */
export function peakMb(pid: number): number {
  return read(pid, "VmHWM");
}

function read(pid: number, name: string): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const kibibytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1];
  if (kibibytes === undefined)
    throw new Error(`Process ${pid} has no ${name}: memory is read from Linux's /proc.`);
  return (Number(kibibytes) * 1024) / 1_000_000;
}

import type { DateTime, Duration } from "luxon";
import type { PostmortemFacts } from "#domain/postmortem/facts.ts";
import { wholeNumber } from "#domain/text.ts";

/** A chart that stands somewhere as a file. */
export type Image = {
  /** The objective's id. */
  readonly id: string;
  /** What it shows, for whoever cannot see it. */
  readonly alt: string;
  readonly src: string;
};

/** What is drawn, and how. */
export type Drawing = {
  readonly facts: PostmortemFacts;
  /** The zone of those who read it; times stand there beside UTC. */
  readonly zone: string;
  readonly images: readonly Image[];
  /** Whether the document has a part with this id. */
  readonly has: (section: string) => boolean;
};

/** 2026-11-21 02:41 UTC (03:41 Europe/Berlin). */
export function moment(at: DateTime, zone: string): string {
  const [utc, local] = [at.toUTC(), at.setZone(zone)];
  const here = local.offset === 0 ? "" : ` (${hereWords(utc, local)} ${zone})`;
  return `${utc.toFormat("yyyy-MM-dd HH:mm")} UTC${here}`;
}

function hereWords(utc: DateTime, local: DateTime): string {
  return local.toFormat(utc.toISODate() === local.toISODate() ? "HH:mm" : "d MMM HH:mm", {
    locale: "en",
  });
}

/** 45 s, 12 min, 2 h 05 min, 3 days 4 h. */
export function lengthWords(length: Duration): string {
  const seconds = Math.round(Math.abs(length.as("seconds")));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
  return `${Math.floor(hours / 24)} days ${hours % 24} h`;
}

export function plural(many: number, word: string): string {
  return `${wholeNumber(many)} ${word}${many === 1 ? "" : "s"}`;
}

/** A canvas in Slack takes tables of 300 cells. */
const MOST_CELLS = 300;

/** A table, or several with the same head; its cells are Markdown already, and hold no line break. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const most = Math.floor(MOST_CELLS / head.length) - 1;
  const tables = Math.max(1, Math.ceil(rows.length / most));
  const parts = Array.from({ length: tables }, (_, part) => {
    const own = rows.slice(part * most, (part + 1) * most);
    const lines = [head, head.map(() => "---"), ...own];
    return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  });
  return parts.join("\n\n");
}

export function list(points: readonly string[]): string {
  return points.map((point) => `- ${point}`).join("\n");
}

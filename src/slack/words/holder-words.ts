import type { Incident } from "#domain/incident/incident.ts";

type Shown = { readonly incidents: readonly Incident[]; readonly unreadable: readonly unknown[] };

/** Whether somebody has the open incidents that are shown, of so many there are, and how many cannot be read. */
export function holderWords(shown: Shown, count: number): string {
  const parts = [whoHas(shown, count), unreadableWords(shown, count)];
  return parts.filter((part) => part !== "").join(", ");
}

/** Nothing when all can be read. */
export function unreadableWords({ unreadable }: Shown, count: number): string {
  if (unreadable.length === 0) return "";
  return `${count === 1 ? "it" : `${unreadable.length} of them`} cannot be read`;
}

function whoHas({ incidents, unreadable }: Shown, count: number): string {
  if (incidents.length === 0) return "";
  const shown = incidents.length + unreadable.length;
  const waiting = incidents.filter(({ status }) => status === "triggered").length;
  if (count === 1) return waiting === 1 ? "nobody has it yet" : "somebody has it";
  const which = shown < count ? "those shown" : "them";
  if (waiting === 0) return `somebody has each of ${which}`;
  return `nobody has ${waiting === shown ? "any" : waiting} of ${which} yet`;
}

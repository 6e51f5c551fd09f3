import type { DateTime } from "luxon";
import type { Actor } from "#domain/actor.ts";

/** What somebody wrote in a section of a postmortem; each version is kept. */
export type Prose = {
  readonly section: string;
  readonly text: string;
  /** Counts from 1 within the section. */
  readonly version: number;
  readonly writtenBy: Actor;
  readonly writtenAt: DateTime;
};

/** The section without which nothing is published. */
export const SUMMARY_SECTION = "summary";

/** Far more than a form takes, and less than a document that nobody reads. */
export const MOST_LETTERS = 20_000;

/** Why a text cannot be kept as it is, in words; null when it can. */
export function objectionToProse(text: string): string | null {
  const letters = text.length;
  if (letters <= MOST_LETTERS) return null;
  return `it has ${letters} letters, and a section takes ${MOST_LETTERS} at most: shorten it, or link to a document with the rest`;
}

/** Whether there is anything to read in it. */
export function isWritten(prose: Prose | undefined): boolean {
  return prose !== undefined && prose.text.trim() !== "";
}

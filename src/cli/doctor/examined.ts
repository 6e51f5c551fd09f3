import { setTimeout as wait } from "node:timers/promises";
import type { DateTime } from "luxon";
import type { Settings, SlackAccess } from "#config/environment.ts";
import type { Loaded } from "#config/load.ts";

/** What came of one look. */
export type Result = {
  /** What is wrong, and what to do. */
  readonly findings: readonly string[];
  /** What is worth knowing. */
  readonly notes: readonly string[];
};

/** What the doctor looked at, and what is wrong with it. */
export type Examined = Result & { readonly part: string };

/** One thing to look at. */
export type Look = {
  readonly part: string;
  readonly look: () => Promise<Result>;
  /** It may take as long as it does, and shows how far it is. */
  readonly isLong?: true;
};

/** What a look at the database needs beside it. */
export type Beside = {
  readonly loaded: Loaded;
  readonly secret: Settings["secret"];
  readonly slack: SlackAccess | null;
};

export const NOTHING: Result = { findings: [], notes: [] };

const PATIENCE_MS = 20_000;

/** All looks side by side, in the order in which they were asked for; one that fails or hangs takes no other with it. */
export async function examineAll(looks: readonly Look[]): Promise<readonly Examined[]> {
  const left = new Set(looks.map(({ part }) => part));
  showProgress(left);
  return await Promise.all(
    looks.map(async (one) => {
      const result = await (one.isLong === true ? examineOne(one) : examineSoon(one));
      left.delete(one.part);
      showProgress(left);
      return { part: one.part, ...result };
    }),
  );
}

async function examineOne({ look }: Look): Promise<Result> {
  try {
    return await look();
  } catch (error) {
    return { findings: [`it could not be looked at: ${wordsOf(error)}`], notes: [] };
  }
}

async function examineSoon(look: Look): Promise<Result> {
  const done = new AbortController();
  const seconds = PATIENCE_MS / 1000;
  const late = wait(PATIENCE_MS, undefined, { signal: done.signal }).then(
    () => ({ findings: [`no answer within ${seconds} seconds: look whether it hangs`], notes: [] }),
    () => NOTHING,
  );
  try {
    return await Promise.race([examineOne(look), late]);
  } finally {
    done.abort();
  }
}

export function minuteOf(moment: DateTime): string {
  return moment.toUTC().toFormat("yyyy-MM-dd HH:mm 'UTC'");
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** For whoever waits before a screen: what is still looked at. */
function showProgress(left: ReadonlySet<string>): void {
  if (!process.stderr.isTTY) return;
  const words = left.size === 0 ? "" : `looking at ${[...left].join(", ")} …`;
  process.stderr.write(`\r\u001b[K${words}`);
}

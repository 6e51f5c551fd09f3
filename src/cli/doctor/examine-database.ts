import { existsSync } from "node:fs";
import { readdir, statfs } from "node:fs/promises";
import path from "node:path";
import { pino } from "pino";
import { count } from "#app/cli/count.ts";
import type { Settings } from "#config/environment.ts";
import { isSeen } from "#domain/impairment-episode.ts";
import { byUrgency } from "#domain/impairment.ts";
import { countQuarantined } from "#store/alert/quarantine.ts";
import { readClock } from "#store/database/clock.ts";
import { DatabaseRefused } from "#store/database/database-refused.ts";
import { type Database, openDatabase } from "#store/database/database.ts";
import { pendingMigrations } from "#store/database/migrate.ts";
import { readSize } from "#store/database/standing.ts";
import { openEpisodes } from "#store/impairment/impairments.ts";
import { examinePeople } from "./examine-people.ts";
import { examineSources } from "./examine-sources.ts";
import { examineTimelines } from "./examine-timelines.ts";
import { type Beside, type Look, minuteOf, type Result, wordsOf } from "./examined.ts";

/** The database, if it can be used and is up to date, and what is to be said of it. */
export type Opened = AsyncDisposable & {
  readonly database: Database | null;
  readonly result: Result;
};

const LITTLE_BYTES = 1024 ** 3;
const GIBI = 1024 ** 3;

export async function openForLooking({
  databaseUrl: url,
  dataDir,
}: Pick<Settings, "databaseUrl" | "dataDir">): Promise<Opened> {
  if (url === null && !(await holdsDatabase(dataDir))) return unopened(missingWords(dataDir));
  await using opening = new AsyncDisposableStack();
  try {
    const logger = pino({ level: "silent" });
    const database = await openDatabase({ url: url ?? undefined, dataDir, logger });
    opening.defer(database.close);
    const pending = await pendingMigrations(database);
    const isUsable = pending.length === 0;
    const result = isUsable
      ? await examineDatabase(database, dataDir)
      : { findings: [pendingWords(pending.length)], notes: [] };
    const opened = opening.move();
    return {
      database: isUsable ? database : null,
      result,
      [Symbol.asyncDispose]: () => opened.disposeAsync(),
    };
  } catch (error) {
    return unopened(refusedWords(error));
  }
}

function unopened(finding: string): Opened {
  const result = { findings: [finding], notes: [] };
  return { database: null, result, [Symbol.asyncDispose]: async () => undefined };
}

/** Opening it where there is none would make one, and whoever looks changes nothing. */
async function holdsDatabase(dataDir: string): Promise<boolean> {
  const folder = path.join(dataDir, "database");
  if (existsSync(`${folder}.unfinished`)) return false;
  const files = await readdir(folder).catch(() => []);
  return files.length > 0;
}

function missingWords(dataDir: string): string {
  return `there is none in ${dataDir}: set DATABASE_URL or MUSTER_DATA_DIR as they are set for Muster, or start Muster, which makes one`;
}

function refusedWords(error: unknown): string {
  if (error instanceof DatabaseRefused) return error.message;
  return `it could not be looked at: ${wordsOf(error)}; see whether it answers, and restore a backup if it is damaged`;
}

/** Everything that the database is needed for. */
export function databaseLooks({ database, result }: Opened, beside: Beside): readonly Look[] {
  const itself: Look = { part: "database", look: async () => result };
  if (database === null) return [itself];
  return [
    itself,
    { part: "sources", look: () => examineSources(database, beside) },
    { part: "people", look: () => examinePeople(database, beside) },
    { part: "quarantine", look: () => examineQuarantine(database) },
    { part: "running", look: () => examineRunning(database) },
    { part: "timelines", look: () => examineTimelines(database), isLong: true },
  ];
}

function pendingWords(pending: number): string {
  return `${count(pending, "migration")} pending: \`muster migrate\` applies what is missing`;
}

async function examineDatabase(database: Database, dataDir: string): Promise<Result> {
  const { version, bytes } = await readSize(database.kysely);
  const size = `${Math.ceil(bytes / 1024 ** 2)} MiB`;
  const note = `${database.kind} ${version}, ${size}, up to date`;
  if (database.kind === "postgres") return { findings: [], notes: [note] };
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const room = `${(free / GIBI).toFixed(1)} GiB free on its disk`;
  const findings = free < LITTLE_BYTES ? [`${room}: make room, or move MUSTER_DATA_DIR`] : [];
  return { findings, notes: [`${note}, ${room}`] };
}

async function examineQuarantine(database: Database): Promise<Result> {
  const counts = await countQuarantined(database.kysely);
  const findings = counts.map(({ source, count: kept }) => {
    const many = kept === 1 ? "1 delivery" : `${kept} deliveries`;
    return `${many} of ${source} could not be read: \`muster quarantine\` shows why, \`muster replay\` hands them in again`;
  });
  return { findings, notes: findings.length === 0 ? ["nothing is in it"] : [] };
}

/** What the Muster that runs on this database says of itself. */
async function examineRunning(database: Database): Promise<Result> {
  const now = await readClock(database.kysely);
  const open = (await openEpisodes(database.kysely)).filter((one) => isSeen(one, now));
  const impaired = open.map((one) => ({ ...one, since: one.beganAt }));
  const findings = impaired.toSorted(byUrgency).map(({ words, fix, since }) => {
    return `${words}, since ${minuteOf(since)}: ${fix}`;
  });
  return { findings, notes: findings.length === 0 ? ["nothing is impaired"] : [] };
}

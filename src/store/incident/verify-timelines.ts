import { createHash } from "node:crypto";
import { sql } from "kysely";
import { IncidentId } from "#domain/incident/incident.ts";
import type { Database, Transaction } from "#store/database/database.ts";

/** A timeline that is not as it was written. */
export type TimelineFault = {
  readonly incident: IncidentId;
  /** The first line that does not follow from the one before, counted from 1; null when only the end is not as it was. */
  readonly line: number | null;
};

/** How far the verification has come. */
export type Verified = { readonly incidents: number; readonly lines: number };

export type Verification = Verified & { readonly faults: readonly TimelineFault[] };

/** A line, what it says as one text, and how its timeline is known to end. */
type Line = {
  readonly id: number;
  readonly incident: number;
  readonly said: string;
  readonly hash: string;
  readonly end: string | null;
};

/** What was seen of one timeline so far. */
type Chain = Pick<Line, "incident" | "hash" | "end"> & {
  readonly lines: number;
  readonly brokenAt: number | null;
};

const PORTION = 2000;

/** Works out every hash anew; of each timeline that is not as it was written the first fault is told. */
export async function verifyTimelines(
  database: Database,
  onProgress: (verified: Verified) => void,
): Promise<Verification> {
  return await database.transaction(async (tx) => {
    // What is written meanwhile is not seen, neither lines nor ends.
    await sql`set transaction isolation level repeatable read, read only`.execute(tx);
    const faults: TimelineFault[] = [...(await lostTimelines(tx))];
    let verified = { incidents: 0, lines: 0 };
    for await (const { chain, isWhole } of chains(tx)) {
      if (!isWhole) {
        onProgress({ ...verified, lines: verified.lines + chain.lines });
        continue;
      }
      verified = { incidents: verified.incidents + 1, lines: verified.lines + chain.lines };
      faults.push(...faultOf(chain));
    }
    onProgress(verified);
    return { ...verified, faults };
  });
}

/** Each timeline once it was read, and at the end of each portion the one that goes on in the next. */
async function* chains(
  tx: Transaction,
): AsyncGenerator<{ readonly chain: Chain; readonly isWhole: boolean }> {
  let chain: Chain | null = null;
  let after = { incident: 0, id: 0 };
  for (;;) {
    const lines = await readLines(tx, after);
    for (const line of lines) {
      const isNext = chain !== null && chain.incident !== line.incident;
      if (chain !== null && isNext) yield { chain, isWhole: true };
      chain = extend(isNext ? null : chain, line);
      after = line;
    }
    if (chain === null) return;
    yield { chain, isWhole: lines.length < PORTION };
    if (lines.length < PORTION) return;
  }
}

function extend(before: Chain | null, { incident, said, hash, end }: Line): Chain {
  const lines = (before?.lines ?? 0) + 1;
  const fits = sealOf(before?.hash ?? "", said) === hash;
  const brokenAt = before?.brokenAt ?? (fits ? null : lines);
  return { incident, hash, end, lines, brokenAt };
}

/** As the database works it out: migrations/0013-timeline-chain.ts. */
function sealOf(before: string, said: string): string {
  return createHash("sha256").update(`${before}\n${said}`).digest("hex");
}

function faultOf({ incident, hash, end, brokenAt }: Chain): readonly TimelineFault[] {
  if (brokenAt === null && hash === end) return [];
  return [{ incident: IncidentId.parse(incident), line: brokenAt }];
}

async function readLines(
  tx: Transaction,
  after: { readonly incident: number; readonly id: number },
): Promise<readonly Line[]> {
  const { rows } = await sql<Line>`
    select line.id, line.incident_id as incident, encode(line.hash, 'hex') as hash,
      encode(timeline_end.hash, 'hex') as "end",
      concat_ws(e'\n', line.incident_id, extract(epoch from line.at), line.kind, line.actor, line.event) as said
    from timeline as line left join timeline_end on timeline_end.incident_id = line.incident_id
    where (line.incident_id, line.id) > (${after.incident}, ${after.id})
    order by line.incident_id, line.id limit ${PORTION}`.execute(tx);
  return rows;
}

/** Every incident has a first line. */
async function lostTimelines(tx: Transaction): Promise<readonly TimelineFault[]> {
  const { rows } = await sql<{ id: number }>`
    select id from incident
    where not exists (select from timeline where incident_id = incident.id)
    order by id`.execute(tx);
  return rows.map(({ id }) => ({ incident: IncidentId.parse(id), line: null }));
}

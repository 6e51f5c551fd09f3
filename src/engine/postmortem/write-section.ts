import type { Actor } from "#domain/actor.ts";
import type { IncidentId } from "#domain/incident/incident.ts";
import { objectionToProse, type Prose } from "#domain/postmortem/prose.ts";
import type { Engine } from "#engine/engine.ts";
import { changeLocked } from "#engine/incident/change-incident.ts";
import { readClock } from "#store/database/clock.ts";
import type { Transaction } from "#store/database/database.ts";
import { lockIncident } from "#store/incident/incidents.ts";
import { appendSection, versionsOfSection } from "#store/postmortem/sections.ts";

export type WrittenText = {
  readonly incident: IncidentId;
  readonly section: string;
  readonly text: string;
  /** The version that the writer had before them; 0 when nothing was there. */
  readonly basedOn: number;
  readonly by: Actor;
};

export type Written =
  | { readonly kind: "written"; readonly version: number }
  /** Somebody else wrote meanwhile; nothing was kept, and the writer still has their words. */
  | {
      readonly kind: "conflict";
      readonly now: Prose;
      /** Everything since the version that the writer had, the oldest first. */
      readonly between: readonly Prose[];
    }
  | { readonly kind: "refused"; readonly reason: string };

/** Keeps what somebody wrote in a section of a postmortem, as its next version. */
export async function writeSection(engine: Engine, written: WrittenText): Promise<Written> {
  const text = stored(written.text);
  const objection = objectionToProse(text);
  if (objection !== null) return { kind: "refused", reason: objection };
  return await engine.database.transaction((tx) => append(engine, tx, { ...written, text }));
}

/** The incident's lock keeps two writers apart. */
async function append(
  engine: Engine,
  tx: Transaction,
  { incident: id, section, text, basedOn, by }: WrittenText,
): Promise<Written> {
  const incident = await lockIncident(tx, id);
  if (incident === null) return { kind: "refused", reason: "there is no such incident" };
  const between = await versionsOfSection(tx, id, { section, after: Math.max(0, basedOn - 1) });
  const now = between.at(-1);
  // Sent twice, or both wrote the same.
  if (now?.text === text) return { kind: "written", version: now.version };
  const version = now?.version ?? 0;
  if (now !== undefined && version !== basedOn) {
    return { kind: "conflict", now, between: between.filter((one) => one.version > basedOn) };
  }
  const at = await readClock(tx);
  const command = { kind: "note-postmortem-section", by, section, version: version + 1 } as const;
  const { changed, reason } = await changeLocked(engine, tx, incident, { command, now: at });
  if (!changed) return { kind: "refused", reason };
  const prose = { section, version: version + 1, text, writtenBy: by, writtenAt: at };
  await appendSection(tx, id, prose);
  return { kind: "written", version: version + 1 };
}

/** PostgreSQL stores every letter but this one. */
function stored(text: string): string {
  return text.replaceAll("\0", "");
}

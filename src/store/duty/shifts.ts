import type { Selectable } from "kysely";
import { DateTime } from "luxon";
import type { Span } from "#domain/schedule/span.ts";
import type { Connection, Transaction } from "#store/database/database.ts";
import type { HandOffTables } from "#store/tables/hand-off-tables.ts";

/** A shift that really was, or is. */
export type RecordedShift = {
  readonly id: number;
  readonly schedule: string;
  readonly person: string;
  readonly start: DateTime;
  /** Null while it runs. */
  readonly end: DateTime | null;
  /** Whether it was planned, or somebody changed it. */
  readonly source: "rota" | "override";
};

export type NewShift = {
  readonly person: string;
  readonly start: number;
  readonly end: number | null;
  readonly source: RecordedShift["source"];
};

/** Ends the shift of the schedule that runs, if one does. */
export async function endShift(tx: Transaction, schedule: string, end: number): Promise<void> {
  await tx
    .updateTable("shift")
    .set({ end_at: moment(end) })
    .where("schedule", "=", schedule)
    .where("end_at", "is", null)
    .execute();
}

export async function insertShifts(
  tx: Transaction,
  schedule: string,
  shifts: readonly NewShift[],
): Promise<void> {
  if (shifts.length === 0) return;
  const rows = shifts.map(({ person, start, end, source }) => ({
    schedule,
    person,
    start_at: moment(start),
    end_at: end === null ? null : moment(end),
    source,
  }));
  await tx.insertInto("shift").values(rows).execute();
}

/** Shifts that share time with the span, in order; of some schedules only, when given. */
export async function readShifts(
  connection: Connection,
  { start, end }: Span,
  schedules?: readonly string[],
): Promise<readonly RecordedShift[]> {
  let query = connection
    .selectFrom("shift")
    .selectAll()
    .where("start_at", "<", moment(end))
    .where((where) => where.or([where("end_at", "is", null), where("end_at", ">", moment(start))]))
    .orderBy("start_at")
    .orderBy("id");
  if (schedules !== undefined) {
    if (schedules.length === 0) return [];
    query = query.where("schedule", "in", schedules);
  }
  return (await query.execute()).map(shiftOf);
}

function shiftOf(row: Selectable<HandOffTables["shift"]>): RecordedShift {
  const { id, schedule, person, start_at: start, end_at: end, source } = row;
  return { id, schedule, person, start, end, source };
}

function moment(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: "utc" });
}

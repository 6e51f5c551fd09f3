import type { ColumnType, JSONColumnType } from "kysely";
import type { DateTime } from "luxon";
import type { CoverState } from "#domain/change/cover-request.ts";
import type { ChangeKind } from "#domain/schedule/on-call.ts";

type Moment = ColumnType<DateTime, DateTime, never>;
type Once<T> = ColumnType<T | null, T | null | undefined, T | null>;
type Json = JSONColumnType<object, string, never>;
type JsonOnce = ColumnType<object | null, string | null | undefined, string | null>;

/** The tables of what people change about who is on call. */
export interface ChangeTables {
  readonly schedule_change: {
    id: string;
    schedule: string;
    kind: ChangeKind;
    /** The same on both halves of a swap. */
    pair: Once<string>;
    /** The request that became this change. */
    request: Once<string>;
    person: string;
    replaces: Once<string>;
    start_at: Moment;
    end_at: Moment;
    reason: string;
    created_by: Json;
    created_at: ColumnType<DateTime, DateTime | undefined, never>;
    cancelled_by: JsonOnce;
    cancelled_at: Once<DateTime>;
  };
  readonly cover_request: {
    id: string;
    schedule: string;
    /** Whose shift it is. */
    person: string;
    start_at: Moment;
    end_at: Moment;
    /** Whom a swap is offered to; null when anybody may take it. */
    asked: Once<string>;
    want_start_at: Once<DateTime>;
    want_end_at: Once<DateTime>;
    note: string;
    created_by: Json;
    created_at: ColumnType<DateTime, DateTime | undefined, never>;
    state: ColumnType<CoverState, CoverState | undefined, CoverState>;
    taken_by: Once<string>;
    closed_by: JsonOnce;
    closed_at: Once<DateTime>;
  };
  readonly change_message: {
    subject: string;
    purpose: string;
    message_id: number;
  };
}

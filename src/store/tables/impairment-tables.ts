import type { ColumnType, GeneratedAlways } from "kysely";
import type { DateTime } from "luxon";
import type { Part, Risk } from "#domain/impairment.ts";

type OptionalMoment = ColumnType<DateTime | null, DateTime | null | undefined, DateTime | null>;

/** What was or is wrong with Muster itself. */
export interface ImpairmentTables {
  readonly impairment: {
    id: GeneratedAlways<number>;
    part: Part;
    key: string;
    words: string;
    consequence: string;
    fix: string;
    severity: Risk;
    began_at: ColumnType<DateTime, DateTime, DateTime>;
    ended_at: OptionalMoment;
    /** As what it was told last; null: nobody was told yet. */
    told_as: Risk | null;
    /** Which process saw it last when. */
    seen_by: ColumnType<unknown, string, string>;
  };
}

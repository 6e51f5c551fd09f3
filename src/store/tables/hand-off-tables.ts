import type { ColumnType, GeneratedAlways, JSONColumnType } from "kysely";
import type { DateTime } from "luxon";

type Moment = ColumnType<DateTime, DateTime, DateTime>;
type OptionalMoment = ColumnType<DateTime | null, DateTime | null | undefined, DateTime | null>;

/** The tables of how shifts change hands. */
export interface HandOffTables {
  readonly duty: {
    schedule: string;
    /** Null when nobody is on call. */
    person: string | null;
    since: Moment;
    /** Until when the shifts are on record. */
    followed_at: Moment;
  };
  readonly shift: {
    id: GeneratedAlways<number>;
    schedule: string;
    person: string;
    start_at: Moment;
    /** Null while it runs. */
    end_at: OptionalMoment;
    source: "rota" | "override";
  };
  readonly hand_over: {
    id: GeneratedAlways<number>;
    schedule: string;
    giver: string | null;
    receiver: string | null;
    at: Moment;
    note: string | null;
    /** Null while it is a draft. */
    posted_at: OptionalMoment;
    /** When the receiver first pressed anything, so that Slack is known to reach them. */
    confirmed_at: OptionalMoment;
    accepted_at: OptionalMoment;
  };
  readonly notice: {
    id: GeneratedAlways<number>;
    key: string;
    place: string;
    about: JSONColumnType<object>;
    message_id: number | null;
    created_at: ColumnType<DateTime, DateTime | undefined, never>;
  };
  readonly slack_group: {
    id: string;
    /** Why its members are not kept up to date, in words for people. */
    trouble: string | null;
  };
}

import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from "kysely";
import type { DateTime } from "luxon";

type Moment = ColumnType<DateTime, DateTime, DateTime>;
type OptionalMoment = ColumnType<DateTime | null, DateTime | null | undefined, DateTime | null>;
type Json = JSONColumnType<object, string | undefined>;

/** What is known to be shown in Slack. */
export interface SlackTables {
  readonly slack_message: {
    id: GeneratedAlways<number>;
    kind:
      | "card"
      | "channel-card"
      | "welcome"
      | "merged"
      | "page"
      | "digest"
      | "page-digest"
      | "notice"
      | "news"
      | "announcement"
      | "budget-chart";
    /** Where it was meant to go: a channel as the configuration names it, an incident channel's id, or a person. */
    place: string;
    incident_id: number | null;
    marker: Generated<string>;
    channel: string | null;
    ts: string | null;
    /** A digest of what it shows, to leave equal messages alone. */
    shown: string | null;
    first_attempt_at: OptionalMoment;
    posted_at: OptionalMoment;
  };
  readonly slack_message_entry: {
    message_id: number;
    incident_id: number;
    page_id: number | null;
  };
  readonly slack_channel: {
    incident_id: number;
    name: string;
    channel: string | null;
    topic: string | null;
    purpose: string | null;
    invited: Json;
    bookmarks: Json;
    pinned: string | null;
    /** Why it could not be made or kept, in words for the card. */
    trouble: string | null;
    created_at: OptionalMoment;
    archive_told_at: OptionalMoment;
    archived_at: OptionalMoment;
  };
  /** What the message with the charts of an incident shows. */
  readonly slack_chart: {
    incident_id: number;
    files: Json;
    /** A digest of what people see. */
    shown: string | null;
    /** Why it has words only. */
    trouble: string | null;
  };
  readonly slack_storm: {
    place: string;
    since: Moment;
    last_new_at: Moment;
  };
}

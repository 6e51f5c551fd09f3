import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { DateTime } from "luxon";
import type { AttemptState } from "#domain/reach.ts";
import type { Urgency } from "#domain/way.ts";

type OptionalJson = ColumnType<unknown, string | null | undefined, string | null>;
type Moment = ColumnType<DateTime, DateTime, DateTime>;
type OptionalMoment = ColumnType<DateTime | null, DateTime | null | undefined, DateTime | null>;
type MomentByDefault = ColumnType<DateTime, DateTime | undefined, DateTime>;

/** How people are reached beside Slack, and what came of trying. */
export interface WayTables {
  readonly contact: {
    person: string;
    way: string;
    address: string;
    /** Of whoever entered it: an acknowledgement that comes that way is theirs. */
    slack_id: string;
    changed_at: MomentByDefault;
  };
  readonly notify_rule: {
    person: string;
    urgency: Urgency;
    way: string;
    /** Null: not used for that urgency. */
    after_minutes: number | null;
  };
  readonly test_page: {
    id: GeneratedAlways<number>;
    person: string;
    slack_id: string;
    started_at: MomentByDefault;
    confirmed_at: OptionalMoment;
    confirmed_via: string | null;
    /** The message that tells what came of it. */
    channel: string | null;
    ts: string | null;
  };
  readonly page_attempt: {
    id: GeneratedAlways<number>;
    page_id: number | null;
    test_id: number | null;
    person: string;
    way: string;
    state: Generated<AttemptState>;
    due_at: Moment;
    tries: Generated<number>;
    error: string | null;
    reference: string | null;
    /** Why Slack will not wake the person, when it said so. */
    silence: OptionalJson;
    created_at: MomentByDefault;
    /** When it was first tried; a message in Slack knows that itself. */
    begun_at: OptionalMoment;
    settled_at: OptionalMoment;
    /** The person was forgotten meanwhile: nothing is noted of how it went. */
    forgotten: Generated<boolean>;
  };
  /** Who is no longer in muster.yaml, although something of theirs is here. */
  readonly leaver: {
    person: string;
    since: MomentByDefault;
  };
  readonly attempt_token: {
    hash: string;
    attempt_id: number;
    created_at: MomentByDefault;
  };
}
